"""What the columns of a table without titles are for, by what is in all their cells."""

from __future__ import annotations

from collections.abc import Sequence

from dutykit.plans.grammar.column_use import ColumnUse
from dutykit.plans.grammar.tables.columns import BETWEEN_NAMES, Columns
from dutykit.plans.grammar.words.body import is_office, looks_like_body
from dutykit.plans.grammar.words.outline import number_alone
from dutykit.plans.grammar.words.vocabulary import is_time_limit

_LEAST_ROWS = 2
_SHORTEST = 6
"""Rows of a table without titles, and characters of each of its tasks."""


def columns_without_titles(rows: Sequence[Sequence[str]]) -> Columns | None:
    """What the columns of a table without titles are for, by what is in all their cells: offices beside tasks; else None."""
    rows = [row for row in rows if len(set(filter(None, row))) > 1]
    width = max(map(len, rows), default=0)
    columns = [[row[at].strip() for row in rows if at < len(row) and row[at].strip()] for at in range(width)]
    uses: list[ColumnUse] = [_use_by_cells(cells) for cells in columns]
    texts = [at for at, use in enumerate(uses) if use == "note" and columns[at]]
    if len(rows) < _LEAST_ROWS or not texts or "responsible" not in uses:
        return None
    text = max(texts, key=lambda at: sum(map(len, columns[at])))
    units = columns[uses.index("responsible")]
    if len(columns[text]) < len(rows) or len(units) < len(rows) or min(map(len, columns[text])) < _SHORTEST:
        return None
    uses[text] = "text"
    return Columns(("",) * width, tuple(uses), (None,) * width)


def _use_by_cells(cells: Sequence[str]) -> ColumnUse:
    if cells and all(number_alone(cell) is not None for cell in cells):
        return "number"
    if cells and all(is_time_limit(cell) for cell in cells):
        return "deadline"
    names = [name for cell in cells for name in BETWEEN_NAMES.split(cell) if name]
    known = sum(map(is_office, names))
    return "responsible" if names and all(map(looks_like_body, names)) and 2 * known > len(names) else "note"


def are_below(columns: Columns, rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows have offices in all columns of units and tasks beside them, as a table that goes on."""
    rows = [row for row in rows if len(set(filter(None, row))) > 1]
    units = [[row[at].strip() for row in rows if at < len(row) and row[at].strip()] for at, _role in columns.roles()]
    units = [cells for cells in units if cells]
    text = columns.at("text")[-1:]
    has_texts = bool(text) and all(at < len(row) and bool(row[at].strip()) for row in rows for at in text)
    return has_texts and bool(units) and all(_use_by_cells(cells) == "responsible" for cells in units)
