"""Gives an embedded CFF font the character numbers that the pages use.

A page that WeasyPrint writes names a glyph by its index in the font. In a CFF font keyed by CID a reader that keeps to
the rules looks that number up in the font's own charset instead. Fonts of Chinese, Japanese and Korean number their
glyphs otherwise than they store them: such a reader draws another glyph, or none, and an archive refuses the file.

Upstream: no issue of WeasyPrint's is known. ISO 32000-1, 9.7.4.2 has the rule.
"""

from __future__ import annotations

import io
import struct

LIBRARY = "weasyprint"

_DIRECTORY, _ENTRY = 12, 16
"""Where the list of tables begins in an OpenType file, and the bytes of each of its lines."""
_LAST_PREDEFINED = 2
"""Offsets of up to this name a charset that no font need hold."""
_NUMBERS, _ONE_BYTE_RANGES, _TWO_BYTE_RANGES = 0, 1, 2
"""Formats of a charset: each number, or runs of numbers with the length of a run in one byte or in two."""


def with_identity_charset(font: bytes) -> bytes:
    """The OpenType `font` with a charset in which every glyph's CID is its index; as it is if it is not keyed by CID.

    Nothing but the charset and its table's checksum changes.
    """
    from fontTools.cffLib import CFFFontSet
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(font), lazy=True) as opened:
        if "CFF " not in opened:
            return font
        table = opened.reader.tables["CFF "]
    cff = bytearray(font[table.offset : table.offset + table.length])
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(cff), None)
    top = fonts[0]
    at = top.rawDict.get("charset", 0)
    if not hasattr(top, "ROS") or at <= _LAST_PREDEFINED:
        return font
    (glyphs,) = struct.unpack_from(">H", cff, top.rawDict["CharStrings"])
    charset = _identity(glyphs)
    cff[at : at + len(charset)] = charset
    whole = bytearray(font)
    whole[table.offset : table.offset + table.length] = cff
    for entry in range(_DIRECTORY, table.offset, _ENTRY):
        if whole[entry : entry + 4] == b"CFF ":
            struct.pack_into(">I", whole, entry + 4, _checksum(bytes(cff)))
            break
    return bytes(whole)


def _identity(glyphs: int) -> bytes:
    """A charset that numbers each of so many glyphs by its index; it is no longer than any other charset for them."""
    if glyphs <= 2:
        return struct.pack(f">B{glyphs - 1}H", _NUMBERS, *range(1, glyphs))
    last = glyphs - 2
    return (
        struct.pack(">BHB", _ONE_BYTE_RANGES, 1, last)
        if last < 1 << 8
        else struct.pack(">BHH", _TWO_BYTE_RANGES, 1, last)
    )


def _checksum(table: bytes) -> int:
    """The checksum of a table: the sum of its 32-bit numbers."""
    padded = table + b"\0" * (-len(table) % 4)
    numbers: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(numbers) & 0xFFFFFFFF
