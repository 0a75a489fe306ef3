"""`dutykit alerts`: what is below its line."""

from __future__ import annotations

from typing import Annotated

import typer

from dutykit.cli.cities import WorkspacesArgument, show_cities, workspaces_meant
from dutykit.cli.declaration import ROUND, Command
from dutykit.cli.destination import TableFormatOption, destination
from dutykit.cli.opening import hold_gate, open_workspace
from dutykit.cli.options import CycleOption, OutputOption, UnitsOption, WorkspaceOption
from dutykit.cli.screen import FINDINGS, Screen
from dutykit.language import _

COMMAND = Command(
    _("预警：未达目标值的监测指标、偏低的等次、过大的分差。"),
    panel=ROUND,
    examples=(
        "dutykit alerts",
        "dutykit alerts --fail",
    ),
    more=_("分差是自评得分与复核得分之差。"),
)


def alerts(
    screen: Screen,
    workspaces: WorkspacesArgument = None,
    unit: UnitsOption = None,
    fail: Annotated[bool, typer.Option("--fail", help=_("有预警时以退出码 1 退出"))] = False,
    cycle: CycleOption = None,
    output_format: TableFormatOption = None,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    from dutykit.listings.alerts import AlertRequest, alerts_of, how_many
    from dutykit.listings.cities import Asked

    to = destination(screen, output_format, output)
    request = AlertRequest(tuple(unit or ()), cycle)
    folder, roots = workspaces_meant(workspace, workspaces)
    if roots:
        asked = Asked(alerts_of, request, judge=how_many if fail else None)
        show_cities(to, roots, asked, gate="--fail" if fail else None)
        return
    opened = open_workspace(to.screen, folder)
    found = alerts_of(opened, request)
    to.write(opened, found)
    if fail:
        hold_gate(found.gaps, "--fail")
    if fail and found.found:
        raise typer.Exit(FINDINGS)
