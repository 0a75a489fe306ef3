"""Three sides of a unit's answers put together: as the form said, as the workspace says now, as the unit filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dutykit.forms.workbook.base import decoded, kinds, text_of
from dutykit.forms.workbook.cells import CellMeaning
from dutykit.forms.workbook.changes import UNKNOWN, Change, Conflict, Decide, LostRow, Merged, NewRow, Resolve
from dutykit.forms.workbook.hidden import Base
from dutykit.forms.workbook.layout import FormValue, SheetName, form_sheets
from dutykit.forms.workbook.match import FILLED, NUMBERED, REQUIRED, SAME, Cells, alike, matched, same, summary
from dutykit.forms.workbook.missing import missing
from dutykit.forms.workbook.office import left_over_key, not_the_units
from dutykit.forms.workbook.proof import proof_lines
from dutykit.forms.workbook.reading import CellPlace, ReadCell, Reading, ReadRow, Remark, cell_meaning
from dutykit.forms.workbook.row import CellKey, FormRow, RowKey, cut_mark, shown
from dutykit.forms.workbook.rows import Form
from dutykit.language import _


def merge(reading: Reading, ours: Form, decide: Decide, resolve: Resolve) -> Merged:
    """Put what was read together with what the workspace says now."""
    return _Merger(reading, ours, decide, resolve).merge()


_LOCKED_ITEMS = frozenset({"unit", "cycle"})


class _Merger:
    """Works through one workbook."""

    def __init__(self, reading: Reading, ours: Form, decide: Decide, resolve: Resolve) -> None:
        self.reading = reading
        self.resolve = resolve
        self.base: Base | None = reading.base
        self.form = ours
        self.ours: dict[CellKey, FormValue] = dict(ours.cells())
        self.decide = decide
        self.out = Merged()
        self.kinds = kinds()
        self.rows = {row.key: row for rows in ours.rows.values() for row in rows}
        made = reading.base or reading.had_base
        told = (key for key in (() if made is None else made.rows) if key[0] == "carried")
        self.carried: tuple[RowKey, ...] = tuple(dict.fromkeys((*(row.key for row in ours.rows["carried"]), *told)))
        """The problems of earlier cycles that this form is about."""
        self.indicators = {row.key[1]: row for row in ours.rows["answers"]}
        self.by_text = {_bare(str(row.cells["text"])): row.key[1] for row in ours.rows["answers"]}

    def merge(self) -> Merged:
        remarks = self.out.faults if self.base is not None else self.out.notes
        remarks += missing(self.reading, self.form)
        for row in self.reading.rows.get("overview", ()):
            self._overview(row)
        self._answers()
        self._metrics()
        for sheet in ("evidence", "problems"):
            self._list(sheet)
        self._carried()
        return self.out

    def _meaning(self, cell: ReadCell, sheet: SheetName, *, in_percent: bool = False) -> CellMeaning:
        said = cell_meaning(cell, sheet, in_percent=in_percent)
        if cell.column.name == "file" and isinstance(said.value, str):
            return replace(said, value=self.resolve(said.value))
        if cell.column.name == "proof" and isinstance(said.value, str):
            return replace(said, value=shown("\n".join(map(str, proof_lines(said.value, self.resolve)))))
        return said

    def _overview(self, row: ReadRow) -> None:
        cell = row.cells["content"]
        name = cell.column.name
        if name not in _LOCKED_ITEMS:
            self._cell(("overview", name, "content"), cell, "overview")

    def _answers(self) -> None:
        seen: dict[str, ReadRow] = {}
        for row in self.reading.rows.get("answers", ()):
            indicator = self._indicator(row, "rating", "score", "narrative", "reason")
            if indicator is None:
                continue
            if indicator in seen:
                self._twice(row, seen[indicator], FILLED["answers"], _("指标 {id}").format(id=indicator))
                continue
            seen[indicator] = row
            before = len(self.out.changes) + len(self.out.conflicts)
            for name in FILLED["answers"]:
                if name in row.cells:
                    self._cell(("answers", indicator, name), row.cells[name], "answers")
            if len(self.out.changes) + len(self.out.conflicts) > before:
                self._same_text(row, indicator)
        if "answers" in self.reading.rows and self.base is not None:
            gone = [key[1] for key in self.base.rows if key[0] == "answers" and key[1] not in seen]
            if gone:
                text = _("“自评”表里缺这些指标的行，按没有改动处理：{ids}").format(ids=_("、").join(gone))
                self.out.notes.append(Remark(None, text))

    def _same_text(self, row: ReadRow, indicator: str) -> None:
        """An answer is for the text it was written under; another catalogue's text is another question."""
        cell = row.cells.get("text")
        if cell is None or cell.source.text is None:
            return
        if _bare(cell.source.text) == _bare(str(self.indicators[indicator].cells["text"])):
            return
        if self.base is not None and self.base.identity.catalogue == self.form.identity.catalogue:
            self.out.notes.append(Remark(cell.place, _("指标内容被改动过，仍以指标体系为准")))
            return
        text = _("这一格的指标内容与现在的指标体系不同，填的可能是另一项要求")
        self.out.faults.append(Remark(cell.place, text, _("用 dutykit form 重新做表，对照新的内容填")))

    def _metrics(self) -> None:
        seen: dict[RowKey, ReadRow] = {}
        names = {_bare(row.key[2]): row.key[2] for row in self.form.rows["metrics"]}
        owners: dict[str, set[str]] = {}
        for form_row in self.form.rows["metrics"]:
            owners.setdefault(form_row.key[2], set()).add(form_row.key[1])
        for row in self.reading.rows.get("metrics", ()):
            said = row.cells["metric"].source.text if "metric" in row.cells else None
            if said is None:
                if row.says("value"):
                    self.out.faults.append(Remark(row.place, _("没有写是哪个监测指标"), _("从原表复制这一行的前三格")))
                continue
            name = names.get(_bare(said), said)
            held = owners.get(name, set())
            indicator = self._indicator(row, "value", only=next(iter(held)) if len(held) == 1 else None)
            if indicator is None:
                continue
            key: RowKey = ("metrics", indicator, name)
            if "value" not in row.cells:
                continue
            if key in seen:
                self._twice(row, seen[key], ("value",), _("监测指标“{name}”").format(name=name))
                continue
            seen[key] = row
            if indicator not in held and row.says("value"):
                text = _("指标 {id} 没有监测指标“{name}”").format(id=indicator, name=name)
                self.out.faults.append(Remark(row.cells["metric"].place, text, _("只填表中已有的监测指标")))
                continue
            self._cell((*key, "value"), row.cells["value"], "metrics", in_percent=key in self.form.percentages)

    def _carried(self) -> None:
        """The problems of earlier cycles: the rows that the form has, and no others."""
        seen: dict[RowKey, ReadRow] = {}
        filled = FILLED["carried"]
        for row in self.reading.rows.get("carried", ()):
            key = left_over_key(row, self.carried)
            if isinstance(key, Remark):
                if row.says(*filled):
                    self.out.faults.append(key)
                continue
            if key in seen:
                self._twice(row, seen[key], filled, _("遗留问题 {id}").format(id=key[2]))
                continue
            seen[key] = row
            for name in filled:
                if name in row.cells:
                    self._cell((*key, name), row.cells[name], "carried")
        gone = [row.key[2] for row in self.form.rows["carried"] if row.key not in seen]
        if gone and "carried" in self.reading.rows:
            text = _("“上年度遗留问题”表里缺这些问题的行，按没有改动处理：{ids}").format(ids=_("、").join(gone))
            self.out.notes.append(Remark(None, text))

    def _twice(self, row: ReadRow, first: ReadRow, names: Sequence[str], what: str) -> None:
        """A second row for one thing may only say the same, or nothing."""
        for name in names:
            cell, earlier = row.cells.get(name), first.cells.get(name)
            if cell is None or cell.source.text is None:
                continue
            if earlier is None or cell.source.text != earlier.source.text:
                text = _("{what}：有两行，内容不同；前一行在 {place}").format(what=what, place=first.place)
                self.out.faults.append(Remark(cell.place, text, _("只留一行")))

    def _indicator(self, row: ReadRow, *filled: str, only: str | None = None) -> str | None:
        """The indicator a row is for; None, with a word about it if something is filled in, where that is not clear."""
        cell = row.cells.get("indicator")
        said = None if cell is None else self._meaning(cell, row.sheet)
        if said is not None and said.fault and row.says(*filled):
            self.out.faults.append(Remark(None if cell is None else cell.place, said.fault, said.fix))
            return None
        indicator = None if said is None else said.value
        if indicator is None and "text" in row.cells and row.sheet == "answers":
            indicator = self.by_text.get(_bare(row.cells["text"].source.text or ""))
        if indicator is None:
            indicator = only
        if not row.says(*filled):
            return str(indicator) if indicator in self.indicators else None
        place = row.place if cell is None else cell.place
        if indicator is None:
            text, fix = _("没有写指标编号，不知道是哪一项"), _("在这一行填上指标编号")
        elif indicator not in self.indicators:
            text = _("指标 {id} 没有分给{unit}").format(id=indicator, unit=self.form.identity.unit)
            fix = _("核对指标编号；这一行是不是从别的单位的表里来的？")
        else:
            return str(indicator)
        self.out.faults.append(Remark(place, text, fix))
        return None

    def _list(self, sheet: SheetName) -> None:
        """Evidence or problems: rows that come and go."""
        filled = tuple(name for name in FILLED[sheet] if name != "id")
        theirs: dict[str, list[ReadRow]] = {}
        for row in self.reading.rows.get(sheet, ()):
            if row.says(*filled):
                indicator = self._indicator(row, *filled)
                if indicator is None:
                    self._row_faults(sheet, row)
                else:
                    theirs.setdefault(indicator, []).append(row)
        base: dict[str, dict[str, Cells]] = {}
        for key in () if self.base is None else self.base.rows:
            if key[0] == sheet:
                base.setdefault(key[1], {})[key[2]] = self._base_cells(key)
        ours: dict[str, list[FormRow]] = {}
        for form_row in self.form.rows[sheet]:
            ours.setdefault(form_row.key[1], []).append(form_row)
        for indicator in dict.fromkeys((*self.indicators, *base, *ours)):
            sides = (base.get(indicator, {}), ours.get(indicator, []), theirs.get(indicator, []))
            if self.base is None:
                self._without_base(sheet, indicator, sides[1], sides[2])
            else:
                self._three_sides(sheet, indicator, *sides)

    def _base_cells(self, row: RowKey) -> Cells:
        assert self.base is not None  # noqa: S101 (for the type checker)
        names = (*FILLED[row[0]], NUMBERED[row[0]])  # type: ignore[index] # the sheet's name comes first
        return {name: decoded(self.base.cells.get((*row, name)), self.kinds[row[0], name]) for name in names}

    def _three_sides(
        self, sheet: SheetName, indicator: str, base: dict[str, Cells], ours: list[FormRow], theirs: list[ReadRow]
    ) -> None:
        their_cells = [self._known_cells(row) for row in theirs]
        mine = matched(sheet, base, [row.cells for row in ours])
        given = matched(sheet, base, their_cells)
        for row_id, cells in base.items():
            our_row = ours[mine[row_id]] if row_id in mine else None
            their_row = theirs[given[row_id]] if row_id in given else None
            if their_row is not None and our_row is not None:
                self._row(sheet, their_row, our_row, cells)
            elif their_row is not None:
                now = their_cells[given[row_id]]
                if not alike(now, cells, FILLED[sheet]):
                    self._row_conflict((sheet, indicator, row_id), cells, None, their_row)
            elif our_row is not None and our_row.is_of_office:
                continue  # it stays the office's problem, and nothing is said of it
            elif our_row is not None and sheet in self.reading.rows:
                if alike(our_row.cells, cells, self._had(sheet)):
                    self.out.lost_rows.append(LostRow(our_row.key, our_row.cells))
                else:
                    self._row_conflict((sheet, indicator, row_id), cells, our_row, None)
        fresh_ours = [row for at, row in enumerate(ours) if at not in mine.values()]
        fresh_theirs = [row for at, row in enumerate(theirs) if at not in given.values()]
        self._without_base(sheet, indicator, fresh_ours, fresh_theirs)

    def _without_base(self, sheet: SheetName, indicator: str, ours: list[FormRow], theirs: list[ReadRow]) -> None:
        """Rows that the form does not know: alike ones are one, the others of the unit are new."""
        known = {row.key[2]: row.cells for row in ours}
        found = matched(sheet, known, [self._known_cells(row) for row in theirs], by_number=self.base is None)
        rows = {row.key[2]: row for row in ours}
        for row_id, at in found.items():
            self._row(sheet, theirs[at], rows[row_id], None)
        for at, row in enumerate(theirs):
            if at not in found.values():
                self._new(sheet, indicator, row)

    def _had(self, sheet: SheetName) -> Sequence[str]:
        """What the form let the unit fill in."""
        had = None if self.base is None else self.base.columns.get(sheet)
        return [name for name in FILLED[sheet] if had is None or name in had]

    def _row(self, sheet: SheetName, theirs: ReadRow, ours: FormRow, base: Cells | None) -> None:
        self.out.places[*ours.key, ""] = theirs.place
        said = self._known_cells(theirs)
        for name in SAME[sheet]:
            self.out.words[*ours.key, name] = str(said.get(name, ours.cells.get(name)))
        for name in FILLED[sheet]:
            if name in theirs.cells:
                known = UNKNOWN if base is None else base.get(name)
                self._merge_cell((*ours.key, name), theirs.cells[name], sheet, known)

    def _row_conflict(self, key: RowKey, base: Cells, ours: FormRow | None, theirs: ReadRow | None) -> None:
        """One side took a row out that the other changed."""
        sheet: SheetName = "evidence" if key[0] == "evidence" else "problems"
        mine = None if ours is None else summary(sheet, ours.cells)
        given = None if theirs is None else summary(sheet, self._known_cells(theirs))
        place = None if theirs is None else theirs.place
        conflict = Conflict((*key, ""), summary(sheet, base), mine, given, place)
        side = self.decide(conflict)
        if side is None:
            self.out.conflicts.append(conflict)
        elif side == "theirs" and theirs is not None:
            self._new(sheet, key[1], theirs)
        elif side == "theirs" and ours is not None:
            self.out.lost_rows.append(LostRow(ours.key, ours.cells))

    def _known_cells(self, row: ReadRow) -> Cells:
        """What a row says, as far as it can be understood."""
        found: dict[str, FormValue] = {}
        for name, cell in row.cells.items():
            said = self._meaning(cell, row.sheet)
            found[name] = cell.source.text if said.fault else said.value
        return found

    def _new(self, sheet: SheetName, indicator: str, row: ReadRow) -> None:
        cells = self._row_faults(sheet, row)
        for name, value in cells.items():
            self._refused((sheet, indicator, str(cells.get("id")), name), value, row.cells[name])
        places = {name: cell.place for name, cell in row.cells.items()}
        self.out.new_rows.append(NewRow(sheet, indicator, cells, places, row.place))

    def _row_faults(self, sheet: SheetName, row: ReadRow) -> dict[str, FormValue]:
        """What the cells of a new row say; all that is wrong with them is told at once."""
        cells: dict[str, FormValue] = {}
        for name in FILLED[sheet]:
            if name not in row.cells:
                continue
            said = self._meaning(row.cells[name], sheet)
            self._remark(row.cells[name], said)
            cells[name] = said.value
        for name in REQUIRED[sheet]:
            if cells.get(name) is None and not (name in row.cells and self._meaning(row.cells[name], sheet).fault):
                self._lacks(sheet, name, row.cells[name].place if name in row.cells else row.place)
        return cells

    def _refused(self, key: CellKey, value: FormValue, cell: ReadCell) -> bool:
        """Whether a value is not the unit's to give; a word about it if so."""
        made = self.base or self.reading.had_base
        remark = not_the_units(key, value, cell.place, {key[2]: key[1] for key in self.carried}, made)
        if remark is not None:
            self.out.faults.append(remark)
        return remark is not None

    def _lacks(self, sheet: SheetName, name: str, place: CellPlace) -> None:
        title = next(one for one in form_sheets() if one.name == sheet).column(name).title
        self.out.faults.append(
            Remark(place, _("没有填“{title}”").format(title=title), _("填上这一格；不要这一行就整行清空"))
        )

    def _cell(self, key: CellKey, cell: ReadCell, sheet: SheetName, *, in_percent: bool = False) -> None:
        known: FormValue = UNKNOWN
        if self.base is not None and key[:-1] in set(self.base.rows):
            known = decoded(self.base.cells.get(key), cell.column.kind)
        self._merge_cell(key, cell, sheet, known, in_percent=in_percent)

    def _merge_cell(
        self, key: CellKey, cell: ReadCell, sheet: SheetName, base: FormValue, *, in_percent: bool = False
    ) -> None:
        """One cell of three sides; `base` may be UNKNOWN."""
        out, ours = self.out, self.ours.get(key)
        out.places[key] = cell.place
        said = self._meaning(cell, sheet, in_percent=in_percent)
        is_known = base != UNKNOWN
        if is_known and (same(said.value, base) if not said.fault else cell.source.text == text_of(base)):
            return
        if said.fault:
            if cell.source.text != text_of(ours):
                out.faults.append(Remark(cell.place, said.fault, said.fix))
            return
        if same(said.value, ours):
            return
        row = self.rows.get(key[:-1])
        if row is not None and key[-1] in row.locked:
            out.notes.append(Remark(cell.place, _("这一格由督导室定，改了不收")))
            return
        if self._refused(key, said.value, cell):
            return
        if isinstance(ours, str) and ours.endswith(cut_mark()):
            text = _("这一格原来的文字太长，表里放不下，改了收不回来")
            out.faults.append(Remark(cell.place, text, _("请督导室在填报文件里改")))
            return
        if said.value is None and sheet in REQUIRED and key[-1] in REQUIRED[sheet]:
            self._lacks(sheet, key[-1], cell.place)
            return
        mine_is_open = ours is None or (not is_known and key[1:2] == ("state",) and ours in {"draft", "returned"})
        if not is_known and said.value is None:
            return  # never filled in, or cleared? what is there stays
        if (is_known and same(base, ours)) or (not is_known and mine_is_open):
            self._remark(cell, said)
            out.changes.append(Change(key, ours, said.value, cell.place))
            return
        conflict = Conflict(key, base, ours, said.value, cell.place)
        # What a unit says of the state is a wish; whether it can be met is looked at by who knows the states.
        side = "theirs" if key[1:2] == ("state",) else self.decide(conflict)
        if side is None:
            out.conflicts.append(conflict)
        elif side == "theirs":
            self._remark(cell, said)
            out.changes.append(Change(key, ours, said.value, cell.place))

    def _remark(self, cell: ReadCell, said: CellMeaning) -> None:
        if said.fault:
            self.out.faults.append(Remark(cell.place, said.fault, said.fix))
        self.out.notes += [Remark(cell.place, note) for note in said.notes]


def _bare(text: str) -> str:
    return "".join(text.split())
