"""Which rows of two sides are one and the same evidence item or problem."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from dutykit.forms.workbook.layout import FormSheet, FormValue

Cells = Mapping[str, FormValue]


def matched(
    sheet: FormSheet, known: Mapping[str, Cells], rows: Sequence[Cells], *, by_number: bool = True
) -> dict[str, int]:
    """Which of `rows` is which of `known`, the surest first: by number and text, by text, by number, by some text."""
    found: dict[str, int] = {}
    taken: set[int] = set()

    def numbered(row_id: str, _cells: Cells, row: Cells) -> bool:
        return row.get(sheet.number) is not None and str(row[sheet.number]) == row_id

    def worded(_id: str, cells: Cells, row: Cells) -> bool:
        return alike(cells, row, sheet.same)

    def partly(_id: str, cells: Cells, row: Cells) -> bool:
        return any(cells.get(name) is not None and same(cells.get(name), row.get(name)) for name in sheet.same)

    def both(row_id: str, cells: Cells, row: Cells) -> bool:
        return numbered(row_id, cells, row) and partly(row_id, cells, row)

    steps: Iterable[Callable[[str, Cells, Cells], bool]] = (
        (both, worded, numbered, partly) if by_number else (both, worded)
    )
    for fits in steps:
        for row_id, cells in known.items():
            if row_id in found:
                continue
            at = next((at for at, row in enumerate(rows) if at not in taken and fits(row_id, cells, row)), None)
            if at is not None:
                found[row_id] = at
                taken.add(at)
    return found


def alike(first: Cells, second: Cells, names: Iterable[str]) -> bool:
    """Whether two rows have the same values in these columns."""
    return all(same(first.get(name), second.get(name)) for name in names)


def same(first: FormValue, second: FormValue) -> bool:
    """Whether two cells have the same value; of numbers the value counts, not how it is written."""
    if isinstance(first, int | Decimal) and isinstance(second, int | Decimal):
        return Decimal(first) == Decimal(second)
    return type(first) is type(second) and first == second


def summary(sheet: FormSheet, cells: Cells) -> str:
    """The text that identifies a row."""
    return " ".join(str(cells[name]) for name in sheet.same if cells.get(name) is not None)
