"""Show who is assigned what, what is answered, what is missing, and what nobody asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from dutykit.assess.coverage import Coverage, coverage
from dutykit.language import _
from dutykit.listings.coverage_json import coverage_document
from dutykit.listings.coverage_table import By, coverage_table
from dutykit.model.gap import ASSIGNMENTS, Gap
from dutykit.model.layout import SUBMISSIONS_FOLDER
from dutykit.model.workspace import Workspace
from dutykit.output.listing import Count, Listing
from dutykit.output.table.record import Share, Table, share_text
from dutykit.workspace.asked_names import asked_units, known_cycle, successor_remarks
from dutykit.workspace.unreached_words import unreached_lines


@dataclass(frozen=True, slots=True)
class CoverageRequest:
    """Which part of the coverage to show, and how."""

    by: By = "unit"
    units: tuple[str, ...] = ()
    """Names, aliases or groups; empty for all."""
    cycle: int | None = None
    """None for the workspace's own."""


@dataclass(frozen=True, slots=True)
class CoverageListing(Listing):
    """The coverage of one cycle, with a row per unit, chapter or indicator."""

    workspace: Workspace
    """As that cycle sees it."""
    found: Coverage
    by: By
    units: tuple[str, ...]
    """The ids of the units it was narrowed to; empty for all."""
    gaps: tuple[Gap, ...] = ()
    """What of its data could not be read."""
    remarks: tuple[str, ...] = ()

    def sheets(self) -> Iterator[tuple[str, Table]]:
        """The one asked for, then the other two; each row names what is missing."""
        names: dict[By, str] = {"unit": _("按单位"), "chapter": _("按一级指标"), "indicator": _("按指标")}
        for by in sorted(names, key=lambda by: by != self.by):
            yield names[by], coverage_table(self.workspace, self.found, by, self.units, for_file=True)

    def screen_tables(self) -> Iterator[Table]:
        """The one asked for."""
        yield coverage_table(self.workspace, self.found, self.by, self.units)

    def counts(self) -> Iterator[Count]:
        """How many answers are owed, and what became of them."""
        total = self.found.total
        yield Count("owed", _("应填报"), total.owed)
        yield Count("answered", _("已填报"), total.answered)
        yield Count("missing", _("未填报"), total.missing)
        yield Count("unreadable", _("无法读取"), total.unreadable)
        yield Count("share", _("填报率"), Share(total.answered, total.owed, total.unreadable > 0))

    def document(self) -> dict[str, object]:
        """As `coverage_document` describes it."""
        return coverage_document(self.workspace, self.found)


def below(listing: CoverageListing, least: Decimal) -> Iterator[str]:
    """Why less than `least` % is answered, or assigned to somebody; nothing where it is enough."""
    if listing.found.reaches(least):
        return
    yield from unreached_lines(listing.workspace) if listing.found.unreached else ()
    total = listing.found.total
    if not total.reaches(least):
        reached = share_text(Share(total.answered, total.owed))
        yield _("填报率 {reached}，低于要求的 {least}%").format(reached=reached, least=f"{least:f}")


def coverage_of(workspace: Workspace, request: CoverageRequest) -> CoverageListing:
    """The coverage asked for. Raises Refusal for an unknown unit, or if no cycle is known."""
    cycle = known_cycle(workspace, request.cycle)
    workspace = workspace.at(cycle)
    found = coverage(workspace, cycle)
    units = asked_units(workspace, request.units)
    gaps = workspace.gaps.of((*ASSIGNMENTS, SUBMISSIONS_FOLDER), cycle=cycle, units=units or None)
    found = found.only(units) if request.units else found
    return CoverageListing(workspace, found, request.by, units, gaps, successor_remarks(workspace, request.units))
