"""Tables of a PDF that are drawn with lines: pdfplumber finds their cells."""

from __future__ import annotations

import io
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from dutykit.language import _
from dutykit.plans.document.error import DocumentError
from dutykit.plans.document.limits import CELLS
from dutykit.plans.grammar.body import is_office, looks_like_body
from dutykit.text.length import printed_width

_LEAST_LINES = 4
"""Drawn lines of a page that may be a table's."""
_SLACK = 3.0
"""Points that a cell's middle may lie off."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PdfTable:
    """A table on one page; heights are counted from the page's bottom."""

    number: int
    """Which table of the document; one that goes on on the next page keeps its number."""
    top: float
    bottom: float
    rows: list[tuple[float, tuple[str, ...]]]
    """The rows with their heights."""
    rest: bool = False
    """Whether the first row is the rest of the last one on the page before: it has no number."""


def has_grid(page: Any) -> bool:
    """Whether lines are drawn on the page that may be those of a table."""
    from pdfminer.layout import LTCurve, LTLine, LTRect

    return sum(isinstance(one, LTLine | LTRect | LTCurve) for one in page) >= _LEAST_LINES


class PdfTables:
    """Finds the tables of a document, page by page."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document: Any = None
        self._number = 0
        self._cells = 0
        self._width, self._page = 0, -2
        """Of the table before."""

    def on_page(self, number: int, layout: Any) -> list[PdfTable]:
        """The tables of the page `number`, counted from 0, from its top. Raises DocumentError."""
        if self._document is None:
            import pdfplumber

            self._document = pdfplumber.open(io.BytesIO(self._data))
        page = self._document.pages[number]
        height = float(layout.y1)
        tables: list[PdfTable] = []
        for table in sorted(page.find_tables(_settings(page)), key=lambda one: one.bbox[1]):
            rows = self._rows(table, height)
            if not rows or len(rows[0][1]) < 2:
                continue
            continued = not tables and self._goes_on(number, rows)
            self._number += not continued
            rest = continued and not rows[0][1][0].strip()
            tables.append(PdfTable(self._number, height - table.bbox[1], height - table.bbox[3], rows, rest))
        if tables:
            self._width, self._page = len(tables[-1].rows[-1][1]), number
        page.close()
        return tables

    def _goes_on(self, number: int, rows: list[tuple[float, tuple[str, ...]]]) -> bool:
        """Whether the first table of a page goes on from the last one of the page before: as many columns."""
        return number == self._page + 1 and self._width == len(rows[0][1])

    def _rows(self, table: Any, height: float) -> list[tuple[float, tuple[str, ...]]]:
        """The rows; a cell that is merged over several has its text in each."""
        boxes: list[Box] = [tuple(cell) for cell in table.cells]
        texts = dict(zip(boxes, (_text(table, box) for box in boxes), strict=True))
        columns = _middles({value for box in boxes for value in (box[0], box[2])})
        lines = _middles({value for box in boxes for value in (box[1], box[3])})
        self._cells += len(columns) * len(lines)
        if self._cells > CELLS:
            raise DocumentError(_("表格超过上限 {limit} 格").format(limit=CELLS))
        found = []
        for y in lines:
            across = [box for box in boxes if box[1] - _SLACK < y < box[3] + _SLACK and box[1] <= y <= box[3]]
            row = tuple(next((texts[box] for box in across if box[0] <= x <= box[2]), "") for x in columns)
            if any(row):
                found.append((height - y, row))
        return found


def _settings(page: Any) -> dict[str, Any]:
    """Lines are what is drawn, and the ends of upright ones: a row that a page cuts has no line there."""
    upright = [edge for edge in page.edges if edge["orientation"] == "v"]
    ends = [min(edge["top"] for edge in upright), max(edge["bottom"] for edge in upright)] if upright else []
    return {"explicit_horizontal_lines": ends}


def _text(table: Any, box: Box) -> str:
    """The text of a cell; its lines are set apart where they are not only broken for want of room."""
    x0, top, x1, bottom = box
    page = table.page
    clip = (max(x0, page.bbox[0]), max(top, page.bbox[1]), min(x1, page.bbox[2]), min(bottom, page.bbox[3]))
    if clip[0] >= clip[2] or clip[1] >= clip[3]:
        return ""
    lines = (page.within_bbox(clip, strict=False).extract_text() or "").strip().split("\n")
    longest = max(map(printed_width, lines))
    is_list = any(one in "、，,；;" for line in lines for one in line)
    text = lines[0]
    for line, following in pairwise(lines):
        stacked = not is_list and looks_like_body(line) and is_office(following)  # a name a line
        broken = printed_width(line) >= longest - 1 and not stacked
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
