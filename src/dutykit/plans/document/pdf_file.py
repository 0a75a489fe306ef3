"""The text layer of a PDF, its lines put together to paragraphs again."""

from __future__ import annotations

import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from dutykit.language import _
from dutykit.plans.document.error import DocumentError
from dutykit.plans.document.limits import LINES, PAGES, PART_BYTES, UNPACKED_BYTES
from dutykit.plans.document.pdf_columns import Columns, columns_of
from dutykit.plans.document.pdf_table import Box, PdfTable, PdfTables, has_grid, joined_cells
from dutykit.plans.grammar.record import AsideKind, Line
from dutykit.plans.grammar.words.body import reads_as_sentence
from dutykit.plans.grammar.words.bracket import brackets
from dutykit.plans.grammar.words.label import LABEL_WITH_COLON
from dutykit.plans.grammar.words.outline import mark_of
from dutykit.plans.grammar.words.vocabulary import ANY_ROLE_WORD

_PAGE_NUMBER = re.compile(r"\s*[—–\-－―]*\s*\d{1,4}\s*[—–\-－―]*\s*|\s*第\s*\d+\s*页.*")
_STREAM = re.compile(rb"stream\r?\n(?=[\x08\x18\x28\x38\x48\x58\x68\x78])")
_LAYERS = 3
_WIDE_GAP, _GAP = 2.0, 0.2
"""Parts of a letter's size from which on a gap is one between columns, and between Latin words."""
_INDENT = 1.2
"""Characters from which on a line is indented."""
_INDENTED = 5
"""Indented lines that make it the document's habit."""
_ENDS = frozenset("。；！？：）”")
_GO_ON = frozenset("。；，、）：！？;,")
"""What no paragraph begins with."""
_UNENDED = 8.0
"""Characters that a line may lack where its sentence goes on."""
_FULL = 0.6
"""Part of a page's width between its margins that the widest line takes where lines go on below."""
_FEW = 100
"""Letters up to which a page with a large picture is a scanned one, with a stamp or a number set on it."""
_SHORT = 2.6
"""Characters a line may lack and still be a full one: a closing mark may not begin the next."""


@dataclass(frozen=True, slots=True)
class _Row:
    text: str
    left: float
    right: float
    top: float
    """Distance of the line's middle from the bottom of its page."""
    size: float
    page: int
    cells: tuple[str, ...] = ()
    """A table's row; empty for text."""
    table: int = 0
    edge: float = 0.0
    """Where full lines of its column end; 0 where the page has one column."""
    apart: bool = False
    """Whether it stands beside a table: neither goes on in other lines nor they in it."""


def lines_of_pdf(data: bytes) -> list[Line]:
    """The paragraphs and table rows of a PDF that has text. Raises DocumentError."""
    from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed

    _check_streams(data)
    try:
        rows, width, asides = _all_rows(data)
        paragraphs = _paragraphs(rows, width)
    except (DocumentError, MemoryError, ModuleNotFoundError):
        raise
    except (PDFPasswordIncorrect, PDFTextExtractionNotAllowed) as error:
        raise DocumentError(_("PDF 已加密，未读取"), _("去掉密码另存一份再导入")) from error
    except Exception as error:  # a PDF may be wrong in any way, and the library lets all kinds of errors through
        raise DocumentError(_("PDF 已损坏，无法读取"), _("请发文单位重新提供，或提供 Word 文件")) from error
    if not rows and "unmapped" in asides.values():
        message = _("PDF 中的字体没有字符编码表，文字无法识别，等同扫描件")
        raise DocumentError(message, _("请发文单位提供 Word 文件，或先进行文字识别"))
    if not any(row.text.strip() for row in rows):
        message = _("PDF 中没有可读取的文字，可能是扫描件")
        raise DocumentError(message, _("请发文单位提供 Word 文件，或先进行文字识别"))
    return [
        *(
            Line(number, row.text, row.cells, row.table) if row.cells else Line(number, row.text)
            for number, row in enumerate(paragraphs, 1)
        ),
        *(Line(number, text, aside=kind) for number, (text, kind) in enumerate(asides.items(), len(paragraphs) + 1)),
    ]


