"""The page of a Word document: margins, grid of lines, page numbers, what is above the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from dutykit.typeset.word.faces import Face, set_face

WIDTH, WIDE = 156.0, 225.0
"""Millimetres of text across an upright page and one turned on its side."""
_PITCH = "580"
"""A line, in twentieths of a point."""
_HEADER_LINE = 5
"""Millimetres of a line of what is above the text."""


def first_page(document: Any, marks: Sequence[str], faces: Mapping[Face, str]) -> None:
    """Set up the first section, whose header and footer all later ones share. Its first page, the cover, has no number."""
    section = document.sections[0]
    document.settings.odd_and_even_pages_header_footer = True
    _upright(section)
    section.different_first_page_header_footer = True
    # The dash of a page number is 7 mm below the text: half a line above the footer's own bottom.
    section.footer_distance = Mm(24.8)
    for header in (section.header, section.even_page_header, section.first_page_header):
        for number, line in enumerate(marks or ("",)):
            paragraph = header.add_paragraph() if number else header.paragraphs[0]
            _write(paragraph, line, WD_ALIGN_PARAGRAPH.CENTER, 12, faces["song"])
            paragraph.paragraph_format.line_spacing = Mm(_HEADER_LINE)
    _keep_apart(section, 25)
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        paragraph = footer.paragraphs[0]
        _write(paragraph, "", side, 14, faces["song"])
        for text in ("— ", None, " —"):
            run = paragraph.add_run(text or "")
            run.font.size = Pt(14)
            set_face(run._r.get_or_add_rPr(), faces["song"])  # noqa: SLF001 (python-docx has no other way to it)
            if text is None:
                _field(run, "PAGE")
        indent = paragraph._p.get_or_add_pPr().get_or_add_ind()  # noqa: SLF001
        indent.set(qn("w:rightChars" if side is WD_ALIGN_PARAGRAPH.RIGHT else "w:leftChars"), "100")


def next_page(document: Any, *, wide: bool) -> None:
    """Begin a new page, turned on its side if `wide`."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    turn_pages(section, wide=wide)


def turn_pages(section: Any, *, wide: bool) -> None:
    """Turn the pages of a section on their side if `wide`, else set them upright."""
    if wide:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.top_margin, section.bottom_margin = Mm(28), Mm(26)
        section.left_margin, section.right_margin = Mm(35), Mm(37)
        section.footer_distance = Mm(15.8)
        _keep_apart(section, 16)
    else:
        _upright(section)
        section.footer_distance = Mm(24.8)
        _keep_apart(section, 25)


def _keep_apart(section: Any, distance: float) -> None:
    """Set the header so high that its last line is where one of a single line, `distance` millimetres down, would be."""
    section.header_distance = Mm(distance - _HEADER_LINE * (len(section.header.paragraphs) - 1))


def at_foot(paragraph: Any) -> None:
    """Put a paragraph, with others beside it, at the foot of the text of its page, however much is above."""
    place = OxmlElement("w:framePr")
    for name, value in {
        "w": str(round(WIDTH / 25.4 * 1440)),
        "wrap": "around",
        "vAnchor": "margin",
        "hAnchor": "margin",
        "xAlign": "center",
        "yAlign": "bottom",
    }.items():
        place.set(qn(f"w:{name}"), value)
    paragraph._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001
        place, "w:widowControl", "w:numPr", "w:pBdr", "w:shd", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
    )


def _upright(section: Any) -> None:
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    properties = section._sectPr  # noqa: SLF001
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")  # characters are closed up by the styles: programs differ over a grid of them
    grid.set(qn("w:linePitch"), _PITCH)
    properties.append(grid)


def _write(paragraph: Any, text: str, side: Any, size: float, face: str) -> None:
    paragraph.style = "Normal"
    paragraph.alignment = side
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()  # noqa: SLF001
    indent.set(qn("w:firstLineChars"), "0")
    indent.set(qn("w:firstLine"), "0")
    if text:
        run = paragraph.add_run(text)
        run.font.size = Pt(size)
        set_face(run._r.get_or_add_rPr(), face)  # noqa: SLF001


def _field(run: Any, code: str) -> None:
    for kind in ("begin", None, "separate", "end"):
        if kind is None:
            part = OxmlElement("w:instrText")
            part.set(qn("xml:space"), "preserve")
            part.text = f" {code} "
        else:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)  # noqa: SLF001
