"""Which characters dutykit's own fonts draw, known without opening a font."""

from __future__ import annotations

from functools import cache

from dutykit.shipped import shipped
from dutykit.text.clean import clean

CHARACTERS_FILE = "fonts/characters.txt"
"""The code points that one of the fonts draws, as ranges; tools/build_fonts.py writes it beside them."""
_COMMON = "gbk"
"""An encoding all of whose characters are drawn: a text that it holds is looked at no further."""


def undrawn(text: str) -> frozenset[str]:
    """The characters of `text` that are printed and that none of dutykit's own fonts draws."""
    try:
        text.encode(_COMMON)
    except UnicodeEncodeError:
        return frozenset(clean("".join(set(text)))) - _drawn() - {"\n"}
    return frozenset()


@cache
def _drawn() -> frozenset[str]:
    ranges = (line.split("-") for line in shipped(CHARACTERS_FILE).read_text(encoding="ascii").split())
    bounds = ((int(one[0], 16), int(one[-1], 16)) for one in ranges)
    return frozenset(chr(code) for first, last in bounds for code in range(first, last + 1))
