"""The text layer of a PDF, its lines put together to paragraphs again."""

from __future__ import annotations

import io
import re
import zlib
from collections import Counter
from dataclasses import dataclass
from typing import Any

from dutykit.language import _
from dutykit.plans.document.error import DocumentError
from dutykit.plans.document.limits import LINES, PAGES, PART_BYTES, UNPACKED_BYTES
from dutykit.plans.grammar.outline import mark_of
from dutykit.plans.grammar.record import Line

_PAGE_NUMBER = re.compile(r"\s*[—–\-－―]*\s*\d{1,4}\s*[—–\-－―]*\s*|\s*第\s*\d+\s*页.*")
_STREAM = re.compile(rb"stream\r?\n(?=[\x08\x18\x28\x38\x48\x58\x68\x78])")
_LAYERS = 3
_INDENT = 1.2
"""Characters from which on a line is indented."""
_INDENTED = 5
"""Indented lines that make it the document's habit."""
_SHORT = 2.6
"""Characters a line may lack and still be a full one: a closing mark may not begin the next."""


@dataclass(frozen=True, slots=True)
class _Row:
    text: str
    left: float
    right: float
    top: float
    size: float
    page: int


def lines_of_pdf(data: bytes) -> list[Line]:
    """The paragraphs of a PDF that has text. Raises DocumentError."""
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LAParams
    from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed

    _check_streams(data)
    rows: list[_Row] = []
    try:
        pages = extract_pages(
            io.BytesIO(data), laparams=LAParams(char_margin=4.0, line_margin=0.2, boxes_flow=None), maxpages=PAGES
        )
        for number, page in enumerate(pages):
            rows.extend(_rows(page, number))
            if len(rows) > LINES:
                raise DocumentError(_("文件超过 {limit} 行").format(limit=LINES))
    except (DocumentError, MemoryError):
        raise
    except (PDFPasswordIncorrect, PDFTextExtractionNotAllowed) as error:
        raise DocumentError(_("PDF 已加密，未读取"), _("去掉密码另存一份再导入")) from error
    except Exception as error:  # a PDF may be wrong in any way, and the library lets all kinds of errors through
        raise DocumentError(_("PDF 已损坏，无法读取"), _("请发文单位重新提供，或提供 Word 文件")) from error
    if not any(row.text.strip() for row in rows):
        message = _("PDF 中没有可读取的文字，可能是扫描件")
        raise DocumentError(message, _("请发文单位提供 Word 文件，或先进行文字识别"))
    return [Line(number, text) for number, text in enumerate(_paragraphs(rows), 1)]


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


def _rows(page: Any, number: int) -> list[_Row]:
    """The lines of a page from its top, without its page number."""
    from pdfminer.layout import LTChar, LTTextContainer, LTTextLine

    found: list[_Row] = []
    for box in page:
        if not isinstance(box, LTTextContainer):
            continue
        for line in box:
            if isinstance(line, LTTextLine) and (text := line.get_text().strip("\n")).strip():
                size = max((one.size for one in line if isinstance(one, LTChar)), default=line.height)
                found.append(_Row(text, line.x0, line.x1, line.y1, size, number))
    found.sort(key=lambda row: (-round(row.top), row.left))
    joined: list[_Row] = []
    for row in found:  # one line may come in pieces
        last = joined[-1] if joined else None
        if last is not None and abs(last.top - row.top) < row.size / 2 and row.left >= last.right - 1:
            gap = "  " if row.left - last.right > 2 * row.size else ""
            joined[-1] = _Row(last.text + gap + row.text, last.left, row.right, last.top, last.size, number)
        else:
            joined.append(row)
    while joined and _PAGE_NUMBER.fullmatch(joined[-1].text):
        joined.pop()
    return joined


def _paragraphs(rows: list[_Row]) -> list[str]:
    """Lines that fill the width go on below; an indented line, a number or a short line before it begins again."""
    if not rows:
        return []
    left = _most(rows, [row.left for row in rows])
    right = max(row.right for row in rows if row.text.strip())
    indents = sum(_INDENT * row.size < row.left - left < 4 * row.size for row in rows)
    # Where paragraphs are indented, a line that is not begins one only behind a line that is clearly a last one.
    short = max(_SHORT, 0.3 * (right - left) / rows[0].size) if indents >= _INDENTED else _SHORT
    found: list[str] = []
    last: _Row | None = None
    for row in rows:
        text = row.text.strip()
        indented = row.left - left > _INDENT * row.size
        begins = (
            last is None
            or indented
            or mark_of(text) is not None
            or (row.size != last.size and abs(row.size - last.size) > 1)
        )
        if not begins and last is not None:
            begins = last.right < right - short * last.size and not _open_bracket(found[-1])
        if begins:
            found.append(text)
        else:
            found[-1] += text if not (found[-1][-1:].isascii() and text[:1].isascii()) else " " + text
        last = row
    return found


def _open_bracket(text: str) -> bool:
    return text.count("（") + text.count("(") > text.count("）") + text.count(")")


def _most(rows: list[_Row], values: list[float]) -> float:
    """The margin most long lines begin at."""
    widest = max(row.right - row.left for row in rows)
    long = [round(row.left) for row in rows if row.right - row.left > widest * 0.9] or [round(one) for one in values]
    counts = Counter(long)
    return min(counts, key=lambda one: (-counts[one], one)) if len(counts) == 1 else min(long)
