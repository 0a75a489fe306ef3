"""Show the responsibility grid, and say why a unit is assigned an indicator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from dutykit.assess.matrix import Matrix
from dutykit.assess.matrix import matrix as assessed
from dutykit.assess.reason import Reason, reason
from dutykit.language import _
from dutykit.listings.matrix_json import matrix_document
from dutykit.listings.matrix_table import indicator_table, unit_table
from dutykit.model.gap import ASSIGNMENTS, Gap
from dutykit.model.workspace import Workspace
from dutykit.output.listing import Listing
from dutykit.output.table.record import Table
from dutykit.workspace.asked_names import (
    asked_units,
    chapter_meant,
    columns_meant,
    indicator_meant,
    known_cycle,
    successor_remarks,
    unit_or_group,
)

By = Literal["indicator", "unit"]


@dataclass(frozen=True, slots=True)
class MatrixRequest:
    """Which part of the grid to show, and how."""

    by: By = "indicator"
    chapter: str | None = None
    """Its number, 3 or 三; None for all."""
    units: tuple[str, ...] = ()
    """Names or aliases; empty for all."""
    expand_groups: bool = False
    cycle: int | None = None
    """The cycle whose catalogue and units are shown; None for those of today."""


@dataclass(frozen=True, slots=True)
class MatrixListing(Listing):
    """The grid, with a row per indicator or per unit."""

    workspace: Workspace
    grid: Matrix
    by: By
    names: tuple[str, ...]
    """The ids of the units and groups it was narrowed to; empty for all."""
    gaps: tuple[Gap, ...] = ()
    """What of its data could not be read."""
    remarks: tuple[str, ...] = ()

    def sheets(self) -> Iterator[tuple[str, Table]]:
        """The one asked for, then the other."""
        names: dict[By, str] = {"indicator": _("按指标"), "unit": _("按单位")}
        for by in sorted(names, key=lambda by: by != self.by):
            yield names[by], self._table(by, for_file=True)

    def screen_tables(self) -> Iterator[Table]:
        """The one asked for."""
        yield self._table(self.by, for_file=False)

    def _table(self, by: By, *, for_file: bool) -> Table:
        make = indicator_table if by == "indicator" else unit_table
        return make(self.workspace, self.grid, self.names, for_file=for_file)

    def document(self) -> dict[str, object]:
        """As `matrix_document` describes it."""
        return matrix_document(self.workspace, self.grid)


def matrix_of(workspace: Workspace, request: MatrixRequest) -> MatrixListing:
    """The grid asked for. Raises Refusal."""
    workspace = _then(workspace, request.cycle)
    chapter = None if request.chapter is None else chapter_meant(workspace, request.chapter)
    names = tuple(dict.fromkeys(one for name in request.units for one in columns_meant(workspace, name)))
    units = asked_units(workspace, names)
    grid = assessed(workspace, expand_groups=request.expand_groups, chapter=chapter, units=units)
    gaps = workspace.gaps.of(ASSIGNMENTS, cycle=request.cycle or workspace.cycle)
    return MatrixListing(workspace, grid, request.by, names, gaps, successor_remarks(workspace, request.units))


def _then(workspace: Workspace, cycle: int | None) -> Workspace:
    """The workspace as `cycle` sees it. Raises Refusal for a cycle that nothing is known of."""
    return workspace.at(cycle if cycle is None else known_cycle(workspace, cycle))


def why(workspace: Workspace, indicator: str, unit: str, cycle: int | None = None) -> Reason:
    """Why the unit or group `unit` is assigned the indicator (names as a user writes them). Raises Refusal."""
    workspace = _then(workspace, cycle)
    return reason(workspace, indicator_meant(workspace, indicator), unit_or_group(workspace, unit))
