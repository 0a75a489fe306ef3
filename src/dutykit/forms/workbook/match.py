"""Which rows of two sides are one and the same evidence item or problem."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import islice, product

from dutykit.forms.workbook.layout import FormSheet, FormValue

Cells = Mapping[str, FormValue]


def matched(
    sheet: FormSheet, known: Mapping[str, Cells], rows: Sequence[Cells], *, by_number: bool = True
) -> dict[str, int]:
    """Which of `rows` is which of `known`, the surest first: by number and text, by text, by number, by some text.

    Each is found by what it is known by, not by looking at all others: both may be as many as anybody likes.
    """
    found: dict[str, int] = {}
    taken: set[int] = set()

    def words(cells: Cells) -> list[Hashable]:
        return [tuple(_comparable(cells.get(name)) for name in sheet.same)]

    def texts(cells: Cells) -> list[Hashable]:
        return [(name, _comparable(cells[name])) for name in sheet.same if cells.get(name) is not None]

    def numbers(row: Cells) -> list[Hashable]:
        return [] if row.get(sheet.number) is None else [str(row[sheet.number])]

    def both(numbered: Iterable[Hashable], cells: Cells) -> list[Hashable]:
        return [*product(numbered, texts(cells))]

    steps: Sequence[tuple[Callable[[str, Cells], list[Hashable]], Callable[[Cells], list[Hashable]]]] = (
        (lambda row_id, cells: both([row_id], cells), lambda row: both(numbers(row), row)),
        (lambda _id, cells: words(cells), words),
        (lambda row_id, _cells: [row_id], numbers),
        (lambda _id, cells: texts(cells), texts),
    )
    for of_known, of_row in steps if by_number else steps[:2]:
        places: dict[Hashable, deque[int]] = {}
        for at, row in enumerate(rows):
            for key in of_row(row) if at not in taken else ():
                places.setdefault(key, deque()).append(at)
        for row_id, cells in known.items():
            free = []
            for key in of_known(row_id, cells) if row_id not in found else ():
                waiting = places.get(key, deque())
                while waiting and waiting[0] in taken:
                    waiting.popleft()
                free += [*islice(waiting, 1)]
            if free:
                found[row_id] = min(free)
                taken.add(found[row_id])
    return found


def alike(first: Cells, second: Cells, names: Iterable[str]) -> bool:
    """Whether two rows have the same values in these columns."""
    return all(same(first.get(name), second.get(name)) for name in names)


def _comparable(value: FormValue) -> Hashable:
    """What is equal for two values that are the same."""
    return (Decimal, Decimal(value)) if isinstance(value, int | Decimal) else (type(value), value)


def same(first: FormValue, second: FormValue) -> bool:
    """Whether two cells have the same value; of numbers the value counts, not how it is written."""
    if isinstance(first, int | Decimal) and isinstance(second, int | Decimal):
        return Decimal(first) == Decimal(second)
    return type(first) is type(second) and first == second


def summary(sheet: FormSheet, cells: Cells) -> str:
    """The text that identifies a row."""
    return " ".join(str(cells[name]) for name in sheet.same if cells.get(name) is not None)
