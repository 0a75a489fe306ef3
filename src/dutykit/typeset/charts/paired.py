"""Two scores of the same thing side by side: the unit's own and the reviewed one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from dutykit.typeset.charts.svg import amount, label_lines, patterns, rect, svg, text, text_lines

_LABEL = 232
_LENGTH = 270
_BAR = 15


@dataclass(frozen=True, slots=True)
class Pair:
    """One thing scored twice; None for a score that was not given."""

    label: str
    own: Decimal | None
    reviewed: Decimal | None
    full: Decimal | None = None
    """The points there are to gain; None where the largest number sets the scale."""


def paired_bars(title: str, pairs: Sequence[Pair], family: str, *, names: tuple[str, str] = ("自评", "复核")) -> Markup:
    """A light bar over a hatched one for each pair, all on one scale, or each on its own full points; empty for none."""
    if not pairs:
        return Markup("")
    shapes = [patterns(["url(#hatch)"]), rect(0, 4, 18, 13, "#d4d4d4"), text(24, 15, names[0])]
    shapes += [rect(90, 4, 18, 13, "url(#hatch)"), text(114, 15, names[1])]
    if any(pair.full for pair in pairs):
        shapes.append(text(162, 15, "条长为得分与满分之比"))
    largest = max((one for pair in pairs for one in (pair.own, pair.reviewed) if one is not None), default=Decimal(0))
    y = 30
    for pair in pairs:
        lines = label_lines(pair.label)
        height = max(2 * _BAR + 8, 17 * len(lines) + 6)
        middle = y + height / 2
        shapes += text_lines(_LABEL - 10, middle, lines, anchor="end")
        scale = pair.full or largest or Decimal(1)
        for score, top, fill in ((pair.own, middle - _BAR, "#d4d4d4"), (pair.reviewed, middle, "url(#hatch)")):
            share = min(max((score or Decimal(0)) / scale, Decimal(0)), Decimal(1))
            width = float(share) * _LENGTH
            if width:
                shapes.append(rect(_LABEL, top, width, _BAR, fill))
            shapes.append(text(_LABEL + width + 6, top + 12, _score(score, pair.full)))
        y += height
    shapes.append(f'<path d="M{_LABEL} 28V{y}" stroke="#000000" stroke-width="0.8"/>')
    stated = (
        f"{pair.label}：{names[0]}{_score(pair.own, pair.full)}，{names[1]}{_score(pair.reviewed, pair.full)}"
        for pair in pairs
    )
    return svg(title, "；".join(stated), y + 4, shapes, family)


def _score(score: Decimal | None, full: Decimal | None) -> str:
    if score is None:
        return "未评"
    return amount(score) if full is None else f"{amount(score)}/{amount(full)}"
