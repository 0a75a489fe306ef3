"""What charts are drawn with: boxes, strokes, words and patterns, readable in black and white, every text escaped."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from decimal import Decimal
from math import ceil

from markupsafe import Markup, escape

from dutykit.text.clean import clean

WIDTH = 620
"""Of every chart, in its own units; the page scales it to the text block."""
SIZE = 13
"""Of the letters."""
_TITLE = 400
_DIGITS = 12

_PATTERNS = {
    "hatch": '<path d="M0 6L6 0" stroke="#000000" stroke-width="0.7"/>',
    "dots": '<circle cx="3" cy="3" r="1" fill="#000000"/>',
    "grid": '<path d="M0 3H6M3 0V6" stroke="#000000" stroke-width="0.7"/>',
}
"""What distinguishes, in black and white, what is missing from what was answered."""
_PATTERN_NAME = re.compile('(?<=<pattern id=")[a-z]+|(?<=fill="url\\(#)[a-z]+')
"""In a drawing of our own, in whose texts quotation marks are escaped; a page has other charts with these patterns."""

_LONGEST = 200
_NEVER_FIRST = "，。、；：）》”％%…,.;:)"
_NEVER_LAST = "↑↓（《“("
_BREAK_AFTER = ",;:)的，、；：）》”"
_BREAK_BEFORE = "（《“(和与占"
_BAD = 100
"""What a break costs inside a number or a word, or beside a mark that it may not stand beside."""


def svg(title: str, alternative: str, height: float, shapes: Sequence[str], family: str) -> Markup:
    """A chart of `shapes`; `alternative` states in words what it shows. `family` is a CSS font list.

    The PDF takes its text alternative from the title, so that holds the beginning of those words.
    """
    name, words = escape(clean(title)), clean(alternative)
    drawing = "".join(shapes)
    own = f"{zlib.crc32(f'{title}{alternative}{drawing}'.encode(errors='replace')):08x}"
    drawing = _PATTERN_NAME.sub(rf"\g<0>-{own}", drawing)
    short = escape(words if len(words) <= _TITLE else words[: _TITLE - 1] + "…")
    return Markup(  # noqa: S704 (numbers, our own shapes, and texts that were escaped)
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{name}" '
        f'viewBox="0 0 {WIDTH} {number(height)}" width="{WIDTH}" height="{number(height)}" '
        f'font-family="{escape(family)}" font-size="{SIZE}">'
        f"<title>{name}。{short}</title><desc>{escape(words)}</desc>{drawing}</svg>"
    )


def label_lines(label: str, widest: float = 17.2, most: int = 2) -> list[str]:
    """A label on at most `most` lines of like length; what does not fit on them ends in an ellipsis."""
    label = clean(label[:_LONGEST]).replace("\n", "")  # the lines show less, and each cut looks at all of it
    while width_of(label) > most * widest - (most > 1):
        label = label[:-2] + "…"
    least = max(ceil(width_of(label) / widest), 1)
    # On one line more where a number would be torn otherwise.
    splits = [_split(label, widest, count) for count in range(least, max(least, most) + 1)]
    return min(splits, key=lambda one: one[0])[1]


def _split(label: str, widest: float, count: int) -> tuple[int, list[str]]:
    """`label` on `count` lines, after how many of its breaks are where none should be."""
    lines, bad = [], 0
    for left in range(count, 1, -1):
        costs = [_cost(label, at, widest, left) for at in range(1, len(label))]
        if not costs:
            break
        cut = costs.index(min(costs)) + 1
        bad += min(costs) >= _BAD
        lines.append(label[:cut].rstrip())
        label = label[cut:].lstrip()
    return bad, [*lines, label]


def _cost(label: str, at: int, widest: float, lines: int) -> float:
    """How badly a label of so many lines has its first end before the character `at`: unlike the others, in a number."""
    before, after = label[at - 1], label[at]
    first, rest = width_of(label[:at]), width_of(label[at:])
    cost = 2 * abs(first - (first + rest) / lines)
    if first > widest or rest > (lines - 1) * widest:
        cost += 1000
    if (before.isascii() and after.isascii()) or after in _NEVER_FIRST or before in _NEVER_LAST:
        cost += _BAD
    elif before in _BREAK_AFTER or after in _BREAK_BEFORE or after.isascii():
        cost -= 12
    elif before.isascii():
        cost += 20  # a number and what it counts stay together
    return cost


def patterns(fills: Iterable[str]) -> str:
    """The patterns among `fills`, defined."""
    used = {fill.removeprefix("url(#").removesuffix(")") for fill in fills}
    made = "".join(
        f'<pattern id="{name}" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<rect width="6" height="6" fill="#ffffff"/>{shape}</pattern>'
        for name, shape in _PATTERNS.items()
        if name in used
    )
    return f"<defs>{made}</defs>" if made else ""


def width_of(words: str) -> float:
    """Roughly how wide a text is, in Chinese characters."""
    return sum(1 if not one.isascii() else 0.8 if one.isupper() else 0.55 for one in words)


def room_for(texts: Iterable[str]) -> float:
    """How much room the longest of `texts` takes on one line, in a chart's own units."""
    return SIZE * max(map(width_of, texts), default=0)


def rect(x: float, y: float, width: float, height: float, fill: str) -> str:
    """A box with a thin outline."""
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}" '
        f'fill="{fill}" stroke="#000000" stroke-width="0.8"/>'
    )


def blank(x: float, y: float, width: float, height: float) -> str:
    """A white box without an outline: what stands on a pattern is not read."""
    return f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}" fill="#ffffff"/>'


def mark(x: float, y: float, height: float) -> str:
    """A thick upright stroke."""
    return f'<path d="M{number(x)} {number(y)}v{number(height)}" stroke="#000000" stroke-width="2.2"/>'


def thin_mark(x: float, y: float, height: float) -> str:
    """A thin upright stroke."""
    return f'<path d="M{number(x)} {number(y)}v{number(height)}" stroke="#000000" stroke-width="0.8"/>'


def text(x: float, y: float, words: str, *, anchor: str = "start", fill: str = "#000000") -> str:
    """A line of words."""
    return f'<text x="{number(x)}" y="{number(y)}" text-anchor="{anchor}" fill="{fill}">{escape(clean(words))}</text>'


def text_lines(x: float, middle: float, lines: Sequence[str], *, anchor: str = "start") -> list[str]:
    """Lines of words, one below the other around the height `middle`."""
    first = middle + 5 - 16 * (len(lines) - 1) / 2
    return [text(x, first + 16 * place, line, anchor=anchor) for place, line in enumerate(lines)]


def amount(value: Decimal, digits: int = _DIGITS) -> str:
    """A number as a reader wants it; one of more than `digits` digits in short."""
    plain = f"{value:f}"
    if len(plain) <= digits:
        return plain
    for least, unit in ((10**8, "亿"), (10**4, "万")):
        if least <= abs(value) < least * 10**4:
            return f"{value / least:.2f}".rstrip("0").rstrip(".") + unit
    return f"{value:.2f}" if 1 <= abs(value) < 10**4 else f"{value:.3g}"


def number(value: float) -> str:
    """A number as SVG writes it."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
