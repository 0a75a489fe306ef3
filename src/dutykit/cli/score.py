"""`dutykit score`: what units score, and how each total comes about."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from dutykit.cli.declaration import ROUND, Command
from dutykit.cli.destination import TableFormatOption, destination
from dutykit.cli.opening import open_workspace
from dutykit.cli.options import (
    CycleOption,
    LangOption,
    NoColorOption,
    OutputOption,
    QuietOption,
    UnitsOption,
    WorkspaceOption,
)
from dutykit.cli.paging import show
from dutykit.cli.screen import Screen
from dutykit.language import _

COMMAND = Command(
    _("得分：对照自评得分与复核得分，列出等次和总分的计算。"),
    panel=ROUND,
    examples=(
        "dutykit score",
        _("dutykit score --unit 市财政局 --explain"),
        "dutykit score --preset list",
        _("dutykit score -o 得分.xlsx"),
    ),
    more=_("并列出自评可信度和分差；--explain 逐行列出总分的计算过程。"),
)

SideWord = Literal["self", "reviewed"]


def score(
    unit: UnitsOption = None,
    explain: Annotated[bool, typer.Option("--explain", help=_("逐行列出总分的计算过程"))] = False,
    side: Annotated[
        SideWord | None, typer.Option("--side", help=_("与 --explain 同时使用：self 自评、reviewed 复核；默认两者"))
    ] = None,
    preset: Annotated[
        str | None,
        typer.Option("--preset", metavar=_("模板名"), help=_("输出一份评分办法模板；list 列出可用的模板")),
    ] = None,
    cycle: CycleOption = None,
    output_format: TableFormatOption = None,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> None:
    """Show scores."""
    from dutykit.listings.score import ScoreRequest, explanation, scored
    from dutykit.listings.score import preset as preset_of

    screen = Screen(quiet, no_color)
    if preset is not None:
        if output is not None or output_format is not None:
            screen.fail(
                _("--preset 不能与 --format、-o 同时使用"),
                _(
                    "不用 -o；把输出的模板写入 data/scoring.yaml，如 dutykit score --preset {preset} > data/scoring.yaml"
                ).format(preset=preset),
            )
        screen.out(preset_of(None if preset == "list" else open_workspace(screen, workspace), preset))
        return
    to = destination(screen, output_format, output)
    opened = open_workspace(screen, workspace)
    found = scored(opened, ScoreRequest(tuple(unit or ()), cycle))
    if explain:
        show(screen, explanation(found, side))
    else:
        to.write(opened, found)
