"""A filled-in workbook back into rows: its tables are found by their headings, wherever they stand."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dutykit.forms.workbook.cells import CellMeaning, CellSource, meaning
from dutykit.forms.workbook.file import At, RawSheet, RawWorkbook, cell_name
from dutykit.forms.workbook.hidden import VERSION, Base, base_of
from dutykit.forms.workbook.layout import ANNOTATED, FormColumn, SheetName, every_language
from dutykit.language import _, plural

_FEWEST = 3
"""Headings that a row must have to be taken for a table's."""
_MOST_ROWS = 5_000
"""Rows with something in them, of all tables."""


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where a cell stands."""

    sheet: str
    at: At

    def __str__(self) -> str:
        return f"{self.sheet}!{cell_name(self.at)}"


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A cell that was found in a table."""

    place: CellPlace
    source: CellSource
    column: FormColumn


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row that was found in a table."""

    sheet: SheetName
    place: CellPlace
    """Its first cell."""
    cells: Mapping[str, ReadCell]
    """By column; every column that the table has."""

    def says(self, *names: str) -> bool:
        """Whether any of these cells, by default any but what the form itself says, holds something."""
        return any(cell.source.text is not None for name, cell in self.cells.items() if not names or name in names)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say about a place in a workbook."""

    place: CellPlace | None
    message: str
    fix: str | None = None


@dataclass(slots=True)
class Reading:
    """What was found in a workbook."""

    base: Base | None = None
    had_base: Base | None = None
    """What the form said, where that does not count for the merge."""
    annotated: str | None = None
    """Of a copy that was made for the office's remarks, the digest of what it said then."""
    rows: dict[SheetName, list[ReadRow]] = field(default_factory=dict)
    """The rows of each table that was found."""
    columns: dict[SheetName, set[str]] = field(default_factory=dict)
    """The columns of each table that was found."""
    faults: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)

    def overview(self, name: str) -> ReadCell | None:
        """The content of a row of the overview."""
        return next(
            (row.cells["content"] for row in self.rows.get("overview", ()) if row.cells["item"].column.name == name),
            None,
        )


def read_form(book: RawWorkbook) -> Reading:
    """Find what a form asks for in `book`; whatever else is in it is left alone."""
    reading = Reading()
    for sheet in book.sheets:
        rows = _rows(sheet)
        if rows and rows[0][1].get(0) == VERSION:
            reading.base = base_of([[str(cells.get(at, "")) for at in range(max(cells) + 1)] for _row, cells in rows])
            if reading.base is None:
                reading.notes.append(
                    Remark(CellPlace(sheet.name, (0, 0)), _("隐藏的工作表被改动过，不再可信：分不清哪些格子是单位改的"))
                )
        elif rows and rows[0][1].get(0) == ANNOTATED:
            reading.annotated = str(rows[0][1].get(1, ""))
        elif not _read_tables(sheet, rows, reading) and rows and not _is_for_people(rows):
            text = _("这张工作表里没有填报表的表头，没有收")
            reading.notes.append(Remark(CellPlace(sheet.name, (rows[0][0], 0)), text))
    if book.has_external_links:
        reading.notes.append(Remark(None, _("表里有指向其他文件的链接，没有去打开")))
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
    items = _items()
    found_any = False
    beside: list[At] = []
    table: tuple[SheetName, Mapping[int, FormColumn]] | None = None
    count = 0
    for row, cells in rows:
        found = _heading(cells)
        if found is not None:
            table, found_any = found, True
            reading.rows.setdefault(table[0], [])
            reading.columns.setdefault(table[0], set()).update(column.name for column in table[1].values())
            continue
        item = next(((at, items[key]) for at, key in _titles(cells) if key in items), None)
        if item is not None and (table is None or table[0] == "overview"):
            found_any = True
            at = (row, item[0])
            content = _content_cell(sheet, row, item[0], item[1])
            title = ReadCell(CellPlace(sheet.name, at), _source(sheet, at), item[1])
            reading.rows.setdefault("overview", []).append(
                ReadRow("overview", title.place, {"item": title, "content": content})
            )
            continue
        if table is None or table[0] == "overview":
            continue
        count += 1
        if count > _MOST_ROWS:
            text = _("一张表超过 {limit} 行，其后的没有读取").format(limit=_MOST_ROWS)
            reading.faults.append(Remark(CellPlace(sheet.name, (row, 0)), text, _("删去多余的行")))
            return True
        columns = table[1]
        said = {
            column.name: ReadCell(CellPlace(sheet.name, (row, at)), _source(sheet, (row, at), column), column)
            for at, column in columns.items()
        }
        beside += [(row, at) for at in cells if at not in columns]
        if any(cell.source.text is not None for cell in said.values()):
            reading.rows[table[0]].append(ReadRow(table[0], CellPlace(sheet.name, (row, min(columns))), said))

    if beside:
        text = plural("有 {count} 个格子在表格的列之外，没有收", len(beside)).format(count=len(beside))
        reading.notes.append(Remark(CellPlace(sheet.name, beside[0]), text, _("要收的内容填在表格的列里")))
    return found_any


