"""Tables as an Excel workbook, a sheet each."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from dutykit.output.table.paper import letters_across
from dutykit.output.table.record import Cell, Column, Share, Table, cell_text

_LONGEST_CELL = 32_767
"""Characters; Excel's own limit."""
_LINE = 15.0
"""Points of a row without a height of its own."""
_LONGEST_NAME = 31
"""Characters of a sheet's name; Excel's own limit."""
_WIDEST = 40
"""Excel's units of column width: about one digit each, a Chinese character takes two."""
_NARROWEST_WIDE, _NARROWEST = 18.0, 8.0
"""As far as a column of long texts, and one of short ones, gives way where the page is too narrow for all."""
_UNIT, _PADDING = 5.25, 3.75
"""Points of a unit of width, and of what a column has beside."""
_PAGE = (784.0, 515.0)
"""Points of an A4 page, landscape, inside its margins: across and down."""
_UPRIGHT = (537.0, 762.0)
"""The same of an upright page."""
_LEAST, _SMALLEST, _READABLE = 0.6, 0.7, 0.9
"""As far as a page is scaled down at all, to hold all rows, and all columns before texts give way: 10 pt to 6, to 7, to 9."""
_HIGHEST = 400.0
"""Points of a row; Excel's own limit is 409."""
_MOST_DECIMALS = 4
"""Numbers that have more are quotients without an end: two are shown, all are there."""


def xlsx_bytes(sheets: Sequence[tuple[str, Table]], *, created: dt.datetime) -> bytes:
    """A workbook of named tables, the same bytes for the same tables and time.

    Texts are written as texts, whatever they begin with, shares as numbers. The rows of each sheet are an Excel table
    with a filter, its headings frozen and repeated on every printed page (A4, one page wide unless that were too small to
    read); totals stand below the table.
    """
    import xlsxwriter

    data = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(data, options)
    book.set_properties({"title": sheets[0][1].title, "author": "dutykit", "created": created})
    for name, table in sheets:
        _Sheet(book, name, table).write()
    book.close()
    return data.getvalue()


