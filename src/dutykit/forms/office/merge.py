"""The office's tables of three sides put together: as the workbook was made, as the files are now, as it came back."""

from __future__ import annotations

from collections.abc import Mapping

from dutykit.forms.office.book import OfficeBook
from dutykit.forms.office.cell_texts import elements_of, names_cell, names_of
from dutykit.forms.office.letter_rules import OF_STAGE
from dutykit.forms.office.schema import OFFICE, PROPOSED
from dutykit.forms.office.taken import Words
from dutykit.forms.workbook.cells import CellMeaning
from dutykit.forms.workbook.changes import Change, Conflict, Decide, LostRow, Merged, NewRow
from dutykit.forms.workbook.hidden import Base
from dutykit.forms.workbook.layout import OVERVIEW, FormColumn, FormSheet, FormValue
from dutykit.forms.workbook.match import same
from dutykit.forms.workbook.reading import CellPlace, ReadCell, Reading, ReadRow, Remark
from dutykit.forms.workbook.row import CellKey, FormRow, RowKey
from dutykit.language import _

NAMES: frozenset[tuple[str, str]] = frozenset(
    {
        *(("units", name) for name in ("aliases", "succeeds", "distinct_from", "groups")),
        *(("groups", name) for name in ("members", "aliases", "distinct_from")),
        *(("indicators", name) for name in ("lead", "responsible", "support", "guide")),
        ("stages", "units"),
    }
)
"""The columns that list names."""
_PERCENT = frozenset({"%", "％"})


def merge_tables(reading: Reading, base: Base, ours: OfficeBook, decide: Decide) -> tuple[Merged, Words]:
    """What the workbook changes in the tables as they are now, and what it says.

    A row is deleted, or new, by what it is known by.
    """
    merger = _Merger(base, ours, decide)
    for sheet in OFFICE.sheets():
        if sheet.name == OVERVIEW:
            merger.items(sheet, reading.rows.get(OVERVIEW, ()))
        elif sheet.name in reading.rows:
            merger.table(sheet, reading.rows[sheet.name])
        elif any(key[0] == sheet.name for key in base.rows) and sheet.open_rows:
            text = _("缺少工作表“{sheet}”，或其表头已被修改").format(sheet=sheet.title)
            merger.out.faults.append(Remark(None, text, _("恢复该工作表，或重新生成本表后填写")))
    sheets = frozenset(name for name, found in reading.rows.items() if found)
    return merger.out, Words(frozenset(merger.rows), merger.said, sheets)


def label(key: CellKey) -> str:
    """A row of the workbook, in words."""
    sheet = OFFICE.sheet(key[0])
    if sheet.name == OVERVIEW:
        return sheet.column(key[1]).title
    named = dict(zip(sheet.same, key[1:], strict=False))
    words = [sheet.column(name).words.get(value, value) for name, value in named.items() if value]
    return _("“{sheet}”表“{row}”").format(sheet=sheet.title, row=" ".join(words))


def plain(sheet: str, name: str, value: FormValue) -> object:
    """A value for comparing: of a list what is in it, not how it is written."""
    text = None if value is None else str(value)
    if (sheet, name) in NAMES:
        return names_of(text)
    if (sheet, name) == ("metrics", "elements"):
        return elements_of(text)
    return value


def alike(sheet: str, name: str, one: FormValue, other: FormValue) -> bool:
    """Whether two values of a column mean the same."""
    first, second = plain(sheet, name, one), plain(sheet, name, other)
    return first == second if isinstance(first, tuple) else same(one, other)


