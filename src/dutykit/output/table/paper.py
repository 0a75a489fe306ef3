"""A table on official pages: which of its columns, how wide, in which size, on pages upright or turned."""

from __future__ import annotations

import datetime as dt
import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from dutykit.language import _
from dutykit.output.table.record import Cell, Column, Group, Table, cell_text
from dutykit.text.length import most_width

UPRIGHT, TURNED = 156.0, 225.0
"""Millimetres of text across a page."""
_DOWN = 145.0
"""Millimetres of rows on the lower of the two."""
_LOOKED_AT = 500
"""Rows; those after them are like them."""
_SHORT, _TEXT, _WIDE, _LONGEST = 6.0, 8.0, 11.0, 40.0
"""Characters of a text that is not broken; of the room that a longer one wants, in a usual column and in one of long
texts; beyond which more room is of no use."""
_WORTH = 1.8
"""How many more lines short texts are worth that are on one line each."""
_MOST_LINES = 2
"""Of a usual row, where there is a larger page or a smaller size."""
_SHORT_HEAD = 3.3
"""Characters of a heading that is not broken."""
_LEAST, _NARROW, _WORD = 2.0, 4.4, 8.0
"""Characters of the narrowest column of all; of one of texts that are broken; of a word, which is not broken up to there."""
_HEAD_LINES, _MOST_ACROSS = 15, 4
"""Lines of the head of a column of marks, where so many letters on each are enough."""
_MARK_COLUMNS, _LETTER_MORE = 22, 0.46
"""Columns of marks beside each other on a turned page, with a letter on each line of their heads; what another letter
on a line adds to a column, in columns."""
_PIECE = re.compile(r"[0-9]{1,2}月[0-9]{1,2}日|[!-~]+年?")
"""What is not broken: words and numbers, of a day what is behind the year."""


@dataclass(frozen=True, slots=True)
class Size:
    """Letters of a table."""

    character: float
    """Millimetres across, of a Chinese one."""
    line: float
    beside: float
    """What a column has beside its text."""


USUAL, SMALL = Size(3.704, 5.292, 3.1), Size(2.999, 3.881, 2.4)
"""As `table` and `.grid` of page.css have them, 10.5 and 8.5 pt, and the styles of a Word document."""


@dataclass(frozen=True, slots=True)
class Paper:
    """How a table goes onto pages."""

    table: Table
    """Without the columns in which there is nothing, which a note names."""
    widths: tuple[float, ...]
    """Of its columns, in millimetres."""
    narrowest: float
    """Millimetres across all of them together, where every one can still be read with ease."""
    turned: bool
    size: Size

    def is_long(self, row: Sequence[Cell]) -> bool:
        """Whether a row is so high that it may be torn."""
        lines = max((most_width(cell_text(cell)) / self._room(at) for at, cell in enumerate(row)), default=0)
        return lines * self.size.line > _DOWN / 2

    def fits(self, at: int, cell: Cell) -> bool:
        """Whether a cell of the column `at` is on one line."""
        return most_width(cell_text(cell)) <= self._room(at)

    def _room(self, at: int) -> float:
        """Characters on a line of the column `at`."""
        return (self.widths[at] - self.size.beside) / self.size.character


