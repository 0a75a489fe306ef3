"""Two scores of the same thing side by side: the unit's own and the reviewed one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from dutykit.typeset.charts.svg import (
    WIDTH,
    amount,
    label_lines,
    number,
    patterns,
    rect,
    room_for,
    svg,
    text,
    text_lines,
    thin_mark,
)

_LABEL = 232
_LENGTH = 270
_BAR = 14
_HIGHEST = 780
"""Of all rows: a page holds them."""
_GAP = 6
"""Between a bar and its number."""
_NAMES = ("自评", "复核")


@dataclass(frozen=True, slots=True)
class Pair:
    """One thing scored twice; None for a score that was not given."""

    label: str
    own: Decimal | None
    reviewed: Decimal | None
    full: Decimal | None = None
    """The points there are to gain; None where that is not known."""

    @property
    def largest(self) -> Decimal:
        """How far its bars, and the mark of its full points, may reach."""
        return max(one or Decimal(0) for one in (self.own, self.reviewed, self.full))


def paired_bars(
    title: str, pairs: Sequence[Pair], family: str, *, most: Decimal | None = None, names: tuple[str, str] = _NAMES
) -> Markup:
    """A light bar over a hatched one for each pair, as long as their numbers; empty for none.

    All are on one scale that ends at `most`, by default the largest number there is; what is below zero is left of it.
    A stroke marks the full points.
    """
    if not pairs:
        return Markup("")
    given = [one or Decimal(0) for pair in pairs for one in (pair.own, pair.reviewed)]
    last, first = max(pair.largest for pair in pairs) if most is None else most, min(*given, Decimal(0))
    words = (_score(one, pair.full) for pair in pairs for one in (pair.own, pair.reviewed))
    length = min(_LENGTH, WIDTH - _LABEL - _GAP - room_for(words))

    def place(of: Decimal) -> float:
        return _LABEL + float((of - first) / (last - first or 1)) * length

    zero = place(Decimal(0))
    shapes = [patterns(["url(#hatch)"]), rect(0, 4, 18, 13, "#d4d4d4"), text(24, 15, names[0])]
    shapes += [rect(90, 4, 18, 13, "url(#hatch)"), text(114, 15, names[1])]
    if any(pair.full for pair in pairs):
        shapes += [thin_mark(166, 3, 15), text(174, 15, "满分")]
    y = 30
    for pair, lines in zip(pairs, _labels(pairs), strict=True):
        height = _height(lines)
        middle = y + height / 2
        shapes += text_lines(_LABEL - 10, middle, lines, anchor="end")
        if pair.full:
            shapes.append(thin_mark(place(pair.full), middle - _BAR - 1, 2 * _BAR + 2))
        for score, top, fill in ((pair.own, middle - _BAR, "#d4d4d4"), (pair.reviewed, middle, "url(#hatch)")):
            end = place(score or Decimal(0))
            if score:
                shapes.append(rect(min(zero, end), top, abs(end - zero), _BAR, fill))
            beside = max(zero, end, place(pair.full or Decimal(0))) + _GAP
            shapes.append(text(beside, top + 11.5, _score(score, pair.full)))
        y += height
    shapes.append(f'<path d="M{number(zero)} 28V{y}" stroke="#000000" stroke-width="0.8"/>')
    stated = (
        f"{pair.label}：{names[0]}{_score(pair.own, pair.full)}，{names[1]}{_score(pair.reviewed, pair.full)}"
        for pair in pairs
    )
    return svg(title, "；".join(stated), y + 4, shapes, family)


def _score(score: Decimal | None, full: Decimal | None) -> str:
    if score is None:
        return "未评"
    return amount(score) if full is None else f"{amount(score)}/{amount(full)}"


def _labels(pairs: Sequence[Pair]) -> list[list[str]]:
    """The lines of all labels, whole names where the page has room for them."""
    whole = [label_lines(pair.label, most=3) for pair in pairs]
    return whole if sum(map(_height, whole)) <= _HIGHEST else [label_lines(pair.label) for pair in pairs]


def _height(lines: Sequence[str]) -> int:
    return max(2 * _BAR + 6, 17 * len(lines) + 6)
