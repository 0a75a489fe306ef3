"""Tables of a PDF that are drawn with lines: pdfplumber finds their cells."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from dutykit.language import _
from dutykit.plans.document.error import DocumentError
from dutykit.plans.document.limits import CELLS
from dutykit.plans.grammar.words.body import is_office, looks_like_body
from dutykit.text.length import printed_width

_LEAST_LINES = 4
"""Drawn lines of a page that may be a table's."""
_SLACK = 3.0
"""Points that a cell's middle may lie off."""

_NUMBER = re.compile(r"[（(]?\d{1,4}[)）.、．]?")
_ENDS = frozenset("。；;！")
_END = re.compile("(?:人民)?政府(?:办公室)?|(?:管理)?委员会|管委会|(?:领导小组|工作专班|专班|指挥部)?办公室")
"""What no office is called alone: the end of a name that was broken."""
_LIST = re.compile("[、，,；;\n]")

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PdfTable:
    """A table on one page; heights are counted from the page's bottom."""

    number: int
    """Which table of the document; one that goes on on the next page keeps its number."""
    cells: tuple[Box, ...]
    """Where its cells are: left, bottom, right, top."""
    rows: list[tuple[float, tuple[str, ...]]]
    """The rows with their heights."""
    rest: bool = False
    """Whether the first row is the rest of the last one on the page before: it has no number."""


def has_grid(page: Any) -> bool:
    """Whether lines are drawn on the page that may be those of a table."""
    from pdfminer.layout import LTCurve, LTLine, LTRect

    return sum(isinstance(one, LTLine | LTRect | LTCurve) for one in page) >= _LEAST_LINES


@dataclass(slots=True)
class _Grid:
    """The rows of a table on one page."""

    heights: list[float]
    rows: list[list[str]]
    boxes: list[list[Box | None]]
    """The cell of each text."""

    @property
    def begin(self) -> list[int]:
        """How many rows the first cell of each column reaches over."""
        return [_run(self.boxes, column) for column in range(len(self.rows[0]))]

    @property
    def end(self) -> list[int]:
        """How many rows the last cell of each column reaches over."""
        return [_run(self.boxes[::-1], column) for column in range(len(self.rows[0]))]

    def drop_first(self) -> None:
        """Take the first row away."""
        del self.heights[0], self.rows[0], self.boxes[0]


class PdfTables:
    """Finds the tables of a document, page by page."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document: Any = None
        self._number = 0
        self._cells = 0
        self._page = -2
        self._before: list[list[str]] = []
        """The rows of the table before, over all its pages so far,"""
        self._end: list[int] = []
        """and how many the last cell of each column reaches over."""

    def on_page(self, number: int, layout: Any) -> list[PdfTable]:
        """The tables of the page `number`, counted from 0, from its top. Raises DocumentError."""
        if self._document is None:
            import pdfplumber

            self._document = pdfplumber.open(io.BytesIO(self._data))
        page = self._document.pages[number]
        height = float(layout.y1)
        tables: list[PdfTable] = []
        for table in sorted(page.find_tables(_settings(page)), key=lambda one: one.bbox[1]):
            grid = self._grid(table, height)
            if not grid.rows or len(grid.rows[0]) < 2:
                continue
            continued = not tables and number == self._page + 1 and len(self._end) == len(grid.rows[0])
            if continued and len(grid.rows) > 1 and grid.rows[0] == self._before[0]:
                grid.drop_first()  # the heading, once more
            rest = continued and self._is_rest(grid)
            if continued and not rest:
                self._fill(grid)
            if not continued:
                self._number += 1
                self._before = []
            self._before += grid.rows
            self._end = grid.end
            cells = tuple((x0, height - bottom, x1, height - top) for x0, top, x1, bottom in table.cells)
            rows = list(zip(grid.heights, map(tuple, grid.rows), strict=True))
            tables.append(PdfTable(self._number, cells, rows, rest))
        if tables:
            self._page = number
        page.close()
        return tables

    def _is_rest(self, grid: _Grid) -> bool:
        """Whether the first row of a page is the rest of the last one before: it has no number, or ends its sentence."""
        rows, last, row = self._before[1:], self._before[-1], grid.rows[0]
        for column in range(len(row)):
            if 2 * sum(bool(_NUMBER.fullmatch(one[column].strip())) for one in rows) > len(rows):
                return not row[column].strip()
        longest = max(range(len(row)), key=lambda column: sum(len(one[column]) for one in rows))
        whole = [one[longest].rstrip()[-1:] in _ENDS for one in rows[:-1]]
        if not row[longest].strip():
            return True
        if last[longest].rstrip()[-1:] in _ENDS or 2 * sum(whole) > len(whole):
            return last[longest].rstrip()[-1:] not in _ENDS
        return not row[0].strip() and self._end[0] == grid.begin[0] == 1

    def _fill(self, grid: _Grid) -> None:
        """A cell that reaches over the page's end has its text on the page before."""
        for column, (end, begin) in enumerate(zip(self._end, grid.begin, strict=True)):
            if not grid.rows[0][column].strip() and max(end, begin) > 1:
                for row in grid.rows[:begin]:
                    row[column] = self._before[-1][column]

    def _grid(self, table: Any, height: float) -> _Grid:
        """The rows; a cell that is merged over several has its text in each."""
        boxes: list[Box] = [tuple(cell) for cell in table.cells]
        texts = {box: _text(letters) for box, letters in _letters_in(table.page, boxes).items()}
        columns = _middles({value for box in boxes for value in (box[0], box[2])})
        lines = _middles({value for box in boxes for value in (box[1], box[3])})
        self._cells += len(columns) * len(lines)
        if self._cells > CELLS:
            raise DocumentError(_("表格超过上限 {limit} 格").format(limit=CELLS))
        found = _Grid([], [], [])
        for y in lines:
            across = [box for box in boxes if box[1] - _SLACK < y < box[3] + _SLACK and box[1] <= y <= box[3]]
            row = [next((box for box in across if box[0] <= x <= box[2]), None) for x in columns]
            if any(box is not None and texts[box] for box in row):
                found.heights.append(height - y)
                found.rows.append(["" if box is None else texts[box] for box in row])
                found.boxes.append(row)
        return found


