"""The text of an old Word document as it stands in the file: for tables that LibreOffice drops.

LibreOffice loses a table that nothing follows. Layout of the file: [MS-DOC], the piece table (2.8.35) and the file
information block (2.5.1).
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

from dutykit.plans.document.limits import CELLS, LINES
from dutykit.plans.grammar.record import Line

_FLAGS, _TABLE_ONE = 0x0A, 0x0200
_CHARACTERS = 0x4C
_PIECES = 0x1A2
_COMPRESSED = 0x40000000
_CELL = "\x07"


def lines_of_doc_text(data: bytes) -> list[Line]:
    """The paragraphs and the rows of tables; none if the file is not as it should be, or holds no table.

    Numbers that Word draws are not among it.
    """
    try:
        text = _main_text(data)
    except (OSError, struct.error, ValueError, IndexError, UnicodeDecodeError):
        return []
    return list(_lines(text)) if _CELL in text else []


def _main_text(data: bytes) -> str:
    import olefile

    with olefile.OleFileIO(io.BytesIO(data)) as container:
        word = container.openstream("WordDocument").read()
        (flags,) = struct.unpack_from("<H", word, _FLAGS)
        table = container.openstream("1Table" if flags & _TABLE_ONE else "0Table").read()
    (characters,) = struct.unpack_from("<i", word, _CHARACTERS)
    start, length = struct.unpack_from("<II", word, _PIECES)
    return "".join(_pieces(word, table[start : start + length]))[:characters]


def _pieces(word: bytes, clx: bytes) -> Iterator[str]:
    at = 0
    while clx[at] == 1:  # properties before the piece table
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    (length,) = struct.unpack_from("<I", clx, at + 1)
    plc = clx[at + 5 : at + 5 + length]
    count = (len(plc) - 4) // 12
    places = struct.unpack_from(f"<{count + 1}I", plc)
    for number in range(count):
        (where,) = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * number + 2)
        size = places[number + 1] - places[number]
        if where & _COMPRESSED:
            begin = (where & ~_COMPRESSED) // 2
            yield word[begin : begin + size].decode("cp1252", "replace")
        else:
            yield word[where : where + 2 * size].decode("utf-16-le", "replace")


def _lines(text: str) -> Iterator[Line]:
    number = table = cells = 0
    in_table = False
    for paragraph in _blocks(text):
        if isinstance(paragraph, str):
            in_table = False
            number += 1
            yield Line(number, paragraph)
        else:
            table += not in_table
            in_table = True
            number += 1
            cells += len(paragraph)
            yield Line(number, "\t".join(paragraph).replace("\n", " "), tuple(paragraph), table)
        if number > LINES or cells > CELLS:
            return


def _blocks(text: str) -> Iterator[str | list[str]]:
    """Paragraphs, and rows. A row's end is a mark more; its width is that of the first, whose cells all have a title."""
    parts = text.split(_CELL)
    at = 0
    while at < len(parts):
        before, _stop, first = parts[at].rpartition("\r")
        if at == len(parts) - 1:
            yield from filter(str.strip, parts[at].replace("\x0c", "\r").split("\r"))
            return
        yield from filter(str.strip, before.replace("\x0c", "\r").split("\r"))
        width = next((one for one in range(1, len(parts) - at) if not parts[at + one].strip()), len(parts) - at)
        parts[at] = first
        while at < len(parts) - 1 and "\r" not in parts[at]:
            # A row with cells merged across has fewer of them: it ends at the last mark that may be its own.
            ends = [one for one in range(1, width + 1) if at + one < len(parts) and not parts[at + one].strip()]
            end = width if width in ends or not ends else ends[-1]
            yield [cell.strip().replace("\r", "\n") for cell in parts[at : at + end]]
            at += end + 1
