"""Reads from a workbook all that a unit filled in, without regard to what the workspace contains."""

from __future__ import annotations

from dataclasses import replace

from dutykit.forms.workbook.changes import Resolve
from dutykit.forms.workbook.layout import FormSheet, FormValue, SheetName
from dutykit.forms.workbook.match import Cells
from dutykit.forms.workbook.merge import merge
from dutykit.forms.workbook.reading import Reading
from dutykit.forms.workbook.row import CellKey, FormRow
from dutykit.forms.workbook.rows import Form
from dutykit.forms.workbook.schema import form_sheet
from dutykit.forms.workbook.stated import LISTS, Stated


def stated_in(reading: Reading, form: Form, resolve: Resolve) -> Stated:
    """What `reading` states; `form` is the unit's form as the workspace would give it now."""
    blank = replace(form, rows={name: _emptied(form_sheet(name), rows) for name, rows in form.rows.items()})
    merged = merge(replace(reading, base=None, had_base=reading.base), blank, lambda _conflict: None, resolve)
    cells: dict[CellKey, FormValue] = {key: None for key in merged.places if key[0] not in LISTS and key[-1]}
    cells |= {change.key: change.after for change in merged.changes}
    rows: dict[tuple[SheetName, str], list[Cells]] = {}
    for row in merged.new_rows:
        rows.setdefault((row.sheet, row.indicator), []).append(row.cells)
    return Stated(cells, rows, frozenset(name for name in LISTS if name in reading.rows))


def _emptied(sheet: FormSheet, rows: tuple[FormRow, ...]) -> tuple[FormRow, ...]:
    """The rows without what a unit fills in; no rows of a list."""
    if sheet.name in LISTS:
        return ()
    if sheet.name == "overview":
        return tuple(row if not sheet.column(row.key[1]).filled else replace(row, cells={}) for row in rows)
    return tuple(
        replace(
            row, cells={name: one for name, one in row.cells.items() if name not in sheet.filled}, locked=frozenset()
        )
        for row in rows
    )
