"""A table as GitHub Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dutykit.output.table.record import Cell, Column, Table, cell_text

_SPECIAL = re.compile(r"([\\`*_{}\[\]|~$])")
_LEADING = re.compile(r"^(#+|[-+>=]+|\d+[.)])(?=\s|$)")


def markdown_text(table: Table) -> str:
    """A heading, one table a group under its own heading, the total, the legend and the notes."""
    parts = [f"## {escaped(table.title)}"]
    if table.source:
        parts.append(escaped(table.source))
    for group in table.groups:
        if group.title:
            parts.append(f"### {escaped(group.title)}")
        rows = [*group.rows, *([group.subtotal] if group.subtotal else [])]
        if table.total and group is table.groups[-1] and not table.group_title:
            rows.append(table.total)
        parts.append(_grid(table.columns, rows))
    if table.total and table.group_title:
        parts.append(f"### {escaped(cell_text(table.total[table.head]))}")
        parts.append(_grid(table.columns, [table.total]))
    if table.legend:
        parts.append("  ".join(f"{escaped(mark)} {escaped(meaning)}" for mark, meaning in table.legend))
    parts += [escaped(note) for note in table.notes]
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """`text` on one line, so that Markdown and the HTML in it show it as it is."""
    text = cell_text(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _LEADING.sub(r"\\\1", _SPECIAL.sub(r"\\\1", text))


def _grid(columns: tuple[Column, ...], rows: Iterable[tuple[Cell, ...]]) -> str:
    rules = {"text": "---", "mark": ":-:", "number": "--:", "share": "--:"}
    lines = [[escaped(column.title) for column in columns], [rules[column.kind] for column in columns]]
    lines += [[escaped(cell_text(cell)) for cell in row] for row in rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
