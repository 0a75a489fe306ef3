"""What the hidden sheet's texts mean: each as a value of its column's kind."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, InvalidOperation

from dutykit.forms.workbook.layout import FormValue, Kind, form_sheets, overview_items


def kinds() -> dict[tuple[str, str], Kind]:
    """The kind of every column and item, by sheet and name."""
    found: dict[tuple[str, str], Kind] = {}
    for sheet in form_sheets():
        found |= {(sheet.name, column.name): column.kind for column in sheet.columns}
    return found | {("overview", item.name): item.kind for item in overview_items()}


def decoded(text: str | None, kind: Kind) -> FormValue:
    """A value that the hidden sheet keeps as a text."""
    if text is None:
        return None
    try:
        if kind == "number":
            value = Decimal(text)
            return value if value.is_finite() else text
        return dt.date.fromisoformat(text) if kind == "date" else text
    except (ValueError, InvalidOperation):
        return text


def text_of(value: FormValue) -> str | None:
    """A value as the hidden sheet keeps it."""
    return None if value is None else str(value)
