"""Numbers year over year: a line of points for each metric, on its own scale, the numbers beside the points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from dutykit.typeset.charts.svg import SIZE, WIDTH, amount, label_lines, number, svg, text, text_lines

_LABEL = 232
_ROW = 46
_SIDE = 34
_END = 104
_CHANGE = 6.0
"""Characters of a line of the change, behind the last year."""
_APART = 5
"""Between the numbers of two years."""
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class YearRow:
    """One metric through the years; None for a year without a number."""

    label: str
    unit: str
    values: tuple[Decimal | None, ...]
    """One for each year of the chart."""


def years(title: str, cycles: Sequence[int], rows: Sequence[YearRow], family: str) -> Markup:
    """A line a row from the first of `cycles` to the last; empty where there are no two years to compare."""
    rows = [row for row in rows if sum(one is not None for one in row.values) > 1]
    if len(cycles) < 2 or not rows:
        return Markup("")
    step = (WIDTH - _LABEL - _SIDE - _END) / (len(cycles) - 1)
    across = [_LABEL + _SIDE + step * position for position in range(len(cycles))]
    shapes = [text(x, 15, f"{cycle}年", anchor="middle") for x, cycle in zip(across, cycles, strict=True)]
    y = 24
    for row in rows:
        lines = label_lines(row.label, most=3)
        middle = y + _ROW / 2
        shapes += text_lines(_LABEL - 10, middle, lines, anchor="end")
        shapes += _line(row, across, y, int((step - _APART) / (0.55 * SIZE)))
        shapes += text_lines(WIDTH - _END + 26, middle, label_lines(_change(row), _CHANGE, most=3))
        shapes.append(f'<path d="M{_LABEL} {y + _ROW}H{WIDTH}" stroke="#999999" stroke-width="0.4"/>')
        y += _ROW
    return svg(title, "；".join(_words(cycles, row) for row in rows), y + 4, shapes, family)


def _line(row: YearRow, across: Sequence[float], top: float, digits: int) -> list[str]:
    known = [(x, value) for x, value in zip(across, row.values, strict=True) if value is not None]
    low, high = min(value for _x, value in known), max(value for _x, value in known)
    spread = high - low
    points = [(x, top + 36 - 12 * (float((value - low) / spread) if spread else 0.5), value) for x, value in known]
    path = "L".join(f"{number(x)} {number(y)}" for x, y, _value in points)
    shapes = [f'<path d="M{path}" fill="none" stroke="#000000" stroke-width="1.2"/>']
    for x, y, value in points:
        shapes.append(f'<circle cx="{number(x)}" cy="{number(y)}" r="2.6" fill="#000000"/>')
        shapes.append(text(x, y - 7, amount(value, min(digits, _DIGITS)), anchor="middle"))
    return shapes


def _change(row: YearRow) -> str:
    """The last number against the one before it."""
    last, before = [value for value in reversed(row.values) if value is not None][:2]
    if last == before:
        return "持平"
    sign = "↑" if last > before else "↓"
    return f"{sign}{amount(abs(last - before), _DIGITS)}{row.unit}"


def _words(cycles: Sequence[int], row: YearRow) -> str:
    pairs = zip(cycles, row.values, strict=True)
    stated = (f"{cycle}年{amount(value)}{row.unit}" for cycle, value in pairs if value is not None)
    return f"{row.label}：" + "，".join(stated)
