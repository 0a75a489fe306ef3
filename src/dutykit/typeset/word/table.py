"""Tables of a report in a Word document: widths as the page gives them, header rows on every page, no row torn."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from dutykit.typeset.word.styles import CELL, HEAD_CELL, SMALL_CELL, SMALL_HEAD_CELL, styled

WriteInline = Callable[[Any, Any], None]
"""Writes what is in an element of the page into a paragraph."""

_WIDTH = re.compile(r"((?:\.[\w-]+ )?\.[\w-]+)\s*\{[^}]*?\bwidth:\s*([\d.]+)mm")
_HEIGHT = re.compile(r"((?:\.[\w-]+ )*\.[\w-]+) td\s*\{[^}]*?(?<!-)\bheight:\s*([\d.]+)mm")
_BLANK = re.compile(r"\.(blank-[\w-]+)\s*\{[^}]*?\bwidth:\s*([\d.]+)em")
_OWN_HEIGHT = re.compile(r"(?<!-)\bheight:\s*([\d.]+)mm")
_BARE = frozenset({"seal", "signing"})
"""Tables without lines."""
_KEPT = frozenset({"form", "whole", "signing"})
"""Tables that are on one page."""
_CENTRED = frozenset({"facts", "form"})
"""Tables whose rows are headed in the middle."""


@dataclass(frozen=True, slots=True)
class Measures:
    """What the style sheet states in millimetres."""

    widths: Mapping[str, float]
    """Of columns, by selectors like `.c-label` and `.tally .c-name`."""
    heights: Mapping[str, float]
    """Of the cells of rows, by what is before `td`, like `.form .line`."""


def measures(style: str) -> Measures:
    """The measures in the style sheet `style`."""
    return Measures(*({selector: float(one) for selector, one in found.findall(style)} for found in (_WIDTH, _HEIGHT)))


def css_blanks(style: str) -> dict[str, int]:
    """How many characters wide the style sheet makes the lines to write on, by class."""
    return {name: round(float(width)) for name, width in _BLANK.findall(style)}


def add_table(document: Any, table: Any, across: float, given: Measures, write: WriteInline) -> None:
    """Add the `table` of the page, `across` millimetres wide."""
    rows = list(table.iter("tr"))
    columns = max((sum(_span(cell) for cell in _cells(row)) for row in rows), default=0)
    if not columns:
        return
    classes = frozenset((table.get("class") or "").split())
    made = document.add_table(rows=0, cols=columns, style="Normal Table" if classes & _BARE else "Table Grid")
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _narrow_margins(made)
    measured = _widths(table, rows[0], columns, across, given.widths)
    for column, width in zip(made.columns, measured, strict=True):
        column.width = Mm(width)
    small = "grid" in classes
    names = {"td": SMALL_CELL if small else CELL, "th": SMALL_HEAD_CELL if small else HEAD_CELL}
    style_ids = {tag: styled(document, name) for tag, name in names.items()}
    for number, row in enumerate(rows, 1):
        new = made.add_row()
        _fill_row(new, row, measured, style_ids, write)
        _set_height(new, row, given.heights)
        # No row is alone at the head or the foot of a page.
        is_head = row.getparent().tag == "thead" or "chapter-row" in (row.get("class") or "")
        if number < len(rows) and (classes & _KEPT or is_head or number in {2, len(rows) - 1}):
            keep_with_next(new)


def _narrow_margins(made: Any) -> None:
    """Leave 3 points beside the text of a cell, as the page does: Word's own 5.4 break what just fits."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "60")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    made._tbl.tblPr.insert_element_before(margins, "w:tblLook")  # noqa: SLF001 (python-docx has no other way to it)


def _set_height(new: Any, row: Any, heights: Mapping[str, float]) -> None:
    """Make a row at least as high as the page does."""
    around = {name for one in (row, *row.iterancestors()) for name in (one.get("class") or "").split()}
    near = set((row.get("class") or "").split()) | set((_table_of(row).get("class") or "").split())
    fitting = [
        selector
        for selector in heights
        if {one.lstrip(".") for one in selector.split()} <= around and selector.rpartition(".")[2] in near
    ]
    own = [float(one) for cell in _cells(row) for one in _OWN_HEIGHT.findall(cell.get("style") or "")]
    height = max(own, default=heights[max(fitting, key=len)] if fitting else 0)
    if height:
        new.height, new.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST


def keep_with_next(row: Any) -> None:
    """Keep a row on the page of what follows."""
    for cell in row._tr.tc_lst:  # noqa: SLF001 (python-docx has no other way to it)
        for paragraph in cell.p_lst:
            paragraph.get_or_add_pPr().get_or_add_keepNext()


def _fill_row(new: Any, row: Any, widths: list[float], style_ids: Mapping[str, str], write: WriteInline) -> None:
    is_head = row.getparent().tag == "thead"
    properties = new._tr.get_or_add_trPr()  # noqa: SLF001 (python-docx has no other way to it)
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))
    at = 0
    targets = new.cells  # made again each time it is asked for
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
        elif (
            not is_head
            and not _CENTRED & set((_table_of(cell).get("class") or "").split())
            and cell.get("scope") != "col"
        ):
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
    classes = [name for one in (table, *table.iterancestors()) for name in (one.get("class") or "").split()]
    given: list[float | None] = [_width(one, classes, widths) for one in named][:columns]
    given += [None] * (columns - len(given))
    free = given.count(None)
    used = sum(one for one in given if one is not None)
    least = 12.0
    rest = max((across - used) / free, least) if free else 0.0
    full = [rest if one is None else one for one in given]
    scale = across / sum(full)
    return [one * scale for one in full]


def _width(column: Any, around: list[str], widths: Mapping[str, float]) -> float | None:
    for name in (column.get("class") or "").split():
        for selector in (*(f".{one} .{name}" for one in around), f".{name}"):
            if selector in widths:
                return widths[selector]
    return None
