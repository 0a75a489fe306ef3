"""How much of a page's width each column of a table gets."""

from __future__ import annotations

import unicodedata

from dutykit.output.table.record import Table, cell_text

_WIDEST, _USUAL, _LEAST = 34, 13, 4
"""Cells of a column whose texts are long, of another one, and of any; a Chinese character takes two."""
_LOOKED_AT = 500
"""Rows; those after them are like them."""


def shares(table: Table) -> list[float]:
    """The part of the width that each of `table.flat_columns()` gets, by its texts; 1 together.

    The heading of a column of marks is as narrow as a mark: it is upright.
    """
    columns = table.flat_columns()
    longest = [0 if column.kind == "mark" else min(_cells(column.title), 6) for column in columns]
    for number, row in enumerate(table.rows()):
        if number == _LOOKED_AT:
            break
        longest = [max(most, _cells(cell_text(cell))) for most, cell in zip(longest, row, strict=True)]
    wanted = [
        max(min(most + 3, _WIDEST if column.wide else _USUAL), _LEAST)
        for most, column in zip(longest, columns, strict=True)
    ]
    return [one / sum(wanted) for one in wanted]


def _cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text[:_WIDEST])
