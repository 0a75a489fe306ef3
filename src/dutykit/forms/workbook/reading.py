"""A filled-in workbook back into rows: its tables are found by their headings, wherever these are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from dutykit.forms.workbook.cells import CellMeaning, CellSource, bare, meaning
from dutykit.forms.workbook.file import At, RawSheet, RawWorkbook, cell_name
from dutykit.forms.workbook.hidden import Base, base_of
from dutykit.forms.workbook.layout import ANNOTATED, OVERVIEW, FormColumn, Layout, SheetName
from dutykit.forms.workbook.schema import FORM
from dutykit.language import LANGUAGES, _, plural

_FEWEST = 3
"""Headings that make a row the head of a table."""
_HEADING_SHOWN = 20
_MOST_ROWS = 5_000
"""Rows with something in them, of all tables."""


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A cell of a sheet."""

    sheet: str
    at: At

    def __str__(self) -> str:
        return f"{self.sheet}!{cell_name(self.at)}"


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A cell that was found in a table."""

    place: CellPlace
    source: CellSource
    sheet: SheetName
    column: FormColumn
    layout: Layout = FORM
    hidden_by: At | None = None
    """The cell that hides it, where cells were merged."""

    @property
    def is_merged(self) -> bool:
        """Whether another cell hides it that was merged with it, and it states nothing itself."""
        return self.hidden_by is not None and self.source.text is None

    def merged_words(self) -> str:
        """That it was merged, and with which cell."""
        return _("{cell} 与 {other} 合并了单元格").format(
            cell=cell_name(self.place.at), other=cell_name(self.hidden_by or self.place.at)
        )

    def meaning(self, *, in_percent: bool = False) -> CellMeaning:
        """The cell's value; `in_percent`: whether the number asked for is a percentage."""
        return meaning(self.source, self.column, self.sheet, in_percent=in_percent, layout=self.layout)


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row that was found in a table."""

    sheet: SheetName
    place: CellPlace
    """Its first cell."""
    cells: Mapping[str, ReadCell]
    """By column; every column that the table has."""

    def has(self, *names: str) -> bool:
        """Whether any cell of these columns contains something."""
        return any(self.cells[name].source.text is not None for name in names if name in self.cells)


@dataclass(frozen=True, slots=True)
class Remark:
    """A message about a place in a workbook."""

    place: CellPlace | None
    message: str
    fix: str | None = None


@dataclass(slots=True)
class Reading:
    """What was found in a workbook."""

    layout: Layout = FORM
    base: Base | None = None
    had_base: Base | None = None
    """The form as it was made, where the merge does not use it."""
    annotated: str | None = None
    """For an annotated copy, the digest of its contents when it was made."""
    rows: dict[SheetName, list[ReadRow]] = field(default_factory=dict)
    """The rows of each table that was found."""
    columns: dict[SheetName, set[str]] = field(default_factory=dict)
    """The columns of each table that was found; of the overview, its items."""
    faults: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)

    def overview(self, name: str) -> ReadCell | None:
        """The content of a row of the overview."""
        contents = (row.cells["content"] for row in self.rows.get(OVERVIEW, ()))
        return next((cell for cell in contents if cell.column.name == name), None)


def read_form(book: RawWorkbook, layout: Layout = FORM) -> Reading:
    """Find the tables of a workbook of this kind in `book`; anything else in it is only noted."""
    reading = Reading(layout)
    for sheet in book.sheets:
        rows = _rows(sheet)
        if rows and rows[0][1].get(0) == layout.mark:
            texts = [[str(cells.get(at, "")) for at in range(max(cells) + 1)] for _row, cells in rows]
            reading.base = base_of(texts, layout)
            if reading.base is None:
                reading.notes.append(
                    Remark(CellPlace(sheet.name, (0, 0)), _("本表的校验页已被修改，无法判断单位修改了哪些单元格"))
                )
        elif rows and rows[0][1].get(0) == ANNOTATED:
            reading.annotated = str(rows[0][1].get(1, ""))
        elif not _read_tables(sheet, rows, reading) and rows and not _is_for_people(rows):
            text = _("该工作表没有填报表的表头，未导入")
            reading.notes.append(Remark(CellPlace(sheet.name, (rows[0][0], 0)), text))
    if book.has_external_links:
        reading.notes.append(Remark(None, _("填报表含有指向其他文件的链接，未打开")))
    return reading


Row = tuple[int, dict[int, object]]


def _rows(sheet: RawSheet) -> list[Row]:
    """The rows with something in them, each with its values by column."""
    rows: dict[int, dict[int, object]] = {}
    for row, column in sheet.values:
        rows.setdefault(row, {})[column] = sheet.values[row, column]
    for row, column in sheet.formulas:
        rows.setdefault(row, {}).setdefault(column, None)
    return sorted(rows.items())


def _is_for_people(rows: Sequence[Row]) -> bool:
    """Whether a sheet is the form's first one, with numbered instructions."""
    return {1, 2, 3} <= {cells.get(0) for _row, cells in rows if isinstance(cells.get(0), int | float)}


