"""A report on one sheet of paper in Word: letters as small as the page has them, parts beside each other, no page number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor

from dutykit.typeset.word import styles
from dutykit.typeset.word.markup import six_digits
from dutykit.typeset.word.table import StyleSheet, measure, set_margins, stated

ACROSS = 273.0
"""Millimetres of text across the sheet."""
_ABOVE, _A_MARK, _BESIDE, _BELOW = 9.0, 5.0, 12.0, 6.0
"""The margins; above it a mark's line more for each mark. Word needs a point more than the page for each table."""
_PAIR, _BETWEEN = frozenset({"left", "right"}), {134.0: 5.0, 65.0: 3.5}
_HALF, _QUARTER = 134.0, 65.0
CLASS = "sheet"
"""Of the element that holds the whole of it."""
WITHIN = ".overview"
"""What the style sheet calls it."""
_USUAL_HEIGHT = 100.0


def set_paper(section: Any, marks: int) -> None:
    """Give a page that is turned on its side the margins of the sheet, and no number."""
    section.top_margin, section.bottom_margin = Mm(_ABOVE + _A_MARK * marks), Mm(_BELOW)
    section.left_margin = section.right_margin = Mm(_BESIDE)
    section.header_distance, section.footer_distance = Mm(_ABOVE - 2), Mm(_BELOW / 2)
    for footer in (section.footer, section.even_page_footer):
        for paragraph in footer.paragraphs:
            paragraph.clear()
            paragraph.paragraph_format.line_spacing = Pt(1)
    for grid in section._sectPr.findall(qn("w:docGrid")):  # noqa: SLF001 (python-docx has no other way to it)
        section._sectPr.remove(grid)  # noqa: SLF001


def parts_of(blocks: Iterable[Any]) -> list[tuple[float, list[list[Any]]]]:
    """What is written below each other: how wide each part is, and the parts that are beside each other."""
    found: list[tuple[float, list[list[Any]]]] = []
    for kind, run in groupby(blocks, _kind):
        several = [[*one] if kind == "pair" else [one] for one in run]
        if kind == "" or len(several) == 1:
            found += [(0.0, [one]) for one in several]
        else:
            found.append((_HALF if kind == "pair" else _QUARTER, several))
    return found


def _kind(element: Any) -> str:
    classes = {*(element.get("class") or "").split()}
    return "pair" if classes & _PAIR else "lights" if "lights" in classes else ""


def beside(document: Any, parts: Sequence[Any], width: float, write: Callable[[Any], None]) -> None:
    """Write the `parts` beside each other, each `width` millimetres wide: what `write` adds to the document goes there."""
    apart = _BETWEEN[width]
    widths = [width, *(one for _part in parts[1:] for one in (apart, width))]
    outer = document.add_table(rows=1, cols=len(widths), style="Normal Table")
    outer.alignment, outer.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    set_margins(outer, "0pt 1pt")
    for column, wide in zip(outer.columns, widths, strict=True):
        column.width = Mm(wide)
    body = document.element.body
    for number, cell in enumerate(outer.rows[0].cells):
        cell.width = Mm(widths[number])
        before = len(body)
        if number % 2 == 0:
            write(parts[number // 2])
        new = [*body][before - 1 : -1]  # the last one is the section
        if new and new[-1].tag == qn("w:p"):
            cell._tc.remove(cell.paragraphs[0]._p)  # noqa: SLF001
        for element in new:
            cell._tc.append(element)  # noqa: SLF001
        if new and new[-1].tag != qn("w:p"):  # Word wants one at the end
            cell._tc.append(cell.paragraphs[0]._p)  # noqa: SLF001
        if not new or new[-1].tag != qn("w:p"):
            cell.paragraphs[-1].style = styles.GAP


def height_of(drawing: Any, sheet: StyleSheet) -> Length:
    """How high the page has a drawing."""
    around = [name for one in drawing.iterancestors() for name in (one.get("class") or "").split()]
    return Pt(measure(stated(sheet, [f"{WITHIN} .{one} svg" for one in around], "height"), "pt") or _USUAL_HEIGHT)


def set_cell(made: Any, element: Any, sheet: StyleSheet) -> None:
    """Set the paragraph of a cell in the colour that its class has, and as large as it has it."""
    around = [f".{one}" for one in (next(element.iterancestors("table")).get("class") or "").split()]
    for name in [f".{one}" for one in (element.get("class") or "").split()]:
        color = sheet.get(name, {}).get("color", "")
        for run in made.runs if color.startswith("#") else ():
            run.font.color.rgb = RGBColor.from_string(six_digits(color))
        selectors = [f"{WITHIN} {one} {name}" for one in around]
        size, line = (measure(stated(sheet, selectors, one), "pt") for one in ("font-size", "line-height"))
        if size and line:
            _set_size(made, size, line)


def set_look(made: Any, element: Any, sheet: StyleSheet) -> None:
    """Set a paragraph as the page has the `element`."""
    names = [f".{one}" for one in (element.get("class") or "").split()]
    names = [f"{element.tag}{one}" for one in names] + names + [element.tag]
    selectors = [*(f"{WITHIN} {one}" for one in names), WITHIN]
    size, line = (measure(stated(sheet, selectors, one), "pt") or 10.5 for one in ("font-size", "line-height"))
    _set_size(made, size, line)
    above = (stated(sheet, selectors[:-1], "padding") or "0").split()[0]
    made.paragraph_format.space_before, made.paragraph_format.space_after = Pt(measure(above, "pt") or 0), Pt(0)
    centred = stated(sheet, selectors, "text-align") == "center"
    made.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
    indent = made._p.get_or_add_pPr().get_or_add_ind()  # noqa: SLF001
    indent.set(qn("w:firstLineChars"), "0")
    indent.set(qn("w:firstLine"), "0")


def _set_size(made: Any, size: float, line: float) -> None:
    made.paragraph_format.line_spacing_rule, made.paragraph_format.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
    for run in made.runs:
        run.font.size = run.font.size or Pt(size)
