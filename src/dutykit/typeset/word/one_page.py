"""A paper of a single page turned on its side: narrow margins, and two columns of text below what goes across."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from dutykit.typeset.word.table import StyleSheet, set_size, stated

_ACROSS, _COLUMN = 273.0, 134.0
"""Millimetres of text across the page, and across a column."""
_MARK = 5
"""Millimetres of a line above the text."""


class OnePage:
    """How far the page is written."""

    def __init__(self, document: Any, marks: int) -> None:
        """Turn the first page of `document`, with so many lines of `marks` above the text; it bears no number."""
        self.document, self.across = document, _ACROSS
        self._is_next_column = False
        section = document.sections[0]
        section.different_first_page_header_footer = True
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.left_margin = section.right_margin = Mm(12)
        section.top_margin, section.bottom_margin = Mm(9 + _MARK * marks), Mm(8)
        section.header_distance, section.footer_distance = Mm(7), Mm(0)
        for grid in section._sectPr.findall(qn("w:docGrid")):  # noqa: SLF001 (python-docx has no other way to it)
            section._sectPr.remove(grid)  # noqa: SLF001

    def begin(self, classes: Collection[str]) -> None:
        """Begin a part of the page: its left or its right column, or what is below both."""
        if "left" in classes:
            self._divide(2, _COLUMN)
        self._is_next_column = "right" in classes
        if "below" in classes and self.across == _COLUMN:
            self._divide(1, _ACROSS)

    def begin_column(self, paragraph: Any) -> None:
        """Begin the right column with `paragraph`, if it is the first there."""
        if self._is_next_column:
            paragraph.add_run().add_break(WD_BREAK.COLUMN)
        self._is_next_column = False

    def set_paragraph(self, paragraph: Any, element: Any, sheet: StyleSheet) -> None:
        """Set what was written of `element` as the style `sheet` has it on this page: small, and without room around it."""
        classes = (element.get("class") or "").split()
        selectors = [
            *(f".overview {tag}.{one}" for one in classes for tag in ("", element.tag)),
            f".overview {element.tag}",
            ".overview",
        ]
        set_size(paragraph, sheet, selectors)
        form = paragraph.paragraph_format
        form.first_line_indent = form.space_before = form.space_after = Pt(0)
        middle = stated(sheet, selectors, "text-align") == "center"
        form.alignment = WD_ALIGN_PARAGRAPH.CENTER if middle else WD_ALIGN_PARAGRAPH.LEFT

    def _divide(self, columns: int, across: float) -> None:
        """From here on write `columns` beside each other, each `across` millimetres wide."""
        self.across = across
        properties = self.document.add_section(WD_SECTION.CONTINUOUS)._sectPr  # noqa: SLF001 (python-docx has no other way to it)
        found = properties.find(qn("w:cols"))
        if found is None:
            found = OxmlElement("w:cols")
            properties.append(found)
        found.set(qn("w:num"), str(columns))
        found.set(qn("w:space"), str(round((_ACROSS - 2 * _COLUMN) / 25.4 * 1440)))
