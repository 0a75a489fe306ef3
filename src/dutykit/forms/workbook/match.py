"""Which rows of two sides are one and the same piece of evidence or problem."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from dutykit.forms.workbook.layout import FormValue, SheetName

Cells = Mapping[str, FormValue]
FILLED: Mapping[SheetName, tuple[str, ...]] = {
    "overview": ("content",),
    "answers": ("rating", "score", "narrative", "reason"),
    "metrics": ("value",),
    "evidence": ("title", "kept", "file", "date", "note"),
    "problems": ("id", "found_by", "text", "measure", "person", "due", "status", "progress", "proof", "closed_on"),
    "carried": ("status", "progress", "proof", "closed_on"),
}
"""The columns that a unit fills in."""
SAME: Mapping[SheetName, tuple[str, ...]] = {"evidence": ("title", "file"), "problems": ("text",)}
"""What tells a row from others where its number does not."""
NUMBERED: Mapping[SheetName, str] = {"evidence": "row", "problems": "id"}
REQUIRED: Mapping[SheetName, tuple[str, ...]] = {"evidence": ("title",), "problems": ("found_by", "text")}


def matched(
    sheet: SheetName, known: Mapping[str, Cells], rows: Sequence[Cells], *, by_number: bool = True
) -> dict[str, int]:
    """Which of `rows` is which of `known`, the surest first: by number and words, by words, by number, by some words."""
    number, words = NUMBERED[sheet], SAME[sheet]
    found: dict[str, int] = {}
    taken: set[int] = set()

    def numbered(row_id: str, _cells: Cells, row: Cells) -> bool:
        return row.get(number) is not None and str(row[number]) == row_id

    def worded(_id: str, cells: Cells, row: Cells) -> bool:
        return alike(cells, row, words)

    def partly(_id: str, cells: Cells, row: Cells) -> bool:
        return any(cells.get(name) is not None and same(cells.get(name), row.get(name)) for name in words)

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
    """Whether two rows say the same in these columns."""
    return all(same(first.get(name), second.get(name)) for name in names)


def same(first: FormValue, second: FormValue) -> bool:
    """Whether two cells say the same; of numbers their value counts, not how it is written."""
    if isinstance(first, int | Decimal) and isinstance(second, int | Decimal):
        return Decimal(first) == Decimal(second)
    return type(first) is type(second) and first == second


def summary(sheet: SheetName, cells: Cells) -> str:
    """A row in the words that tell it from others."""
    return " ".join(str(cells[name]) for name in SAME[sheet] if cells.get(name) is not None)
