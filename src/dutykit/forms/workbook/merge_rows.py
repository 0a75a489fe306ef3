"""The rows of three sides put together, on a sheet where a unit adds and deletes rows: evidence or problems."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dutykit.forms.workbook.changes import UNKNOWN, Conflict, LostRow, NewRow
from dutykit.forms.workbook.layout import FormSheet, FormValue
from dutykit.forms.workbook.match import Cells, alike, matched, same, summary
from dutykit.forms.workbook.merge_cell import CellMerger
from dutykit.forms.workbook.reading import ReadRow
from dutykit.forms.workbook.row import FormRow, RowKey


class RowMerger:
    """Merges the rows of one sheet."""

    def __init__(self, cells: CellMerger, sheet: FormSheet, *, is_read: bool) -> None:
        self.cells = cells
        self.out = cells.out
        self.base = cells.base
        self.sheet = sheet
        self.is_read = is_read
        """Whether the sheet was found in the workbook."""

    def merge(
        self, indicators: Iterable[str], ours: Iterable[FormRow], theirs: Mapping[str, Sequence[ReadRow]]
    ) -> None:
        """Merge the rows of all indicators; `theirs` are the unit's by indicator."""
        base: dict[str, dict[str, Cells]] = {}
        for key in () if self.base is None else self.base.rows:
            if key[0] == self.sheet.name:
                base.setdefault(key[1], {})[key[2]] = self._base_cells(key)
        mine: dict[str, list[FormRow]] = {}
        for row in ours:
            mine.setdefault(row.key[1], []).append(row)
        for indicator in dict.fromkeys((*indicators, *base, *mine)):
            sides = (mine.get(indicator, []), theirs.get(indicator, []))
            if self.base is None:
                self._two_sides(indicator, *sides)
            else:
                self._three_sides(indicator, base.get(indicator, {}), *sides)

    def faults(self, row: ReadRow) -> dict[str, FormValue]:
        """The values of a new row; states all that is wrong with them."""
        values: dict[str, FormValue] = {}
        faulty = set()
        for name in self.sheet.filled:
            if name in row.cells:
                found = self.cells.meaning(row.cells[name])
                self.cells.remark(row.cells[name], found)
                values[name] = found.value
                faulty |= {name} if found.fault else set()
        for column in self.sheet.columns:
            if column.required and values.get(column.name) is None and column.name not in faulty:
                cell = row.cells.get(column.name)
                self.cells.empty(column, row.place if cell is None else cell.place, cell)
        return values

    def _base_cells(self, row: RowKey) -> Cells:
        assert self.base is not None  # noqa: S101 (for the type checker)
        return {name: self.base.value((*row, name)) for name in {*self.sheet.filled, self.sheet.number}}

    def _three_sides(
        self, indicator: str, base: Mapping[str, Cells], ours: Sequence[FormRow], theirs: Sequence[ReadRow]
    ) -> None:
        their_cells = [self._values(row) for row in theirs]
        mine = matched(self.sheet, base, [row.cells for row in ours])
        given = matched(self.sheet, base, their_cells)
        for row_id, cells in base.items():
            our_row = ours[mine[row_id]] if row_id in mine else None
            their_row = theirs[given[row_id]] if row_id in given else None
            key = (self.sheet.name, indicator, row_id)
            if their_row is not None and our_row is not None:
                self._same_row(their_row, our_row, cells)
            elif their_row is not None:
                self._taken_out(key, cells, their_row, their_cells[given[row_id]])
            elif our_row is not None and not our_row.is_of_office and self.is_read:
                self._lost(key, cells, our_row)
        fresh_ours = [row for at, row in enumerate(ours) if at not in mine.values()]
        fresh_theirs = [row for at, row in enumerate(theirs) if at not in given.values()]
        self._two_sides(indicator, fresh_ours, fresh_theirs)

    def _two_sides(self, indicator: str, ours: Sequence[FormRow], theirs: Sequence[ReadRow]) -> None:
        """Rows that the form did not have: equal ones are one row, the others of the unit are new."""
        known = {row.key[2]: row.cells for row in ours}
        their_cells = [self._values(row) for row in theirs]
        found = matched(self.sheet, known, their_cells, by_number=self.base is None)
        rows = {row.key[2]: row for row in ours}
        for row_id, at in found.items():
            self._same_row(theirs[at], rows[row_id], None)
        for at, row in enumerate(theirs):
            if at in found.values():
                continue
            if self.cells.said.is_newer(self.cells.said.took_out(self.sheet, indicator, their_cells[at])):
                self._new(indicator, row)
            else:
                self.out.older.append(row.place)

    def _had(self) -> Sequence[str]:
        """The columns that the unit could fill in."""
        had = None if self.base is None else self.base.had(self.sheet)
        return [name for name in self.sheet.filled if had is None or name in had]

    def _same_row(self, theirs: ReadRow, ours: FormRow, base: Cells | None) -> None:
        self.out.places[*ours.key, ""] = theirs.place
        values = self._values(theirs)
        for name in self.sheet.same:
            self.out.words[*ours.key, name] = str(values.get(name, ours.cells.get(name)))
        for name in self.sheet.filled:
            if name in theirs.cells:
                known = UNKNOWN if base is None else base.get(name)
                self.cells.merge_with((*ours.key, name), theirs.cells[name], known, row=ours.cells)

    def _taken_out(self, key: RowKey, base: Cells, theirs: ReadRow, their_cells: Cells) -> None:
        """A row that is no longer in the workspace, by the office or by the unit itself."""
        words = [name for name in self.sheet.filled if name != "file"]  # where a file is, the office may have changed
        if alike(their_cells, base, words):
            return
        by = self.cells.said.took_out(self.sheet, key[1], base)
        if not self.cells.said.is_newer(by):
            self.out.older.append(theirs.place)
        elif by is not None:
            self._new(key[1], theirs)
        else:
            self._row_conflict(key, base, None, theirs)

    def _lost(self, key: RowKey, base: Cells, ours: FormRow) -> None:
        """A row that the unit took out."""
        had, said = self._had(), self.cells.said
        sources = {name: said.by_row(self.sheet, key[1], ours.cells, name) for name in had}
        if not all(said.is_newer(one) for one in sources.values()):
            self.out.older.append(None)
        elif all(same(ours.cells.get(name), base.get(name)) or sources[name] is not None for name in had):
            self.out.lost_rows.append(LostRow(ours.key, ours.cells))
        else:
            self._row_conflict(key, base, ours, None)

    def _row_conflict(self, key: RowKey, base: Cells, ours: FormRow | None, theirs: ReadRow | None) -> None:
        """One side deleted a row that the other changed."""
        mine = None if ours is None else summary(self.sheet, ours.cells)
        given = None if theirs is None else summary(self.sheet, self._values(theirs))
        place = None if theirs is None else theirs.place
        side = self.cells.settled(Conflict((*key, ""), summary(self.sheet, base), mine, given, place))
        if side == "theirs" and theirs is not None:
            self._new(key[1], theirs)
        elif side == "theirs" and ours is not None:
            self.out.lost_rows.append(LostRow(ours.key, ours.cells))

    def _values(self, row: ReadRow) -> Cells:
        """The values of a row; of a cell that cannot be understood, its text."""
        found: dict[str, FormValue] = {}
        for name, cell in row.cells.items():
            value = self.cells.meaning(cell)
            found[name] = cell.source.text if value.fault else value.value
        return found

    def _new(self, indicator: str, row: ReadRow) -> None:
        values = self.faults(row)
        for name, value in values.items():
            self.cells.refused((self.sheet.name, indicator, str(values.get("id")), name), value, row.cells[name])
        places = {name: cell.place for name, cell in row.cells.items()}
        self.out.new_rows.append(NewRow(self.sheet.name, indicator, values, places, row.place))