def _read_tables(sheet: RawSheet, rows: Sequence[Row], reading: Reading) -> bool:
    """Find the tables in a sheet; whether there is any."""
    layout = reading.layout
    items = _known_titles(layout)[OVERVIEW]
    found_any = False
    beside: dict[str, list[At]] = {}
    strange: Mapping[int, str] = {}
    table: tuple[SheetName, Mapping[int, FormColumn]] | None = None
    count = 0
    for row, cells in rows:
        found = _heading(cells, layout)
        if found is not None:
            table, found_any = found, True
            strange = {one: " ".join(str(cells[one]).split()) for one in cells if one not in found[1]}
            reading.rows.setdefault(table[0], [])
            reading.columns.setdefault(table[0], set()).update(column.name for column in table[1].values())
            continue
        item = next(((at, items[key]) for at, key in _titles(cells) if key in items), None)
        if item is not None and (table is None or table[0] == OVERVIEW):
            found_any = True
            at = (row, item[0])
            content = _content_cell(sheet, row, item, layout)
            title = ReadCell(CellPlace(sheet.name, at), _source(sheet, at), OVERVIEW, item[1], layout)
            reading.rows.setdefault(OVERVIEW, []).append(
                ReadRow(OVERVIEW, title.place, {"item": title, "content": content})
            )
            reading.columns.setdefault(OVERVIEW, set()).add(item[1].name)
            continue
        if table is None or table[0] == OVERVIEW:
            continue
        count += 1
        if count > _MOST_ROWS:
            text = _("表格超过 {limit} 行，其后的内容未读取").format(limit=_MOST_ROWS)
            reading.faults.append(Remark(CellPlace(sheet.name, (row, 0)), text, _("删去多余的行")))
            return True
        columns = table[1]
        stated = {column.name: _cell(sheet, (row, at), table[0], column, layout) for at, column in columns.items()}
        for where in cells:
            if where not in columns:
                beside.setdefault(strange.get(where, ""), []).append((row, where))
        if any(cell.source.text is not None for cell in stated.values()):
            reading.rows[table[0]].append(ReadRow(table[0], CellPlace(sheet.name, (row, min(columns))), stated))

    reading.notes += _beside(sheet, beside)
    return found_any


def _beside(sheet: RawSheet, beside: Mapping[str, Sequence[At]]) -> Iterator[Remark]:
    """What is filled in outside the columns of the form, by the headings that it stands under."""
    for heading, cells in beside.items():
        place = CellPlace(sheet.name, cells[0])
        if heading:
            text = plural("“{heading}”不是填报表的表头，该列有 {count} 个单元格填有内容，未导入", len(cells))
            text = text.format(heading=heading[:_HEADING_SHOWN], count=len(cells))
            yield Remark(place, text, _("改过的表头请改回原填报表的表头"))
        else:
            text = plural("表格各列之外有 {count} 个单元格填有内容，未导入", len(cells))
            yield Remark(place, text.format(count=len(cells)), _("将要导入的内容填入表格各列"))


def _cell(sheet: RawSheet, at: At, table: SheetName, column: FormColumn, layout: Layout) -> ReadCell:
    place = CellPlace(sheet.name, at)
    return ReadCell(place, _source(sheet, at, column), table, column, layout, sheet.covered.get(at))


def _source(sheet: RawSheet, at: At, column: FormColumn | None = None) -> CellSource:
    if column is not None and column.kind == "id" and column.name == "indicator" and at in sheet.covered:
        at = sheet.covered[at]  # one id for several rows, merged
    return CellSource(sheet.values.get(at), sheet.formulas.get(at, ""), at in sheet.percents)


def _content_cell(sheet: RawSheet, row: int, item: tuple[int, FormColumn], layout: Layout) -> ReadCell:
    """The first cell to the right of an item that states something, else the next one."""
    column, asked = item
    there = (
        (row, at) for at in range(column + 1, column + 6) if (row, at) in sheet.values or (row, at) in sheet.formulas
    )
    at = next(there, (row, column + 1))
    return ReadCell(CellPlace(sheet.name, at), _source(sheet, at), OVERVIEW, asked, layout)


def _heading(cells: Mapping[int, object], layout: Layout) -> tuple[SheetName, Mapping[int, FormColumn]] | None:
    """The table whose headings a row has, with the position of each column."""
    titles = dict(_titles(cells))
    best: tuple[SheetName, Mapping[int, FormColumn]] | None = None
    for sheet, known in _known_titles(layout).items() if len(titles) >= _FEWEST else ():
        columns: dict[str, tuple[int, FormColumn]] = {}
        for at, title in titles.items():
            if title in known:
                columns.setdefault(known[title].name, (at, known[title]))
        if len(columns) >= _FEWEST and sheet != OVERVIEW and (best is None or len(columns) > len(best[1])):
            best = (sheet, dict(columns.values()))
    return best


def _titles(cells: Mapping[int, object]) -> Iterator[tuple[int, str]]:
    for at, value in sorted(cells.items()):
        if isinstance(value, str) and len(value) < 60:
            yield at, _bare_title(value)


@cache
def _known_titles(layout: Layout) -> Mapping[SheetName, Mapping[str, FormColumn]]:
    """The columns of each sheet by their titles: of every language, and the former ones."""
    found: dict[SheetName, dict[str, FormColumn]] = {}
    for language in LANGUAGES:
        for sheet in layout.sheets_in(language):
            for column in sheet.columns:
                for title in (column.title, *column.also):
                    found.setdefault(sheet.name, {}).setdefault(_bare_title(title), column)
    return found


def _bare_title(title: str) -> str:
    return bare(title).rstrip("*:")
