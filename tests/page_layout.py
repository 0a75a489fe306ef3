"""What is wrong with the layout of a tagged PDF, by the boxes of its contents; lengths are millimetres from the top left."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count, pairwise, zip_longest
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

POINT = 25.4 / 72
SLACK = 0.6
"""What a stroke or an accent may reach over the edge."""
BORDER = 1.2
"""What LibreOffice draws of a table outside of the text."""
HANGING = "，。、；：”）"
"""What may hang over the edge in Word."""
COLUMNS = 5
"""A table of so many columns has a head."""
FULL = 8
"""A line that ends so near to the edge is followed by another of its paragraph."""
HEADINGS = ("H2", "H3", "H4", "H5", "H6")
BOTH = {"THead", "TBody"}
CHECKSUM = re.compile(r"[0-9a-f]{8,}")
DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")


Box = tuple[float, float, float, float]
OWN_BLOCKS: Mapping[str, Box] = {"overview": (12, 9, 285, 202)}
"""Where the text of kinds of papers stands that have margins of their own."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong on a page."""

    check: str
    page: int
    words: str


@dataclass(frozen=True, slots=True)
class Node:
    """An element of the structure tree."""

    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of text, a label or a shape on a page."""

    page: int
    path: tuple[Node, ...]
    """The elements it is in; none for a page number, a running head, a border."""
    left: float
    top: float
    right: float
    bottom: float
    text: str
    is_shape: bool
    clip: Box | None

    @property
    def block(self) -> Node | None:
        """The paragraph or cell it is in."""
        return next((node for node in reversed(self.path) if node.kind not in {"Span", "Link"}), None)

    def within(self, *kinds: str) -> Node | None:
        """The outermost element of one of `kinds` it is in."""
        return next((node for node in self.path if node.kind in kinds), None)


@dataclass
class Sheet:
    """A page."""

    number: int
    width: float
    height: float
    of_word: bool = False
    """Whether LibreOffice or a browser made it: heads are rows of TH, and repeated ones belong to no element."""
    whole: Box | None = None
    """Where the text stands on a page that has its own margins; None for one of the official size."""
    pieces: list[Piece] = field(default_factory=list)

    @property
    def block(self) -> Box:
        """Where the text stands: left, top, right, bottom."""
        if self.whole is not None:
            return self.whole
        odd = self.number % 2
        if self.width > self.height:
            top = 28 if odd else 26
            return 35, top, 35 + 225, top + 156
        left = 28 if odd else 26
        return left, 37, left + 156, 37 + 225.3

    @cached_property
    def contents(self) -> list[Piece]:
        """What belongs to the text, from the top."""
        return sorted((one for one in self.pieces if one.path), key=lambda one: (one.top, one.left))

    @cached_property
    def lowest(self) -> Piece | None:
        """The content that reaches down furthest."""
        return max(self.contents, key=lambda one: one.bottom, default=None)

    @property
    def has_repeated_head(self) -> bool:
        """Whether the text block begins with words that belong to no element."""
        top = self.contents[0].top
        return any(not one.path and one.text and self.block[1] < one.top < top for one in self.pieces)

    @property
    def fill(self) -> float:
        """Down to which part of the text block something stands, borders included."""
        _left, top, _right, bottom = self.block
        inside = [one.bottom for one in self.pieces if one.top < bottom and (one.path or one.is_shape)]
        return (max(inside, default=top) - top) / (bottom - top)


def faults(path: Path, *, of_word: bool = False, block: Box | None = None) -> list[Fault]:
    """All that is wrong with the PDF at `path`; `block` is that of a paper with its own margins."""
    sheets = [replace(one, whole=block) for one in read(path, of_word=of_word)]
    found: list[Fault] = []
    for check in (
        outside,
        overlapping,
        clipped,
        torn_number,
        heading_at_foot,
        half_empty,
        table_without_head,
        open_table,
        caption_apart,
    ):
        found += check(sheets)
    return found


def read(path: Path, *, of_word: bool = False) -> list[Sheet]:
    """The pages of the PDF at `path`, with all that stands on them."""
    with pikepdf.open(path) as structure:
        paths = _paths(structure)
    sheets = []
    document = pypdfium2.PdfDocument(path)
    for number, page in enumerate(document, 1):
        width, height = page.get_size()
        text = page.get_textpage()
        sheet = Sheet(number, width * POINT, height * POINT, of_word)
        for thing in page.get_objects(max_depth=1):
            mark = pdfium.FPDFPageObj_GetMarkedContentID(thing.raw)
            left, bottom, right, top = thing.get_bounds()
            words = _text(thing, text) if thing.type == pdfium.FPDF_PAGEOBJ_TEXT else ""
            is_shape = thing.type not in {pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_FORM}
            box = (left * POINT, (height - top) * POINT, right * POINT, (height - bottom) * POINT)
            sheet.pieces.append(
                Piece(
                    number,
                    paths.get((number, mark), ()),
                    *box,
                    words,
                    is_shape,
                    None if is_shape else _clip(thing, height),
                )
            )
        sheets.append(sheet)
    document.close()
    return sheets


def outside(sheets: Iterable[Sheet]) -> Iterator[Fault]:
    """Contents, borders and charts that reach out of the text block; anything that reaches out of the paper."""
    for sheet in sheets:
        paper = (5, 5, sheet.width - 5, sheet.height - 5)
        slack = BORDER if sheet.of_word else SLACK
        for one in sheet.pieces:
            hangs = sheet.of_word and one.text in HANGING
            if not hangs and _reaches_out(one, sheet.block if one.path or one.is_shape else paper, slack):
                edges = f"{one.left:.0f} {one.top:.0f} {one.right:.0f} {one.bottom:.0f}"
                yield Fault("outside", sheet.number, one.text or edges)


def overlapping(sheets: Iterable[Sheet]) -> Iterator[Fault]:
    """Texts that stand on each other."""
    for sheet in sheets:
        texts = sorted((one for one in sheet.pieces if not one.is_shape), key=lambda one: one.top)
        for at, one in enumerate(texts):
            for other in texts[at + 1 :]:
                if other.top > one.bottom - SLACK:
                    break
                if one.block == other.block and not one.within("Figure"):
                    continue  # quotation marks in another font
                across = min(one.right, other.right) - max(one.left, other.left)
                if across > SLACK and min(one.bottom, other.bottom) - other.top > SLACK:
                    yield Fault("overlapping", sheet.number, f"{one.text} {other.text}")


def clipped(sheets: Iterable[Sheet]) -> Iterator[Fault]:
    """Texts of which a part is cut off."""
    for sheet in sheets:
        for one in sheet.pieces:
            if one.clip is not None and _reaches_out(one, one.clip, SLACK):
                yield Fault("clipped", sheet.number, one.text)


def torn_number(sheets: Iterable[Sheet]) -> Iterator[Fault]:
    """A number that goes on in the next line; checksums are set in several."""
    for sheet in sheets:
        blocks: dict[Node, list[Piece]] = {}
        for one in sheet.contents:
            if one.block is not None and one.text and not CHECKSUM.fullmatch(one.text):
                blocks.setdefault(one.block, []).append(one)
        for lines in blocks.values():
            for one, following in pairwise(lines):
                if (
                    following.top > one.top + 2
                    and re.search(r"\d[.,]?$", one.text)
                    and re.match(r"[.,]?\d", following.text)
                ):
                    yield Fault("torn number", sheet.number, f"{one.text} {following.text}")


def heading_at_foot(sheets: Iterable[Sheet]) -> Iterator[Fault]:
    """A heading that ends a page, unless its own words go on at the top of the next."""
    sheets = [*sheets]
    for sheet, following in zip_longest(sheets, sheets[1:]):
        last = sheet.lowest
        heading = None if last is None else last.within(*HEADINGS)
        if last is None or heading is None:
            continue
        first = following.contents[0] if following is not None and following.contents else None
        goes_on = first is not None and first.within(heading.kind) and last.right > sheet.block[2] - FULL
        if not goes_on:
            yield Fault("heading at foot", sheet.number, last.text)


def half_empty(sheets: Iterable[Sheet]) -> Iterator[Fault]:
    """A page less than half full before one that goes on with the same part, unless that one is what is signed."""
    for sheet, following in pairwise(sheets):
        last = sheet.lowest
        if last is None or sheet.number == 1 or last.within("Link") == last.path[-1]:  # a cover, a table of contents
            continue
        turned = (sheet.width > sheet.height) != (following.width > following.height)
        signed = any(DATE.fullmatch(one.text) and not one.within("Table") for one in following.contents)
        begins = not following.contents or _begins_part(following.contents[0])
        if sheet.fill < 0.5 and not (turned or signed or begins):
            yield Fault("half empty", sheet.number, f"{sheet.fill:.0%}")


def table_without_head(sheets: Iterable[Sheet]) -> Iterator[Fault]:
    """Rows of a table on a page where its head is not, or a head without rows."""
    above: tuple[int, set[str]] = (0, set())
    for sheet in sheets:
        rows: dict[Node, dict[Node, set[Node]]] = {}
        heads: set[Node] = set()
        for one in sheet.contents:
            table, row, cell = one.within("Table"), one.within("TR"), one.within("TH", "TD")
            if table is None or row is None or cell is None:
                continue
            rows.setdefault(table, {}).setdefault(row, set()).add(cell)
            if one.within("THead"):
                heads.add(row)
        tables = {
            table: (
                max(len(cells) for cells in found.values()),
                {
                    "THead" if row in heads or (sheet.of_word and {one.kind for one in cells} == {"TH"}) else "TBody"
                    for row, cells in found.items()
                },
            )
            for table, found in rows.items()
        }
        for table, (columns, parts) in tables.items():
            first = table in sheet.contents[0].path
            if first and sheet.has_repeated_head:
                continue
            goes_on = first and above[0] == columns and "THead" in above[1]
            if parts != BOTH and ("THead" in parts or columns >= COLUMNS or goes_on):
                yield Fault("table without head", sheet.number, "、".join(sorted(parts)))
        last = None if sheet.lowest is None else sheet.lowest.within("Table")
        above = (0, set()) if last is None else tables.get(last, (0, set()))


def open_table(sheets: Iterable[Sheet]) -> Iterator[Fault]:
    """A table with lines at its sides, but none below it, at the foot of a page."""
    for sheet in sheets:
        last = sheet.lowest
        if last is None or last.within("Table") is None:
            continue
        shapes = [one for one in sheet.pieces if one.is_shape]
        has_sides = any(one.right - one.left < BORDER and one.top < last.top < one.bottom - SLACK for one in shapes)
        below = [one for one in shapes if one.bottom - one.top < BORDER and one.top > last.bottom - SLACK]
        if has_sides and not below:
            yield Fault("open table", sheet.number, last.text)


def caption_apart(sheets: Iterable[Sheet]) -> Iterator[Fault]:
    """A figure's caption, or the title of a table, on another page than what it names."""
    sheets = [*sheets]
    for sheet in sheets:
        figures = [one.path[:-1] for one in sheet.contents if one.path[-1].kind == "Figure"]
        for one in sheet.contents:
            caption = one.within("Caption")
            if caption is not None and not _beside(one.path[: one.path.index(caption)], figures):
                yield Fault("caption apart", sheet.number, one.text)
    for sheet, following in pairwise(sheets):
        last = sheet.lowest
        goes_on = bool(following.contents) and following.contents[0].within("Table") is not None
        if last is not None and goes_on and last.within("P") and not last.within("Table") and _is_centred(last, sheet):
            yield Fault("caption apart", sheet.number, last.text)


