"""`dutykit history show`: what was done with the submissions of units."""

from __future__ import annotations

from dutykit.cli.declaration import Command
from dutykit.cli.destination import TableFormatOption, destination
from dutykit.cli.opening import open_workspace
from dutykit.cli.options import CycleOption, OutputOption, WorkspaceOption
from dutykit.cli.screen import Screen
from dutykit.cli.steps import UnitsArgument
from dutykit.language import _

COMMAND = Command(
    _("报送经过：何时报送、退回、通过，经手人是何人。"),
    examples=(_("dutykit history show 市财政局"), _("dutykit history show -o 报送记录.xlsx")),
)


def history_show(
    screen: Screen,
    units: UnitsArgument = None,
    cycle: CycleOption = None,
    output_format: TableFormatOption = None,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    from dutykit.listings.history import HistoryRequest, history_of

    to = destination(screen, output_format, output)
    opened = open_workspace(to.screen, workspace)
    to.write(opened, history_of(opened, HistoryRequest(tuple(units or ()), cycle)))
