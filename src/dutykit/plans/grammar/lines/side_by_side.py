"""Tables that stand side by side in one: an empty column parts them, or the titles of the columns are there again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from dutykit.plans.grammar.record import Line

_LOOKED_AT = 20
"""Rows at the top among which the columns are named."""


def side_by_side(lines: Sequence[Line], names_columns: Callable[[Sequence[str]], bool]) -> Iterator[Sequence[Line]]:
    """The rows of each table in `lines`, the first whole where it is the only one.

    `names_columns` tells whether cells are the titles of columns: each of several tables has its own.
    """
    rows = [line.cells for line in lines if len(_filled(line.cells)) > 1]
    spans = _between_empty_columns(rows)
    if len(spans) < 2:
        spans = next((halves for cells in rows[:_LOOKED_AT] if (halves := _halves(cells) or _behind_number(cells))), [])
    if len(spans) < 2 or not all(
        any(names_columns(cells[start:end]) for cells in rows[:_LOOKED_AT]) for start, end in spans
    ):
        yield lines
        return
    for at, (start, end) in enumerate(spans):
        yield [part for line in lines if (part := _part(line, start, end, is_first=at == 0)) is not None]


def _part(line: Line, start: int, end: int, *, is_first: bool) -> Line | None:
    """The cells of a row from `start` to `end`; of a text across all of them the whole, once."""
    cells = line.cells[start:end]
    if len(set(cells)) == 1 and set(line.cells) == set(cells):
        return line if is_first else None
    while cells and not cells[-1]:
        cells = cells[:-1]
    return replace(line, text="\t".join(cells), cells=cells) if cells else None


def _between_empty_columns(rows: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """From where to where columns follow one another that are not empty."""
    width = max(map(len, rows), default=0)
    written = {at for cells in rows for at, cell in enumerate(cells) if cell.strip()}
    starts = [at for at in range(width) if at in written and at - 1 not in written]
    return [(at, next((end for end in range(at, width) if end not in written), width)) for at in starts]


def _halves(cells: Sequence[str]) -> list[tuple[int, int]]:
    """Both halves of a row that says the same twice."""
    middle = len(cells) // 2
    same = middle > 1 and len(cells) == 2 * middle and tuple(cells[:middle]) == tuple(cells[middle:])
    return [(0, middle), (middle, len(cells))] if same and len(_filled(cells[:middle])) == middle else []


def _behind_number(cells: Sequence[str]) -> list[tuple[int, int]]:
    """The same of a row whose number stands once, before both."""
    halves = [(start + 1, end + 1) for start, end in _halves(cells[1:])] if cells[0].strip() not in cells[1:] else []
    return halves and [(0, halves[0][1]), halves[1]]


def _filled(cells: Sequence[str]) -> set[str]:
    return {cell for cell in cells if cell.strip()}
