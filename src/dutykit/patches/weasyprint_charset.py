"""Gives an embedded CFF font the character numbers that the pages use.

A page that WeasyPrint writes names a glyph by its index in the font. In a CFF font keyed by CID a reader that keeps to
the rules looks that number up in the font's own charset instead. Fonts of Chinese, Japanese and Korean number their
glyphs otherwise than they store them: such a reader draws another glyph, or none, and an archive refuses the file.

Upstream: no issue of WeasyPrint's is known. ISO 32000-1, 9.7.4.2 has the rule.
"""

from __future__ import annotations

import struct

LIBRARY = "weasyprint"

_DIRECTORY, _ENTRY = 12, 16
"""Where the list of tables begins in an OpenType file, and the bytes of each of its lines."""
_LAST_PREDEFINED = 2
"""Offsets of up to this name a charset that no font need hold."""
_CHARSET, _GLYPHS, _KEYED_BY_CID = 15, 17, 12 << 8 | 30
"""Operators of a font's DICT."""
_LAST_OPERATOR, _ESCAPE, _REAL, _END_OF_REAL, _TWO_BYTES = 21, 12, 30, 0xF, 247
_WIDE = {28: 2, 29: 4}
"""How a DICT begins what is in it; of numbers with a byte before them, how many bytes they have."""
_NUMBERS, _ONE_BYTE_RANGES, _TWO_BYTE_RANGES = 0, 1, 2
"""Formats of a charset: each number, or runs of numbers with the length of a run in one byte or in two."""


def with_identity_charset(font: bytes) -> bytes:
    """The OpenType `font` with a charset in which every glyph's CID is its index; as it is if it is not keyed by CID.

    Nothing but the charset and its table's checksum changes.
    """
    (tables,) = struct.unpack_from(">H", font, 4)
    entries = range(_DIRECTORY, _DIRECTORY + tables * _ENTRY, _ENTRY)
    entry = next((at for at in entries if font[at : at + 4] == b"CFF "), None)
    if entry is None:
        return font
    offset, length = struct.unpack_from(">II", font, entry + 8)
    cff = bytearray(font[offset : offset + length])
    names = _index_at(cff, cff[2])
    top = _numbers(bytes(cff[slice(*_index_at(cff, names[-1])[:2])]))
    (at,) = top.get(_CHARSET, [0])
    if _KEYED_BY_CID not in top or at <= _LAST_PREDEFINED:
        return font
    (glyphs,) = struct.unpack_from(">H", cff, top[_GLYPHS][0])
    charset = _identity(glyphs)
    cff[at : at + len(charset)] = charset
    whole = bytearray(font)
    whole[offset : offset + length] = cff
    struct.pack_into(">I", whole, entry + 4, _checksum(bytes(cff)))
    return bytes(whole)


def _index_at(cff: bytes | bytearray, at: int) -> list[int]:
    """Where each object of the INDEX at `at` begins, and at last where the INDEX ends."""
    (count,) = struct.unpack_from(">H", cff, at)
    if not count:
        return [at + 2]
    size, first = cff[at + 2], at + 3
    before = first + (count + 1) * size - 1
    return [before + int.from_bytes(cff[first + one * size : first + (one + 1) * size]) for one in range(count + 1)]


def _numbers(top: bytes) -> dict[int, list[int]]:
    """The operands of each operator of the DICT `top`; of one that is no whole number, 0."""
    found: dict[int, list[int]] = {}
    operands: list[int] = []
    at = 0
    while at < len(top):
        first = top[at]
        at += 1
        if first <= _LAST_OPERATOR:
            if first == _ESCAPE:
                first = _ESCAPE << 8 | top[at]
                at += 1
            found[first], operands = operands, []
        elif first == _REAL:
            while top[at] & 0xF != _END_OF_REAL and top[at] >> 4 != _END_OF_REAL:
                at += 1
            at += 1
            operands.append(0)
        elif first in _WIDE:
            operands.append(int.from_bytes(top[at : at + _WIDE[first]], signed=True))
            at += _WIDE[first]
        elif first < _TWO_BYTES:
            operands.append(first - 139)
        else:
            away = (first - _TWO_BYTES) % 4 * 256 + top[at] + 108
            operands.append(away if first < _TWO_BYTES + 4 else -away)
            at += 1
    return found


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
