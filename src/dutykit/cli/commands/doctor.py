"""`dutykit doctor`: what this machine lacks, and the command that fixes it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from dutykit.cli.declaration import CHECK, Command
from dutykit.cli.options import TextFormatOption, WorkspaceOption
from dutykit.cli.screen import FINDINGS, Screen, width_of
from dutykit.language import _, plural

if TYPE_CHECKING:
    from dutykit.setup.doctor import Diagnosis

COMMAND = Command(
    _("检查本机能否生成报告，缺少什么、如何补全。"),
    panel=CHECK,
    examples=(
        "dutykit doctor",
        "dutykit doctor --full",
    ),
)

SCHEMA_VERSION = 1
_SIGNS = {"ok": ("✓", "32"), "advice": ("!", "33"), "lacking": ("✗", "31")}


def doctor(
    screen: Screen,
    full: Annotated[bool, typer.Option("--full", help=_("逐字节核验随附的字体文件和离线安装的文件"))] = False,
    form: TextFormatOption = "text",
    workspace: WorkspaceOption = None,
) -> None:
    import locale
    import shutil

    from dutykit.setup.doctor import Terminal, examine

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    found = examine(Terminal(locale.getencoding(), width), workspace, full=full)
    lacking = [one for one in found if one.state == "lacking"]
    if form == "json":
        screen.out(_json(found))
    else:
        for one in found:
            screen.out(_line(one, color=screen.color(sys.stdout)))
    if lacking:
        screen.say(plural("缺少 {count} 项", len(lacking)).format(count=len(lacking)))
        raise typer.Exit(FINDINGS)
    absent = [one.name.removeprefix("extra-") for one in found if one.name.startswith("extra-") and one.state != "ok"]
    if absent:
        screen.say(_("必需的组件齐全；未安装可选组件：{names}").format(names=_("、").join(absent)))
    else:
        screen.say(_("运行环境完整"))


def _line(one: Diagnosis, *, color: bool) -> str:
    from dutykit.output.table.terminal import wrapped
    from dutykit.text.visible import visible

    sign, code = _SIGNS[one.state]
    first, *lines = wrapped(f"{sign} {one.title} {visible(one.detail)}", width_of(), 2)
    if one.fix is not None:
        lines += wrapped("    " + _("处理建议：{fix}").format(fix=visible(one.fix)), width_of(), 8)
    if color:
        first = first.replace(sign, f"\033[{code}m{sign}\033[0m", 1)
    return "\n".join([first, *lines])


def _json(found: list[Diagnosis]) -> str:
    import json
    from dataclasses import asdict

    ok = all(one.state != "lacking" for one in found)
    items = [asdict(one) for one in found]
    return json.dumps({"version": SCHEMA_VERSION, "ok": ok, "items": items}, ensure_ascii=False, indent=2)
