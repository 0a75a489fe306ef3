"""The words of an element of the page, in a paragraph of a Word document: each in its font, with marks and links."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Pt

from dutykit.typeset.word.faces import Face, set_face
from dutykit.typeset.word.markup import add_bookmark, fill_runs, link_runs, six_digits
from dutykit.typeset.word.table import StyleSheet, measure, stated

_FACES: Mapping[str, Face] = {"hei": "hei", "kai": "kai", "song": "song", "fangsong": "fangsong"}
_SIZES = {"formula": 10.5, "path": 9.0, "rest": 8.5}
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Words:
    """Writes them."""

    def __init__(self, faces: Mapping[Face, str], sheet: StyleSheet, bookmarks: Mapping[str, int]) -> None:
        self.faces = faces
        self.sheet = sheet
        self.bookmarks = bookmarks
        """Numbers of the page's ids."""
        self.unmarked: list[str] = []
        """Ids that the next paragraph is to be for."""

    def write(self, paragraph: Any, element: Any) -> None:
        """Write the words of an element into a paragraph, each in its font, with marks and links."""
        # A row or a section is led to by what is first in it.
        for name in (*self.unmarked, element.get("id")):
            if name in self.bookmarks:
                add_bookmark(paragraph, self.bookmarks[name])
        self.unmarked.clear()
        self._inside(paragraph, element, None, None)
        _trim(paragraph)

    def _inside(self, paragraph: Any, element: Any, face: str | None, size: float | None) -> None:
        classes = (element.get("class") or "").split()
        face = next((self.faces[_FACES[one]] for one in classes if one in _FACES), face)
        face = self.faces["hei"] if element.tag == "strong" else face
        size = next((_SIZES[one] for one in classes if one in _SIZES), size)
        if "blank" in classes:  # a line to write on
            widths = (measure(self.sheet.get(f".{one}", {}).get("width"), "em") for one in classes)
            paragraph.add_run("　" * round(next((one for one in widths if one), 4))).underline = True
        if element.tag == "li" and element.getparent().tag == "ol":
            self._words(paragraph, f"{element.getparent().index(element) + 1}. ", face, size)
        self._words(
            paragraph, f"　{element.text or ''}" if "pair" in classes and paragraph.text else element.text, face, size
        )
        for child in element:
            if child.tag == "br" or (child.tag == "li" and child.getprevious() is not None):
                paragraph.add_run().add_break()
            if child.tag == "br":
                pass
            elif child.tag == "a" and target(child) in self.bookmarks:
                start = len(paragraph._p)  # noqa: SLF001
                self._inside(paragraph, child, face, size)
                link_runs(paragraph, start, self.bookmarks[target(child)])
            elif isinstance(child.tag, str):
                start = len(paragraph._p)  # noqa: SLF001
                self._inside(paragraph, child, face, size)
                self._fill(paragraph, start, child)
            self._words(paragraph, child.tail, face, size)

    def _fill(self, paragraph: Any, start: int, element: Any) -> None:
        """Fill what was written of an element as the page does, where its class says so in what it is in."""
        around = [f".{one}" for one in (element.getparent().get("class") or "").split()]
        names = [f"{one} .{name}" for one in around for name in (element.get("class") or "").split()]
        background, color = (stated(self.sheet, names, one) or "" for one in ("background", "color"))
        if background.startswith("#"):
            fill_runs(paragraph, start, six_digits(background), six_digits(color))

    def _words(self, paragraph: Any, text: str | None, face: str | None, size: float | None) -> None:
        words = _BLANKS.sub(" ", in_xml(text or ""))
        if not words or (words == " " and not paragraph.text):
            return
        run = paragraph.add_run(words)
        if face is not None:
            set_face(run._r.get_or_add_rPr(), face)  # noqa: SLF001
        if size is not None:
            run.font.size = Pt(size)


def in_xml(text: str) -> str:
    """What XML can carry of a text."""
    return _NOT_XML.sub("", text)


def target(link: Any) -> str:
    """The id that a link leads to."""
    target: str = link.get("href") or ""
    return target.removeprefix("#")


def plain(element: Any) -> str:
    """All words of an element, on one line."""
    return _BLANKS.sub(" ", "".join(element.itertext())).strip()


def _trim(paragraph: Any) -> None:
    """Take the blanks off a paragraph's end that stood only between the lines of the template."""
    runs = paragraph.runs
    if runs and runs[-1].text.strip(" ") != runs[-1].text and not runs[-1]._r.findall(qn("w:br")):  # noqa: SLF001
        runs[-1].text = runs[-1].text.rstrip(" ")


def wide_characters(text: str) -> float:
    """How wide a text is, in Chinese characters."""
    return sum(1.0 if ord(one) > 0x2E7F else 0.5 for one in text)
