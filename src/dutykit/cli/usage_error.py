"""What to say when a command line cannot be understood."""

from __future__ import annotations

import re

from dutykit.language import _, current_language

_CHOICE = re.compile(r"'(?P<value>.*)' is not one of (?P<options>'.*')", re.DOTALL)
_LIMIT = re.compile(r"Input should be (?P<which>greater|less) than or equal to (?P<limit>\d+)")


def usage_message(error: Exception) -> str:
    """One sentence on `error`, a click usage error of whatever kind; click itself speaks only English."""
    stated = error.format_message() if hasattr(error, "format_message") else str(error)
    if current_language() == "en":
        return str(stated).replace("Value error, ", "", 1)
    param = getattr(error, "param", None)
    hint = getattr(error, "param_hint", None) or (_param_name(param) if param is not None else "")
    match type(error).__name__:
        case "NoSuchOption":
            text = _("没有选项 {option}").format(option=getattr(error, "option_name", ""))
            likely = getattr(error, "possibilities", None)
            return text + (_("；是否为 {options}？").format(options=_("、").join(sorted(likely))) if likely else "")
        case "MissingParameter":
            return _("缺少“{name}”").format(name=hint)
        case "BadParameter":
            return _("{name} 的值无效：{reason}").format(name=hint, reason=_reason(error))
        case "BadOptionUsage":
            return _values_wanted(error, str(stated))
        case _ if "No such command" in stated:
            name = stated.removeprefix("No such command ").partition("'")[2].partition("'")[0]
            text = _("没有命令 {name}").format(name=name)
            likely = stated.partition("Did you mean ")[2].strip("?").replace("'", "")
            return text + (_("；是否为 {options}？").format(options=likely) if likely else "")
        case _ if "unexpected extra argument" in stated:
            return _("多余的参数：{text}").format(text=stated.rpartition(" (")[2].rstrip(")."))
        case _:
            return str(stated)


def _values_wanted(error: Exception, stated: str) -> str:
    """That an option lacks its value, or how many it takes and which."""
    option = getattr(error, "option_name", "")
    several = re.search(r"requires (\d+) arguments", stated)
    if several is None:
        return _("选项 {option} 需要一个值").format(option=option)
    command = getattr(getattr(error, "ctx", None), "command", None)
    params = [one for one in getattr(command, "params", ()) if option in getattr(one, "opts", ())]
    names = _("、").join(str(getattr(params[0], "metavar", None) or "").split()) if params else ""
    text = _("选项 {option} 需要 {count} 个值").format(option=option, count=several[1])
    return text + (_("：{names}").format(names=names) if names else "")


def _param_name(param: object) -> str:
    options = getattr(param, "opts", None) or []
    metavar = getattr(param, "metavar", None)
    longest: str = max(options, key=len, default="")
    return longest if longest.startswith("-") else str(metavar or longest)


def _reason(error: Exception) -> str:
    reason = str(getattr(error, "message", error)).removeprefix("Value error, ").rstrip(".")
    if choice := _CHOICE.fullmatch(reason):
        options = _("、").join(re.findall(r"'([^']*)'", choice["options"]))
        return _("“{value}”不是可选值，可选：{options}").format(value=choice["value"], options=options)
    if limit := _LIMIT.fullmatch(reason):
        least = limit["which"] == "greater"
        text = _("不能小于 {limit}") if least else _("不能大于 {limit}")
        return text.format(limit=limit["limit"])
    for english, chinese in (
        (" is not a valid integer", _("不是整数")),
        (" is not a valid float", _("不是数字")),
        (" is not a valid number", _("不是数字")),
        ("Input should be a valid integer, unable to parse string as an integer", _("应为整数")),
    ):
        reason = reason.replace(english, chinese)
    return reason
