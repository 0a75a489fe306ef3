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
)

_LABEL = 232
_LENGTH = 270
_BAR = 15
_GAP = 6
"""Between a bar and its number."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One thing scored twice; None for a score that was not given."""

    label: str
    own: Decimal | None
    reviewed: Decimal | None
    full: Decimal | None = None
    """The points there are to gain; None where the largest number sets the scale."""


def paired_bars(title: str, pairs: Sequence[Pair], family: str, *, names: tuple[str, str] = ("自评", "复核")) -> Markup:
    """A light bar over a hatched one for each pair; empty for none.

    Where all have full points, a bar is as long as its share of these, which the legend says; else all are on one scale.
    """
    if not pairs:
        return Markup("")
    shapes = [patterns(["url(#hatch)"]), rect(0, 4, 18, 13, "#d4d4d4"), text(24, 15, names[0])]
    shapes += [rect(90, 4, 18, 13, "url(#hatch)"), text(114, 15, names[1])]
    as_rates = all(pair.full for pair in pairs)
    if as_rates:
        shapes.append(text(162, 15, "条长为得分与满分之比"))
    shown = [_shown(pair, one, as_rates=as_rates) for pair in pairs for one in (pair.own, pair.reviewed)]
    least, most = min(*shown, Decimal(0)), max(*shown, Decimal(as_rates))
    words = (_score(one, pair.full) for pair in pairs for one in (pair.own, pair.reviewed))
    unit = min(_LENGTH, WIDTH - _LABEL - _GAP - room_for(words)) / float(most - least or 1)
    zero = _LABEL + float(-least) * unit
    y = 30
    for pair in pairs:
        lines = label_lines(pair.label)
        height = max(2 * _BAR + 8, 17 * len(lines) + 6)
        middle = y + height / 2
        shapes += text_lines(_LABEL - 10, middle, lines, anchor="end")
        for score, top, fill in ((pair.own, middle - _BAR, "#d4d4d4"), (pair.reviewed, middle, "url(#hatch)")):
            width = float(_shown(pair, score, as_rates=as_rates)) * unit
            if width:
                shapes.append(rect(zero + min(width, 0), top, abs(width), _BAR, fill))
            shapes.append(text(zero + max(width, 0) + _GAP, top + 12, _score(score, pair.full)))
        y += height
    shapes.append(f'<path d="M{number(zero)} 28V{y}" stroke="#000000" stroke-width="0.8"/>')
    stated = (
        f"{pair.label}：{names[0]}{_score(pair.own, pair.full)}，{names[1]}{_score(pair.reviewed, pair.full)}"
        for pair in pairs
    )
    return svg(title, "；".join(stated), y + 4, shapes, family)


def _shown(pair: Pair, score: Decimal | None, *, as_rates: bool) -> Decimal:
    """What the bar of a score is as long as."""
    return (score or Decimal(0)) / (pair.full if as_rates and pair.full else 1)


def _score(score: Decimal | None, full: Decimal | None) -> str:
    if score is None:
        return "未评"
    return amount(score) if full is None else f"{amount(score)}/{amount(full)}"
