"""What a filled-in workbook states, cell by cell, whatever the workspace says: to compare it with other versions of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dutykit.forms.workbook.hidden import Base
from dutykit.forms.workbook.layout import FormSheet, FormValue, SheetName
from dutykit.forms.workbook.match import Cells, matched, same
from dutykit.forms.workbook.row import CellKey
from dutykit.forms.workbook.schema import column_of, form_sheet

LISTS: tuple[SheetName, ...] = ("evidence", "problems")
"""The sheets on which units add and delete rows."""


@dataclass(frozen=True, slots=True)
class Stated:
    """The cells of a workbook that a unit fills in."""

    cells: Mapping[CellKey, FormValue]
    """Of the rows that a form has from the start: every cell that was found, also the empty ones."""
    rows: Mapping[tuple[SheetName, str], Sequence[Cells]]
    """The rows of evidence and problems, by sheet and indicator."""
    sheets: frozenset[SheetName]
    """Of these sheets, those that were found."""


def is_just(stated: Stated, base: Base) -> bool:
    """Whether a workbook states just what `base` does."""
    if not all(same(base.value(key), value) for key, value in stated.cells.items()):
        return False
    for name in stated.sheets:
        sheet = form_sheet(name)
        known = rows_of(base, sheet)
        for indicator in {*known, *(one for listed, one in stated.rows if listed == name)}:
            there, rows = known.get(indicator, {}), stated.rows.get((name, indicator), ())
            pairs = matched(sheet, there, rows)
            filled = [column for column in sheet.filled if column != sheet.number]
            if not len(pairs) == len(there) == len(rows) or not all(
                same(there[row_id].get(column), rows[at].get(column))
                for row_id, at in pairs.items()
                for column in filled
                if column in rows[at]
            ):
                return False
    return True


def likeness(stated: Stated, version: Base, made: Base) -> int:
    """How many more cells a workbook has kept than lost of those that `version` of its form has changed since it was made.

    Below zero, it was probably made independently of that version. Two who choose the same word show nothing.
    """
    found = 0
    for key in {key for key in {*version.cells, *made.cells} if key in stated.cells}:
        value = version.value(key)
        if not same(value, made.value(key)):
            is_kept = same(value, stated.cells[key])
            found += (column_of(key).kind != "choice") if is_kept else -1
    for name in stated.sheets:
        sheet = form_sheet(name)
        here = Counter(_cells(name, {key[1]: rows for key, rows in stated.rows.items() if key[0] == name}))
        now, then = (
            Counter(_cells(name, {key: tuple(rows.values()) for key, rows in rows_of(one, sheet).items()}))
            for one in (version, made)
        )
        for changed, given in ((now - then, here - then), (then - now, then - here)):
            kept = (changed & given).total()
            found += kept - (changed.total() - kept)
    return found


def _cells(name: SheetName, rows: Mapping[str, Sequence[Cells]]) -> Iterator[tuple[str, str, str]]:
    """What is in the cells of a list, wherever they are: indicator, column, text."""
    sheet = form_sheet(name)
    for indicator, ones in rows.items():
        for row in ones:
            for column in sheet.filled:
                value = row.get(column)
                if value is not None and column != sheet.number and sheet.column(column).kind != "choice":
                    yield (
                        indicator,
                        column,
                        str(Decimal(value).normalize() if isinstance(value, int | Decimal) else value),
                    )


def rows_of(base: Base, sheet: FormSheet) -> dict[str, dict[str, Cells]]:
    """The rows of a list in `base`: by indicator, then by their numbers."""
    found: dict[str, dict[str, Cells]] = {}
    for key in base.rows:
        if key[0] == sheet.name:
            cells = {name: base.value((*key, name)) for name in {*sheet.filled, sheet.number}}
            found.setdefault(key[1], {})[key[2]] = cells
    return found
