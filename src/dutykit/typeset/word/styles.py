"""The styles of a Word document in the official layout (GB/T 9704-2012, as DOMAIN gives it), by their Chinese names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from dutykit.typeset.word.faces import Face, set_face

LINE = 28.99
"""Points from line to line: 22 of them in 225 mm."""
BODY = 16.0
"""三号, in points."""
_CLOSER = "-5"
"""Twentieths of a point by which characters of the body are closer: 28 of them then fit into 156 mm."""


@dataclass(frozen=True, slots=True)
class _Style:
    """How a kind of paragraph looks; sizes in points."""

    name: str
    face: Face
    size: float = BODY
    line: float = LINE
    centred: bool = False
    indent: int = 0
    """Characters of the first line."""
    before: float = 0
    after: float = 0
    keep: bool = False
    """Stays on the page of what follows."""
    level: int | None = None
    """Of the outline, from 0."""
    grid: bool = True
    """Whether it keeps to the page's grid of lines."""


BODY_TEXT = "Normal"
PART, CHAPTER, SECTION, INDICATOR = "Heading 1", "Heading 2", "Heading 3", "Heading 4"
TITLE = "Title"
ANNEX_TITLE = "附件标题"
ANNEX_NUMBER = "附件号"
NOTICE = "说明框"
CAPTION = "图表题"
NOTE = "表注"
CELL = "表格文字"
HEAD_CELL = "表头文字"
SMALL_CELL = "小表文字"
SMALL_HEAD_CELL = "小表表头"
COVER = "封面文字"
CONTENTS_TITLE = "目录标题"
CONTENTS = "目录"
PLAIN = "无缩进正文"
NUMBERED = "编号正文"

_STYLES = (
    _Style(BODY_TEXT, "fangsong", indent=2),
    _Style(TITLE, "xiaobiaosong", 22, 40, centred=True),
    _Style(PART, "xiaobiaosong", centred=True, before=14, after=14, keep=True),
    _Style(CHAPTER, "hei", indent=2, keep=True),
    _Style(SECTION, "kai", indent=2, keep=True),
    _Style(INDICATOR, "fangsong", indent=2, keep=True),
    _Style(ANNEX_NUMBER, "hei", keep=True),
    _Style(ANNEX_TITLE, "xiaobiaosong", 22, centred=True, before=LINE, after=14, keep=True, level=0),
    _Style(NOTICE, "kai", line=24, after=8),
    _Style(CAPTION, "song", 12, 20, centred=True, before=4, after=4, keep=True),
    _Style(NOTE, "song", 12, 20),
    _Style(CELL, "song", 10.5, 15, before=2, after=2, grid=False),
    _Style(HEAD_CELL, "hei", 10.5, 15, centred=True, before=2, after=2, grid=False),
    _Style(SMALL_CELL, "song", 8.5, 11, before=1, after=1, grid=False),
    _Style(SMALL_HEAD_CELL, "hei", 8.5, 11, centred=True, before=1, after=1, grid=False),
    _Style(COVER, "kai", line=32, centred=True),
    _Style(CONTENTS_TITLE, "xiaobiaosong", 22, 32, centred=True, after=14),
    _Style(CONTENTS, "fangsong", 14, 24),
    _Style(PLAIN, "fangsong"),
    _Style(NUMBERED, "fangsong", indent=2),
)


def set_styles(document: Any, faces: Mapping[Face, str]) -> None:
    """Give a document all the styles, its own and Word's built-in ones, in the fonts `faces`."""
    for one in _STYLES:
        _set(_named(document, one.name), one, faces[one.face])


def styled(document: Any, name: str) -> str:
    """The id of the style `name`: python-docx looks through all styles for each paragraph, which takes most of the time."""
    found: str = document.styles[name].style_id
    return found


def _named(document: Any, name: str) -> Any:
    found = next((style for style in document.styles if style.name == name), None)
    if found is None:
        found = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        found.base_style = document.styles[BODY_TEXT]
        found.quick_style = True
    return found


def _set(style: Any, one: _Style, face: str) -> None:
    set_face(style.element.get_or_add_rPr(), face)
    font, paragraph = style.font, style.paragraph_format
    font.size, font.bold, font.italic = Pt(one.size), False, False
    font.color.rgb = RGBColor(0, 0, 0)
    if one.size == BODY and one.grid and not one.centred:
        _close_up(style.element.get_or_add_rPr())
    paragraph.line_spacing_rule, paragraph.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(one.line)
    paragraph.space_before, paragraph.space_after = Pt(one.before), Pt(one.after)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if one.centred else WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.keep_with_next, paragraph.widow_control = one.keep, True
    properties = style.element.get_or_add_pPr()
    for name in ("w:pBdr", "w:contextualSpacing", "w:numPr"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
    if not one.grid:
        snap = OxmlElement("w:snapToGrid")
        snap.set(qn("w:val"), "0")
        properties.insert_element_before(snap, "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl")
    indent = properties.get_or_add_ind()
    indent.attrib.clear()
    indent.set(qn("w:firstLineChars"), str(one.indent * 100))
    indent.set(qn("w:firstLine"), str(round(one.indent * one.size * 20)))
    if one.level is not None:
        outline = OxmlElement("w:outlineLvl")
        outline.set(qn("w:val"), str(one.level))
        properties.append(outline)


def _close_up(properties: Any) -> None:
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), _CLOSER)
    # The schema wants it behind the colour.
    properties.insert_element_before(
        spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs", "w:highlight", "w:u", "w:lang"
    )
