"""`dutykit ledger`: every problem and what became of it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

import typer

from dutykit.cli.declaration import ROUND, Command
from dutykit.cli.opening import open_workspace
from dutykit.cli.options import (
    AsOfOption,
    LangOption,
    NoColorOption,
    OutputOption,
    QuietOption,
    UnitsOption,
    WorkspaceOption,
)
from dutykit.cli.paging import text_look
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

FormatWord = Literal["table", "xlsx", "docx", "pdf", "csv", "json"]


class StatusWord(StrEnum):
    """How far a problem is; typer takes several of an enumeration's values, of a Literal's it does not."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    CLOSED = "closed"


def ledger(
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
    output_format: Annotated[
        FormatWord | None, typer.Option("--format", help=_("格式；默认按 -o 的扩展名，否则为 table"))
    ] = None,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
    lang: LangOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> None:
    """Show the ledger."""
    from dutykit.cli.table_result import deliver
    from dutykit.listings.ledger import FORMATS, LedgerRequest, ledger_bytes, ledger_of
    from dutykit.output.choice import format_for
    from dutykit.workspace.as_of import day_of

    screen = Screen(quiet, no_color)
    request = LedgerRequest(day_of(as_of), tuple(unit or ()), tuple(one.value for one in status or ()), overdue, cycle)
    kind = format_for(output_format, output, FORMATS)
    opened = open_workspace(screen, workspace)
    found = ledger_of(opened, request)
    data = ledger_bytes(opened, found, kind, text_look(screen, to_file=output is not None))
    deliver(screen, opened, data, kind, output)
