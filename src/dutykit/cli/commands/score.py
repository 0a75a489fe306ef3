"""`dutykit score`: what units score, and how each total comes about."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from dutykit.cli.changing import report_recovery
from dutykit.cli.cities import WorkspacesArgument, show_cities, workspaces_meant
from dutykit.cli.declaration import ROUND, Command
from dutykit.cli.destination import TableFormatOption, destination
from dutykit.cli.opening import open_workspace
from dutykit.cli.options import CycleOption, OutputOption, UnitsOption, WorkspaceOption
from dutykit.cli.paging import show
from dutykit.cli.screen import Screen
from dutykit.language import _
from dutykit.model.refusal import writing_to

COMMAND = Command(
    _("得分：对照自评得分与复核得分，列出等次和总分的计算。"),
    panel=ROUND,
    examples=(
        "dutykit score",
        _("dutykit score --unit 市财政局 --explain"),
        "dutykit score --preset percent -o data/scoring.yaml",
        _("dutykit score -o 得分.xlsx"),
    ),
    more=_("并列出自评可信度和分差；--explain 逐行列出总分的计算过程。"),
)

SideWord = Literal["self", "reviewed"]


def score(
    screen: Screen,
    workspaces: WorkspacesArgument = None,
    unit: UnitsOption = None,
    explain: Annotated[bool, typer.Option("--explain", help=_("逐行列出总分的计算过程"))] = False,
    side: Annotated[
        SideWord | None, typer.Option("--side", help=_("与 --explain 同时使用：self 自评、reviewed 复核；默认两者"))
    ] = None,
    preset: Annotated[
        str | None,
        typer.Option(
            "--preset", metavar=_("模板名"), help=_("输出一份评分办法模板，用 -o 写入文件；list 列出可用的模板")
        ),
    ] = None,
    cycle: CycleOption = None,
    output_format: TableFormatOption = None,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    from dutykit.listings.cities import Asked
    from dutykit.listings.score import ScoreRequest, explanation, scored

    if preset is not None:
        if output_format is not None:
            screen.fail(_("--preset 不能与 --format 同时使用"), _("删去 --format：模板是 YAML 文件"))
        _preset(screen, preset, workspace, output)
        return
    if explain and (output_format is not None or output is not None):
        screen.fail(_("--explain 不能与 --format、-o 同时使用"), _("去掉 --format 和 -o"))
    to = destination(screen, output_format, output)
    request = ScoreRequest(tuple(unit or ()), cycle)
    folder, roots = workspaces_meant(workspace, workspaces)
    if roots and explain:
        screen.fail(_("--explain 每次只能用于一个工作区"))
    if roots:
        show_cities(to, roots, Asked(scored, request))
        return
    opened = open_workspace(screen, folder)
    found = scored(opened, request)
    if explain:
        show(screen, explanation(found, side))
        if found.gaps:
            from dutykit.output.gap_note import gap_line

            screen.warn(gap_line(found.gaps))
    else:
        to.write(opened, found)


def _preset(screen: Screen, name: str, workspace: Path | None, output: Path | None) -> None:
    """Show a preset, or write it to a file; a scoring file that is still empty is not complained about."""
    from dutykit.listings.score import preset, write_preset
    from dutykit.model.layout import SCORING_FILE

    opened = None if name == "list" else open_workspace(screen, workspace, without=SCORING_FILE)
    text = preset(opened, name)
    if output is None or opened is None:
        screen.out(text)
        return
    with writing_to(output):
        write_preset(opened, output, name, report_recovery(screen))
    screen.say(_("已写入 {file}").format(file=output))
