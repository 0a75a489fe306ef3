"""Pages of a PDF that are set in two columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dutykit.plans.grammar.words.outline import mark_of

_MIDDLE = (0.38, 0.62)
"""The part of a page's width that the space between two columns is in."""
_STEP = 2.0
_APART = 0.8
"""Parts of a letter's size that the columns are apart at least."""
_LEAST = 6
"""Lines of a column."""
_ACROSS = 0.3
"""Parts of a page's lines that may go over both columns: its title."""
_EDGE = 2.8
"""Characters that a full line may lack."""
_FULL = 5
"""One of so many lines of the left column is a full one at least."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the left column ends and the right one begins."""

    left: float
    """Where the lines of the left one begin,"""
    edge: float
    """and where full ones end."""
    right: float
    """Where those of the right one begin."""

    def divided(self, lines: Sequence[list[Any]]) -> list[tuple[list[Any], int]]:
        """The lines in the order they are read, each with its column (1, 2); 0 for one that goes over both."""
        found: list[tuple[list[Any], int]] = []
        aside: list[tuple[list[Any], int]] = []
        middle = (self.edge + self.right) / 2
        for line in lines:
            left, right = _sides(line, middle)
            if any(one.x0 < middle < one.x1 for one in line):
                found += [*aside, (line, 0)]
                aside = []
                continue
            found += [(left, 1)] if left else []
            aside += [(right, 2)] if right else []
        return [*found, *aside]


def columns_of(lines: Sequence[list[Any]], width: float, before: Columns | None = None) -> Columns | None:
    """The two columns of a page with these lines of letters; None if it has one.

    A page with too few lines to tell has those of the page `before`, if its lines keep to them.
    """
    found = _columns(lines, width)
    if found is None and before is not None:
        middle = (before.edge + before.right) / 2
        across = sum(any(one.x0 < middle < one.x1 for one in line) for line in lines)
        return before if across <= _ACROSS * len(lines) else None
    return found


def _columns(lines: Sequence[list[Any]], width: float) -> Columns | None:
    if len(lines) < _LEAST:
        return None
    size = sorted(one.size for line in lines for one in line)[sum(map(len, lines)) // 2]
    places = [width * _MIDDLE[0] + _STEP * step for step in range(int(width * (_MIDDLE[1] - _MIDDLE[0]) / _STEP))]
    half = _APART * size / 2
    across = {x: sum(any(one.x0 < x + half and one.x1 > x - half for one in line) for line in lines) for x in places}
    fewest = min(across.values(), default=len(lines))
    best = [x for x in places if across[x] == fewest]
    if fewest > _ACROSS * len(lines):
        return None
    middle = best[len(best) // 2]
    inside = [line for line in lines if not any(one.x0 < middle + half and one.x1 > middle - half for one in line)]
    left = [side for line in inside if (side := _sides(line, middle)[0])]
    right = [side for line in inside if (side := _sides(line, middle)[1])]
    if min(len(left), len(right)) < _LEAST:
        return None
    edge, begin = max(line[-1].x1 for line in left), min(line[0].x0 for line in right)
    full = sum(edge - line[-1].x1 < _EDGE * size for line in left)
    flush = sum(count for _x, count in Counter(round(line[0].x0) for line in right).most_common(2))  # indented or not
    numbered = any(mark_of("".join(one.get_text() for one in line)) is not None for line in right)
    if _FULL * full < len(left) or 2 * flush < len(right) or not numbered:
        return None  # cells of a table that has no lines
    return Columns(min(line[0].x0 for line in left), edge, begin)


def _sides(line: Sequence[Any], middle: float) -> tuple[list[Any], list[Any]]:
    return [one for one in line if one.x1 <= middle], [one for one in line if one.x1 > middle]
