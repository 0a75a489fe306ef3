"""What a workbook changes, by the table and the row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dutykit.forms.office.cell_texts import names_of
from dutykit.forms.workbook.changes import Merged
from dutykit.forms.workbook.layout import OVERVIEW, FormValue
from dutykit.forms.workbook.row import RowKey

Cells = Mapping[str, FormValue]


class TableChanges:
    """The changed cells of each row, the new rows and the rows that are gone."""

    def __init__(self, merged: Merged) -> None:
        self.items: dict[str, FormValue] = {}
        """The items of the settings."""
        self._cells: dict[RowKey, dict[str, FormValue]] = {}
        for change in merged.changes:
            if change.key[0] == OVERVIEW:
                self.items[change.key[1]] = change.after
            else:
                self._cells.setdefault(change.key[:-1], {})[change.key[-1]] = change.after
        self._new = merged.new_rows
        self._lost = [row.key for row in merged.lost_rows]

    def cells(self, *key: str) -> Cells:
        """The changed cells of the row `key`; none for most."""
        return self._cells.get(key, {})

    def changed(self, sheet: str) -> Iterator[tuple[tuple[str, ...], Cells]]:
        """The changed rows of a sheet: what each is known by, and its changed cells."""
        return ((key[1:], cells) for key, cells in self._cells.items() if key[0] == sheet)

    def new(self, sheet: str) -> list[Cells]:
        """The new rows of a sheet."""
        return [row.cells for row in self._new if row.sheet == sheet]

    def lost(self, sheet: str) -> list[tuple[str, ...]]:
        """What the rows that are gone from a sheet were known by."""
        return [key[1:] for key in self._lost if key[0] == sheet]

    def touches(self, *sheets: str) -> bool:
        """Whether anything of these sheets changes."""
        keys = [*(key[0] for key in self._cells), *(row.sheet for row in self._new), *(key[0] for key in self._lost)]
        return not set(sheets).isdisjoint(keys)


def names_in(value: FormValue) -> tuple[str, ...]:
    """The names that a cell lists."""
    return names_of(None if value is None else str(value))


def text_of(value: FormValue) -> str:
    """A cell as a text; empty for none."""
    return "" if value is None else str(value)