def _all_rows(data: bytes) -> tuple[list[_Row], float, dict[str, AsideKind]]:
    """The lines of all pages from the top, rows of tables in their places, how wide the widest page is, and what is not read."""
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage

    resources = PDFResourceManager()
    # Without the library's own layout: it sets letters of another font, as quotes often are, in lines of their own.
    device = PDFPageAggregator(resources, laparams=None)
    interpreter = PDFPageInterpreter(resources, device)
    rows: list[_Row] = []
    width = 0.0
    columns: Columns | None = None
    tables = PdfTables(data)
    asides: dict[str, AsideKind] = {}
    for number, page in enumerate(PDFPage.get_pages(io.BytesIO(data), maxpages=PAGES)):
        interpreter.process_page(page)
        layout = device.get_result()
        width = max(width, layout.x1)
        found = tables.on_page(number, layout) if has_grid(layout) else []
        text, columns = _rows(layout, number, columns, [cell for one in found for cell in one.cells])
        if (unmapped := _unmapped("".join(row.text for row in text))) is not None:
            asides[_("第 {page} 页").format(page=number + 1)] = "unmapped"
            text = [] if unmapped == "all" else text
        if found and found[0].rest:
            _join(rows, found[0].rows.pop(0)[1])
        rows += _with_tables(text, found, number)
        letters = sum(len(row.text) for row in text) + sum(len(one.cells) for one in found)
        asides.update(_asides(page, layout, number, letters))
        if len(rows) > LINES:
            raise DocumentError(_("文件超过 {limit} 行").format(limit=LINES))
    return rows, width, asides


_NO_LETTER = re.compile(r"\(cid:\d{1,6}\)|[\ufffd\x00-\x08\x0e-\x1f]")
"""What stands for a letter of a font that does not say what its letters are."""
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_LEAST_LETTERS = 40


def _unmapped(text: str) -> Literal["all", "some"] | None:
    """Whether the letters of a page are unknown: its fonts have no map to characters, or one that maps them to one."""
    without = len(_NO_LETTER.findall(text))
    private = len(_PRIVATE.findall(text))
    letters = Counter(one for one in _NO_LETTER.sub("", text) if one.isalpha())
    written = letters.total()
    same = max(letters.values(), default=0)
    if without + private > written or (written >= _LEAST_LETTERS and 2 * same > written):
        return "all"
    return "some" if without else None


def _asides(page: Any, layout: Any, number: int, letters: int) -> Iterator[tuple[str, AsideKind]]:
    """What of a page with so many letters is only named: a picture in the place of text, turned letters, comments."""
    from pdfminer.layout import LTChar, LTImage
    from pdfminer.pdftypes import resolve1
    from pdfminer.utils import decode_text

    whole = layout.width * layout.height
    pictures = [one.width * one.height for one in _parts_of(layout) if isinstance(one, LTImage)]
    if pictures and (letters == 0 or (letters < _FEW and max(pictures) > whole / 2)):
        yield _("第 {page} 页").format(page=number + 1), "scan"
    turned = "".join(one.get_text() for one in _parts_of(layout) if isinstance(one, LTChar) and not one.upright).strip()
    if turned:
        yield turned, "turned"
    for one in resolve1(page.annots) or ():
        note = resolve1(one)
        contents = resolve1(note.get("Contents")) if isinstance(note, dict) else None
        if isinstance(contents, bytes) and (text := " ".join(decode_text(contents).split())):
            yield text, "comment"


