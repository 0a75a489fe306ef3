"""Tables of one kind, one below the other, with a column that names where each row is from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from dutykit.language import _
from dutykit.output.table.record import Cell, Column, Group, Share, Table


class Named(NamedTuple):
    """A table and where it is from."""

    name: str
    table: Table


def joined(parts: Sequence[Named], column: str, source: str = "") -> Table:
    """One table of all rows, each with the name of its part in a first column called `column`, and one total.

    What the parts rest on is not repeated: it may count what is in one of them. A column that only some have is empty in
    the others. Notes have the names of their parts before them.
    """
    first = parts[0].table
    columns = _columns(one.table.flat_columns() for one in parts)
    rows = tuple(
        (part.name, *_placed(row, part.table.flat_columns(), columns)) for part in parts for row in part.table.rows()
    )
    totals = [_placed(one.table.total, one.table.columns, columns) for one in parts if one.table.total]
    return replace(
        first,
        columns=(Column(column), *columns),
        groups=(Group(rows),),
        group_title="",
        total=(_("合计"), *sums(totals)) if totals else (),
        source=source,
        notes=tuple(_notes(parts)),
        head=first.head + 1,
    )


def sums(rows: Sequence[Sequence[Cell]]) -> Iterator[Cell]:
    """The sum of each column of numbers or shares, empty for others."""
    for cells in zip(*rows, strict=True):
        numbers = [cell for cell in cells if isinstance(cell, int)]
        shares = [cell for cell in cells if isinstance(cell, Share)]
        if shares:
            yield Share.of_all(shares)
        else:
            yield sum(numbers) if numbers else ""


def _columns(tables: Iterable[Sequence[Column]]) -> tuple[Column, ...]:
    """All columns there are, in their order; one that only some have stands behind the column before it."""
    found: list[Column] = []
    for columns in tables:
        at = 0
        for one in columns:
            known = next((place for place, column in enumerate(found) if column.title == one.title), None)
            if known is None:
                found.insert(at, one)
                at += 1
            else:
                at = known + 1
    return tuple(found)


def _placed(cells: Sequence[Cell], columns: Sequence[Column], among: Sequence[Column]) -> tuple[Cell, ...]:
    """The cells under the columns they belong to."""
    by_title = {column.title: cell for column, cell in zip(columns, cells, strict=True)}
    return tuple(by_title.get(column.title) for column in among)


def _notes(parts: Sequence[Named]) -> Iterator[str]:
    """Each note with the names of the parts that have it."""
    found: dict[str, list[str]] = {}
    for part in parts:
        for note in part.table.notes:
            found.setdefault(note, []).append(part.name)
    for note, names in found.items():
        whose = _("各市") if len(names) == len(parts) else _("、").join(names)
        yield _("{name}：{text}").format(name=whose, text=note)
