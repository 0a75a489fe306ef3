"""Metrics against their targets: a bar each on its own scale, with a mark where the target lies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from dutykit.typeset.charts.svg import label_lines, mark, number, rect, svg, text, text_lines

_LABEL = 232
_LENGTH = 190
_ROW = 21
_WORDS = 14.0
"""Characters of the words behind a bar that are on a line."""
_PAGE = 700
"""The height of the rows that go into one chart."""
_MARGIN = Decimal("1.15")


@dataclass(frozen=True, slots=True)
class TargetBar:
    """A metric's number beside its target."""

    label: str
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    words: str
    """Stands at the bar's end: the number and whether it meets the target."""


def _scale(bar: TargetBar) -> Callable[[Decimal], float]:
    """Where a number lies in the bar's row: zero, the value and the target are all in it, negative ones left of zero."""
    shown = [bar.value, Decimal(0), *(bound for bound in (bar.low, bar.high) if bound is not None)]
    first, last = min(shown) * _MARGIN, max(shown) * _MARGIN
    whole = last - first or Decimal(1)
    return lambda one: _LABEL + float((one - first) / whole) * _LENGTH


def target_bars(title: str, bars: Sequence[TargetBar], family: str) -> tuple[Markup, ...]:
    """One bar a metric, each on its own scale, with a mark where its target lies, a chart a page; none for no bars."""
    charts: list[list[TargetBar]] = []
    left = 0.0
    for bar in bars:
        left -= _height(bar)
        if left < 0:
            charts.append([])
            left = _PAGE - _height(bar)
        charts[-1].append(bar)
    return tuple(_chart(title, chart, family) for chart in charts)


def _lines(bar: TargetBar) -> tuple[list[str], list[str]]:
    """The lines of a bar's label and of the words behind it."""
    return label_lines(bar.label, most=3), label_lines(bar.words, _WORDS, most=5)


def _height(bar: TargetBar) -> float:
    return max(_ROW + 4, 17 * max(map(len, _lines(bar))) + 6)


def _chart(title: str, bars: Sequence[TargetBar], family: str) -> Markup:
    shapes = [rect(0, 4, 18, 13, "#d4d4d4"), text(24, 15, "填报数值"), mark(104, 2, 17), text(112, 15, "目标值")]
    y = 30.0
    for bar in bars:
        lines, words = _lines(bar)
        height = _height(bar)
        middle = y + height / 2
        shapes += text_lines(_LABEL - 10, middle, lines, anchor="end")
        shapes += text_lines(_LABEL + _LENGTH + 8, middle, words)
        place = _scale(bar)
        zero, end = place(Decimal(0)), place(bar.value)
        if bar.value:
            shapes.append(rect(min(zero, end), middle - 7, abs(end - zero), 14, "#d4d4d4"))
        shapes.extend(mark(place(bound), middle - 11, 22) for bound in (bar.low, bar.high) if bound is not None)
        shapes.append(f'<path d="M{number(zero)} {number(y)}v{number(height)}" stroke="#000000" stroke-width="0.8"/>')
        y += height
    return svg(title, "；".join(f"{bar.label}：{bar.words}" for bar in bars), y + 4, shapes, family)
