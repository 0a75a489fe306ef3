"""Show the ledger of problems on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dutykit.assess.ledger import Ledger, LedgerChoice, ledger
from dutykit.language import _
from dutykit.listings.ledger_json import ledger_document
from dutykit.listings.ledger_table import ledger_table
from dutykit.model.workspace import Workspace
from dutykit.output.choice import PLAIN, Look, TableFormat, made_at, table_bytes
from dutykit.workspace.asked_names import asked_units

FORMATS: tuple[TableFormat, ...] = ("table", "xlsx", "docx", "pdf", "csv", "json")


@dataclass(frozen=True, slots=True)
class LedgerRequest:
    """Which problems to show, and on which day."""

    as_of: dt.date
    units: tuple[str, ...] = ()
    """Names, aliases or groups; empty for all."""
    statuses: tuple[str, ...] = ()
    """Of ProblemStatus; empty for all."""
    overdue: bool = False
    cycle: int | None = None
    """The cycle the problems were found in; None for all."""


def ledger_of(workspace: Workspace, request: LedgerRequest) -> Ledger:
    """The ledger asked for. Raises Refusal."""
    units = frozenset(asked_units(workspace, request.units))
    choice = LedgerChoice(units, frozenset(request.statuses), request.overdue, request.cycle)
    return ledger(workspace, request.as_of, choice)


def ledger_bytes(workspace: Workspace, found: Ledger, kind: TableFormat, look: Look = PLAIN) -> bytes:
    """The ledger as a file of `kind`; `look` is for text. Raises Refusal."""
    if kind == "json":
        from dutykit.output.table.json import json_text

        return json_text(ledger_document(found)).encode()
    table = ledger_table(workspace, found, for_file=kind != "table")
    match kind:
        case "xlsx":
            from dutykit.output.table.xlsx import xlsx_bytes

            return xlsx_bytes([(_("问题整改台账"), table)], created=made_at())
        case "docx":
            from dutykit.output.table.docx import docx_bytes

            return docx_bytes(table, created=made_at())
        case "pdf":
            from dutykit.typeset.table_pdf import table_pdf

            return table_pdf(workspace, table)
        case _:
            return table_bytes(table, kind, look)
