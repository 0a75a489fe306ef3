"""Charts as inline SVG, readable in black and white; every text in them is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup, escape

from dutykit.render.report.words import clean

WIDTH = 620
"""Of every chart, in its own units; the page scales it to the text block."""
_LABEL = 232
_BAR = 300
_ROW = 21
_LOW_ROW = 17
_FEW = 12
"""More bars than these stand closer together."""
_SIZE = 13


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of part in a stacked bar."""

    name: str
    fill: str
    ink: str = "#000000"
    """The colour of the number in it."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A stacked bar: one number for each kind."""

    label: str
    parts: tuple[int, ...]
    note: str
    """Stands at the bar's end."""


@dataclass(frozen=True, slots=True)
class TargetBar:
    """A metric's number beside its target."""

    label: str
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    words: str
    """Stands at the bar's end: the number and whether it meets the target."""


RATINGS = (
    Kind("达到", "#d4d4d4"),
    Kind("部分达到", "#a6a6a6"),
    Kind("未达到", "#404040", "#ffffff"),
    Kind("不适用", "#ffffff"),
    Kind("未作结论", "url(#dots)"),
    Kind("未填报", "url(#hatch)"),
    Kind("没有读全", "url(#grid)"),
)
ANSWERS = (
    Kind("已填报", "#d4d4d4"),
    Kind("未填报", "url(#hatch)"),
    Kind("没有读全", "url(#grid)"),
)

_PATTERNS = {
    "hatch": '<path d="M0 6L6 0" stroke="#000000" stroke-width="0.7"/>',
    "dots": '<circle cx="3" cy="3" r="1" fill="#000000"/>',
    "grid": '<path d="M0 3H6M3 0V6" stroke="#000000" stroke-width="0.7"/>',
}
"""What tells apart, in black and white, what is missing from what was answered."""


_LONGEST = 200
_NEVER_FIRST = "，。、；：）》”％%…"
_NEVER_LAST = "（《“"
_BREAK_AFTER = "，、；：）》”的"
_BREAK_BEFORE = "（《“和与占"


def stacked_bars(title: str, kinds: Sequence[Kind], bars: Sequence[Bar], family: str) -> Markup:
    """Bars of one common scale, each cut into parts by kind, with a legend; `family` is a CSS font list."""
    used = [number for number in range(len(kinds)) if any(bar.parts[number] for bar in bars)]
    widest = max((sum(bar.parts) for bar in bars), default=0) or 1
    shapes = [_patterns(kinds[number].fill for number in used)]
    x = 0.0
    for number in used:
        shapes.append(_rect(x, 4, 18, 13, kinds[number].fill))
        shapes.append(_text(x + 24, 15, kinds[number].name))
        x += 24 + _SIZE * len(kinds[number].name) + 22
    y = 30
    row = _ROW if len(bars) <= _FEW else _LOW_ROW
    for bar in bars:
        lines = _label_lines(bar.label)
        height = max(row, 17 * len(lines) + (6 if len(lines) > 1 else 0))
        middle = y + height / 2
        for position, line in enumerate(lines):
            shapes.append(_text(_LABEL - 10, middle + 5 + 16 * (position - (len(lines) - 1) / 2), line, anchor="end"))
        x = float(_LABEL)
        for number in used:
            width = _BAR * bar.parts[number] / widest
            if not width:
                continue
            shapes.append(_rect(x, middle - 7, width, 14, kinds[number].fill))
            words = str(bar.parts[number])
            if width > 8 * len(words) + 4:
                shapes.append(_text(x + width / 2, middle + 4.5, words, anchor="middle", fill=kinds[number].ink))
            x += width
        shapes.append(_text(x + 8, middle + 4.5, bar.note))
        y += height
    shapes.append(f'<path d="M{_LABEL} 28V{y}" stroke="#000000" stroke-width="0.8"/>')
    return _svg(title, y + 4, shapes, family)