class _Sheet:
    """Writes one table on a sheet of its own."""

    def __init__(self, book: Any, name: str, table: Table) -> None:
        self.table = table
        self.columns = table.flat_columns()
        self.widths: list[float] = []
        self.heights: dict[int, float] = {}
        """Of the rows that have one of their own, in points."""
        self.sheet = book.add_worksheet(_sheet_name(name))
        base = {"valign": "vcenter", "border": 1, "border_color": "#BBBBBB", "font_name": "宋体", "font_size": 10}
        wrapped = {"text_wrap": True, "align": "left", "valign": "top"}
        self.title_format = book.add_format({"font_name": "黑体", "font_size": 16, **wrapped})
        self.plain = book.add_format({"font_name": "宋体", "font_size": 10, **wrapped})
        head = {**base, "bold": True, "bg_color": "#EEF2F7", "align": "center", "text_wrap": True}
        self.head = book.add_format(head)
        self.vertical = book.add_format({**head, "rotation": 270, "valign": "bottom", "text_wrap": False})
        self.turned = book.add_format({**head, "rotation": 90, "valign": "bottom"})
        cells: dict[str, dict[str, Any]] = {
            "text": {"text_wrap": True, "align": "left", "indent": 1},
            "mark": {"align": "center"},
            "number": {"num_format": "General"},
            **{f"number{places}": {"num_format": f"0.{'0' * places}"} for places in range(1, _MOST_DECIMALS + 1)},
            "date": {"num_format": "yyyy-mm-dd", "align": "center"},
            "share": {"align": "right", "num_format": "0.0%"},
            "share at least": {"align": "right", "num_format": '"≥"0.0%'},
        }
        self.body = {kind: book.add_format({**base, **more}) for kind, more in cells.items()}
        self.sum = {
            kind: book.add_format({**base, **more, "bold": True, "bg_color": "#F6F6F6"}) for kind, more in cells.items()
        }

    def write(self) -> None:
        """Write all of it."""
        sheet, table = self.sheet, self.table
        self.widths = _widths(table, self.columns)
        for at, width in enumerate(self.widths):
            sheet.set_column(at, at, width)
        head = self._across(0, table.title, self.title_format, size=16)
        if table.source:
            head = self._across(head, cell_text(table.source), self.plain)
        for at, column in enumerate(self.columns):
            sheet.write_string(head, at, _shortened(cell_text(column.title)), self._heading(column))
        names = (column.title for column in self.columns if column.kind == "mark")
        longest = max((-(-len(name) // letters_across(name)) for name in names), default=0)
        if longest:
            self._set_height(head, min(13 * longest + 8, 400))  # points: a character of 10 pt and its gap
        last = head
        for row in table.rows():
            last += 1
            self._row(last, row, self.body)
        self._table(head, max(last, head + 1))
        below = last
        if table.total:
            below += 1
            lead: tuple[Cell, ...] = ("",) if table.group_title else ()
            self._row(below, (*lead, *table.total), self.sum)
        below += 2
        texts = ["　".join(f"{mark} {meaning}" for mark, meaning in table.legend)] if table.legend else []
        for text in (*texts, *table.notes):
            below = self._across(below, cell_text(text), self.plain)
        self._page(head, below - 1)

    def _across(self, row: int, text: str, look: Any, size: float = 10) -> int:
        """Write a text as wide as the table, in rows from `row` on; the row after them.

        One that went on beyond the table would be printed, too: all columns would be as small as it is long.
        """
        room = max(int(sum(self.widths) * 10 / size) - 2, 2)
        pieces, line = _lines(_shortened(text), room), 1.35 * size
        most = int((_HIGHEST - 4) / line)
        for lines in (pieces[at : at + most] for at in range(0, len(pieces), most)):
            self.sheet.merge_range(row, 0, row, max(len(self.widths), 2) - 1, "", look)
            self.sheet.write_string(row, 0, "".join(lines), look)
            self._set_height(row, len(lines) * line + 4)
            row += 1
        return row

    def _table(self, head: int, last: int) -> None:
        """Make the rows an Excel table; it needs headings that differ, without them there is only the filter."""
        titles = [_shortened(cell_text(column.title)) for column in self.columns]
        area = (head, 0, last, len(titles) - 1)
        if len({title.casefold() for title in titles if title.strip()}) < len(titles) or max(map(len, titles)) > 255:
            self.sheet.autofilter(*area)
            return
        heads = map(self._heading, self.columns)
        columns = [{"header": title, "header_format": look} for title, look in zip(titles, heads, strict=True)]
        self.sheet.add_table(*area, {"columns": columns, "style": None})

    def _heading(self, column: Column) -> Any:
        """A spreadsheet has upright letters on one line alone: a name that needs several is turned."""
        if column.kind != "mark":
            return self.head
        return self.vertical if letters_across(column.title) == 1 else self.turned

    def _row(self, at: int, row: tuple[Cell, ...], formats: dict[str, Any]) -> None:
        self._set_height(at, _height(row, self.widths))
        for position, (column, cell) in enumerate(zip(self.columns, row, strict=True)):
            look = formats[column.kind]
            if isinstance(cell, dt.date):
                self.sheet.write_datetime(at, position, cell, formats["date"])
            elif isinstance(cell, int | Decimal):
                self.sheet.write_number(
                    at, position, cell, formats[column.kind + (_places(cell) if column.kind == "number" else "")]
                )
            elif isinstance(cell, Share) and cell.whole:
                # Rounded down, as a text of it is: it shows 100 % only if nothing lacks.
                look = formats["share at least"] if cell.at_least else look
                self.sheet.write_number(at, position, cell.part * 1000 // cell.whole / 1000, look)
            elif cell in {None, ""}:
                self.sheet.write_blank(at, position, None, look)
            else:
                self.sheet.write_string(at, position, _shortened(cell_text(cell)), look)

    def _set_height(self, row: int, points: float) -> None:
        self.heights[row] = points
        self.sheet.set_row(row, points)

    def _page(self, head: int, last: int) -> None:
        names = sum(1 for column in self.columns if column.kind == "text")
        names = names if names < len(self.columns) else 1
        self.sheet.freeze_panes(head + 1, names)
        self.sheet.set_paper(9)  # A4
        across = _across(self.widths)
        page = _UPRIGHT if _UPRIGHT[0] / across >= _READABLE else _PAGE
        if page is _PAGE:
            self.sheet.set_landscape()
        scale = min(1.0, page[0] / across)
        if scale < _LEAST:
            self.sheet.set_print_scale(round(_LEAST * 100))
            self.sheet.repeat_columns(0, names - 1)
        else:
            # What is little more than a page is put on one: else the second would have the headings and a note or two.
            down = scale * sum(self.heights.get(row, _LINE) for row in range(last + 1))
            self.sheet.fit_to_pages(1, 1 if scale * page[1] / max(down, 1) >= _SMALLEST else 0)
        self.sheet.repeat_rows(head)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.sheet.set_footer("&C&P / &N")


def _widths(table: Table, columns: Sequence[Column]) -> list[float]:
    """The widths of the columns; where a page would be too small to read, texts give way and wrap into more lines."""
    rows = list(table.rows())
    widths = [_width(column, [row[at] for row in rows]) for at, column in enumerate(columns)]
    floors = [
        min(width, _floor(column, [row[at] for row in rows]))
        for at, (column, width) in enumerate(zip(columns, widths, strict=True))
    ]
    spare = sum(widths) - sum(floors)
    excess = (_across(widths) - _PAGE[0] / _READABLE) / _UNIT
    if excess <= 0 or spare <= 0:
        return widths
    share = min(1.0, excess / spare)
    return [round(width - share * (width - floor), 1) for width, floor in zip(widths, floors, strict=True)]


def _floor(column: Column, cells: Sequence[Cell]) -> float:
    """How narrow a column may be: numbers and dates are not broken."""
    if column.kind != "text" or any(isinstance(cell, int | Decimal | dt.date) for cell in cells):
        return float(_WIDEST)
    return _NARROWEST_WIDE if column.wide else _NARROWEST


def _across(widths: Sequence[float]) -> float:
    return sum(_UNIT * width + _PADDING for width in widths)


def _width(column: Column, cells: Sequence[Cell]) -> float:
    if column.kind == "mark":
        return 3.5 + 2.2 * (letters_across(column.title) - 1)
    if column.wide:
        return _WIDEST
    if column.kind == "share":
        return 9
    longest = max(
        (_cells(cell_text(cell)) for cell in (column.title, *cells) if not isinstance(cell, Share)), default=4
    )
    return min(max(longest + 4, 6), 25 if len(cells) else _WIDEST)


def _height(row: Sequence[Cell], widths: Sequence[float]) -> float:
    """Points that a row's texts take; programs disagree on whether a row grows by itself when a file is opened."""
    texts = ((cell, width) for cell, width in zip(row, widths, strict=True) if isinstance(cell, str))
    lines = max((-(-_cells(cell_text(cell)) // max(int(width) - 3, 2)) for cell, width in texts), default=1)
    return min(13.5 * max(lines, 1) + 4, _HIGHEST)


def _places(number: int | Decimal) -> str:
    """How many decimals of a number are shown, as the name of its format ends; nothing for none."""
    places = -min(int(number.as_tuple().exponent), 0) if isinstance(number, Decimal) else 0
    return str(2 if places > _MOST_DECIMALS else places or "")


def _lines(text: str, room: int) -> list[str]:
    """`text` in pieces of at most `room` cells."""
    lines, width = [""], 0
    for one in text:
        width += _cells(one)
        if width > room:
            lines.append("")
            width = _cells(one)
        lines[-1] += one
    return lines


def _cells(text: str) -> int:
    return sum(1 if character.isascii() else 2 for character in text)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…"


def _sheet_name(name: str) -> str:
    safe = "".join("_" if one in "[]:*?/\\'" else one for one in cell_text(name))
    return safe[:_LONGEST_NAME] or "_"
