"""`dutykit ledger`: every problem and what became of it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from dutykit.cli.cities import WorkspacesArgument, show_cities, workspaces_meant
from dutykit.cli.declaration import ROUND, Command
from dutykit.cli.destination import TableFormatOption, destination
from dutykit.cli.opening import open_workspace
from dutykit.cli.options import AsOfOption, OutputOption, UnitsOption, WorkspaceOption
from dutykit.cli.screen import Screen
from dutykit.language import _

COMMAND = Command(
    _("问题整改台账：各问题整改进展及逾期情况。"),
    panel=ROUND,
    examples=(
        "dutykit ledger",
        "dutykit ledger --overdue --as-of 2019-12-31",
        _("dutykit ledger -u 各县区政府 --status open"),
        _("dutykit ledger -o 整改台账.docx"),
    ),
    more=_("汇集各年度自查自评、监测评估、实地检查发现的问题，标明逾期、重复、转入和销号情况。"),
)


class StatusWord(StrEnum):
    """How far a problem is; typer takes several of an enumeration's values, of a Literal's it does not."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    CLOSED = "closed"


def ledger(
    screen: Screen,
    workspaces: WorkspacesArgument = None,
    unit: UnitsOption = None,
    status: Annotated[
        list[StatusWord] | None,
        typer.Option(
            "--status",
            metavar="<open|in_progress|done|closed>",
            help=_("只显示该状态：open 未整改、in_progress 整改中、done 已整改待销号、closed 已销号；可重复使用"),
        ),
    ] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help=_("只显示逾期未整改的问题"))] = False,
    cycle: Annotated[
        int | None,
        typer.Option(
            "--cycle", min=1900, max=2999, metavar=_("年度").upper(), help=_("只显示该年度提出的问题；默认为各年度")
        ),
    ] = None,
    as_of: AsOfOption = None,
    output_format: TableFormatOption = None,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    from dutykit.listings.cities import Asked
    from dutykit.listings.ledger import LedgerRequest, ledger_of
    from dutykit.workspace.as_of import day_of

    request = LedgerRequest(day_of(as_of), tuple(unit or ()), tuple(one.value for one in status or ()), overdue, cycle)
    to = destination(screen, output_format, output)
    folder, roots = workspaces_meant(workspace, workspaces)
    if roots:
        show_cities(to, roots, Asked(ledger_of, request), of_any_year=True)
        return
    opened = open_workspace(to.screen, folder)
    to.write(opened, ledger_of(opened, request))
