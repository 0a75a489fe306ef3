"""A grid of shares: one row per unit, a column a chapter, the darker the more is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dutykit.typeset.charts.svg import WIDTH, label_lines, patterns, rect, svg, text

_LABEL = 150
_HEAD = 32
"""Above the heads of columns."""
_MOST_LINES = 5
"""Of a unit's name: one of 48 letters is whole."""
_ROW = 20


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One row: for each column how many of how many, None, shown as a dash, where nothing is assigned."""

    label: str
    cells: tuple[tuple[int, int] | None, ...]


_STEPS = (
    (100, "#ffffff", "#000000", "全部已填报"),
    (80, "#e6e6e6", "#000000", "80%以上"),
    (50, "#b3b3b3", "#000000", "50%以上"),
    (1, "#4d4d4d", "#ffffff", "不到50%"),
    (0, "url(#hatch)", "#000000", "全部未填报"),
)
"""From which share on a cell has which fill, ink and name."""


def row_height(label: str) -> int:
    """How high a row with this label is."""
    return max(_ROW, 15 * len(_lines(label)) + 4)


def heat_grid(title: str, columns: Sequence[str], rows: Sequence[HeatRow], family: str) -> Markup:
    """A grid of `rows` under `columns`; a cell shows its share in per cent, never rounded up."""
    shapes = [patterns(["url(#hatch)"])]
    x = 0.0
    for _least, fill, _ink, name in _STEPS:
        shapes.append(rect(x, 4, 18, 13, fill))
        shapes.append(text(x + 24, 15, name))
        x += 24 + 13 * len(name) + 14
    width = (WIDTH - _LABEL) / max(len(columns), 1)
    heads = [label_lines(column, max(width / 13 - 0.4, 2), most=3) for column in columns]
    for position, lines in enumerate(heads):
        for number, line in enumerate(lines):
            shapes.append(text(_LABEL + width * (position + 0.5), _HEAD + 6 + 15 * number, line, anchor="middle"))
    y = _HEAD + 15 * max((len(lines) for lines in heads), default=0)
    for row in rows:
        label, height = _lines(row.label), row_height(row.label)
        for number, line in enumerate(label):
            shapes.append(
                text(_LABEL - 8, y + height / 2 + 5 + 15 * (number - (len(label) - 1) / 2), line, anchor="end")
            )
        for position, cell in enumerate(row.cells):
            x = _LABEL + width * position
            if cell is None:
                shapes.append(text(x + width / 2, y + height / 2 + 4.5, "—", anchor="middle"))
            else:
                shapes += _cell(x, y, width, height, cell)
        y += height
    return svg(title, "；".join(_words(columns, row) for row in rows), y + 4, shapes, family)


def _lines(label: str) -> list[str]:
    return label_lines(label, (_LABEL - 8) / 13, most=_MOST_LINES)


def _cell(x: float, y: float, width: float, height: float, cell: tuple[int, int]) -> list[str]:
    share = _share(cell)
    _least, fill, ink, _name = next(step for step in _STEPS if share >= step[0])
    shapes = [rect(x, y, width, height, fill)]
    if fill.startswith("url"):  # words on a pattern stand on white
        shapes.append(f'<rect x="{x + width / 2 - 14:.2f}" y="{y + 3:.2f}" width="28" height="14" fill="#ffffff"/>')
    shapes.append(text(x + width / 2, y + height / 2 + 4.5, f"{share}%", anchor="middle", fill=ink))
    return shapes


def _share(cell: tuple[int, int]) -> int:
    """In whole per cent, never rounded up to 100 nor down to 0."""
    part, whole = cell
    if part >= whole:
        return 100
    return max(part * 100 // whole, 1) if part else 0


def _words(columns: Sequence[str], row: HeatRow) -> str:
    cells = zip(columns, row.cells, strict=True)
    return f"{row.label}：" + "，".join(f"{column}{cell[0]}/{cell[1]}" for column, cell in cells if cell is not None)