class _Merger:
    def __init__(self, base: Base, ours: OfficeBook, decide: Decide) -> None:
        self.base = base
        self.ours: Mapping[RowKey, FormRow] = {
            row.key: row for rows in ours.rows.values() for row in rows if not row.is_proposed
        }
        self.base_rows = frozenset(base.rows)
        self.decide = decide
        self.out = Merged()
        self.rows: set[RowKey] = set()
        self.said: dict[CellKey, str | None] = {}

    def items(self, sheet: FormSheet, rows: list[ReadRow] | tuple[ReadRow, ...]) -> None:
        """The items of the settings; of an item that is there twice, the first counts."""
        known: set[str] = set()
        for row in rows:
            cell = row.cells["content"]
            if cell.column.name not in known:
                known.add(cell.column.name)
                self._cell((OVERVIEW, cell.column.name), "content", sheet.column(cell.column.name), cell)

    def table(self, sheet: FormSheet, rows: list[ReadRow]) -> None:
        """The rows of a table."""
        found: dict[RowKey, ReadRow] = {}
        is_sure = True
        if sheet.name == "stages" and rows and "proposal" not in rows[0].cells:
            text = _("缺少“{title}”一列").format(title=sheet.column("proposal").title)
            self.out.faults.append(Remark(rows[0].place, text, _("恢复该列，或重新生成本表后填写")))
        for row in rows:
            if _is_proposal(row):
                continue
            key = self._key(sheet, row)
            if key is None:
                is_sure = False
            elif key in found:
                text = _("{row}出现两次").format(row=label(key))
                self.out.faults.append(Remark(row.place, text, _("只保留一行")))
            else:
                found[key] = row
                self.rows.add(key)
                self._row(sheet, key, row)
        if sheet.name == "indicators" and rows:
            gone = [key[1] for key in self.base.rows if key[0] == sheet.name and key not in found and key in self.ours]
            if gone:
                text = _("“{sheet}”表中删去的指标没有取消：{ids}").format(sheet=sheet.title, ids=_("、").join(gone))
                fix = _("取消指标用 dutykit amend 更正后的方案 --remove {ids}").format(ids=",".join(gone))
                self.out.notes.append(Remark(None, text, fix))
        if is_sure and sheet.open_rows:
            for key in self.base.rows:
                if key[0] == sheet.name and key not in found and key in self.ours:
                    self._lost(sheet, self.ours[key])

    def _key(self, sheet: FormSheet, row: ReadRow) -> RowKey | None:
        """What a row is known by; None, with what is wrong, if that is not clear."""
        parts = [sheet.name]
        for name in sheet.same:
            column, cell = sheet.column(name), row.cells.get(name)
            if cell is None:
                text = _("缺少“{title}”一列").format(title=column.title)
                self.out.faults.append(Remark(row.place, text, _("恢复该列，或重新生成本表后填写")))
                return None
            found = cell.meaning()
            if found.fault or (found.value is None and column.required):
                self._remark(cell, found)
                if not found.fault:
                    self._empty(column, cell.place)
                return None
            if (wrong := self._not_a_key(sheet.name, name, found.value)) is not None:
                self.out.faults.append(Remark(cell.place, *wrong))
                return None
            value = (
                names_cell(names_of(str(found.value))) if (sheet.name, name) in NAMES and found.value else found.value
            )
            parts.append("" if value is None else str(value))
        key = tuple(parts)
        for name in sheet.same:
            self.out.places[*key, name] = row.cells[name].place
        self.out.places[*key, ""] = row.place
        return key

    def _not_a_key(self, sheet: str, name: str, value: FormValue) -> tuple[str, str] | None:
        """Why no row can be known by a value, and what to do."""
        if (sheet, name) == ("stages", "cycle") and not isinstance(value, int):
            return _("年度应为整数，现为 {value}").format(value=value), _("如 2026")
        if (sheet, name) == ("metrics", "indicator") and ("indicators", str(value)) not in self.ours:
            return _("指标体系中没有指标 {id}").format(id=str(value)[:40]), _("填写“指标”表中的指标编号")
        return None

    def _row(self, sheet: FormSheet, key: RowKey, row: ReadRow) -> None:
        if key not in self.base_rows and key not in self.ours:
            self._new(sheet, key, row)
            return
        if key not in self.ours:  # it was deleted in the file since
            changed = [
                cell
                for name, cell in row.cells.items()
                if self._is_filled(sheet, name) and not self._is_as_made(key, name, cell)
            ]
            if changed:
                text = _("{row}已从数据文件中删除，在此的修改不能导入").format(row=label(key))
                self.out.faults.append(Remark(changed[0].place, text, _("确需保留的，重新生成本表后增加该行")))
            return
        for name, cell in row.cells.items():
            if name not in sheet.same and name != "proposal":
                self._cell(key, name, sheet.column(name), cell, in_percent=_in_percent(row, name))

    @staticmethod
    def _is_filled(sheet: FormSheet, name: str) -> bool:
        return not sheet.column(name).locked and name not in sheet.same and name != "proposal"

    def _is_as_made(self, key: RowKey, name: str, cell: ReadCell) -> bool:
        found = cell.meaning()
        return not found.fault and alike(key[0], name, found.value, self.base.value((*key, name)))

    def _cell(self, row: RowKey, name: str, column: FormColumn, cell: ReadCell, *, in_percent: bool = False) -> None:
        key = (*row, name)
        self.out.places[key] = cell.place
        field = row[1] if row[0] == OVERVIEW else name
        ours = self.ours[row].cells.get(name)
        found = cell.meaning(in_percent=in_percent)
        made = self.base.value(key) if row in self.base_rows else None
        self._note(key, found)
        if not found.fault and alike(row[0], field, found.value, made):
            return
        if found.fault and cell.source.text == (None if made is None else str(made)):
            return
        if column.locked or name in self.ours[row].locked:
            if row in self.base_rows:
                self.out.notes.append(Remark(cell.place, _("本单元格不能在此修改，修改无效")))
            return
        self._remark(cell, found)
        if found.fault or alike(row[0], field, found.value, ours):
            return
        if found.value is None and row not in self.base_rows:
            return  # not filled in, where the file has a value that the workbook did not show
        if found.value is None and column.required:
            self._empty(column, cell.place)
            return
        if not alike(row[0], field, made, ours):
            what = f"{label(key)}{'' if row[0] == OVERVIEW else column.title}"
            conflict = Conflict(key, made, ours, found.value, cell.place, what)
            if self._settled(conflict) != "theirs":
                return
        self.out.changes.append(Change(key, ours, found.value, cell.place))

    def _new(self, sheet: FormSheet, key: RowKey, row: ReadRow) -> None:
        if not sheet.open_rows:
            if row.has(*(name for name in sheet.filled if name in row.cells)):
                text = _("“{sheet}”表不能增加行：{row}").format(sheet=sheet.title, row=label(key))
                self.out.faults.append(Remark(row.place, text, _("清空该行")))
            return
        cells: dict[str, FormValue] = {}
        places: dict[str, CellPlace] = {}
        for column in sheet.columns:
            cell = row.cells.get(column.name)
            if cell is None or column.locked or column.name == "proposal":
                continue
            found = cell.meaning(in_percent=_in_percent(row, column.name))
            self._remark(cell, found)
            self._note((*key, column.name), found)
            places[column.name] = self.out.places[*key, column.name] = cell.place
            cells[column.name] = found.value
            if found.value is None and column.required and not found.fault:
                self._empty(column, cell.place)
        if sheet.name == "stages" and cells.get("units") is not None:
            for name in OF_STAGE:
                if cells.get(name) is not None:
                    text = _("时间不同的单位不能另填“{title}”").format(title=sheet.column(name).title)
                    self.out.faults.append(Remark(places[name], text, _("填写在该阶段单位一栏为空的那一行")))
        self.out.new_rows.append(NewRow(sheet.name, "", cells, places, row.place))

    def _lost(self, sheet: FormSheet, ours: FormRow) -> None:
        names = [name for name in sheet.filled if name not in sheet.same and name != "proposal"]
        if all(alike(sheet.name, name, ours.cells.get(name), self.base.value((*ours.key, name))) for name in names):
            self.out.lost_rows.append(LostRow(ours.key, ours.cells))
            return
        conflict = Conflict((*ours.key, ""), _("（整行）"), _("（已修改）"), None, None, label(ours.key))
        if self._settled(conflict) == "theirs":
            self.out.lost_rows.append(LostRow(ours.key, ours.cells))

    def _note(self, key: CellKey, found: CellMeaning) -> None:
        """Note what a cell says, if it can be understood."""
        if not found.fault:
            self.said[key] = None if found.value is None else str(found.value)

    def _settled(self, conflict: Conflict) -> str | None:
        side = self.decide(conflict)
        if side is None:
            self.out.conflicts.append(conflict)
        return side

    def _remark(self, cell: ReadCell, found: CellMeaning) -> None:
        if found.fault:
            self.out.faults.append(Remark(cell.place, found.fault, found.fix))
        self.out.notes += [Remark(cell.place, note) for note in found.notes]

    def _empty(self, column: FormColumn, place: CellPlace) -> None:
        text = _("未填写“{title}”").format(title=column.title)
        self.out.faults.append(Remark(place, text, _("填写该单元格；不需要该行的，清空整行")))


def _is_proposal(row: ReadRow) -> bool:
    return "proposal" in row.cells and row.cells["proposal"].meaning().value == PROPOSED


def _in_percent(row: ReadRow, name: str) -> bool:
    """Whether the number of a cell is a percentage."""
    unit = row.cells.get("unit")
    return name in {"min", "max"} and unit is not None and unit.source.text in _PERCENT
