"""The statement that is kept of a form once it is taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dutykit.forms.workbook.changes import Merged
from dutykit.forms.workbook.hidden import NO_FORM, Base
from dutykit.forms.workbook.layout import FormValue, SheetName
from dutykit.forms.workbook.match import Cells, matched
from dutykit.forms.workbook.row import CellKey, RowKey
from dutykit.forms.workbook.rows import Form
from dutykit.forms.workbook.said import Statement, row_words
from dutykit.forms.workbook.schema import form_sheet
from dutykit.forms.workbook.stated import LISTS, Stated
from dutykit.model.layout import EVIDENCE_FOLDER


@dataclass(frozen=True, slots=True)
class Spoken:
    """A form as it came in, and what it was made from."""

    made: Base | None
    """As it was made; None if nobody knows."""
    parent: Base | None
    """As it was when something was last taken from it."""
    stated: Stated
    saved: str
    files: Mapping[str, str]
    """The files that it names, and what they are called in the workspace."""

    def whole(self, after: Form, merged: Merged) -> Statement:
        """What is kept of it where it was taken as it is; `after` is the form as the workspace would give it now."""
        known, before, stated = self.made or NO_FORM, self.parent or NO_FORM, self.stated
        cells: dict[CellKey, str | None] = {}
        for key in {*known.cells, *before.cells, *stated.cells}:
            if key[0] not in LISTS:
                text = _text(stated.cells[key]) if key in stated.cells else before.cells.get(key)
                if text != known.cells.get(key):
                    cells[key] = text
        rows: dict[RowKey, dict[str, str]] = {}
        for name in LISTS:
            if name in stated.sheets:
                rows |= _rows(name, stated, after)
            else:
                rows |= {key: _cells(before, key) for key in before.rows if key[0] == name}
        cells |= {(*key, column): text for key, row in rows.items() for column, text in row.items()}
        new = {row_words(form_sheet(one.sheet), one.indicator, one.cells) for one in merged.new_rows}
        gone = {row_words(form_sheet(one.key[0]), one.key[1], one.cells) for one in merged.lost_rows}
        kept = (_taken(merged), frozenset(new), frozenset(gone), merged.is_overruled, self._files())
        return Statement(known.fingerprint, self.saved, tuple(rows), cells, *kept)

    def _files(self) -> dict[str, str]:
        return {
            name: path for name, path in self.files.items() if name != path and path.startswith(f"{EVIDENCE_FOLDER}/")
        }

    def part(self, merged: Merged) -> Statement:
        """What is kept of it where only the changes in `merged` were taken: the rest is as if it had not been said."""
        known, before = self.made or NO_FORM, self.parent or NO_FORM
        changed = {one.key: _text(one.after) for one in merged.changes}
        now: Mapping[CellKey, str | None] = {**dict.fromkeys(known.cells), **before.cells, **changed}
        rows = tuple(key for key in before.rows if key[0] in LISTS)
        cells = {
            key: text
            for key, text in now.items()
            if (key[:-1] in rows if key[0] in LISTS else text != known.cells.get(key))
        }
        return Statement(known.fingerprint, self.saved, rows, cells, _taken(merged), files=self._files())


def _taken(merged: Merged) -> dict[CellKey, str | None]:
    return {one.key: _text(one.before) for one in merged.changes}


def _rows(name: SheetName, stated: Stated, after: Form) -> dict[RowKey, dict[str, str]]:
    """The rows of a list as stated, under the numbers that they have in the workspace."""
    sheet = form_sheet(name)
    found: dict[RowKey, dict[str, str]] = {}
    for (listed, indicator), rows in stated.rows.items():
        if listed != name:
            continue
        there: dict[str, Cells] = {row.key[2]: row.cells for row in after.rows[name] if row.key[1] == indicator}
        numbers = {at: number for number, at in matched(sheet, there, rows, by_number=False).items()}
        for at, row in enumerate(rows):
            number = numbers.get(at, f"+{at}")
            cells = {**row, sheet.number: number}
            found[name, indicator, number] = {key: str(value) for key, value in cells.items() if value is not None}
    return found


def _cells(base: Base, row: RowKey) -> dict[str, str]:
    return {key[-1]: text for key, text in base.cells.items() if key[:-1] == row}


def _text(value: FormValue) -> str | None:
    return None if value is None else str(value)
