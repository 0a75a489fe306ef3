"""What is in a Word document beside its text: notes, comments, hidden and deleted words, headers, text boxes, drawings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from dutykit.language import _
from dutykit.plans.document.docx_hidden import is_on
from dutykit.plans.grammar.record import AsideKind

if TYPE_CHECKING:
    from docx.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_BLIP = f"{_A}blip"
_LARGE = (1_800_000, 1_000_000)
"""Width and height, in 1/360,000 cm, from which on a picture may be a page or a table."""
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_BOX = f"{_W}txbxContent"
_PASSED_OVER = {f"{_W}moveFrom", f"{_W}instrText", f"{_W}pPr", f"{_W}rPr", _BOX}
_DELETED = {f"{_W}del", f"{_W}delText"}
_REFERENCES: dict[str, AsideKind] = {
    f"{_W}footnoteReference": "footnote",
    f"{_W}endnoteReference": "footnote",
    f"{_W}commentReference": "comment",
}
_NOTES = {
    f"{_W}footnoteReference": ("/footnotes", f"{_W}footnote"),
    f"{_W}endnoteReference": ("/endnotes", f"{_W}endnote"),
    f"{_W}commentReference": ("/comments", f"{_W}comment"),
}
_PAGE_NUMBER = re.compile(r"[\s\d\-—–－第页共/]*")
_DRAWING = re.compile(r"/word/(?:diagrams/data|charts/chart)\d*\.xml")


def text_of(paragraph: Any) -> str:
    """The text of a paragraph as it reads with all changes accepted."""
    return "".join(text for kind, text in _parts(paragraph) if kind is None)


def _parts(paragraph: Any) -> Iterator[tuple[AsideKind | None, str]]:
    """The text of a paragraph piece by piece: what is read, what is hidden, what was deleted."""
    stack: list[tuple[AsideKind | None, Any]] = [(None, one) for one in reversed(list(paragraph))]
    while stack:
        kind, node = stack.pop()
        if node.tag in _PASSED_OVER or not isinstance(node.tag, str):
            continue
        if node.tag in {f"{_W}t", f"{_W}delText", _FORMULA}:
            yield "deleted" if node.tag == f"{_W}delText" else kind, node.text or ""
        elif node.tag == f"{_W}tab":
            yield kind, "\t"
        elif node.tag in {f"{_W}br", f"{_W}cr"}:
            yield kind, "\n"
        elif node.tag == f"{_W}noBreakHyphen":
            yield kind, "-"
        else:
            if node.tag == f"{_W}del":
                kind = "deleted"
            elif node.tag == f"{_W}r" and kind is None and _is_hidden(node):
                kind = "hidden"
            stack.extend((kind, one) for one in reversed(list(node)))


def _is_hidden(run: Any) -> bool:
    return is_on(run.find(f"{_W}rPr/{_W}vanish"))


def paragraphs_in(block: Any) -> Iterator[Any]:
    """All paragraphs of a block, however deep; of text boxes that are there twice, those of one."""
    stack = list(reversed(list(block)))
    while stack:
        node = stack.pop()
        if node.tag == f"{_W}p":
            yield node
        if node.tag != _FALLBACK or not _has_box_beside(node):
            stack.extend(reversed(list(node)))


def text_boxes(paragraph: Any) -> Iterator[Any]:
    """The contents of the text boxes at a paragraph, not those of boxes in them; of one that is there twice, once."""
    stack = list(reversed(list(paragraph)))
    while stack:
        node = stack.pop()
        if node.tag == _BOX:
            yield node
        elif node.tag != _FALLBACK or not _has_box_beside(node):
            stack.extend(reversed(list(node)))


def _has_box_beside(fallback: Any) -> bool:
    return any(one.find(f".//{_BOX}") is not None for one in fallback.getparent().iterfind(_CHOICE))


class Asides:
    """What stands with the paragraphs of a document and is not part of its text."""

    def __init__(self, document: Document) -> None:
        self._notes: dict[tuple[str, str], str] = {}
        parts = {one.reltype.rpartition("/")[2]: one for one in document.part.rels.values() if not one.is_external}
        for reference, (name, tag) in _NOTES.items():
            relation = parts.get(name.removeprefix("/"))
            for note in _root(relation.target_part).iterfind(tag) if relation is not None else ():
                if note.get(f"{_W}type", "normal") == "normal":
                    self._notes[reference, note.get(f"{_W}id", "")] = _in_one_line(note)

    def of(self, element: Any) -> Iterator[tuple[AsideKind, str]]:
        """The notes and comments that a paragraph, or the paragraphs of a row, refer to, and what is hidden or deleted."""
        paragraphs = [element] if element.tag == f"{_W}p" else list(paragraphs_in(element))
        found: dict[AsideKind, str] = {}
        for paragraph in paragraphs:
            for kind, text in _parts(paragraph):
                if kind is not None:
                    found[kind] = found.get(kind, "") + text
        yield from ((kind, text) for kind, text in found.items() if text.strip())
        for paragraph in paragraphs:
            yield from (("picture", name or _("图片")) for name in _pictures(paragraph))
        for paragraph in paragraphs:
            for reference, kind in _REFERENCES.items():
                for node in paragraph.iter(reference):
                    note = self._notes.get((reference, node.get(f"{_W}id", "")))
                    if note and not _is_inside(node, _BOX, paragraph):
                        yield kind, note


def _pictures(paragraph: Any) -> Iterator[str]:
    """What the large pictures at a paragraph are called: a table may be one."""
    for shown in paragraph.iter(f"{_WP}inline", f"{_WP}anchor"):
        extent, properties = shown.find(f"{_WP}extent"), shown.find(f"{_WP}docPr")
        size = ("0", "0") if extent is None else (extent.get("cx", "0"), extent.get("cy", "0"))
        large = not _is_inside(shown, _BOX, paragraph) and all(
            one.isdecimal() and int(one) >= least for one, least in zip(size, _LARGE, strict=True)
        )
        if large and next(shown.iter(_BLIP), None) is not None:
            yield "" if properties is None else properties.get("descr") or properties.get("name", "")


def _is_inside(node: Any, tag: str, top: Any) -> bool:
    """Whether an element of this kind stands between `node` and `top`, which it is below."""
    parent = node.getparent()
    while parent is not None and parent is not top:
        if parent.tag == tag:
            return True
        parent = parent.getparent()
    return False


def _in_one_line(block: Any) -> str:
    return " ".join(filter(None, (" ".join(text_of(one).split()) for one in block.iter(f"{_W}p"))))


def _root(part: Any) -> Any:
    from docx.oxml import parse_xml

    return part.element if hasattr(part, "element") else parse_xml(part.blob)


def pages_and_drawings(document: Document) -> Iterator[tuple[AsideKind, str]]:
    """The headers and footers, each text once, and the words in drawings."""
    seen: set[str] = set()
    for relation in document.part.rels.values():
        if relation.is_external:
            continue
        part = relation.target_part
        if relation.reltype.endswith(("/header", "/footer")):
            for paragraph in _root(part).iter(f"{_W}p"):
                text = " ".join(text_of(paragraph).split())
                if not _PAGE_NUMBER.fullmatch(text) and text not in seen:
                    seen.add(text)
                    yield "page", text
        elif relation.reltype.endswith(("/package", "/oleObject", "/aFChunk")):
            yield "embedded", str(part.partname).rpartition("/")[2]
        elif _DRAWING.fullmatch(str(part.partname)):
            text = " ".join(filter(None, (" ".join((one.text or "").split()) for one in _root(part).iter(f"{_A}t"))))
            if text:
                yield "drawing", text