def letters_across(name: str) -> int:
    """How many letters of `name` are on a line at the head of a column of marks: a head may not fill the page."""
    return min(-(-len(name) // _HEAD_LINES), _MOST_ACROSS) or 1


def mark_spans(names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Groups of neighbouring columns of marks headed by `names`, as few and as equal as a turned page's width allows."""
    ends = [0.0, *accumulate(1 + _LETTER_MORE * (letters_across(one) - 1) for one in names)]
    for groups in range(math.ceil(ends[-1] / _MARK_COLUMNS), len(names) + 1):
        bounds = [bisect_right(ends, ends[-1] * number / groups) - 1 for number in range(groups)]
        found = [*pairwise([*bounds, len(names)])]
        if all(ends[last] - ends[first] <= _MARK_COLUMNS for first, last in found):
            yield from found
            return


def parts_of(table: Table) -> list[Table]:
    """`table`, or the tables below each other that have its columns of marks in turn, where all leave no room for texts."""
    marks = [at for at, column in enumerate(table.columns) if column.kind == "mark"]
    spans = [*mark_spans([cell_text(table.columns[at].title) for at in marks])]
    if len(spans) < 2:
        return [table]
    hidden = ({*marks} - {*marks[first:last]} for first, last in spans)
    return [_with_columns(table, [at for at in range(len(table.columns)) if at not in one]) for one in hidden]


@dataclass(frozen=True, slots=True)
class _Need:
    """The room that a column needs, in characters."""

    bare: float
    """So that numbers and dates are whole."""
    least: float
    """So that words are whole, too."""
    ease: float
    """To be read with ease; short texts are on one line."""
    whole: float
    """To have each of its texts on one line."""
    usual: float
    """How long its texts are, the longer ones counting for more."""


def on_pages(table: Table) -> Paper:
    """`table` on upright pages where its columns can be read there with ease, else on turned ones, at last in small."""
    table = _without_empty_columns(table)
    needs = [_need(column, cells) for column, cells in zip(table.columns, _columns_of(table), strict=True)]
    for room, size in ((UPRIGHT, USUAL), (TURNED, USUAL), (TURNED, SMALL)):
        across = room / size.character - len(needs) * size.beside / size.character
        shared = _shared(needs, across)
        if sum(one.ease for one in needs) <= across and _lines(needs, shared) <= _MOST_LINES:
            break
    widths = tuple(size.character * one + size.beside for one in shared)
    scale = room / sum(widths)  # columns without end are narrower than what they have beside
    narrowest = min(sum(size.character * one.ease + size.beside for one in needs), room)
    return Paper(table, tuple(scale * one for one in widths), narrowest, room == TURNED, size)


def _without_empty_columns(table: Table) -> Table:
    kept = [
        at
        for at, column in enumerate(table.columns)
        if column.kind == "mark" or any(cell_text(row[at]) for group in table.groups for row in group.rows)
    ]
    if not kept or len(kept) == len(table.columns):
        return table
    names = _("、").join(column.title for at, column in enumerate(table.columns) if at not in kept)
    note = _("未列出没有内容的列：{columns}").format(columns=names)
    return replace(_with_columns(table, kept), notes=(note, *table.notes))


def _with_columns(table: Table, kept: Sequence[int]) -> Table:
    def part(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return tuple(row[at] for at in kept) if row else ()

    return replace(
        table,
        columns=tuple(table.columns[at] for at in kept),
        groups=tuple(
            Group(tuple(part(row) for row in group.rows), group.title, part(group.subtotal)) for group in table.groups
        ),
        total=part(table.total),
        head=kept.index(table.head) if table.head in kept else 0,
    )


def _columns_of(table: Table) -> Iterator[list[Cell]]:
    rows = [row for group in table.groups for row in (*group.rows, *([group.subtotal] if group.subtotal else []))]
    shown = [*rows[:_LOOKED_AT], *([table.total] if table.total else [])]
    return ([row[at] for row in shown] for at in range(len(table.columns)))


def _need(column: Column, cells: Sequence[Cell]) -> _Need:
    texts = [cell_text(cell) for cell in cells]
    across = [min(most_width(text), _LONGEST) for text in texts]
    whole, usual = max(across, default=0.0), math.sqrt(sum(one * one for one in across) / max(len(across), 1))
    title = cell_text(column.title)
    if column.kind == "mark":
        return _Need(*[max(whole, float(letters_across(title)))] * 5)
    pieces = max((_longest_piece(text) for text in texts), default=0.0)
    head = most_width(title)
    words = max(_longest_piece(title), head if head <= _SHORT_HEAD else head / 2, _LEAST)
    if any(_may_break(cell) for cell in cells):
        bare = max(pieces if all(isinstance(cell, dt.date | None) for cell in cells) else 0.0, _LEAST)
        least = max(min(pieces, _WORD), min(whole, _NARROW), words)
        ease = whole if whole <= _SHORT else min(whole, _WIDE if column.wide else _TEXT)
    else:
        bare = ease = max(whole, _LEAST)
        least = max(whole, words)
    return _Need(bare, least, max(least, ease), max(whole, least, ease, head), usual)


def _may_break(cell: Cell) -> bool:
    """Whether a cell may be on several lines; a number may not."""
    return isinstance(cell, str | dt.date) and cell != ""


def _shared(needs: Sequence[_Need], room: float) -> list[float]:
    """`room` characters shared out so that the texts of all columns take about as many lines; none gets too little."""
    ways = [
        _above(needs, floors, room)
        for name in ("ease", "least", "bare")
        if sum(floors := [getattr(one, name) for one in needs]) <= room or name == "bare"
    ]
    lines = [_lines(needs, way) for way in ways]
    return next(way for way, count in zip(ways, lines, strict=True) if count <= _WORTH * min(lines))


def _lines(needs: Sequence[_Need], widths: Sequence[float]) -> float:
    """How many lines a usual row has."""
    return max(one.usual / width for one, width in zip(needs, widths, strict=True))


def _above(needs: Sequence[_Need], floors: Sequence[float], room: float) -> list[float]:
    """The widths in `room` that are in proportion to how long the texts are, but for `floors` and what is enough."""

    def widths(part: float) -> list[float]:
        return [min(max(part * one.usual, floor), one.whole) for one, floor in zip(needs, floors, strict=True)]

    low, high = 0.0, _LONGEST
    for _step in range(30):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(widths(middle)) <= room else (low, middle)
    return widths(low)


def _longest_piece(text: str) -> float:
    return max((most_width(piece) for piece in _PIECE.findall(text)), default=0.0)
