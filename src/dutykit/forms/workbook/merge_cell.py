"""One cell of three sides put together: as the form was made, as the workspace is now, as the unit filled it in."""

from __future__ import annotations

from dataclasses import replace

from dutykit.forms.workbook.book import Book
from dutykit.forms.workbook.cells import CellMeaning
from dutykit.forms.workbook.changes import UNKNOWN, Change, Conflict, Decide, Merged, Resolve, Side
from dutykit.forms.workbook.layout import FormColumn, FormValue
from dutykit.forms.workbook.match import Cells, same
from dutykit.forms.workbook.office import not_the_units
from dutykit.forms.workbook.proof import plain_proof
from dutykit.forms.workbook.reading import CellPlace, ReadCell, Reading, Remark
from dutykit.forms.workbook.row import CellKey, RowKey, cut_mark, shown
from dutykit.forms.workbook.said import Said, Statement
from dutykit.language import _

_OF_THE_UNIT = frozenset({("overview", "submitted_on", "content")})
"""What the office only notes for the unit: what it noted is no other side's change."""


class CellMerger:
    """Merges the cells of one workbook and collects what comes of it in `out`."""

    def __init__(
        self, reading: Reading, ours: Book, decide: Decide, resolve: Resolve, said: Said | None = None
    ) -> None:
        self.layout = ours.layout
        self.base = reading.base
        self.made = reading.base or reading.had_base
        self.decide = decide
        self.resolve = resolve
        self.said = said or Said()
        self.out = Merged()
        self.ours: dict[CellKey, FormValue] = dict(ours.cells())
        self.locked = {(*row.key, name) for rows in ours.rows.values() for row in rows for name in row.locked}
        self.base_rows = frozenset(() if self.base is None else self.base.rows)
        in_form = () if self.made is None else (key for key in self.made.rows if key[0] == "carried")
        self.carried: tuple[RowKey, ...] = tuple(
            dict.fromkeys((*(row.key for row in ours.rows.get("carried", ())), *in_form))
        )
        """The problems of earlier cycles that this form is about."""

    def meaning(self, cell: ReadCell, *, in_percent: bool = False) -> CellMeaning:
        """The value of a cell, with the names that its files have in the workspace."""
        found = cell.meaning(in_percent=in_percent)
        if not isinstance(found.value, str):
            return found
        if cell.column.name == "file":
            return replace(found, value=self.resolve(found.value))
        if cell.column.kind == "proof":
            return replace(found, value=shown(plain_proof(found.value, self.resolve)))
        return found

    def merge(self, key: CellKey, cell: ReadCell, *, in_percent: bool = False) -> None:
        """Merge a cell of a row that has the same key on all sides."""
        known = self.base.value(key) if self.base is not None and key[:-1] in self.base_rows else UNKNOWN
        self.merge_with(key, cell, known, in_percent=in_percent)

    def merge_with(
        self, key: CellKey, cell: ReadCell, base: FormValue, *, row: Cells | None = None, in_percent: bool = False
    ) -> None:
        """Merge a cell whose value in the form was `base`, which may be UNKNOWN; `row` is the workspace's, of a list."""
        ours = self.ours.get(key)
        self.out.places[key] = cell.place
        found = self.meaning(cell, in_percent=in_percent)
        if cell.is_merged:
            text = _("{merged}，此处按未填写处理") if same(base, None) else _("{merged}，此处按未修改处理")
            text = text.format(merged=cell.merged_words())
            self.out.notes.append(Remark(cell.place, text, _("取消合并单元格，逐格填写")))
            return
        is_known = base != UNKNOWN
        if is_known and (same(found.value, base) if not found.fault else cell.source.text == _text(base)):
            return
        own = self._own(key, ours, row)
        is_newer = self.said.is_newer(own)
        if found.fault:
            if cell.source.text != _text(ours) and is_newer:
                self.remark(cell, found)
            return
        if same(found.value, ours):
            return
        if not is_newer:
            self.out.older.append(cell.place)
            return
        if self._not_allowed(key, cell, found.value):
            return
        if found.value is None and (not is_known or key[-1] == self.layout.sheet(key[0]).number):
            return  # never filled in, or cleared? the value in the workspace stays; and a row keeps its number
        is_ours_unchanged = same(base, ours) if is_known else ours is None
        side: Side | None = "theirs"
        if not is_ours_unchanged and own is None and key not in _OF_THE_UNIT:
            side = self.settled(Conflict(key, base, ours, found.value, cell.place))
        if side == "theirs":
            self.remark(cell, found)
            self.out.changes.append(Change(key, ours, found.value, cell.place))

    def _own(self, key: CellKey, ours: FormValue, row: Cells | None) -> Statement | None:
        """The statement of the unit itself that gave the workspace the value it has now."""
        if row is None:
            return self.said.by_cell(key, ours)
        return self.said.by_row(self.layout.sheet(key[0]), key[1], row, key[-1])

    def _not_allowed(self, key: CellKey, cell: ReadCell, value: FormValue) -> bool:
        """Whether the unit may not give a cell this value; states why."""
        if key in self.locked:
            self.out.notes.append(Remark(cell.place, _("本单元格由督导室填写，修改无效")))
            return True
        if self.refused(key, value, cell):
            return True
        ours = self.ours.get(key)
        if isinstance(ours, str) and ours.endswith(cut_mark()):
            text = _("该单元格原有内容过长，表中仅显示开头，在此修改不能导入")
            self.out.faults.append(Remark(cell.place, text, _("联系督导室修改该项内容")))
            return True
        if value is None and self.layout.column_of(key).required:
            self.empty(self.layout.column_of(key), cell.place, cell)
            return True
        return False

    def settled(self, conflict: Conflict) -> Side | None:
        """Whose side is taken in a conflict; None, and it is kept, if that is left open."""
        side = self.decide(conflict)
        if side is None:
            self.out.conflicts.append(conflict)
        self.out.is_overruled |= side == "ours"
        return side

    def refused(self, key: CellKey, value: FormValue, cell: ReadCell) -> bool:
        """Whether only the office may give this value; says so."""
        remark = not_the_units(key, value, cell.place, {key[2]: key[1] for key in self.carried}, self.made)
        if remark is not None:
            self.out.faults.append(remark)
        return remark is not None

    def empty(self, column: FormColumn, place: CellPlace, cell: ReadCell | None = None) -> None:
        """Say that a required cell is empty."""
        text = _("未填写“{title}”").format(title=column.title)
        fix = _("填写该单元格；不需要该行的，清空整行")
        if cell is not None and cell.is_merged:
            text = _("{text}：{merged}").format(text=text, merged=cell.merged_words())
            fix = _("取消合并单元格，逐格填写")
        self.out.faults.append(Remark(place, text, fix))

    def remark(self, cell: ReadCell, found: CellMeaning) -> None:
        """Say what is wrong with a cell, or how it was understood."""
        if found.fault:
            self.out.faults.append(Remark(cell.place, found.fault, found.fix))
        self.out.notes += [Remark(cell.place, note) for note in found.notes]


def _text(value: FormValue) -> str | None:
    return None if value is None else str(value)
