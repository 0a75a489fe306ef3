"""Which characters of a table no font of dutykit's draws, and where in it they are."""

from __future__ import annotations

from collections.abc import Iterator

from dutykit.language import _
from dutykit.output.table.record import Table, cell_text
from dutykit.text.drawn import undrawn


def undrawn_places(table: Table) -> dict[str, str]:
    """Each such character with where it is first, in words."""
    found: dict[str, str] = {}
    for text, where in _texts(table):
        for character in sorted(undrawn(text) - found.keys()):
            found[character] = where
    return found


def _texts(table: Table) -> Iterator[tuple[str, str]]:
    """Every text that is printed, with where it is."""
    yield table.title + table.source, _("标题")
    for column in table.columns:
        yield column.title, _("表头")
    for group in table.groups:
        yield group.title, _("“{row}”一行").format(row=cell_text(group.title))
        for row in (*group.rows, group.subtotal, table.total):
            for column, cell in zip(table.columns, row, strict=False):
                names = {"row": cell_text(row[table.head]), "column": cell_text(column.title)}
                yield cell_text(cell), _("“{row}”一行的“{column}”栏").format(**names)
    for note in (*(meaning for _mark, meaning in table.legend), *table.notes):
        yield note, _("表下说明")
