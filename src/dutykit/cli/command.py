"""How every command shows its help: typer's own, with the words typer has only in English translated."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from dutykit.cli.interruption import Interruption
from dutykit.cli.screen import Screen
from dutykit.language import _
from dutykit.model.refusal import Refusal
from dutykit.patches.typer_help import HelpWords, help_words, without_types

if TYPE_CHECKING:
    _Base = TyperCommand
else:
    _Base = object

_WORKSPACES = frozenset({"workspaces", "paths"})
"""The arguments by which commands take several."""


class _InLanguage(_Base):
    """Help in the language in use."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print the help."""
        from dutykit.patches.rich_line_breaks import chinese_line_breaks

        with chinese_line_breaks(), help_words(_help_words()):
            super().format_help(ctx, formatter)

    def get_usage(self, ctx: Any) -> str:
        """The usage line."""
        return _translated_usage(super().get_usage(ctx))

    def get_help_option(self, ctx: Any) -> TyperOption | None:
        """The --help option."""
        return _translated_help(super().get_help_option(ctx))

    def get_params(self, ctx: Any) -> Any:
        """The parameters, in the order help shows them."""
        return _tidied(super().get_params(ctx))


class DutyCommand(_InLanguage, TyperCommand):
    """A command, which prints why it refuses."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            screen = Screen(ctx.params.get("quiet", False), ctx.params.get("no_color", False))
            raise typer.Exit(screen.refuse(refusal)) from None

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the arguments; what is wrong with them names this command, so that its help can be pointed to."""
        try:
            _refuse_repeated(self, ctx, args)
            return super().parse_args(ctx, args)
        except Exception as error:
            if getattr(error, "ctx", ctx) is None:
                error.ctx = ctx  # type: ignore[attr-defined] # a usage error, which has one
            raise


class DutyGroup(_InLanguage, TyperGroup):
    """The group of all commands, or of a family."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for; typer would make Ctrl-C an exit code that is not stated a word of."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise Interruption(_("已中断")) from None

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the arguments before the command."""
        if args:
            _refuse_repeated(self, ctx, args)
        return super().parse_args(ctx, args)


def _refuse_repeated(command: TyperCommand | TyperGroup, ctx: Any, args: list[str]) -> None:
    """Raise a usage error for an option with one value that is there twice: the first would be let go silently."""
    _values, _rest, order = command.make_parser(ctx).parse_args(args=list(args))
    counts = Counter(id(one) for one in order)
    for one in order:
        if not isinstance(one, TyperOption) or one.multiple or one.is_flag or one.count:
            continue
        if counts[id(one)] > 1:
            takes_several = one.name == "workspace" and any(each.name in _WORKSPACES for each in command.params)
            text = (
                _("只能写一次；多个工作区直接写在命令之后，如 {command} 甲市 乙市")
                if takes_several
                else _("只能写一次")
            )
            raise typer.BadParameter(text.format(command=ctx.command_path), ctx, param=one)


def _help_words() -> HelpWords:
    return HelpWords(
        arguments=_("参数"), options=_("选项"), commands=_("命令"), required=_("[必填]"), default=_("[默认：{}]")
    )


def _translated_usage(usage: str) -> str:
    label = _("用法：")  # a colon in Chinese is as wide as one with a blank
    usage = usage.replace("Usage: ", label if label.endswith("：") else f"{label} ", 1).replace(
        "[OPTIONS]", _("[选项]")
    )
    usage = re.sub(r"\{([^{}]*)\}", r"\1", usage)  # typer's marks around what is required
    return usage.replace("COMMAND [ARGS]...", _("命令 [参数]..."))


def _translated_help(option: TyperOption | None) -> TyperOption | None:
    if option is not None:
        option.help = _("显示本帮助并退出")
        option.rich_help_panel = _("通用选项")
    return option


def _tidied(params: list[Any]) -> list[Any]:
    """Flags and arguments without a Python type behind them; the completion options in the language in use."""
    texts = {
        "install_completion": _("为当前命令行安装自动补全"),
        "show_completion": _("显示当前命令行的自动补全脚本"),
    }
    for param in params:
        if getattr(param, "is_flag", False):
            param.metavar = ""
        without_types(param)
        if param.name in texts:
            param.help = texts[param.name]
    return params
