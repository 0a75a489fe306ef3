"""How the file of a unit, an indicator or a person is named: two ids never have one name."""

from __future__ import annotations

import hashlib
import re

_FORBIDDEN = frozenset('/\\:*?"<>|%~')
"""What no file name may hold on some system, and what stands for something else in the names made here."""
_RESERVED = r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)"
"""Names that Windows takes for devices."""
_MOST_BYTES = 180
"""File systems take 255; an extension, a year and what a temporary name adds need some of them."""
_DIGITS = 10


def file_stem(name: str) -> str:
    """The name without an extension of a file of `name`, an id.

    What no file name may hold is written as in URLs (a/b as a%2Fb); a name that is too long is cut, and ends in `~` and
    digits of its SHA-256. Different ids give different names.
    """
    text = "".join(_escaped(one) if one in _FORBIDDEN or not one.isprintable() else one for one in name)
    if text[:1] in {".", " "} or (text[:1].isascii() and re.match(_RESERVED, text)):
        text = _escaped(text[0]) + text[1:]
    if text[-1:] in {".", " "}:
        text = text[:-1] + _escaped(text[-1])
    data = text.encode("utf-8", "surrogatepass")
    if len(data) > _MOST_BYTES:
        digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
        text = f"{data[: _MOST_BYTES - _DIGITS - 1].decode('utf-8', 'ignore')}~{digest}"
    return text or "%"


def _escaped(letter: str) -> str:
    return "".join(f"%{byte:02X}" for byte in letter.encode("utf-8", "surrogatepass"))
