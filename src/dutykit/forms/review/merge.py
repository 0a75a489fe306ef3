"""Three sides of a review workbook put together: as it was when last taken, as the workspace is, as it is filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dutykit.forms.review.book import ReviewBook
from dutykit.forms.review.reading import ListRow, ReadReview
from dutykit.forms.review.schema import REVIEW
from dutykit.forms.workbook.changes import Change, Conflict, Decide, LostRow, Merged, NewRow, Side
from dutykit.forms.workbook.hidden import Base
from dutykit.forms.workbook.layout import OVERVIEW, FormSheet, FormValue, SheetName
from dutykit.forms.workbook.match import Cells, alike, matched, same, summary
from dutykit.forms.workbook.reading import CellPlace, Remark
from dutykit.forms.workbook.row import CellKey, FormRow, RowKey, cut_mark
from dutykit.language import _


def merge_review(read: ReadReview, ours: ReviewBook, base: Base, decide: Decide) -> Merged:
    """Merge what was read with the workbook as the workspace would give it now; `base` is what it was filled in from.

    In a single reviewer's workbook the reviewer's later word counts: nobody else writes that review.
    """
    return _Merger(read, ours, base, decide).merge()


class _Merger:
    """Works through the sheets."""

    def __init__(self, read: ReadReview, ours: ReviewBook, base: Base, decide: Decide) -> None:
        self.read, self.book, self.base = read, ours, base
        self.decide = decide
        self.is_own = bool(ours.identity.reviewer)
        self.ours: dict[CellKey, FormValue] = dict(ours.cells())
        self.base_rows = frozenset(base.rows)
        self.out = Merged()

    def merge(self) -> Merged:
        self.out.faults += self.read.faults
        self.out.notes += self.read.notes
        self.out.places |= self.read.places
        for key, found in self.read.cells.items():
            place = self.read.places[key]
            if key[:-1] not in self.base_rows and key[0] != OVERVIEW:
                known: FormValue = None
            else:
                known = self.base.value(key)
            if found.fault:
                if self.read.texts[key] not in {_text(known), _text(self.ours.get(key))}:
                    self.out.faults.append(Remark(place, found.fault, found.fix))
                continue
            self._cell(key, found.value, known, place, [Remark(place, one) for one in found.notes])
        for name in ("findings", "events"):
            if name in self.read.lists:
                self._list(REVIEW.sheet(name))
        self._closings()
        return self.out

    def _cell(
        self, key: CellKey, value: FormValue, known: FormValue, place: CellPlace, notes: Sequence[Remark] = ()
    ) -> None:
        ours = self.ours.get(key)
        if same(value, known) or same(value, ours):
            return
        if isinstance(ours, str) and ours.endswith(cut_mark()):
            text = _("该单元格原有内容过长，表中仅显示开头，在此修改不能导入")
            self.out.faults.append(Remark(place, text, _("在复核文件中修改该项内容")))
            return
        side: Side | None = "theirs"
        if not same(known, ours):
            side = self._settled(Conflict(key, known, ours, value, place))
        if side == "theirs":
            self.out.notes += notes
            self.out.changes.append(Change(key, ours, value, place))

    def _settled(self, conflict: Conflict) -> Side | None:
        if self.is_own:
            return "theirs"
        side = self.decide(_told(conflict))
        if side is None:
            self.out.conflicts.append(_told(conflict))
        return side

    def _list(self, sheet: FormSheet) -> None:
        theirs = self.read.lists[sheet.name]
        their_cells = [row.cells for row in theirs]
        ours = [row for row in self.book.rows[sheet.name] if not row.is_proposed]
        base = {key[2]: self._base_cells(sheet, key) for key in self.base.rows if key[0] == sheet.name}
        mine = matched(sheet, base, [row.cells for row in ours])
        given = _given(sheet, base, their_cells)
        for row_id, cells in base.items():
            our_row = ours[mine[row_id]] if row_id in mine else None
            their_row = theirs[given[row_id]] if row_id in given else None
            if their_row is not None and our_row is not None:
                self._same_row(sheet, our_row, their_row, cells)
            elif their_row is not None and not alike(their_row.cells, cells, sheet.filled):
                self._row_conflict(sheet, row_id, cells, None, their_row)
            elif our_row is not None and their_row is None:
                if alike(our_row.cells, cells, _columns(sheet)):
                    self.out.lost_rows.append(LostRow(our_row.key, our_row.cells))
                else:
                    self._row_conflict(sheet, row_id, cells, our_row, None)
        fresh_ours = {row.key[2]: row for at, row in enumerate(ours) if at not in mine.values()}
        fresh = [row for at, row in enumerate(theirs) if at not in given.values()]
        found = matched(sheet, {key: row.cells for key, row in fresh_ours.items()}, [row.cells for row in fresh])
        for row_id, at in found.items():
            self._same_row(sheet, fresh_ours[row_id], fresh[at], {})
        for at, row in enumerate(fresh):
            if at not in found.values():
                self._new(sheet.name, row)

    def _base_cells(self, sheet: FormSheet, key: RowKey) -> Cells:
        return {name: self.base.value((*key, name)) for name in {*_columns(sheet), sheet.number}}

    def _same_row(self, sheet: FormSheet, ours: FormRow, theirs: ListRow, base: Cells) -> None:
        self.out.places[*ours.key, ""] = theirs.place
        there = {
            theirs.places.get(name) for name, value in theirs.cells.items() if value == _text(ours.cells.get(name))
        }
        self.out.faults += [one for one in theirs.faults if one.place not in there]
        faulty = {one.place for one in theirs.faults}
        for name in _columns(sheet):
            if name not in theirs.cells:
                continue
            place, key = theirs.places[name], (*ours.key, name)
            self.out.places[key] = place
            if place not in faulty:
                notes = [one for one in theirs.notes if one.place == place]
                self._cell(key, theirs.cells[name], base.get(name), place, notes)

    def _row_conflict(
        self, sheet: FormSheet, row_id: str, base: Cells, ours: FormRow | None, theirs: ListRow | None
    ) -> None:
        """One side deleted a row that the other changed."""
        mine = None if ours is None else summary(sheet, ours.cells)
        given = None if theirs is None else summary(sheet, theirs.cells)
        key = (sheet.name, str(base.get("indicator") or "-"), row_id, "")
        place = None if theirs is None else theirs.place
        side = self._settled(Conflict(key, summary(sheet, base), mine, given, place))
        if side == "theirs" and theirs is not None:
            self._new(sheet.name, theirs)
        elif side == "theirs" and ours is not None:
            self.out.lost_rows.append(LostRow(ours.key, ours.cells))

    def _new(self, name: SheetName, row: ListRow) -> None:
        self.out.faults += row.faults
        self.out.notes += row.notes
        indicator = str(row.cells.get("indicator") or "-")
        self.out.new_rows.append(NewRow(name, indicator, row.cells, row.places, row.place))

    def _closings(self) -> None:
        """A closing has a day and a remark, or neither; and only the office's own word closes a problem."""
        changed = {one.key: one.after for one in self.out.changes if one.key[0] == "closings"}
        for row in self.book.rows["closings"]:
            mine = {name: (*row.key, name) for name in ("closed_on", "remark")}
            if not any(key in changed for key in mine.values()):
                continue
            after = {name: changed.get(key, self.ours.get(key)) for name, key in mine.items()}
            places = {name: self.out.places.get(key) for name, key in mine.items()}
            if row.cells.get("status") == "closed" and row.cells.get("closed_on") is None and self.is_own:
                text = _("问题 {id} 已由督导室销号").format(id=row.key[2])
                self.out.faults.append(Remark(places["closed_on"], text, _("清空销号日期和销号意见")))
            elif after["closed_on"] is not None and after["remark"] is None:
                text = _("问题 {id} 填写了销号日期，未填写销号意见").format(id=row.key[2])
                self.out.faults.append(Remark(places["remark"], text, _("填写核查的内容和结论；不销号的清空销号日期")))
            elif after["closed_on"] is None and after["remark"] is not None:
                text = _("问题 {id} 填写了销号意见，未填写销号日期").format(id=row.key[2])
                self.out.faults.append(Remark(places["closed_on"], text, _("填写销号日期；不销号的清空销号意见")))