def _source(sheet: RawSheet, at: At, column: FormColumn | None = None) -> CellSource:
    if column is not None and column.kind == "id" and column.name == "indicator" and at in sheet.covered:
        at = sheet.covered[at]  # one id for several rows, merged
    return CellSource(sheet.values.get(at), sheet.formulas.get(at, ""), at in sheet.percents)


def _content_cell(sheet: RawSheet, row: int, column: int, item: FormColumn) -> ReadCell:
    """The first cell to the right of an item that says something, else the next one."""
    there = (
        (row, at) for at in range(column + 1, column + 6) if (row, at) in sheet.values or (row, at) in sheet.formulas
    )
    at = next(there, (row, column + 1))
    return ReadCell(CellPlace(sheet.name, at), _source(sheet, at), item)


def _heading(cells: Mapping[int, object]) -> tuple[SheetName, Mapping[int, FormColumn]] | None:
    """The table whose headings a row has, and which column each stands in."""
    titles = dict(_titles(cells))
    best: tuple[SheetName, Mapping[int, FormColumn]] | None = None
    for sheets, _overview in every_language():
        for sheet in sheets:
            if sheet.name == "overview":
                continue
            known = {_bare(column.title): column for column in sheet.columns}
            columns: dict[int, FormColumn] = {}
            taken = set()
            for at, title in titles.items():
                if title in known and title not in taken:
                    taken.add(title)
                    columns[at] = known[title]
            if len(columns) >= _FEWEST and (best is None or len(columns) > len(best[1])):
                best = (sheet.name, columns)
    return best


def _titles(cells: Mapping[int, object]) -> Iterator[tuple[int, str]]:
    for at, value in sorted(cells.items()):
        if isinstance(value, str) and len(value) < 60:
            yield at, _bare(value)


def _items() -> Mapping[str, FormColumn]:
    return {_bare(item.title): item for _sheets, items in every_language() for item in items}


def _bare(title: str) -> str:
    return "".join(unicodedata.normalize("NFKC", title).split()).rstrip("*:").casefold()


def words_of(column: FormColumn, sheet: SheetName) -> dict[str, list[str]]:
    """A choice's codes, each with its words: those in use first, then those of each language."""
    words: dict[str, list[str]] = {code: [word] for code, word in column.words.items()}
    for sheets, items in every_language():
        known = items if sheet == "overview" else next(one for one in sheets if one.name == sheet).columns
        for one in known:
            if one.name == column.name:
                for code, word in one.words.items():
                    words.setdefault(code, []).append(word)
    return words


def cell_meaning(cell: ReadCell, sheet: SheetName, *, in_percent: bool = False) -> CellMeaning:
    """What a cell says."""
    words = words_of(cell.column, sheet) if cell.column.kind == "choice" else {}
    return meaning(cell.source, cell.column.kind, words, in_percent=in_percent)
