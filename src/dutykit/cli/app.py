"""The command line as a whole: which commands there are, in which order help shows them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from importlib import import_module
from typing import Annotated, Any

import typer

from dutykit import __version__
from dutykit.cli.command import DutyCommand, DutyGroup
from dutykit.cli.declaration import Command, Family
from dutykit.cli.options import LangOption, NoColorOption, QuietOption
from dutykit.cli.screen import Screen
from dutykit.language import _

_MODULES = (
    "init",
    "import_",
    "new",
    "validate",
    "explain",
    "schema",
    "status",
    "submit",
    "return_",
    "accept",
    "history",
    "amend",
    "carry_forward",
    "diff",
    "review",
    "score",
    "ledger",
    "rank",
    "alerts",
    "coverage",
    "matrix",
    "dashboard",
    "export",
    "report",
    "form",
    "collect",
    "sign",
    "verify",
    "unit",
    "evidence",
    "doctor",
)
"""The files of the commands, in the order of help; a name is the file's with - for _, without one at the end."""


def module_names() -> dict[str, str]:
    """The file of each command or family of commands, below dutykit.cli.commands, by the name a user types."""
    return {module.rstrip("_").replace("_", "-"): module for module in _MODULES}


def _add_to(app: typer.Typer, name: str, module: str) -> None:
    """Import the file `module` and register its command, or its family of commands, as `name`."""
    found = import_module(f"dutykit.cli.commands.{module}")
    if hasattr(found, "FAMILY"):
        _add_family(app, name, found.FAMILY)
        return
    declared: Command = found.COMMAND
    text = f"{declared.text}\n\n{declared.more}" if declared.more else declared.text
    epilog = _epilog(declared.examples)
    function = _with_screen(getattr(found, module))
    app.command(name, cls=DutyCommand, rich_help_panel=declared.panel, help=text, epilog=epilog)(function)


def _with_screen(function: Callable[..., None]) -> Callable[..., None]:
    """`function` as typer is to see it: in place of its first parameter, the screen, the options that make one."""
    own = [*inspect.signature(function, eval_str=True).parameters.values()][1:]
    common = inspect.signature(_screen, eval_str=True).parameters

    @wraps(function)
    def run(**given: Any) -> None:
        function(_screen(**{name: given.pop(name) for name in common}), **given)

    shown = [one.replace(kind=one.KEYWORD_ONLY) for one in (*own, *common.values())]
    run.__signature__ = inspect.Signature(shown)  # type: ignore[attr-defined] # which inspect asks for
    run.__annotations__ = {one.name: one.annotation for one in shown}
    return run


def _screen(lang: LangOption = None, quiet: QuietOption = False, no_color: NoColorOption = False) -> Screen:
    """What a command prints through, by the options that every command has; --lang is read before all others."""
    return Screen(quiet, no_color)


def _add_family(app: typer.Typer, name: str, declared: Family) -> None:
    family = typer.Typer(cls=DutyGroup, no_args_is_help=True, rich_markup_mode="markdown")
    family.callback()(_before_a_member)
    for module in declared.modules:
        _add_to(family, module.removeprefix(f"{name}_"), module)
    firsts = [import_module(f"dutykit.cli.commands.{module}").COMMAND.examples[0] for module in declared.modules]
    app.add_typer(family, name=name, rich_help_panel=declared.panel, help=declared.text, epilog=_epilog(firsts))


def _epilog(examples: Iterable[str]) -> str:
    return _("例如：") + "\n\n" + "\n\n".join(f"`{example}`" for example in examples)


def _before_a_member(lang: LangOption = None) -> None:
    """Options that are before the second word of a command."""


def application(arguments: Sequence[str], environment: Mapping[str, str]) -> typer.Typer:
    """The command line with the one command that `arguments` name, or with all of them where help may need them."""
    app = typer.Typer(
        name="dutykit",
        cls=DutyGroup,
        help=_("教育督导室履行教育职责评价工具：校验填报、统计填报情况、分解责任、生成报告。"),
        epilog=_("退出码：0 正常，1 发现错误或未达要求，2 无法运行。"),
        no_args_is_help=True,
        rich_markup_mode="markdown",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    app.callback()(main)
    modules = module_names()
    wanted = None if "_DUTYKIT_COMPLETE" in environment else _named(arguments)
    for name in [wanted] if wanted in modules else modules:
        _add_to(app, name, modules[name])
    return app


def _named(arguments: Sequence[str]) -> str | None:
    """The first of `arguments` after --lang, which is a command if it is the name of one."""
    rest = iter(arguments)
    for argument in rest:
        if argument == "--lang":
            next(rest, None)
        elif not argument.startswith("--lang="):
            return argument
    return None


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dutykit {__version__}")
        raise typer.Exit


def main(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_show_version, help=_("显示版本并退出"))
    ] = False,
    lang: LangOption = None,
) -> None:
    """Options that are before the command."""