def _columns(sheet: FormSheet) -> tuple[str, ...]:
    """The columns of a list that are filled in, with the indicator and without the row's number."""
    names = [one.name for one in sheet.columns if one.filled or one.name == "indicator"]
    return tuple(one for one in names if one != sheet.number)


def _given(sheet: FormSheet, base: Mapping[str, Cells], rows: Sequence[Cells]) -> dict[str, int]:
    """Which of `rows` is which of `base`; where one of each is left of an indicator, it is the same, written anew."""
    found = matched(sheet, base, rows)
    left = [one for one in base if one not in found]
    free = [at for at in range(len(rows)) if at not in found.values() and rows[at].get(sheet.number) is None]
    for row_id in left:
        group = base[row_id].get("indicator")
        same_group = [at for at in free if rows[at].get("indicator") == group]
        if len(same_group) == 1 and sum(base[one].get("indicator") == group for one in left) == 1:
            found[row_id] = same_group[0]
    return found


def _text(value: FormValue) -> str | None:
    return None if value is None else str(value)


def _told(conflict: Conflict) -> Conflict:
    """The conflict in words: whoever decides does not know the sheets of this kind of workbook."""
    return replace(
        conflict,
        base=_worded(conflict.key, conflict.base),
        ours=_worded(conflict.key, conflict.ours),
        theirs=_worded(conflict.key, conflict.theirs),
        what=_about(conflict.key),
    )


def _about(key: CellKey) -> str:
    """The cell or row of `key`."""
    sheet = key[0]
    title = REVIEW.column_of(key).title if key[-1] else ""
    if sheet == OVERVIEW:
        return title
    if sheet == "verdicts":
        text = _("指标 {id}").format(id=key[1])
    elif sheet == "events":
        text = _("事项 {row}").format(row=key[2])
    else:
        text = _("问题 {row}").format(row=key[2])
    return f"{text} {title}".rstrip()


def _worded(key: CellKey, value: FormValue) -> FormValue:
    """A value as the workbook shows it."""
    if key[-1] and isinstance(value, str):
        return REVIEW.column_of(key).words.get(value, value)
    return value
