"""The responsibility grid: indicators down, units across, a role where they meet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from dutykit.model.catalogue import Chapter, Entry
from dutykit.model.responsibility import Assignment, Unreached
from dutykit.model.role import ROLES, Role
from dutykit.model.unit import Group, Unit
from dutykit.model.workspace import Workspace


@dataclass(frozen=True, slots=True)
class GridRow:
    """One indicator and the role of each unit or group that has one in it."""

    entry: Entry
    roles: Mapping[str, Role]
    """By the id of the column, in the columns' order."""


@dataclass(frozen=True)
class Matrix:
    """The grid, or the part of it that was asked for."""

    columns: tuple[Unit | Group, ...]
    """Who has a role in a row: the units in the register's order, then the groups."""
    rows: tuple[GridRow, ...]
    """In the catalogue's order."""
    expanded: bool
    """Whether groups are spread into their members."""
    idle: tuple[Unit, ...]
    """Units that have no assignment in the whole catalogue."""
    unknown: tuple[Assignment, ...]
    """Assignments to a name nobody knows; they have no column."""
    unreached: tuple[Unreached, ...] = ()
    """Assignments to a group that stands for no unit; it has a column until groups are spread."""
    asked: frozenset[str] = frozenset()
    """The columns of the units that were asked for; empty if none were."""

    @cached_property
    def by_chapter(self) -> tuple[tuple[int, Chapter, tuple[GridRow, ...]], ...]:
        """The rows by chapter: its number, the chapter, its rows."""
        found: dict[int, list[GridRow]] = {}
        for row in self.rows:
            found.setdefault(row.entry.chapter_number, []).append(row)
        return tuple((number, rows[0].entry.chapter, tuple(rows)) for number, rows in found.items())

    def rows_of(self, column: str) -> tuple[GridRow, ...]:
        """The rows in which the unit or group `column` (its id) has a role."""
        return self._by_column.get(column, ())

    @cached_property
    def _by_column(self) -> dict[str, tuple[GridRow, ...]]:
        found: dict[str, list[GridRow]] = {}
        for row in self.rows:
            for column in row.roles:
                found.setdefault(column, []).append(row)
        return {column: tuple(rows) for column, rows in found.items()}

    @cached_property
    def total(self) -> int:
        """How many roles the grid holds."""
        return sum(len(row.roles) for row in self.rows)

    @cached_property
    def roles(self) -> tuple[Role, ...]:
        """The roles the grid holds, the weightiest first."""
        present = {role for row in self.rows for role in row.roles.values()}
        return tuple(role for role in ROLES if role in present)


def matrix(
    workspace: Workspace, *, expand_groups: bool = False, chapter: int | None = None, units: Collection[str] = ()
) -> Matrix:
    """The grid of `workspace`: every indicator, or those of one chapter (its number from 1).

    With `units` (ids), only the indicators that one of them is assigned, with everyone who has a role in them.
    """
    roles = _roles(workspace, expand_groups=expand_groups)
    by_id = workspace.catalogue.by_id
    wanted = {duty.indicator for unit in units for duty in workspace.responsibilities.by_unit.get(unit, ())}
    kept = [
        entry
        for key, entry in by_id.items()
        if (chapter is None or entry.chapter_number == chapter) and (not units or key in wanted)
    ]
    everyone: tuple[Unit | Group, ...] = (*workspace.register.by_id.values(), *workspace.register.group_by_id.values())
    present = {column for entry in kept for column in roles.get(entry.indicator.id, {})}
    columns = tuple(one for one in everyone if one.id in present)
    rows = tuple(
        GridRow(entry, {one.id: found[one.id] for one in columns if one.id in found})
        for entry in kept
        for found in (roles.get(entry.indicator.id, {}),)
    )
    owing = workspace.responsibilities.by_unit
    shown = {entry.indicator.id for entry in kept}
    return Matrix(
        columns,
        rows,
        expand_groups,
        tuple(unit for key, unit in workspace.register.by_id.items() if key not in owing),
        tuple(one for one in workspace.responsibilities.assignments if one.target is None and one.indicator in shown),
        tuple(
            one
            for one in workspace.responsibilities.unreached
            if one.is_empty_group and one.assignment.indicator in shown
        ),
        frozenset(_asked_columns(workspace, units, expand_groups=expand_groups)),
    )


def _roles(workspace: Workspace, *, expand_groups: bool) -> dict[str, dict[str, Role]]:
    """The role of each column in each indicator; where one has several, the weightiest."""
    found: dict[str, dict[str, Role]] = {}
    if expand_groups:
        for duty in workspace.responsibilities.duties:
            found.setdefault(duty.indicator, {}).setdefault(duty.unit, duty.role)
    else:
        for assignment in workspace.responsibilities.assignments:  # within an indicator the weightiest come first
            if assignment.target is not None:
                found.setdefault(assignment.indicator, {}).setdefault(assignment.target.id, assignment.role)
    return found


def _asked_columns(workspace: Workspace, units: Iterable[str], *, expand_groups: bool) -> Iterable[str]:
    for unit in units:
        for duty in workspace.responsibilities.by_unit.get(unit, ()):
            target = duty.because.target
            if expand_groups or target is None:
                yield duty.unit
            else:
                yield target.id
