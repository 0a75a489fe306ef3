"""What fits on a page that is to stay the only one: how high texts are, and how many rows of several lists have room."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

MILLIMETRE = 72 / 25.4
"""In points, in which all heights and widths here are."""
_BROAD = frozenset("@%&WMmwQOGDHNU—…")


def lines_of(text: str, width: float, size: float) -> int:
    """On how many lines of `width` a text of letters of `size` stands at most, where a line may break inside a word.

    A line of nothing but Chinese letters is full; another may stay a letter short, as none begins with a comma.
    """
    is_plain = text.isalpha() and not any(map(str.isascii, text))
    room = max(width / size // 1 if is_plain else width / size - 1, 1)
    needed = sum(1 if not one.isascii() or one in _BROAD else 0.62 for one in text)
    if needed <= width / size:
        return 1
    return -int(-needed // room)


def rows_that_fit(lists: Sequence[Sequence[float]], room: float) -> list[int]:
    """How many rows of each list, by their heights, fit into `room` below each other, taken in turn from all of them.

    What is left out of a list is its end.
    """
    fitting = [0] * len(lists)
    closed: set[int] = set()
    for turn in zip_longest(*lists):
        for place, height in enumerate(turn):
            if height is None or place in closed:
                continue
            if height > room:
                closed.add(place)
                continue
            room -= height
            fitting[place] += 1
    return fitting
