"""Stacked bars: how many of each kind, a bar a unit or a chapter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dutykit.typeset.charts.svg import SIZE, WIDTH, blank, label_lines, patterns, rect, room_for, svg, text, text_lines

_LABEL = 232
_BAR = 300
_ROW = 21
_LOW_ROW = 17
_GAP = 8
"""Between a bar and its note."""
_FEW = 12
"""More bars than these stand closer together, twice as many with labels of one line."""


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


RATINGS = (
    Kind("达到", "#d4d4d4"),
    Kind("部分达到", "#a6a6a6"),
    Kind("未达到", "#404040", "#ffffff"),
    Kind("不适用", "#ffffff"),
    Kind("未作自评结论", "url(#dots)"),
    Kind("未填报", "url(#hatch)"),
    Kind("部分内容未读取", "url(#grid)"),
)


def stacked_bars(title: str, kinds: Sequence[Kind], bars: Sequence[Bar], family: str) -> Markup:
    """Bars of one common scale, each cut into parts by kind, with a legend; `family` is a CSS font list."""
    used = [number for number in range(len(kinds)) if any(bar.parts[number] for bar in bars)]
    widest = max((sum(bar.parts) for bar in bars), default=0) or 1
    shapes = [patterns(kinds[number].fill for number in used)]
    x = 0.0
    for number in used:
        shapes.append(rect(x, 4, 18, 13, kinds[number].fill))
        shapes.append(text(x + 24, 15, kinds[number].name))
        x += 24 + SIZE * len(kinds[number].name) + 12
    y = 30
    row, most = (_ROW, 3) if len(bars) <= _FEW else (_LOW_ROW, 2 if len(bars) <= 2 * _FEW else 1)
    scale = min(_BAR, WIDTH - _LABEL - _GAP - room_for(bar.note for bar in bars)) / widest
    for bar in bars:
        lines = label_lines(bar.label, most=most)
        height = max(row, 17 * len(lines) + (6 if len(lines) > 1 else 0))
        middle = y + height / 2
        shapes += text_lines(_LABEL - 10, middle, lines, anchor="end")
        x = float(_LABEL)
        for number in used:
            width = scale * bar.parts[number]
            if not width:
                continue
            shapes.append(rect(x, middle - 7, width, 14, kinds[number].fill))
            words = str(bar.parts[number])
            if width > 8 * len(words) + 4:
                if kinds[number].fill.startswith("url("):
                    room = 8 * len(words) + 2
                    shapes.append(blank(x + (width - room) / 2, middle - 6, room, 12))
                shapes.append(text(x + width / 2, middle + 4.5, words, anchor="middle", fill=kinds[number].ink))
            x += width
        shapes.append(text(x + _GAP, middle + 4.5, bar.note))
        y += height
    shapes.append(f'<path d="M{_LABEL} 28V{y}" stroke="#000000" stroke-width="0.8"/>')
    stated = (f"{bar.label}：{_words(kinds, bar)}" for bar in bars)
    return svg(title, "；".join(stated), y + 4, shapes, family)


def _words(kinds: Sequence[Kind], bar: Bar) -> str:
    parts = (f"{kind.name}{part}" for kind, part in zip(kinds, bar.parts, strict=True) if part)
    return "，".join([*parts, bar.note])
