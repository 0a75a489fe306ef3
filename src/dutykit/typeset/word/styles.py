"""The styles of a Word document in the official layout (GB/T 9704-2012, as DOMAIN gives it), by their Chinese names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from dutykit.typeset.word.faces import Face, set_face

WIDTH = 156.0
"""Millimetres of text across a page."""
LINE = 28.95
"""Points from line to line, in whole twentieths: 22 of them in 225 mm."""
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
    left: float = 0
    """Its indentation."""


BODY_TEXT = "Normal"
PART, CHAPTER, SECTION, INDICATOR = "Heading 1", "Heading 2", "Heading 3", "Heading 4"
UNLISTED = {PART: "标题1（不入目录）", CHAPTER: "标题2（不入目录）", SECTION: "标题3（不入目录）"}
"""Of headings that the contents do not list: Word lists what is in its own styles."""
TITLE = "Title"
ANNEX_TITLE = "附件标题"
ANNEX_NUMBER = "附件号"
NOTICE = "说明框"
CAPTION = "图表题"
FIGURE = "图"
LEGEND = "图例"
GAP = "空行"
COVER = "封面文字"
CONTENTS_TITLE = "目录标题"
CONTENTS = ("toc 1", "toc 2", "toc 3")
"""Word's own, which it takes for the contents that it makes anew."""
PLAIN = "无缩进正文"
NUMBERED = "编号正文"

_STYLES = (
    _Style(BODY_TEXT, "fangsong", indent=2),
    _Style(TITLE, "xiaobiaosong", 22, 40, centred=True),
    _Style(PART, "xiaobiaosong", centred=True, before=14.5, after=14.5, keep=True),
    _Style(CHAPTER, "hei", indent=2, keep=True),
    _Style(SECTION, "kai", indent=2, keep=True),
    _Style(INDICATOR, "fangsong", indent=2, keep=True),
    _Style(UNLISTED[PART], "xiaobiaosong", centred=True, before=14.5, after=14.5, keep=True, level=0),
    _Style(UNLISTED[CHAPTER], "hei", indent=2, keep=True, level=1),
    _Style(UNLISTED[SECTION], "kai", indent=2, keep=True, level=2),
    _Style(ANNEX_NUMBER, "hei", keep=True),
    _Style(ANNEX_TITLE, "xiaobiaosong", 22, centred=True, before=LINE, after=14, keep=True, level=0),
    _Style(NOTICE, "kai", line=24, after=8),
    _Style(CAPTION, "song", 12, 20, centred=True, before=8, keep=True),
    _Style(LEGEND, "song", 12, 20),
    _Style(FIGURE, "song", 12, 0, centred=True, before=8, keep=True),
    _Style(GAP, "song", 1, 1),
    _Style(COVER, "kai", line=32, centred=True),
    _Style(CONTENTS_TITLE, "xiaobiaosong", 22, 32, centred=True, after=14),
    *(_Style(name, "fangsong", 14, 24, left=14 * deep) for deep, name in enumerate(CONTENTS)),
    _Style(PLAIN, "fangsong"),
    _Style(NUMBERED, "fangsong", indent=2),
)


def set_styles(document: Any, faces: Mapping[Face, str]) -> None:
    """Give a document all the styles, its own and Word's built-in ones, in the fonts `faces`."""
    _speak_chinese(document)
    for one in _STYLES:
        _set(_named(document, one.name), one, faces[one.face])
    for name in CONTENTS:
        stops = document.styles[name].paragraph_format.tab_stops
        stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.MIDDLE_DOT)


def cell_style(document: Any, face: str, size: float, line: float, *, head: bool) -> str:
    """The id of the style of cells in letters of `size` on lines of `line` points, which comes when it is asked for.

    python-docx looks through all styles for each paragraph that is given one by its name, which takes most of the time.
    """
    name = f"{'表头' if head else '表格'}文字 {size:g}/{line:g}"
    if name not in document.styles:
        _set(_named(document, name), _Style(name, "song", size, line, centred=head), face)
    found: str = document.styles[name].style_id
    return found


def _speak_chinese(document: Any) -> None:
    """Make Chinese the language of all that is written: python-docx's own document is in English and Japanese."""
    for element in (document.styles.element, document.settings.element):
        for language in element.iter(qn("w:lang"), qn("w:themeFontLang")):
            language.set(qn("w:val"), "zh-CN")
            language.set(qn("w:eastAsia"), "zh-CN")
    parts = document.part.rels
    for name in [name for name, one in parts.items() if one.reltype.endswith("/stylesWithEffects")]:
        del parts[name]  # the styles once more, for Word 2007


def _named(document: Any, name: str) -> Any:
    found = next((style for style in document.styles if style.name == name), None)
    if found is None:
        found = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name in CONTENTS)
        found.base_style = document.styles[BODY_TEXT]
        found.quick_style = True
    return found


def _set(style: Any, one: _Style, face: str) -> None:
    set_face(style.element.get_or_add_rPr(), face)
    font, paragraph = style.font, style.paragraph_format
    font.size, font.bold, font.italic = Pt(one.size), False, False
    font.color.rgb = RGBColor(0, 0, 0)
    if one.size == BODY and not one.centred:
        _close_up(style.element.get_or_add_rPr())
    if one.line:
        paragraph.line_spacing_rule, paragraph.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(one.line)
    else:
        paragraph.line_spacing_rule = WD_LINE_SPACING.SINGLE  # as high as a picture
    paragraph.space_before, paragraph.space_after = Pt(one.before), Pt(one.after)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if one.centred else WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.keep_with_next, paragraph.widow_control = one.keep, True
    properties = style.element.get_or_add_pPr()
    for name in ("w:pBdr", "w:contextualSpacing", "w:numPr"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
    # Lines break where they do on the page that is printed: no mark hangs over, nothing is added before a number.
    off = ["overflowPunct", "autoSpaceDE", "autoSpaceDN"] if one.name == BODY_TEXT else []
    for name in off if one.line == LINE else [*off, "snapToGrid"]:  # other lines are not of the page's grid
        switch = OxmlElement(f"w:{name}")
        switch.set(qn("w:val"), "0")
        properties.insert_element_before(switch, "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl")
    indent = properties.get_or_add_ind()
    indent.attrib.clear()
    indent.set(qn("w:firstLineChars"), str(one.indent * 100))
    indent.set(qn("w:firstLine"), str(round(one.indent * one.size * 20)))
    if one.left:
        indent.set(qn("w:left"), str(round(one.left * 20)))
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
