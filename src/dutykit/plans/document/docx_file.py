"""Word documents: paragraphs with their automatic numbers, and tables."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from dutykit.language import _
from dutykit.plans.document.docx_aside import Asides, pages_and_drawings, paragraphs_in, text_boxes, text_of
from dutykit.plans.document.docx_heading import heading_level, heading_styles
from dutykit.plans.document.docx_hidden import hide_by_style
from dutykit.plans.document.docx_numbering import Numbering
from dutykit.plans.document.error import DocumentError
from dutykit.plans.document.limits import CELLS, LINES
from dutykit.plans.document.package import checked_package
from dutykit.plans.grammar.record import Line

if TYPE_CHECKING:
    from docx.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WRAPS = {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}smartTag", f"{_W}customXml"}
_DEEPEST = 8
"""How deep tables and text boxes may be in one another."""


def lines_of_docx(data: bytes) -> list[Line]:
    """The paragraphs and table rows of a document, in order, each a line. Raises DocumentError."""
    names = checked_package(data)
    if "word/document.xml" not in names:
        raise DocumentError(_("该文件不是 Word 文档"))
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
        hide_by_style(document)
        return list(_Walk(document, names).lines())
    except (DocumentError, MemoryError):
        raise
    except Exception as error:  # a package may be wrong in any way, and the library names no base for its errors
        raise DocumentError(_("文件已损坏，无法打开"), _("用 Word 或 WPS 打开后另存一份")) from error


def marks_of_docx(data: bytes) -> list[Literal["changes", "comments"]]:
    """Whether the document holds tracked changes, and comments. Raises DocumentError."""
    names = checked_package(data)
    if "word/document.xml" not in names:
        return []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        body = package.read("word/document.xml")
        comments = package.read("word/comments.xml") if "word/comments.xml" in names else b""
    found: list[Literal["changes", "comments"]] = []
    if any(mark in body for mark in (b"<w:ins ", b"<w:del ", b"<w:moveFrom ", b"<w:moveTo ")):
        found.append("changes")
    return [*found, "comments"] if b"<w:comment " in comments else found


class _Walk:
    def __init__(self, document: Document, names: frozenset[str]) -> None:
        self._document = document
        self._names = names
        self._body: Any = document.element.body
        self._asides = Asides(document)
        self._numbering = Numbering.of(document)
        self._headings = heading_styles(document)
        self._number = 0
        self._table = 0
        self._cells = 0

    def lines(self) -> Iterator[Line]:
        yield from self._block(self._body, 0)
        for kind, text in pages_and_drawings(self._document):
            yield replace(self._line(text), aside=kind)

    def _block(self, block: Any, depth: int) -> Iterator[Line]:
        for child in block:
            if child.tag == f"{_W}p":
                yield from self._paragraph(child, depth)
            elif child.tag == f"{_W}tbl":
                yield from self._table_or_frame(child, depth)
            elif child.tag in _WRAPS:
                yield from self._block(child, depth)

    def _paragraph(self, paragraph: Any, depth: int) -> Iterator[Line]:
        number = self._numbering.number(paragraph)
        heading = heading_level(paragraph, self._headings)
        for at, text in enumerate(text_of(paragraph).split("\n")):
            # A number that Word draws stands apart: 1. before 3所小学 is not 1.3.
            gap = " " if at == 0 and number[-1:] in {".", "．"} and text[:1].isdecimal() else ""
            line = self._line((number if at == 0 else "") + gap + text.replace("\t", " "), heading=heading)
            yield line
        yield from self._beside(paragraph, line)
        for box in text_boxes(paragraph):
            if depth <= _DEEPEST:
                yield from self._block(box, depth + 1)
            else:
                yield from self._flat(box)

    def _flat(self, block: Any) -> Iterator[Line]:
        """The paragraphs of a block that is too deep for tables and boxes in it to matter."""
        for paragraph in paragraphs_in(block):
            line = self._line(text_of(paragraph).replace("\n", " "))
            yield line
            yield from self._beside(paragraph, line)

    def _beside(self, element: Any, line: Line) -> Iterator[Line]:
        """What stands with a line and is not read."""
        for kind, text in self._asides.of(element):
            yield Line(line.number, text, table=line.table, aside=kind)

    def _line(self, text: str, cells: tuple[str, ...] = (), table: int = 0, heading: int = 0) -> Line:
        self._number += 1
        if self._number > LINES:
            raise DocumentError(_("文件的段落超过上限 {limit} 个").format(limit=LINES))
        return Line(self._number, text, cells, table, heading)

    def _table_or_frame(self, table: Any, depth: int) -> Iterator[Line]:
        """A table; of one column, a frame around paragraphs."""
        if depth > _DEEPEST:
            yield from self._flat(table)
            return
        if any(sum(map(_span, _cells(row))) > 1 for row in table.iterfind(f"{_W}tr")):
            yield from self._rows(table, depth)
            return
        for row in table.iterfind(f"{_W}tr"):
            for cell in _cells(row):
                yield from self._block(cell, depth + 1)

    def _rows(self, table: Any, depth: int) -> Iterator[Line]:
        self._table += 1
        number = self._table
        above: dict[int, str] = {}
        for row in table.iterfind(f"{_W}tr"):
            cells: list[str] = []
            column = 0
            for cell in _cells(row):
                text = "\n".join(self._cell(cell, depth)).strip()
                span = _span(cell)
                merged = cell.find(f"{_W}tcPr/{_W}vMerge")
                if merged is not None and merged.get(f"{_W}val", "continue") == "continue":
                    text = above.get(column, "")
                above[column] = text
                cells.extend([text] * min(span, 64))
                column += span
                self._cells += span
                if self._cells > CELLS:
                    raise DocumentError(_("表格超过上限 {limit} 格").format(limit=CELLS))
            line = self._line("\t".join(cells).replace("\n", " "), tuple(cells), number)
            yield line
            yield from self._beside(row, line)

    def _cell(self, cell: Any, depth: int) -> Iterator[str]:
        """The paragraphs of a cell, those of tables and text boxes in it too."""
        for child in cell:
            if child.tag == f"{_W}p":
                yield self._numbering.number(child) + text_of(child)
                for box in text_boxes(child):
                    yield from self._cell(box, depth + 1) if depth < _DEEPEST else map(text_of, paragraphs_in(box))
            elif child.tag == f"{_W}tbl" and depth >= _DEEPEST:
                yield from map(text_of, paragraphs_in(child))
            elif child.tag == f"{_W}tbl":
                for row in child.iterfind(f"{_W}tr"):
                    for inner in _cells(row):
                        yield from self._cell(inner, depth + 1)
            elif child.tag in _WRAPS:
                yield from self._cell(child, depth)


def _cells(row: Any) -> Iterator[Any]:
    """The cells of a row, also those inside a control, but not those of tables in them."""
    for child in row:
        if child.tag == f"{_W}tc":
            yield child
        elif child.tag in _WRAPS:
            yield from _cells(child)


def _span(cell: Any) -> int:
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    value = "1" if span is None else span.get(f"{_W}val", "1")
    return max(1, min(int(value), 64)) if value.isdecimal() and len(value) < 4 else 1