def _reaches_out(piece: Piece, box: Box, slack: float) -> bool:
    left, top, right, bottom = box
    across = piece.left < left - slack or piece.right > right + slack
    return across or piece.top < top - slack or piece.bottom > bottom + slack


def _beside(parent: tuple[Node, ...], figures: Iterable[tuple[Node, ...]]) -> bool:
    return any(figure[: len(parent)] == parent for figure in figures)


def _is_centred(piece: Piece, sheet: Sheet) -> bool:
    left, _top, right, _bottom = sheet.block
    return abs(piece.left - left - (right - piece.right)) < 2 and piece.left - left > 8


def _begins_part(piece: Piece) -> bool:
    return piece.within("H1", "H2") is not None or piece.text.startswith("附件")


def _paths(structure: pikepdf.Pdf) -> Mapping[tuple[int, int], tuple[Node, ...]]:
    """The elements of each marked content, by page and number."""
    pages = {page.objgen: number for number, page in enumerate(structure.pages, 1)}
    found: dict[tuple[int, int], tuple[Node, ...]] = {}
    numbers = count()

    def walk(element: Any, above: tuple[Node, ...]) -> None:
        path = (*above, Node(str(element.S)[1:], next(numbers)))
        own = element.get("/Pg")
        for kid in _kids(element):
            if isinstance(kid, int):
                found[pages[own.objgen], kid] = path
            elif kid.get("/S") is not None:
                walk(kid, path)
            elif kid.get("/MCID") is not None:
                found[pages[kid.get("/Pg", own).objgen], int(kid.MCID)] = path

    if "/StructTreeRoot" in structure.Root:
        for element in _kids(structure.Root.StructTreeRoot):
            walk(element, ())
    return found


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _text(thing: pypdfium2.PdfObject, page: pypdfium2.PdfTextPage) -> str:
    length = pdfium.FPDFTextObj_GetText(thing.raw, page.raw, None, 0)
    buffer = (ctypes.c_ushort * max(length // 2, 1))()
    pdfium.FPDFTextObj_GetText(thing.raw, page.raw, buffer, length)
    return bytes(buffer).decode("utf-16-le").rstrip("\0").strip()


def _clip(thing: pypdfium2.PdfObject, height: float) -> Box | None:
    """The box that `thing` is cut to, if any."""
    clip = pdfium.FPDFPageObj_GetClipPath(thing.raw)
    boxes = []
    for at in range(max(pdfium.FPDFClipPath_CountPaths(clip), 0)):
        points = []
        for index in range(pdfium.FPDFClipPath_CountPathSegments(clip, at)):
            across, down = ctypes.c_float(), ctypes.c_float()
            segment = pdfium.FPDFClipPath_GetPathSegment(clip, at, index)
            pdfium.FPDFPathSegment_GetPoint(segment, across, down)
            points.append((across.value * POINT, (height - down.value) * POINT))
        if points:
            boxes.append(
                (
                    min(x for x, _y in points),
                    min(y for _x, y in points),
                    max(x for x, _y in points),
                    max(y for _x, y in points),
                )
            )
    if not boxes:
        return None
    return max(b[0] for b in boxes), max(b[1] for b in boxes), min(b[2] for b in boxes), min(b[3] for b in boxes)
