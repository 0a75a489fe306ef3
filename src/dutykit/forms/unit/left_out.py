"""Findings about values that are missing only because the cell that has them was refused."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.forms.collection import Rejection
from dutykit.forms.workbook.reading import CellPlace, Reading

RowPlace = tuple[str, int]
_LACKING = {
    "answer-without-rating": "rating",
    "carried-problem-unanswered": "status",
    "evidence-without-file": "file",
    "missing-metric": "value",
    "not-applicable-without-reason": "reason",
    "problem-without-due": "due",
    "problem-without-measure": "measure",
    "rating-without-narrative": "narrative",
}
"""Rules that find something missing, each with the column it should be in."""


def columns_at(reading: Reading, places: Iterable[CellPlace]) -> dict[RowPlace, set[str]]:
    """The columns of these cells, by row."""
    wanted = set(places)
    found: dict[RowPlace, set[str]] = {}
    for rows in reading.rows.values():
        for row in rows:
            for name, cell in row.cells.items():
                if cell.place in wanted:
                    found.setdefault((cell.place.sheet, cell.place.at[0]), set()).add(name)
    return found


def is_left_out(one: Rejection, refused: dict[RowPlace, set[str]]) -> bool:
    """Whether a value is missing only because the cell of the same row that has it was refused."""
    if one.place is None:
        return False
    columns = refused.get((one.place.sheet, one.place.at[0]), set())
    return bool(columns) if one.rule == "missing-key" else _LACKING.get(one.rule) in columns
