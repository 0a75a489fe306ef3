"""The page of a Word document: margins, grid of lines, page numbers, what is above the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from dutykit.typeset.word.faces import Face, set_face
from dutykit.typeset.word.markup import begin_field, field_part
from dutykit.typeset.word.styles import LINE, WIDTH

WIDE = 225.0
"""Millimetres of text across a page turned on its side."""
_PITCH = str(round(LINE * 20))
"""A line, in twentieths of a point."""
_HEADER_LINE = 5
"""Millimetres of a line of what is above the text."""
_NUMBER = 24.8
"""Millimetres from the edge of the paper to the line of the page number."""
_EMU = 36_000
"""Word's units of drawings in a millimetre."""
_BOX = "页码"
"""What the box is called."""
_BESIDE = f"""\
<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing
><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0" \
layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"
/><wp:positionH relativeFrom="page"><wp:posOffset>{round((_NUMBER + 1) * _EMU)}</wp:posOffset></wp:positionH
><wp:positionV relativeFrom="page"><wp:posOffset>{27 * _EMU}</wp:posOffset></wp:positionV
><wp:extent cx="{round(LINE * 12_700)}" cy="{round(WIDTH * _EMU)}"/><wp:wrapNone/><wp:docPr id="{{id}}" name="{_BOX}"
/><wp:cNvGraphicFramePr/><a:graphic
><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"
/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{round(LINE * 12_700)}" cy="{round(WIDTH * _EMU)}"/></a:xfrm
><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr
><wps:txbx><w:txbxContent><w:p/></w:txbxContent></wps:txbx
><wps:bodyPr vert="vert" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"><a:noAutofit/></wps:bodyPr
></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"""
"""A box beside the text of a page turned on its side, its lines turned; `id` is its number."""


def first_page(document: Any, marks: Sequence[str], faces: Mapping[Face, str]) -> None:
    """Set up the first section, whose header all later ones share. Its first page, the cover, has no number."""
    section = document.sections[0]
    document.settings.odd_and_even_pages_header_footer = True
    # Printed on both sides: the left margin is the inner one, which is bound.
    document.settings.element.insert_element_before(OxmlElement("w:mirrorMargins"), "w:proofState", "w:defaultTabStop")
    section.different_first_page_header_footer = True
    _set_upright(section, faces["song"])
    for header in (section.header, section.even_page_header, section.first_page_header):
        for number, line in enumerate(marks or ("",)):
            paragraph = header.add_paragraph() if number else header.paragraphs[0]
            _write(paragraph, line, WD_ALIGN_PARAGRAPH.CENTER, 12, faces["song"])
            paragraph.paragraph_format.line_spacing = Mm(_HEADER_LINE)
    _keep_apart(section, 25)


def next_page(document: Any, *, wide: bool, face: str) -> None:
    """Begin a new page, turned on its side if `wide`; its number is set in the font `face`."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    turn_pages(section, wide=wide, face=face)


def turn_pages(section: Any, *, wide: bool, face: str) -> None:
    """Turn the pages of a section on their side if `wide`, else set them upright."""
    if wide:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        # Word mirrors left and right alone: so that all pages are alike, the text is in the middle of each.
        section.top_margin = section.bottom_margin = Mm(27)
        section.left_margin = section.right_margin = Mm(36)
        section.footer_distance = Mm(15.8)
        _keep_apart(section, 16)
        _number_beside(section, face)
    else:
        _set_upright(section, face)
        _keep_apart(section, 25)


def _set_upright(section: Any, face: str) -> None:
    _upright(section)
    # The dash of a page number is 7 mm below the text: half a line above the footer's own bottom.
    section.footer_distance = Mm(_NUMBER)
    for footer, side in _footers(section):
        _write(footer.paragraphs[0], "", side, 14, face)
        _write_number(footer.paragraphs[0], side, face)


def _number_beside(section: Any, face: str) -> None:
    """Put the number of pages that are turned where it is on upright ones: beside the text, turned likewise."""
    for number, (footer, side) in enumerate(_footers(section)):
        holder = footer.paragraphs[0]
        _write(holder, "", side, 14, face)
        run = parse_xml(_BESIDE.format(id=9001 + number))
        (paragraph,) = (Paragraph(one, footer) for one in run.iter(qn("w:p")))
        _write(paragraph, "", side, 14, face)
        _write_number(paragraph, side, face)
        holder._p.append(run)  # noqa: SLF001 (python-docx has no other way to it)


def _footers(section: Any) -> list[tuple[Any, Any]]:
    """The footers of odd and of even pages, a new one each, and the side that a number is on."""
    footers = [(section.footer, WD_ALIGN_PARAGRAPH.RIGHT), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)]
    for footer, _side in footers:
        footer.is_linked_to_previous = False
        footer.paragraphs[0].clear()
    return footers


def _write_number(paragraph: Any, side: Any, face: str) -> None:
    paragraph.add_run("— ")
    begin_field(paragraph, "PAGE")
    paragraph.add_run("1")
    field_part(paragraph, "end")
    paragraph.add_run(" —")
    for run in paragraph.runs:
        run.font.size = Pt(14)
        set_face(run._r.get_or_add_rPr(), face)  # noqa: SLF001 (python-docx has no other way to it)
    indent = paragraph._p.get_or_add_pPr().get_or_add_ind()  # noqa: SLF001
    edge = "right" if side is WD_ALIGN_PARAGRAPH.RIGHT else "left"
    indent.set(qn(f"w:{edge}Chars"), "100")
    indent.set(qn(f"w:{edge}"), "280")


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
