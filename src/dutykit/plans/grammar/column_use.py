"""What a column of a plan's table becomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

ColumnUse = Literal[
    "number",
    "chapter",
    "section",
    "text",
    "lead",
    "responsible",
    "support",
    "guide",
    "deadline",
    "person",
    "note",
    "none",
]
USES: tuple[ColumnUse, ...] = get_args(ColumnUse)


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table and what becomes of it."""

    table: int
    title: str
    use: ColumnUse
