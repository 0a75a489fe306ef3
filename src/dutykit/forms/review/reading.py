"""What is filled in in a review workbook: values by their keys, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from dutykit.forms.review.book import ReviewBook
from dutykit.forms.review.schema import LISTS, REVIEW
from dutykit.forms.review.versions import Row, Stated
from dutykit.forms.workbook.cells import CellMeaning, bare
from dutykit.forms.workbook.layout import OVERVIEW, FormSheet, SheetName
from dutykit.forms.workbook.reading import CellPlace, ReadCell, Reading, ReadRow, Remark
from dutykit.forms.workbook.row import CellKey, RowKey, shown
from dutykit.language import _


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row of a list as it is filled in."""

    cells: Row
    """By column; of a cell that cannot be understood, its text."""
    places: Mapping[str, CellPlace]
    place: CellPlace
    faults: tuple[Remark, ...]
    notes: tuple[Remark, ...]


@dataclass(slots=True)
class ReadReview:
    """A review workbook as it was read."""

    cells: dict[CellKey, CellMeaning] = field(default_factory=dict)
    """Of the rows that it has from the start."""
    places: dict[CellKey, CellPlace] = field(default_factory=dict)
    texts: dict[CellKey, str | None] = field(default_factory=dict)
    """The cells as they are written."""
    lists: dict[SheetName, list[ListRow]] = field(default_factory=dict)
    """The rows of the lists that were found."""
    faults: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)

    @property
    def stated(self) -> Stated:
        """All that it states."""
        cells = {key: one.value for key, one in self.cells.items()}
        return Stated(cells, {name: [row.cells for row in rows] for name, rows in self.lists.items()})


def read_review(reading: Reading, book: ReviewBook) -> ReadReview:
    """The contents of a workbook that was read; `book` is what the workspace would give now."""
    return _Reader(reading, book).read()