def _with_tables(outside: list[_Row], tables: list[PdfTable], number: int) -> list[_Row]:
    """The lines of a page outside its tables, and the rows of these, from the top; what stands beside a table is below it."""
    placed = [(row.top, row) for row in outside]
    for one in tables:
        bottom, top = min(cell[1] for cell in one.cells), max(cell[3] for cell in one.cells)
        placed = [(bottom, replace(row, apart=True)) if bottom < at < top else (at, row) for at, row in placed]
        placed += [
            (height, _Row("\t".join(cells).replace("\n", " "), 0, 0, height, 0, number, cells, one.number))
            for height, cells in one.rows
        ]
    return [row for _at, row in sorted(placed, key=lambda one: -one[0])] if tables else outside


def _join(rows: list[_Row], rest: Sequence[str]) -> None:
    """Add the rest of a row to what stands on the page before."""
    for at in range(len(rows) - 1, -1, -1):
        if rows[at].cells:
            cells = tuple(map(joined_cells, rows[at].cells, rest))
            rows[at] = replace(rows[at], text="\t".join(cells).replace("\n", " "), cells=cells)
            return


def _check_streams(data: bytes) -> None:
    """No compressed stream may unpack to more than a page can need: the library unpacks all there is."""
    total = 0
    for match in _STREAM.finditer(data):
        piece = data[match.end() :]
        for _layer in range(_LAYERS):
            unpack = zlib.decompressobj()
            try:
                piece = unpack.decompress(piece, PART_BYTES + 1)
            except zlib.error:
                break
            total += len(piece)
            if len(piece) > PART_BYTES or total > UNPACKED_BYTES:
                raise DocumentError(_("PDF 展开后过大，疑似恶意压缩文件，未读取"))


def _rows(
    page: Any, number: int, before: Columns | None, cells: Sequence[Box] = ()
) -> tuple[list[_Row], Columns | None]:
    """The lines of a page from its top, without its page number: letters at one height, from left to right; its columns.

    `before` are those of the page before; letters in `cells` of tables are not among them.
    """
    letters = sorted(
        (one for one in _letters(page) if not _is_in(one, cells)), key=lambda one: (-(one.y0 + one.y1), one.x0)
    )
    lines: list[list[Any]] = []
    for one in letters:
        last = lines[-1][0] if lines else None
        if last is not None and abs((last.y0 + last.y1) - (one.y0 + one.y1)) < max(last.size, one.size):
            lines[-1].append(one)
        else:
            lines.append([one])
    for line in lines:
        line.sort(key=lambda one: one.x0)
    written = [line for line in lines if _text_of(line).strip()]
    columns = None if has_grid(page) else columns_of(written, page.x1, before)
    found: list[_Row] = []
    for line, column in columns.divided(lines) if columns is not None else ((line, 0) for line in lines):
        if (text := _text_of(line)).strip():
            middle = (line[0].y0 + line[0].y1) / 2
            size = max(one.size for one in line) or 1.0  # letters may be invisibly small
            # A line of the right column stands as if it were below the left one.
            shift = columns.right - columns.left if columns is not None and column == 2 else 0.0
            edge = columns.edge if columns is not None and column else 0.0
            found.append(_Row(text, line[0].x0 - shift, line[-1].x1 - shift, middle, size, number, edge=edge))
    while found and _PAGE_NUMBER.fullmatch(found[-1].text):
        found.pop()
    return found, columns


def _is_in(letter: Any, cells: Sequence[Box]) -> bool:
    x, y = (letter.x0 + letter.x1) / 2, (letter.y0 + letter.y1) / 2
    return any(left <= x < right and bottom < y <= top for left, bottom, right, top in cells)


def _letters(page: Any) -> Iterator[Any]:
    from pdfminer.layout import LTChar

    for one in _parts_of(page):
        if isinstance(one, LTChar) and one.upright and one.get_text() not in {"", "\n", "\r"}:
            yield one


def _parts_of(page: Any) -> Iterator[Any]:
    from pdfminer.layout import LTContainer

    stack = list(reversed(list(page)))
    while stack:
        one = stack.pop()
        if isinstance(one, LTContainer):
            stack.extend(reversed(list(one)))
        else:
            yield one


