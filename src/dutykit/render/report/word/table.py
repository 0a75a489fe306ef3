"""Tables of a report in a Word document: widths as the page gives them, header rows on every page, no row torn."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from dutykit.render.report.word.styles import CELL, HEAD_CELL, SMALL_CELL, SMALL_HEAD_CELL, styled

WriteInline = Callable[[Any, Any], None]
"""Writes what stands in an element of the page into a paragraph."""

_WIDTH = re.compile(r"((?:\.[\w-]+ )?\.[\w-]+)\s*\{[^}]*?\bwidth:\s*([\d.]+)mm")


def css_widths(style: str) -> dict[str, float]:
    """The widths in millimetres that the style sheet gives to selectors like `.c-label` and `.tally .c-name`."""
    return {selector: float(width) for selector, width in _WIDTH.findall(style)}


def add_table(document: Any, table: Any, across: float, widths: Mapping[str, float], write: WriteInline) -> None:
    """Add the `table` of the page, `across` millimetres wide."""
    rows = list(table.iter("tr"))
    columns = max((sum(_span(cell) for cell in _cells(row)) for row in rows), default=0)
    if not columns:
        return
    made = document.add_table(rows=0, cols=columns, style="Table Grid")
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    measured = _widths(table, rows[0], columns, across, widths)
    for column, width in zip(made.columns, measured, strict=True):
        column.width = Mm(width)
    small = "grid" in (table.get("class") or "").split()
    names = {"td": SMALL_CELL if small else CELL, "th": SMALL_HEAD_CELL if small else HEAD_CELL}
    style_ids = {tag: styled(document, name) for tag, name in names.items()}
    for row in rows:
        _add_row(made, row, measured, style_ids, write)


def _add_row(made: Any, row: Any, widths: list[float], style_ids: Mapping[str, str], write: WriteInline) -> None:
    is_head = row.getparent().tag == "thead"
    new = made.add_row()
    properties = new._tr.get_or_add_trPr()  # noqa: SLF001 (python-docx has no other way to it)
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))
    at = 0
    targets = new.cells  # made anew each time it is asked for
    for cell in _cells(row):
        span = _span(cell)
        target = targets[at]
        if span > 1:
            target = target.merge(targets[min(at + span, len(widths)) - 1])
        target.width = Mm(sum(widths[at : at + span]))
        target.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = target.paragraphs[0]
        paragraph._p.get_or_add_pPr().get_or_add_pStyle().val = style_ids[cell.tag]  # noqa: SLF001
        if cell.tag == "td":
            middle = "middle" in (cell.get("class") or "").split() or "tally" in (_table_of(cell).get("class") or "")
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if middle else WD_ALIGN_PARAGRAPH.LEFT
        elif not is_head and "facts" not in (_table_of(cell).get("class") or ""):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
        if is_head:
            _shade(target)
        write(paragraph, cell)
        at += span


def _shade(cell: Any) -> None:
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "F0F0F0")):
        shading.set(qn(f"w:{name}"), value)
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001
    # The schema wants the shade before the alignment.
    properties.insert_element_before(shading, "w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign")


def _cells(row: Any) -> list[Any]:
    return [cell for cell in row if cell.tag in {"th", "td"}]


def _span(cell: Any) -> int:
    words = cell.get("colspan") or "1"
    return max(int(words), 1) if words.isdecimal() else 1


def _table_of(cell: Any) -> Any:
    return next(cell.iterancestors("table"))


def _widths(table: Any, first: Any, columns: int, across: float, widths: Mapping[str, float]) -> list[float]:
    """The width of each column: as the page gives it, the rest shared out among those for which it gives none."""
    named = list(table.iter("col")) or _cells(first)
    classes = (table.get("class") or "").split()
    given: list[float | None] = [_width(one, classes, widths) for one in named][:columns]
    given += [None] * (columns - len(given))
    free = given.count(None)
    used = sum(one for one in given if one is not None)
    least = 12.0
    rest = max((across - used) / free, least) if free else 0.0
    full = [rest if one is None else one for one in given]
    scale = across / sum(full)
    return [one * scale for one in full]


def _width(column: Any, tables: list[str], widths: Mapping[str, float]) -> float | None:
    for name in (column.get("class") or "").split():
        for selector in (*(f".{table} .{name}" for table in tables), f".{name}"):
            if selector in widths:
                return widths[selector]
    return None
