"""A workbook of any kind as plain data: what it was made from, and the rows of its sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dutykit.forms.workbook.layout import FormColumn, FormSheet, FormValue, Layout, SheetName
from dutykit.forms.workbook.row import CellKey, FormRow


@dataclass(frozen=True, slots=True)
class FormIdentity:
    """What a workbook was made from."""

    unit: str
    cycle: int
    catalogue: str
    """The catalogue's fingerprint."""
    sample: bool = False
    reviewer: str = ""
    """Whose review it is for; empty for the office's own, and for what is no review."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A workbook as plain data."""

    layout: Layout
    identity: FormIdentity
    title: str
    """Of the catalogue."""
    rows: Mapping[SheetName, tuple[FormRow, ...]]

    def columns(self, sheet: FormSheet) -> tuple[FormColumn, ...]:
        """The columns of `sheet` that this workbook has."""
        return sheet.columns

    def cells(self) -> Iterator[tuple[CellKey, FormValue]]:
        """Every cell that states something in the workspace; what is only proposed is not among them."""
        for rows in self.rows.values():
            for row in rows:
                for name, value in row.cells.items():
                    if value is not None and not row.is_proposed:
                        yield (*row.key, name), value
