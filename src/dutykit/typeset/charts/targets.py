"""Metrics against their targets: a bar each on its own scale, with a mark where the target lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from dutykit.typeset.charts.svg import label_lines, mark, rect, svg, text

_LABEL = 232
_LENGTH = 190
_ROW = 21


@dataclass(frozen=True, slots=True)
class TargetBar:
    """A metric's number beside its target."""

    label: str
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    words: str
    """Stands at the bar's end: the number and whether it meets the target."""


def target_bars(title: str, bars: Sequence[TargetBar], family: str) -> Markup:
    """One bar a metric, each on its own scale, with a mark where its target lies; empty for no bars."""
    if not bars:
        return Markup("")
    shapes = [rect(0, 4, 18, 13, "#d4d4d4"), text(24, 15, "填报数值"), mark(104, 2, 17), text(112, 15, "目标值")]
    y = 30
    for bar in bars:
        lines = label_lines(bar.label)
        height = max(_ROW + 4, 17 * len(lines) + 6)
        middle = y + height / 2
        for position, line in enumerate(lines):
            shapes.append(text(_LABEL - 10, middle + 5 + 16 * (position - (len(lines) - 1) / 2), line, anchor="end"))
        bounds = [bound for bound in (bar.low, bar.high) if bound is not None]
        scale = max([bar.value, *bounds, Decimal(0)]) * Decimal("1.15") or Decimal(1)
        width = float(max(bar.value, Decimal(0)) / scale * _LENGTH)
        if width:
            shapes.append(rect(_LABEL, middle - 7, width, 14, "#d4d4d4"))
        marks = (_LABEL + float(max(bound, Decimal(0)) / scale * _LENGTH) for bound in bounds)
        shapes.extend(mark(x, middle - 11, 22) for x in marks)
        shapes.append(text(_LABEL + _LENGTH + 8, middle + 4.5, bar.words))
        y += height
    shapes.append(f'<path d="M{_LABEL} 28V{y}" stroke="#000000" stroke-width="0.8"/>')
    return svg(title, "；".join(f"{bar.label}：{bar.words}" for bar in bars), y + 4, shapes, family)
