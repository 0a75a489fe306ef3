"""What the merge of a workbook gives: changes, new and deleted rows, conflicts, and remarks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from dutykit.forms.workbook.layout import FormValue, SheetName
from dutykit.forms.workbook.reading import CellPlace, Remark
from dutykit.forms.workbook.row import CellKey, RowKey

Side = Literal["ours", "theirs"]
UNKNOWN = "\0"
"""Stands for what a form stated when nobody knows any more."""


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that gets another value."""

    key: CellKey
    before: FormValue
    after: FormValue
    place: CellPlace


@dataclass(frozen=True, slots=True)
class NewRow:
    """A piece of evidence or a problem that is new."""

    sheet: SheetName
    indicator: str
    cells: Mapping[str, FormValue]
    places: Mapping[str, CellPlace]
    place: CellPlace


@dataclass(frozen=True, slots=True)
class LostRow:
    """A piece of evidence or a problem that the unit took out."""

    key: RowKey
    """Of the row as the workspace has it."""
    cells: Mapping[str, FormValue]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell, or a whole row, that both sides changed since the form was made."""

    key: CellKey
    """The last part is empty for a row."""
    base: FormValue
    """UNKNOWN where the form does not say."""
    ours: FormValue
    theirs: FormValue
    place: CellPlace | None
    what: str = ""
    """What it is about, in words; empty for what the unit's form can say by the key."""


Decide = Callable[[Conflict], Side | None]
"""Whose value is taken; None leaves the conflict open."""
Resolve = Callable[[str], str]
"""The name in the workspace of a file as a unit wrote it; as written where there is no such file."""


@dataclass(slots=True)
class Merged:
    """What comes of it."""

    changes: list[Change] = field(default_factory=list)
    new_rows: list[NewRow] = field(default_factory=list)
    lost_rows: list[LostRow] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    """Those left open."""
    faults: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)
    places: dict[CellKey, CellPlace] = field(default_factory=dict)
    """Where each cell that was found is; a row's place under its key and an empty name."""
    words: dict[tuple[str, ...], str] = field(default_factory=dict)
    """What rows state that they are, by their key and a column."""
    older: list[CellPlace | None] = field(default_factory=list)
    """The cells and rows in which the unit has said something newer since."""
    is_overruled: bool = False
    """Whether a conflict was decided for the workspace."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing changes."""
        return not (self.changes or self.new_rows or self.lost_rows)