def _run(rows: Sequence[Sequence[Box | None]], column: int) -> int:
    """Over how many of the rows, from the first on, one cell reaches."""
    first = rows[0][column]
    return next((at for at, row in enumerate(rows) if row[column] != first), len(rows))


def joined_cells(last: str, following: str) -> str:
    """A cell that goes on on the next page: a name begins a line of its own, anything else goes on."""
    first = _LIST.split(following)[0]
    stacked = looks_like_body(_LIST.split(last)[-1]) and is_office(first) and not _END.fullmatch(first)
    return last + ("\n" if stacked else "") + following


def _settings(page: Any) -> dict[str, Any]:
    """Lines are what is drawn, and the ends of upright ones: a row that a page cuts has no line there."""
    upright = [edge for edge in page.edges if edge["orientation"] == "v"]
    ends = [min(edge["top"] for edge in upright), max(edge["bottom"] for edge in upright)] if upright else []
    return {"explicit_horizontal_lines": ends}


def _letters_in(page: Any, boxes: Sequence[Box]) -> dict[Box, list[dict[str, Any]]]:
    """The letters of each cell: the one that a letter's middle is in, for tall letters stick out at the top."""
    found: dict[Box, list[dict[str, Any]]] = {box: [] for box in boxes}
    for one in page.chars:
        x, y = (one["x0"] + one["x1"]) / 2, (one["top"] + one["bottom"]) / 2
        for box in boxes:
            if box[1] <= y < box[3] and box[0] <= x < box[2]:
                found[box].append(one)
                break
    return found


def _text(letters: list[dict[str, Any]]) -> str:
    """The text of a cell; its lines are set apart where they are not only broken for want of room."""
    from pdfplumber.utils.text import extract_text

    lines = extract_text(letters).strip().split("\n")
    longest = max(map(printed_width, lines))
    is_list = any(one in "、，,；;" for line in lines for one in line)
    text = lines[0]
    for line, following in pairwise(lines):
        stacked = not is_list and looks_like_body(line) and is_office(following)  # a name a line
        cut = _END.fullmatch(following.strip()) is not None and line[-1] not in "、，,；;"
        broken = cut or (printed_width(line) >= longest - 1 and not stacked)
        words = line[-1:].isascii() and line[-1:].isalnum() and following[:1].isascii() and following[:1].isalnum()
        text += (" " if broken and words else "" if broken else "\n") + following
    return text


def _middles(edges: set[float]) -> list[float]:
    """The middles between edges that lie apart."""
    apart: list[float] = []
    for edge in sorted(edges):
        if not apart or edge - apart[-1] > _SLACK:
            apart.append(edge)
    return [(first + second) / 2 for first, second in pairwise(apart)]