class _Reader:
    """Goes through the sheets."""

    def __init__(self, reading: Reading, book: ReviewBook) -> None:
        self.reading = reading
        self.book = book
        self.out = ReadReview(faults=[*reading.faults], notes=[*reading.notes])
        self.indicators = {row.key[1] for row in book.rows["verdicts"]}

    def read(self) -> ReadReview:
        for row in self.reading.rows.get(OVERVIEW, ()):
            cell = row.cells["content"]
            if cell.column.filled:
                self._keep((OVERVIEW, cell.column.name, "content"), cell)
        self._verdicts()
        self._closings()
        for name in LISTS:
            if name in self.reading.rows:
                self.out.lists[name] = [*self._list(REVIEW.sheet(name))]
        self._missing()
        return self.out

    def _verdicts(self) -> None:
        filled = REVIEW.sheet("verdicts").filled
        seen: dict[str, ReadRow] = {}
        for row in self.reading.rows.get("verdicts", ()):
            indicator = self._indicator(row, filled)
            if indicator is None:
                continue
            if indicator in seen:
                self._twice(row, seen[indicator], filled, _("指标 {id}").format(id=indicator))
                continue
            seen[indicator] = row
            for name in filled:
                if name in row.cells:
                    self._keep(("verdicts", indicator, name), row.cells[name])

    def _closings(self) -> None:
        sheet = REVIEW.sheet("closings")
        known = {row.key for row in self.book.rows["closings"]}
        seen: dict[tuple[str, ...], ReadRow] = {}
        for row in self.reading.rows.get("closings", ()):
            cycle, problem = (self._text(row, name) for name in ("from_cycle", "problem"))
            key: RowKey = ("closings", cycle or str(self.book.identity.cycle), problem or "")
            if key not in known:
                same_id = [one for one in known if one[2] == key[2]]
                key = same_id[0] if len(same_id) == 1 and cycle is None else key
            if key not in known:
                if row.has(*sheet.filled):
                    place = row.cells["problem"].place if "problem" in row.cells else row.place
                    text = _("该单位没有编号为“{id}”的待销号问题").format(id=(problem or "")[:40])
                    self.out.faults.append(Remark(place, text, _("只填写表中已有的问题；可能该问题已在以前年度销号")))
                continue
            if key in seen:
                self._twice(row, seen[key], sheet.filled, _("问题 {id}").format(id=key[2]))
                continue
            seen[key] = row
            for name in sheet.filled:
                if name in row.cells:
                    self._keep((*key, name), row.cells[name])

    def _list(self, sheet: FormSheet) -> Iterator[ListRow]:
        filled = [one for one in sheet.filled if one != sheet.number]
        for row in self.reading.rows[sheet.name]:
            if not row.has(*filled):
                continue
            cells: dict[str, object] = {}
            places, faults, notes = {}, [], []
            for name, cell in row.cells.items():
                found = self._meaning(cell)
                places[name] = cell.place
                cells[name] = cell.source.text if found.fault else found.value
                if found.fault:
                    faults.append(Remark(cell.place, found.fault, found.fix))
                notes += [Remark(cell.place, note) for note in found.notes]
            if sheet.name == "findings":
                faults += self._owed(row, cells.get("indicator"))
            for column in sheet.columns:
                if column.required and cells.get(column.name) is None:
                    place = places.get(column.name, row.place)
                    text = _("未填写“{title}”").format(title=column.title)
                    faults.append(Remark(place, text, _("填写该单元格；不需要该行的，清空整行")))
            yield ListRow(cells, places, row.place, tuple(faults), tuple(notes))  # type: ignore[arg-type] # form values

    def _owed(self, row: ReadRow, indicator: object) -> Iterator[Remark]:
        place = row.cells["indicator"].place if "indicator" in row.cells else row.place
        if indicator is None:
            yield Remark(place, _("未填写指标编号，无法确定是哪项指标"), _("在该行填写指标编号"))
        elif indicator not in self.indicators:
            text = _("指标 {id} 未分解到{unit}").format(id=indicator, unit=self.book.identity.unit)
            yield Remark(place, text, _("核对指标编号，确认该行是否来自其他单位的复核表"))

    def _keep(self, key: CellKey, cell: ReadCell) -> None:
        self.out.cells[key] = self._meaning(cell)
        self.out.places[key] = cell.place
        self.out.texts[key] = cell.source.text

    def _meaning(self, cell: ReadCell) -> CellMeaning:
        found = cell.meaning()
        name = cell.column.name
        if found.fault or found.value is None:
            return found
        if name in {"level", "event"}:
            return self._chosen(found, name, str(found.value))
        if name == "times" and not (isinstance(found.value, int | Decimal) and 1 <= found.value == int(found.value)):
            return CellMeaning(fault=_("次数应为整数，至少为 1"), fix=_("填写发生的次数，或者留空"))
        if name == "times":
            return replace(found, value=int(found.value))  # type: ignore[arg-type] # a number
        return found

    def _chosen(self, found: CellMeaning, name: str, text: str) -> CellMeaning:
        """The id of a level or an event, written as the list shows it, by its id or by its words alone."""
        words = self.book.levels if name == "level" else self.book.events
        for code, word in words.items():
            shown_word = str(shown(word))
            rest = shown_word.removeprefix(code).strip("　 ")
            alone = rest.partition("：")[2]
            if bare(text) in {bare(one) for one in (code, shown_word, rest, alone) if one}:
                return replace(found, value=code)
        what = _("等级") if name == "level" else _("事项")
        fault = _("评分办法没有{what}“{text}”").format(what=what, text=" ".join(text.split())[:40])
        return CellMeaning(fault=fault, fix=_("从下拉列表中选择"))

    def _indicator(self, row: ReadRow, filled: Sequence[str]) -> str | None:
        cell = row.cells.get("indicator")
        found = CellMeaning() if cell is None else cell.meaning()
        if found.value in self.indicators:
            return str(found.value)
        if row.has(*filled):
            place = row.place if cell is None else cell.place
            if found.fault:
                self.out.faults.append(Remark(place, found.fault, found.fix))
            else:
                self.out.faults += self._owed(row, found.value)
        return None

    def _twice(self, row: ReadRow, first: ReadRow, names: Sequence[str], what: str) -> None:
        """A second row for one thing may only repeat the first, or be empty."""
        for name in names:
            cell, earlier = row.cells.get(name), first.cells.get(name)
            if cell is None or cell.source.text is None:
                continue
            if earlier is None or cell.source.text != earlier.source.text:
                text = _("{what}：有两行，内容不同；前一行在 {place}").format(what=what, place=first.place)
                self.out.faults.append(Remark(cell.place, text, _("只保留一行")))

    def _missing(self) -> None:
        """Sheets and columns that the workbook had when it was made: what was filled in there would be lost."""
        base = self.reading.base
        for sheet in REVIEW.sheets():
            had = frozenset() if base is None else base.had(sheet)
            found = self.reading.columns.get(sheet.name, set())
            is_filled = [one for one in sheet.columns if one.filled and one.name in had]
            if not is_filled or (not found and not self._was_shown(sheet)):
                continue
            if not found:
                text = _("未找到“{sheet}”：工作表已被删除，或者表头已被修改").format(sheet=sheet.title)
                self.out.faults.append(Remark(None, text, _("从原复核表复制该工作表及其表头")))
                continue
            for column in is_filled:
                if column.name not in found:
                    text = _("“{sheet}”中未找到“{title}”，该处所填内容未导入")
                    message = text.format(sheet=sheet.title, title=column.title)
                    self.out.faults.append(Remark(None, message, _("从原复核表复制表头")))

    def _was_shown(self, sheet: FormSheet) -> bool:
        base = self.reading.base
        if sheet.name == "events":
            return base is not None and any(key[0] == "event_list" for key in base.rows)
        return sheet.name == "findings" or (base is not None and any(key[0] == sheet.name for key in base.rows))

    @staticmethod
    def _text(row: ReadRow, name: str) -> str | None:
        return row.cells[name].source.text if name in row.cells else None
