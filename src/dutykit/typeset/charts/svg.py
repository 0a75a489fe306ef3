"""What charts are drawn with: boxes, strokes, words and patterns, readable in black and white, every text escaped."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from decimal import Decimal

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
_NEVER_LAST = "（《“("
_BREAK_AFTER = ",;:)的，、；：）》”"
_BREAK_BEFORE = "（《“(和与占"


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


def label_lines(label: str, widest: float = 17.2) -> list[str]:
    """A label on one line or two, cut near the middle; what does not fit on two ends in an ellipsis."""
    label = clean(label[:_LONGEST]).replace("\n", "")  # two lines show less, and each cut looks at all of it
    if width_of(label) <= widest:
        return [label]
    while width_of(label) > 2 * widest - 1:
        label = label[:-2] + "…"
    cut = min(range(1, len(label)), key=lambda at: _cost(label, at, widest))
    return [label[:cut].rstrip(), label[cut:].lstrip()]


def _cost(label: str, at: int, widest: float) -> float:
    """How badly a label breaks before its character `at`: off the middle, inside a number or a word."""
    before, after = label[at - 1], label[at]
    first, second = width_of(label[:at]), width_of(label[at:])
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
    return sum(0.55 if character.isascii() else 1 for character in words)


def rect(x: float, y: float, width: float, height: float, fill: str) -> str:
    """A box with a thin outline."""
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}" '
        f'fill="{fill}" stroke="#000000" stroke-width="0.8"/>'
    )


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


def amount(value: Decimal) -> str:
    """A number as a reader wants it; one of very many digits in short."""
    plain = f"{value:f}"
    return plain if len(plain) <= _DIGITS else f"{value:.3g}"


def number(value: float) -> str:
    """A number as SVG writes it."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
