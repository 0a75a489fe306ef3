"""A table of one task, or of one below another: each label with what it announces beside it, not below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from dutykit.plans.grammar.record import Line
from dutykit.plans.grammar.tables.columns import is_title, use_of
from dutykit.plans.grammar.words.vocabulary import label_role

_NUMBERED = re.compile(r"(?<=任务|项目|事项)[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]?$")
_LEAST_COLUMNS = 3
_Pairs = list[tuple[str, str]]


def with_titles_above(lines: Sequence[Line]) -> list[Line]:
    """A form's labels in a row above what they announce, once for each task; other tables as they are."""
    turned = _turned(lines)
    if turned is not None:
        return turned
    pairs = [_pairs(line) for line in lines]
    return list(_records(lines, pairs)) if _is_form([pair for row in pairs for pair in row]) else list(lines)


def _is_form(pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether these are labels, some of units and some of tasks, with what each announces."""
    labels = [label for label, _value in pairs]
    values = [value for label, value in pairs if label_role(label) is not None]
    has_text = any(use_of(label) in {"text", "section"} for label in labels)
    return has_text and any(values) and not any(map(is_title, values)) and all(map(is_title, labels))


def _turned(lines: Sequence[Line]) -> list[Line] | None:
    """The same with a row for each task where each has a column; None where no labels stand before several."""
    rows = [line for line in lines if len(set(filter(None, line.cells))) > 1]
    width = max((len(line.cells) for line in rows), default=0)
    cells = [[*line.cells, *[""] * (width - len(line.cells))] for line in rows]
    if width < _LEAST_COLUMNS or not all(_is_form([(row[0], row[at]) for row in cells]) for at in range(1, width)):
        return None
    if any(is_title(cell) for row in cells for cell in row[1:]):
        return None
    above = lines[: next(at for at, line in enumerate(lines) if line is rows[0])]
    columns = list(zip(*cells, strict=True))
    return [*above, *(replace(rows[0], text="\t".join(column), cells=column) for column in columns)]


def _records(lines: Sequence[Line], pairs: Sequence[_Pairs]) -> Iterator[Line]:
    """Rows of titles and of values: a label that is there again begins a new task."""
    record: _Pairs = []
    first: Line | None = None
    for line, row in zip(lines, pairs, strict=True):
        if first is not None and (not row or {label for label, _value in record} & {label for label, _value in row}):
            yield from _record(first, record)
            record, first = [], None
        if not row:
            yield line
            continue
        record += row
        first = first or line
    if first is not None:
        yield from _record(first, record)


def _record(line: Line, record: _Pairs) -> Iterator[Line]:
    yield replace(line, cells=tuple(label for label, _value in record))
    yield replace(line, cells=tuple(value for _label, value in record))


def _pairs(line: Line) -> _Pairs:
    """The labels of a row with the cells beside them, of which merged ones count once; none of a text across it."""
    cells = [cell for cell, _same in groupby(cell.strip() for cell in line.cells)]
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) == 1 and not is_title(cells[0]):
        return []
    labels = [_NUMBERED.sub("", cell) for cell in cells[::2]]
    return list(zip(labels, [*cells[1::2], ""], strict=False))
