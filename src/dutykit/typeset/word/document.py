"""A report's page, which its template laid out, as a Word document with real styles."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from lxml import html

from dutykit.typeset.word import one_sheet, styles
from dutykit.typeset.word.faces import Face, set_face_of
from dutykit.typeset.word.markup import (
    add_entry,
    add_listed,
    begin_field,
    field_part,
    frame,
)
from dutykit.typeset.word.numbering import new_list, numbered_run, set_list, without_number
from dutykit.typeset.word.package import saved
from dutykit.typeset.word.page import WIDE, at_foot, first_page, next_page, turn_pages
from dutykit.typeset.word.table import add_table, keep_with_next, measure, stated, style_sheet
from dutykit.typeset.word.words import Words, in_xml, plain, target, wide_characters

_HEADINGS = {
    "part": styles.PART,
    "level-1": styles.CHAPTER,
    "level-2": styles.SECTION,
    "level-3": styles.INDICATOR,
    "annex-title": styles.ANNEX_TITLE,
    "notice-title": styles.TITLE,
}
_BY_TAG = {
    "h1": styles.PART,
    "h2": styles.CHAPTER,
    "h3": styles.SECTION,
    "h4": styles.INDICATOR,
    "h5": styles.INDICATOR,
}
"""As the page sets a heading that states no more: 一、 in 黑体, （一） in 楷体."""
_PARAGRAPHS = {
    "notice": styles.NOTICE,
    "annex-number": styles.ANNEX_NUMBER,
    "table-title": styles.CAPTION,
    "legend": styles.LEGEND,
    "note": styles.LEGEND,
    "addressee": styles.PLAIN,
    "document-number": styles.PLAIN,
    "as-of": styles.CAPTION,
    "colors": styles.CAPTION,
    "draft": styles.CAPTION,
}
_CONTAINERS = frozenset({"main", "section", "article", "div", "ul", "ol"})
_HIGHEST: Length = Mm(205)
"""Of a picture: its caption is on the same page."""
_EPOCH = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Notes:
    """What a Word document states beside what is on its pages."""

    faces: Mapping[Face, str]
    """Font names by role."""
    marks: tuple[str, ...] = ()
    """What is above every page, by lines."""
    author: str = ""
    created: str = ""
    """An ISO date, or empty."""


def word_bytes(page: str, notes: Notes, places: Mapping[str, int], pictures: Sequence[bytes]) -> bytes:
    """The report whose page is `page` (HTML of its template, medium "docx") as a docx file; the same every time.

    `places` are the pages that its ids are on, `pictures` its drawings in their order (PNG).
    """
    return saved(_Writer(html.document_fromstring(page), notes, places, pictures).written())


class _Writer:
    """Goes through a page and writes it down, one block after the other."""

    def __init__(self, page: Any, notes: Notes, places: Mapping[str, int], pictures: Sequence[bytes]) -> None:
        self.page = page
        self.notes = notes
        self.faces = notes.faces
        self.places = places
        self.pictures = dict(zip(page.iter("svg"), pictures, strict=True))
        self.document = Document()
        style = "".join(page.xpath("//style/text()"))
        self.sheet = style_sheet(style)
        self.bookmarks = {name: number for number, name in enumerate(page.xpath("//@id"), 1)}
        self.words = Words(self.faces, self.sheet, self.bookmarks)
        self.listed = {target(link): plain(link) for link in page.xpath("//nav//a") if target(link) in places}
        """What the contents call each place."""
        self.wide = self.wanted_wide = False
        """How the pages stand that are being written, and how those of what comes next are to."""
        self.across = styles.WIDTH
        """Millimetres of text."""
        self.is_sheet = False
        """Whether all is on one sheet of paper."""
        self.page_begun = True
        """Whether nothing is on the page yet."""

    def written(self) -> Any:
        """The whole document."""
        styles.set_styles(self.document, self.faces)
        first_page(self.document, self.notes.marks, self.faces)
        if self.page.find("body/header") is None:  # a table alone has no cover
            self.document.sections[0].different_first_page_header_footer = False
        self._properties()
        for block in self.page.find("body"):
            self.block(block)
        return self.document

    def _properties(self) -> None:
        properties = self.document.core_properties
        properties.title = in_xml(self.page.findtext("head/title") or "")
        properties.author, properties.language = in_xml(self.notes.author), "zh-CN"
        properties.comments = properties.keywords = properties.last_modified_by = ""
        created = self.notes.created
        when = dt.datetime.fromisoformat(created).replace(tzinfo=dt.UTC) if created else _EPOCH
        properties.created = properties.modified = when

    def block(self, element: Any) -> None:
        """Write an element that begins on a line of its own."""
        classes = (element.get("class") or "").split() if isinstance(element.tag, str) else []
        if element.tag not in _CONTAINERS:
            self.turn()
        match element.tag:
            case "header" if "cover" in classes:
                self.cover(element)
            case "nav":
                self.contents(element)
            case "h1" | "h2" | "h3" | "h4" | "h5":
                self.heading(element, classes)
            case "p" | "figcaption":
                self.text(element, classes)
            case "table":
                self.table(element)
            case "figure":
                self.figure(element)
            case "div" if "signature" in classes:
                self.signature(element)
            case str():
                self.container(element, classes)

    def container(self, element: Any, classes: list[str]) -> None:
        """Write what an element holds, on a page of its own if it is an annex or turned on its side."""
        if element.get("id"):
            self.words.unmarked.append(element.get("id"))
        wide = "wide" in classes
        self.wanted_wide = self.wanted_wide or wide
        if "annex" in classes or (wide and self.wide):
            self.turn()
            self.break_page()
        if element.tag in {"ul", "ol"}:
            for number, item in enumerate(element.iter("li"), 1):
                self.paragraph(item, styles.BODY_TEXT, lead="" if element.tag == "ul" else f"{number}. ")
            return
        blocks = [one for one in element if isinstance(one.tag, str)]
        if "closing" in classes:  # whoever signs is on no page alone
            self.keep_before()
        if one_sheet.CLASS in classes:
            self.begin_sheet()
        if self.is_sheet:
            self.beside(blocks)
            return
        at = 0
        while at < len(blocks):
            run = numbered_run([plain(one) if one.tag == "p" and not one.get("class") else "" for one in blocks[at:]])
            if run:
                self.numbered(blocks[at : at + run])
            else:
                self.block(blocks[at])
            at += run or 1
        if wide:
            self.wanted_wide = False

    def begin_sheet(self) -> None:
        """Write what follows on one sheet."""
        self.wanted_wide = True
        self.turn()
        one_sheet.set_paper(self.document.sections[0], len(self.notes.marks))
        self.is_sheet, self.across = True, one_sheet.ACROSS

    def beside(self, blocks: Sequence[Any]) -> None:
        """Write blocks of the sheet, below each other and beside each other as on the page."""
        for width, parts in one_sheet.parts_of(blocks):
            if not width:
                self.block(parts[0][0])
                continue
            around, self.across = self.across, width
            one_sheet.beside(self.document, parts, width, self.beside)
            self.across = around

    def heading(self, element: Any, classes: list[str]) -> None:
        """Write a heading, as the contents list it."""
        style = next((_HEADINGS[one] for one in classes if one in _HEADINGS), _BY_TAG[element.tag])
        listed = self.listed.get(element.get("id") or "")
        made = self.paragraph(element, styles.UNLISTED.get(style, style) if self.listed and not listed else style)
        if style == styles.TITLE:  # there is no cover
            made.paragraph_format.space_after = Pt(14)
        if style == styles.ANNEX_TITLE and listed:
            add_listed(made, listed)

    def turn(self) -> None:
        """Begin a section of pages that are turned, or upright again, now that something follows."""
        if self.wanted_wide != self.wide:
            self.wide, self.page_begun = self.wanted_wide, True
            self.across = WIDE if self.wide else styles.WIDTH
            face = self.faces["song"]
            if self.document.paragraphs:
                next_page(self.document, wide=self.wide, face=face)
            else:
                turn_pages(self.document.sections[0], wide=self.wide, face=face)

    def break_page(self) -> None:
        """Begin a new page, unless one has just begun."""
        if self.page_begun and self.document.paragraphs:
            return
        last = self.document.paragraphs[-1] if self.document.paragraphs else self.document.add_paragraph()
        last.add_run().add_break(WD_BREAK.PAGE)
        self.page_begun = True

    def cover(self, element: Any) -> None:
        """Write the first page."""
        for block in element.iter("h1", "p"):
            classes = (block.get("class") or "").split()
            if block.tag == "h1":
                lines = [plain(one) for one in block] or [plain(block)]
                for number, line in enumerate(lines):
                    made = self.document.add_paragraph(in_xml(line), style=styles.TITLE)
                    made.paragraph_format.space_before = Pt(0 if number else self._above_title(element, len(lines)))
                continue
            made = self.paragraph(block, styles.COVER)
            if any("handling" in (one.get("class") or "") for one in block.iterancestors("div")):
                made.alignment = WD_ALIGN_PARAGRAPH.LEFT
                set_face_of(made, self.faces["hei"])
            if "stamp" in classes:
                made.paragraph_format.space_before = Pt(30)
                set_face_of(made, self.faces["hei"])
            if block.get("class") in {"subject", "date"}:
                at_foot(made)
        self.document.add_paragraph(style=styles.COVER)  # what is at the foot cannot hold the break
        self.break_page()

    def _above_title(self, element: Any, title: int) -> float:
        """Points above a title of so many lines: 150 below the head of the page, unless what is below needs the room."""
        above = len(element.xpath(".//div[contains(@class, 'handling')]/p"))
        lines = sum(1 + len(one.findall("br")) for one in element.iter("p"))
        needed = 40 * title + 32 * (lines + 1) + 30  # a stamp, and what holds the break
        return max(min(150 - 32 * above, 22 * styles.LINE - needed), 0)

    def contents(self, element: Any) -> None:
        """Write the table of contents: a field with its entries, which Word makes anew when it is asked to (F9)."""
        self.document.add_paragraph("目录", style=styles.CONTENTS_TITLE)
        deep = {"top": 0, "first": 1, "second": 2}
        links = [link for link in element.iter("a") if target(link) in self.places]
        for number, link in enumerate(links, 1):
            made = self.document.add_paragraph(style=styles.CONTENTS[deep.get(link.get("class") or "", 0)])
            name = target(link)
            place = self.bookmarks[name], self.places[name]
            if number == 1:
                begin_field(made, r'TOC \o "1-3" \f \h \z')
            add_entry(made, in_xml(plain(link)), *place)
            if number == len(links):
                field_part(made, "end")
        self.page_begun = False
        self.break_page()

    def text(self, element: Any, classes: list[str]) -> None:
        """Write a paragraph of text."""
        style = next((_PARAGRAPHS[one] for one in classes if one in _PARAGRAPHS), styles.BODY_TEXT)
        if element.tag == "figcaption":
            style = styles.CAPTION
        if "references" in classes:
            self.keep_before()
        made = self.paragraph(element, style)
        if "notice" in classes:
            frame(made)
            made.paragraph_format.left_indent = made.paragraph_format.right_indent = Pt(5)
        named = [f".{one}" for one in classes]
        if below := measure((stated(self.sheet, named, "border-bottom") or "").partition(" ")[0], "pt"):
            frame(made, ["bottom"], below)
            made.paragraph_format.space_after = Pt(measure(stated(self.sheet, named, "margin-bottom") or "", "pt") or 0)
        if {"roles", "lead-in", "legend", "annexes", "more-annexes", "as-of"} & set(classes):
            made.paragraph_format.keep_with_next = True
        if "document-number" in classes:
            made.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if "annexes" in classes:
            made.paragraph_format.space_before = Pt(styles.LINE)
        if "more-annexes" in classes:
            made.paragraph_format.left_indent = Pt(3 * styles.BODY)

    def keep_before(self) -> None:
        """Keep what was written last on the page of what comes now."""
        if not self.document.paragraphs:
            return
        last = self.document.paragraphs[-1]
        last.paragraph_format.keep_with_next = True
        before = last._p.getprevious()  # noqa: SLF001 (python-docx has no other way to it)
        if before is not None and before.tag == qn("w:tbl"):
            keep_with_next(self.document.tables[-1].rows[-1])

    def numbered(self, elements: Sequence[Any]) -> None:
        """Write paragraphs that a unit numbered by hand as a list of Word's own."""
        marks = [without_number(plain(one))[0] for one in elements]
        number = new_list(self.document, marks[0])
        for element in elements:
            made = self.document.add_paragraph(in_xml(without_number(plain(element))[1]), style=styles.NUMBERED)
            set_list(made, number)
        self.page_begun = False

    def figure(self, element: Any) -> None:
        """Write a chart as a picture, which states in words what it shows, and its caption."""
        before = element.getprevious()
        if before is not None and before.tag in {"p", "table"}:  # no page for a small chart alone
            names = [f".{one} + figure" for one in (before.get("class") or "").split()]
            names += [f"figure.{one}" for one in (element.get("class") or "").split()]
            if not any(self.sheet.get(name, {}).get("break-before") == "auto" for name in names):
                self.keep_before()
        for drawing in element.iter("svg"):
            made = self.document.add_paragraph(style=styles.FIGURE)
            across, highest = styles.WIDTH, _HIGHEST
            if self.is_sheet:
                made.paragraph_format.space_before = Pt(0)
                across, highest = self.across, one_sheet.height_of(drawing, self.sheet)
            picture = made.add_run().add_picture(io.BytesIO(self.pictures[drawing]), width=Mm(across))
            if picture.height > highest:
                picture.width, picture.height = Length(picture.width * highest // picture.height), highest
            properties = picture._inline.docPr  # noqa: SLF001 (python-docx has no other way to it)
            properties.set("title", in_xml(drawing.get("aria-label") or ""))
            properties.set("descr", in_xml("；".join(plain(one) for one in drawing.iter("desc"))))
            self.page_begun = False
        caption = element.find("figcaption")
        if caption is not None:
            words = self.paragraph(caption, styles.CAPTION).paragraph_format
            words.keep_with_next, words.space_before, words.space_after = False, Pt(0), Pt(8)

    def signature(self, element: Any) -> None:
        """Write who signs and when: the date four characters from the edge, the signer centred above it."""
        made = [self.paragraph(one, styles.PLAIN) for one in element.iter("p")]
        last = wide_characters(made[-1].text) if made else 0.0
        for number, one in enumerate(made):
            one.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            one.paragraph_format.space_before = Pt(0 if number else 2 * styles.LINE)
            one.paragraph_format.keep_with_next = number + 1 < len(made)
            aside = max(4 + (last - wide_characters(one.text)) / 2, 0)
            one.paragraph_format.right_indent = Pt(aside * styles.BODY)

    def paragraph(self, element: Any, style: str, lead: str = "") -> Any:
        """Add a paragraph with what is in an element."""
        made = self.document.add_paragraph(lead, style=style)
        self.words.write(made, element)
        if self.is_sheet:
            one_sheet.set_look(made, element, self.sheet)
        self.page_begun = False
        return made

    def table(self, element: Any) -> None:
        """Write a table, with a narrow line before and behind it: Word joins tables that touch."""
        if self.is_sheet:
            add_table(
                self.document,
                element,
                self.across,
                sheet=self.sheet,
                faces=self.faces,
                write=self.cell,
                within=one_sheet.WITHIN,
            )
            self.gap()
            return
        self.gap(before=5)
        add_table(self.document, element, self.across, sheet=self.sheet, faces=self.faces, write=self.cell)
        self.gap(after=9)

    def cell(self, paragraph: Any, element: Any) -> None:
        """Write what is in a cell of a table."""
        row = element.getparent()
        if element.getprevious() is None and row.get("id"):
            self.words.unmarked.append(row.get("id"))
        self.words.write(paragraph, element)
        if self.is_sheet:
            one_sheet.set_cell(paragraph, element, self.sheet)

    def gap(self, before: float = 0, after: float = 0) -> None:
        """Leave a line of a point and some room above it, with what comes next, or below it, which no page needs."""
        made = self.document.add_paragraph(style=styles.GAP).paragraph_format
        made.space_before, made.space_after = Pt(before), Pt(after)
        made.keep_with_next = before > 0
        self.page_begun = False