def _text_of(letters: Sequence[Any]) -> str:
    """The text of a line; a wide gap is two blanks, one between Latin words is one."""
    parts: list[str] = []
    last: Any = None
    for one in letters:
        text = one.get_text()
        if last is not None:
            if text.isspace() or last.get_text().isspace():
                parts.append(text)
                last = one
                continue
            gap = one.x0 - last.x1
            size = max(last.size, one.size)
            if gap > _WIDE_GAP * size:
                parts.append("  ")
            elif gap > _GAP * size and last.get_text().isascii() and text.isascii():
                parts.append(" ")
        parts.append(text)
        last = one
    return "".join(parts)


def _paragraphs(rows: list[_Row], width: float) -> list[_Row]:
    """Lines that fill the width go on below; an indented line, a number or a short line before it begins again."""
    lines = [row for row in rows if not row.cells]
    if not lines:
        return rows
    left = _most(lines, [row.left for row in lines])
    right = max(row.right for row in lines if row.text.strip())
    if right - left < _FULL * (width - 2 * left):  # no line is a full one
        right = width - left
    indents = sum(_INDENT * row.size < row.left - left < 4 * row.size for row in lines)
    is_indented = indents >= _INDENTED
    # Where paragraphs are indented, a line that is not begins one only behind a line that is clearly a last one.
    short = max(_SHORT, 0.3 * (right - left) / lines[0].size) if is_indented else _SHORT
    found: list[_Row] = []
    last: _Row | None = None
    for row in rows:
        if row.cells:
            found.append(row)
            last = None
            continue
        text = row.text.strip()
        indented = row.left - left > _INDENT * row.size
        begins = (
            last is None
            or indented
            or last.apart
            or row.apart
            or (row.size != last.size and abs(row.size - last.size) > 1)
        )
        if not begins and last is not None:
            before = found[-1].text
            missing = ((last.edge or right) - last.right) / last.size
            ended = before[-1:] in _ENDS
            labelled = LABEL_WITH_COLON.match(before) is not None
            # A long word or a number moves down as one: a line may lack more if its sentence has not ended.
            enough = short if ended else max(short, _UNENDED)
            begins = missing > enough and not _open_bracket(before)
            begins = begins or (ended and not _open_bracket(before) and LABEL_WITH_COLON.match(text) is not None)
            if not begins and (mark := mark_of(text)) is not None:
                # Inside a sentence (对经营\n6、18个月以上的), or in a paragraph whose lines alone are not indented, it is no number.
                inside = missing <= _SHORT and not labelled and (not ended or (is_indented and mark.level == "item"))
                begins = not inside
            closed = (labelled and _is_sentence(text)) or (not is_indented and _ends_with_statement(before))
            begins = begins or (closed and text[:1] not in _GO_ON)
        if begins:
            found.append(replace(row, text=text))
        else:
            before = found[-1].text
            gap = " " if before[-1:].isascii() and text[:1].isascii() else ""
            found[-1] = replace(found[-1], text=before + gap + text)
        last = row
    return found


def _ends_with_statement(text: str) -> bool:
    """Whether a paragraph ends with a bracket that says who is responsible: nothing of it follows, as a rule."""
    last = next((one for one in reversed(brackets(text)) if one.depth == 0), None)
    return last is not None and last.end == len(text) - 1 and bool(ANY_ROLE_WORD.search(last.content(text)))


def _is_sentence(text: str) -> bool:
    """Whether a line is no list of names that goes on."""
    return not LABEL_WITH_COLON.search(text) and any(map(reads_as_sentence, re.split("[、，。；]", text)))


def _open_bracket(text: str) -> bool:
    return text.count("（") + text.count("(") > text.count("）") + text.count(")")


def _most(rows: list[_Row], values: list[float]) -> float:
    """The margin most long lines begin at."""
    widest = max(row.right - row.left for row in rows)
    long = [round(row.left) for row in rows if row.right - row.left > widest * 0.9] or [round(one) for one in values]
    counts = Counter(long)
    return min(counts, key=lambda one: (-counts[one], one)) if len(counts) == 1 else min(long)
