"""Show the ledger of problems on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from dutykit.assess.ledger import Ledger, LedgerChoice, ledger
from dutykit.language import _
from dutykit.listings.ledger_json import ledger_document
from dutykit.listings.ledger_table import ledger_table
from dutykit.model.gap import ROUND, Gap
from dutykit.model.office_words import PROBLEM_STATUSES, status_word
from dutykit.model.workspace import Workspace
from dutykit.output.listing import Count, Listing
from dutykit.output.table.record import Table
from dutykit.text.day import day_text
from dutykit.workspace.asked_names import asked_units, successor_remarks


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


@dataclass(frozen=True, slots=True)
class LedgerListing(Listing):
    """The ledger, with a row per problem."""

    workspace: Workspace
    found: Ledger
    gaps: tuple[Gap, ...] = ()
    """What of its data could not be read."""
    remarks: tuple[str, ...] = ()

    def sheets(self) -> Iterator[tuple[str, Table]]:
        """One table, with every column."""
        yield _("问题整改台账"), ledger_table(self.workspace, self.found, for_file=True)

    def screen_tables(self) -> Iterator[Table]:
        """One table, with the columns that a screen has room for."""
        yield ledger_table(self.workspace, self.found)

    @property
    def basis(self) -> str:
        """The day."""
        return _("截至 {day}").format(day=day_text(self.found.as_of))

    def counts(self) -> Iterator[Count]:
        """The problems, by how far they are."""
        yield Count("problems", _("问题"), len(self.found.entries))
        for status in PROBLEM_STATUSES:
            yield Count(status, status_word(status), sum(one.status == status for one in self.found.entries))
        yield Count("overdue", _("逾期"), sum(one.overdue for one in self.found.entries))

    def document(self) -> dict[str, object]:
        """As `ledger_document` describes it."""
        return ledger_document(self.found)


def ledger_of(workspace: Workspace, request: LedgerRequest) -> LedgerListing:
    """The ledger asked for. Raises Refusal."""
    units = frozenset(asked_units(workspace, request.units))
    choice = LedgerChoice(units, frozenset(request.statuses), request.overdue, request.cycle)
    # What a problem became is in later cycles too, so all are looked at.
    gaps = workspace.gaps.of(ROUND, units=units or None)
    remarks = successor_remarks(workspace, request.units)
    return LedgerListing(workspace, ledger(workspace, request.as_of, choice), gaps, remarks)
