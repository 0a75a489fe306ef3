"""Plain text: UTF-8, UTF-16, GB18030 or Big5."""

from __future__ import annotations

import codecs
import re

from dutykit.language import _
from dutykit.plans.document.error import DocumentError
from dutykit.plans.document.limits import LINES, TEXT_BYTES
from dutykit.plans.grammar.record import Line

_USUAL = re.compile("[，。、；：（）]")
_WRITTEN = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’—…·〔〕 -~\n\r\t]")
_MOSTLY = 0.98
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def lines_of_text(data: bytes) -> list[Line]:
    """The lines of a text; rows whose cells are set apart by tabs are rows of a table. Raises DocumentError."""
    return numbered(decoded(data).replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def numbered(texts: list[str]) -> list[Line]:
    """Lines with their numbers; tabs make a table's cells of them."""
    if len(texts) > LINES:
        raise DocumentError(_("文件有 {count} 行，超过上限 {limit} 行").format(count=len(texts), limit=LINES))
    lines: list[Line] = []
    table = 0
    in_table = False
    for number, text in enumerate(texts, 1):
        # A table begins with a row of several cells; one filled cell is a row of it still.
        is_row = "\t" in (text if in_table and text.strip() else text.strip("\t "))
        cells = tuple(cell.strip() for cell in text.split("\t")) if is_row else ()
        if cells and not in_table:
            table += 1
        in_table = bool(cells)
        lines.append(Line(number, text, cells, table if cells else 0))
    return lines


def decoded(data: bytes) -> str:
    """The text that `data` is, whatever of the usual encodings it is in. Raises DocumentError."""
    if len(data) > TEXT_BYTES:
        message = _("文件有 {size} 字节，超过上限 {limit} 字节")
        raise DocumentError(message.format(size=len(data), limit=TEXT_BYTES))
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if b"\x00" in data[:4000] and (text := _utf16(data)) is not None:
        return text
    if b"\x00" in data[:4000]:  # a damaged file of another kind: to save it as text would not help
        raise DocumentError(_("该文件不是文本文件，或已损坏"), _forms())
    try:
        return _checked(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        first = error
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        message = _("文件不是 UTF-8 或 GB18030 编码的文本（自第 {at} 个字节起无法读取）")
        raise DocumentError(message.format(at=first.start + 1), _("用记事本打开后另存为 UTF-8")) from None
    return _checked(_big5(data, text))


def _utf16(data: bytes) -> str | None:
    """`data` as UTF-16 without its mark, where nearly all it would be then are Chinese characters, figures and marks."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = data.decode(encoding, "replace")
        if len(_WRITTEN.findall(text[:4000])) > _MOSTLY * len(text[:4000]):
            return text
    return None


def _big5(data: bytes, text: str) -> str:
    """`data` as Big5 where it has more of the usual marks than `text`, which it is as GB18030: most of either is both."""
    try:
        other = data.decode("big5hkscs")
    except UnicodeDecodeError:
        return text
    return other if len(_USUAL.findall(other)) > len(_USUAL.findall(text)) else text


def _checked(text: str) -> str:
    """`text`, if it is one. Raises DocumentError."""
    if "\x00" in text or sum(one < " " and one not in "\t\n\r\x0c" for one in text[:4000]) > 8:
        raise DocumentError(_("该文件不是文本文件，或已损坏"), _forms())
    return text


def _forms() -> str:
    return _("改用可读取的格式：docx、doc、odt、html、txt、md、pdf、xlsx、xls、ods、csv")
