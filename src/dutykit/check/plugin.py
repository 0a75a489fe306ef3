"""Plug-ins: packages that add rules and kinds of report through an entry point in the group `dutykit.plugins`."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from dutykit.check.declare import Check
from dutykit.language import _
from dutykit.model.finding import Severity
from dutykit.model.workspace import Workspace
from dutykit.process.held_signals import TerminatedError

T = TypeVar("T")

GROUP = "dutykit.plugins"
INTERFACE = 1
"""The version of what a plug-in is given and gives; it changes only when a plug-in written for it would fail."""

Values = Callable[[Workspace, int, str | None], Mapping[str, object]]
"""What a plug-in's templates are given: from the workspace, the cycle and the unit's id, None for the whole city."""


@dataclass(frozen=True, slots=True)
class Plugin:
    """What a package adds. Its entry point's name is the plug-in's name."""

    interface: int
    """The version of the interface that it was written for: `INTERFACE`."""
    rules: tuple[Check, ...] = ()
    """Rules made by `dutykit.rule`; the name of each begins with the plug-in's and a hyphen."""
    templates: Path | None = None
    """A folder of report templates, `<kind>.html.j2`, each a kind of report like those of a workspace."""
    values: Values | None = None
    """Makes the `values` that these templates are given: texts, numbers, dates, lists and mappings of them."""


class PluginFaultError(Exception):
    """A plug-in cannot be used; `args` are the reason and how to fix it."""


class PluginStoppedError(Exception):
    """Code of a plug-in raised what the message says."""


def guarded(call: Callable[[], T]) -> T:
    """What `call`, code of a plug-in, gives; what it prints goes to standard error, where no other program reads on.

    Raises PluginStoppedError, also where it would end the process: that must not look like a command that is done. What
    ends the process from outside does end it.
    """
    try:
        with redirect_stdout(sys.stderr):
            return call()
    except TerminatedError:
        raise
    except (Exception, SystemExit) as error:
        raise PluginStoppedError(" ".join(f"{type(error).__name__}: {error}".split())[:300]) from error


@cache
def plugin_named(name: str) -> Plugin:
    """The installed plug-in of that name. Raises PluginFaultError, whatever goes wrong in it."""
    from importlib.metadata import entry_points  # looks through everything installed

    found = entry_points(group=GROUP, name=name)
    if not found:
        raise PluginFaultError(_("没有安装"), _("安装提供该插件的软件包，或从 dutykit.yaml 的 plugins 中删去"))
    fix = _("更新或卸载该插件，或从 dutykit.yaml 的 plugins 中删去")
    if len(found) > 1:
        raise PluginFaultError(_("有 {count} 个软件包都提供该插件").format(count=len(found)), fix)
    try:
        plugin: Plugin = guarded(next(iter(found)).load)
        unfit = guarded(lambda: _unfit(name, plugin))
    except PluginStoppedError as error:
        unfit = _("无法载入：{reason}").format(reason=error)
    if unfit is not None:
        raise PluginFaultError(unfit, fix)
    return plugin


def _unfit(name: str, plugin: object) -> str | None:
    """Why what the entry point `name` gives cannot be used; None if it can. Raises whatever a rule without a page does."""
    if not isinstance(plugin, Plugin):
        return _("入口指向的不是 dutykit.Plugin")
    if plugin.interface != INTERFACE:
        reason = _("为接口版本 {theirs} 编写，本版 dutykit 的接口版本为 {ours}")
        return reason.format(theirs=repr(plugin.interface), ours=INTERFACE)
    rules: Any = plugin.rules  # what their author wrote there, whatever the types say
    templates: Any = plugin.templates
    values: Any = plugin.values
    if templates is not None and not (isinstance(templates, Path) and templates.is_dir()):
        return _("的 templates 不是文件夹的 Path：{value}").format(value=repr(templates))
    if values is not None and not callable(values):
        return _("的 values 不是函数：{value}").format(value=repr(values))
    if isinstance(rules, Check) or not isinstance(rules, tuple | list):
        return _("的 rules 不是由规则组成的元组")
    return _unfit_rule(name, rules)


def _unfit_rule(name: str, rules: Iterable[Any]) -> str | None:
    """Why one of the `rules` of the plug-in `name` cannot be used; None if all can. Raises ValueError for a missing page."""
    from dutykit.check.all_rules import rule_names

    taken = set(rule_names())
    for rule in rules:
        shown = rule.name if isinstance(rule, Check) else repr(rule)
        if not isinstance(rule, Check) or not rule.name.startswith(f"{name}-"):
            reason = _("规则 {rule} 不是由 dutykit.rule 定义，或者名称不以“{name}-”开头")
            return reason.format(rule=shown, name=name)
        if rule.name in taken:
            return _("的规则 {rule} 的名称已被占用").format(rule=shown)
        taken.add(rule.name)
        severity: Any = rule.severity
        if not isinstance(severity, Severity):
            return _("的规则 {rule} 的级别不是 dutykit.Severity").format(rule=shown)
        _page = rule.rule
    return None


def plugin_rules(name: str) -> tuple[Check, ...]:
    """The rules of the plug-in; none of one that cannot be used, which a rule of dutykit's own reports."""
    try:
        return plugin_named(name).rules
    except PluginFaultError:
        return ()


def plain_values(values: object) -> dict[str, object]:
    """What `Plugin.values` gave. Raises TypeError if it is no mapping of texts to plain data: a template could call it."""
    if not isinstance(values, Mapping):
        raise TypeError(f"values: {type(values).__name__} is not a mapping")
    return {name: _plain(one, name) for name, one in values.items()}


def _plain(value: object, name: str) -> object:
    """`value`, unless there is something in it that is no plain data. Raises TypeError."""
    if isinstance(value, Mapping):
        return {str(key): _plain(one, f"{name}.{key}") for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one, f"{name}[{number}]") for number, one in enumerate(value)]
    if value is None or isinstance(value, str | int | float | Decimal | dt.date):
        return value
    raise TypeError(f"{name}: {type(value).__name__} is not plain data")


def stopped(name: str, error: PluginStoppedError) -> tuple[str, str]:
    """What is to be said of a rule or kind of report that raised `error`, and how to fix it."""
    message = _("插件的 {name} 运行出错：{reason}").format(name=name, reason=error)
    return message, _("更新该插件，或请其作者改正")


@cache
def installed_names() -> tuple[str, ...]:
    """The name of every plug-in that is installed, whether it can be used or not; sorted."""
    from importlib.metadata import entry_points

    return tuple(sorted({one.name for one in entry_points(group=GROUP)}))


def installed_plugins() -> dict[str, Plugin]:
    """Every plug-in that is installed and can be used, by name."""
    found = {}
    for name in installed_names():
        with suppress(PluginFaultError):
            found[name] = plugin_named(name)
    return found
