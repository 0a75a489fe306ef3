"""Which characters of a table no font of dutykit's draws, and where in it they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dutykit.language import _
from dutykit.output.table.record import Cell, Table, cell_text
from dutykit.text.drawn import undrawn


def undrawn_places(table: Table) -> dict[str, str]:
    """Each such character with where it is first, in words."""
    found: dict[str, str] = {}
    for text, where, row, column in _texts(table):
        for character in sorted(undrawn(text) - found.keys()):
            found[character] = where.format(row=cell_text(row), column=column)
    return found


def _texts(table: Table) -> Iterator[tuple[str, str, Cell, str]]:
    """Every text that is printed, where it is, and the first cell of its row and the title of its column, which that names."""
    yield table.title + table.source, _("标题"), None, ""
    for column in table.columns:
        yield column.title, _("表头"), None, ""
    in_group, in_row = _("“{row}”一行"), _("“{row}”一行的“{column}”栏")
    for group in table.groups:
        yield group.title, in_group, group.title, ""
        for row in (*group.rows, group.subtotal):
            yield from _texts_of_row(table, row, in_row)
    yield from _texts_of_row(table, table.total, in_row)
    for note in (*(meaning for _mark, meaning in table.legend), *table.notes):
        yield note, _("表下说明"), None, ""


def _texts_of_row(table: Table, row: Sequence[Cell], where: str) -> Iterator[tuple[str, str, Cell, str]]:
    for column, cell in zip(table.columns, row, strict=False):
        yield cell_text(cell), where, row[table.head], column.title
