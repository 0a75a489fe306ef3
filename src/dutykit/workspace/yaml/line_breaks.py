"""Characters that libyaml takes for line breaks, as YAML 1.1 did, and that editors and YAML 1.2 take for text.

While such a file is parsed, characters of the same length that mean nothing stand for them, so that lines are counted
by the line feeds alone and a text that was pasted from a web page stays one text.
"""

from __future__ import annotations

STANDINGS = (("\u2028", "\ufdd0"), ("\u2029", "\ufdd1"), ("\x85", "\u0378"))
"""Each with what stands for it: two noncharacters and an unassigned one, of as many bytes in UTF-8."""
_PAIRS = tuple((real.encode(), standing.encode()) for real, standing in STANDINGS)
_BACK = str.maketrans({standing: real for real, standing in STANDINGS})


def has_odd_breaks(data: bytes) -> bool:
    """Whether any of these characters is in `data`."""
    return any(real in data for real, _standing in _PAIRS)


def parsed_data(data: bytes) -> bytes | None:
    """`data` as it is to be parsed; None where what would stand for a character is in it already."""
    if any(standing in data for _real, standing in _PAIRS):
        return None
    for real, standing in _PAIRS:
        data = data.replace(real, standing)
    return data


def restored(text: str) -> str:
    """A value that was parsed, with the characters that are in the file."""
    return text.translate(_BACK)
