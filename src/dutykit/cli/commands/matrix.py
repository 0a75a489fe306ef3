"""`dutykit matrix`: who is responsible for what, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dutykit.cli.declaration import SHOW, Command
from dutykit.cli.destination import TableFormatOption, destination
from dutykit.cli.opening import hold_gate, open_workspace
from dutykit.cli.options import CycleOption, OutputOption, WorkspaceOption
from dutykit.cli.paging import text_look
from dutykit.cli.screen import FINDINGS, Screen
from dutykit.language import _

if TYPE_CHECKING:
    from dutykit.model.workspace import Workspace

COMMAND = Command(
    _("责任分解表：各项指标由哪些单位承担。"),
    panel=SHOW,
    examples=(
        "dutykit matrix",
        _("dutykit matrix --chapter 三 -o 责任分解.xlsx"),
        _("dutykit matrix --why 11 市财政局"),
    ),
)

ByWord = Literal["indicator", "unit"]


def matrix(
    screen: Screen,
    chapter: Annotated[
        str | None, typer.Option("--chapter", metavar=_("序号"), help=_("只显示该一级指标，如 3 或 三"))
    ] = None,
    unit: Annotated[
        list[str] | None,
        typer.Option(
            "--unit", "-u", metavar=_("单位").upper(), help=_("只显示该单位承担的指标；可用简称或统称，可重复使用")
        ),
    ] = None,
    by: Annotated[
        ByWord | None, typer.Option("--by", help=_("每行一个三级指标（indicator，默认）或一个单位（unit）"))
    ] = None,
    expand_groups: Annotated[
        bool, typer.Option("--expand-groups", help=_("将统称（如“各县区政府”）展开为所含单位"))
    ] = False,
    why: Annotated[
        tuple[str, str] | None,
        typer.Option("--why", metavar=_("指标 单位"), help=_("说明该单位承担该项指标的依据；不承担时以退出码 1 退出")),
    ] = None,
    cycle: CycleOption = None,
    output_format: TableFormatOption = None,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    from dutykit.listings.matrix import MatrixRequest, matrix_of

    if why is not None:
        if any((output_format, output, by, chapter, unit, expand_groups)):
            screen.fail(_("--why 只能与 --cycle 同时使用"), _("去掉其他选项；--why 只说明一项指标和一个单位"))
        _explain(screen, open_workspace(screen, workspace), *why, cycle)
        return
    to = destination(screen, output_format, output)
    opened = open_workspace(screen, workspace)
    to.write(
        opened, matrix_of(opened, MatrixRequest(by or "indicator", chapter, tuple(unit or ()), expand_groups, cycle))
    )


def _explain(screen: Screen, workspace: Workspace, indicator: str, unit: str, cycle: int | None) -> None:
    from dutykit.listings.matrix import why
    from dutykit.listings.reason_text import reason_lines
    from dutykit.model.gap import ASSIGNMENTS
    from dutykit.output.table.record import one_line
    from dutykit.output.table.terminal import wrapped

    reason = why(workspace, indicator, unit, cycle)
    width = text_look(screen).width
    lines = (part for line in reason_lines(workspace.at(cycle), reason) for part in wrapped(one_line(line), width))
    screen.out("\n".join(lines))
    if reason.assignment is None:
        hold_gate(workspace.gaps.of(ASSIGNMENTS, cycle=cycle or workspace.cycle), "--why")
        raise typer.Exit(FINDINGS)
