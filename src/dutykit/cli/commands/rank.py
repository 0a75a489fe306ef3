"""`dutykit rank`: units in order, by their score or by a metric."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from dutykit.cli.cities import WorkspacesArgument, show_cities, workspaces_meant
from dutykit.cli.declaration import ROUND, Command
from dutykit.cli.destination import TableFormatOption, destination
from dutykit.cli.opening import open_workspace
from dutykit.cli.options import CycleOption, OutputOption, WorkspaceOption
from dutykit.cli.screen import Screen
from dutykit.language import _

COMMAND = Command(
    _("排名：按总分或监测指标，并列的名次相同。"),
    panel=ROUND,
    examples=(
        "dutykit rank --kind county",
        _("dutykit rank --metric 普惠性幼儿园覆盖率"),
    ),
    more=_("按监测指标排名时，另列县区之间的差异系数。"),
)

ByWord = Literal["score", "metric"]
KindWord = Literal["department", "office", "county", "zone"]
SideWord = Literal["self", "reviewed"]


def rank(
    screen: Screen,
    workspaces: WorkspacesArgument = None,
    by: Annotated[ByWord, typer.Option("--by", help=_("按总分，或按监测指标"))] = "score",
    metric: Annotated[
        str | None,
        typer.Option(
            "--metric", metavar=_("名称"), help=_("只按该监测指标；默认为每个有两个以上同类单位填报的监测指标")
        ),
    ] = None,
    kind: Annotated[
        KindWord | None,
        typer.Option(
            "--kind",
            help=_(
                "只对该类单位排名：department 部门、office 办事机构、county 县区政府、zone 功能区管委会；默认各类分别排名，"
                "监测指标只排县区政府和功能区管委会（市直单位填报的是全市的数值）"
            ),
        ),
    ] = None,
    side: Annotated[
        SideWord, typer.Option("--side", help=_("总分的来源：self 自评得分、reviewed 复核得分"))
    ] = "reviewed",
    cycle: CycleOption = None,
    output_format: TableFormatOption = None,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    from functools import partial

    from dutykit.listings.cities import Asked
    from dutykit.listings.city_rank import city_rankings
    from dutykit.listings.rank import RankRequest, rankings_of

    to = destination(screen, output_format, output)
    request = RankRequest("metric" if metric else by, metric, kind, side, cycle)
    folder, roots = workspaces_meant(workspace, workspaces)
    if roots:
        show_cities(to, roots, Asked(rankings_of, request, as_found=True), partial(city_rankings, request=request))
        return
    opened = open_workspace(to.screen, folder)
    to.write(opened, rankings_of(opened, request))