def target_bars(title: str, bars: Sequence[TargetBar], family: str) -> Markup:
    """One bar a metric, each on its own scale, with a mark where its target lies; empty for no bars."""
    if not bars:
        return Markup("")
    shapes = [_rect(0, 4, 18, 13, "#d4d4d4"), _text(24, 15, "填报数值"), _mark(104, 2, 17), _text(112, 15, "目标")]
    y = 30
    for bar in bars:
        lines = _label_lines(bar.label)
        height = max(_ROW + 4, 17 * len(lines) + 6)
        middle = y + height / 2
        for position, line in enumerate(lines):
            shapes.append(_text(_LABEL - 10, middle + 5 + 16 * (position - (len(lines) - 1) / 2), line, anchor="end"))
        bounds = [bound for bound in (bar.low, bar.high) if bound is not None]
        scale = max([bar.value, *bounds, Decimal(0)]) * Decimal("1.15") or Decimal(1)
        length = 190
        width = float(max(bar.value, Decimal(0)) / scale * length)
        if width:
            shapes.append(_rect(_LABEL, middle - 7, width, 14, "#d4d4d4"))
        marks = (_LABEL + float(max(bound, Decimal(0)) / scale * length) for bound in bounds)
        shapes.extend(_mark(x, middle - 11, 22) for x in marks)
        shapes.append(_text(_LABEL + length + 8, middle + 4.5, bar.words))
        y += height
    shapes.append(f'<path d="M{_LABEL} 28V{y}" stroke="#000000" stroke-width="0.8"/>')
    return _svg(title, y + 4, shapes, family)


def _svg(title: str, height: float, shapes: Sequence[str], family: str) -> Markup:
    return Markup(  # noqa: S704 (numbers, our own shapes, and texts that were escaped)
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(clean(title))}" '
        f'viewBox="0 0 {WIDTH} {_number(height)}" width="{WIDTH}" height="{_number(height)}" '
        f'font-family="{escape(family)}" font-size="{_SIZE}">'
        f"<title>{escape(clean(title))}</title>{''.join(shapes)}</svg>"
    )


def _label_lines(label: str, widest: float = 17.2) -> list[str]:
    """A label on one line or two, cut near the middle; what does not fit on two ends in an ellipsis."""
    label = clean(label[:_LONGEST]).replace("\n", "")  # two lines show less, and each cut looks at all of it
    if _width(label) <= widest:
        return [label]
    while _width(label) > 2 * widest - 1:
        label = label[:-2] + "…"
    cut = min(range(1, len(label)), key=lambda at: _cost(label, at, widest))
    return [label[:cut].rstrip(), label[cut:].lstrip()]


def _cost(label: str, at: int, widest: float) -> float:
    """How badly a label breaks before its character `at`: off the middle, inside a number or a word."""
    before, after = label[at - 1], label[at]
    first, second = _width(label[:at]), _width(label[at:])
    cost = abs(first - second)
    if max(first, second) > widest:
        cost += 1000
    if (before.isascii() and after.isascii()) or after in _NEVER_FIRST or before in _NEVER_LAST:
        cost += 100
    elif before in _BREAK_AFTER or after in _BREAK_BEFORE or after.isascii():
        cost -= 12
    elif before.isascii():
        cost += 20  # a number and what it counts stay together
    return cost


def _patterns(fills: Iterable[str]) -> str:
    used = {fill.removeprefix("url(#").removesuffix(")") for fill in fills}
    made = "".join(
        f'<pattern id="{name}" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<rect width="6" height="6" fill="#ffffff"/>{shape}</pattern>'
        for name, shape in _PATTERNS.items()
        if name in used
    )
    return f"<defs>{made}</defs>" if made else ""


def _width(text: str) -> float:
    """Roughly how wide a text is, in Chinese characters."""
    return sum(0.55 if character.isascii() else 1 for character in text)


def _rect(x: float, y: float, width: float, height: float, fill: str) -> str:
    return (
        f'<rect x="{_number(x)}" y="{_number(y)}" width="{_number(width)}" height="{_number(height)}" '
        f'fill="{fill}" stroke="#000000" stroke-width="0.8"/>'
    )


def _mark(x: float, y: float, height: float) -> str:
    return f'<path d="M{_number(x)} {_number(y)}v{_number(height)}" stroke="#000000" stroke-width="2.2"/>'


def _text(x: float, y: float, text: str, *, anchor: str = "start", fill: str = "#000000") -> str:
    return f'<text x="{_number(x)}" y="{_number(y)}" text-anchor="{anchor}" fill="{fill}">{escape(clean(text))}</text>'


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
