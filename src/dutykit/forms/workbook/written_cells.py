"""One value written into a cell of an Excel sheet, and the room that texts take there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from dutykit.forms.workbook.layout import FormValue

_OLDEST = dt.date(1900, 3, 1)
"""Excel counts a 29 February 1900 that never was: days before are written as texts."""


def write_value(sheet: Any, place: tuple[int, int], value: FormValue, look: Any, quoted: Any) -> None:
    """Write one value; a text is a text whatever it begins with, and a number is exact or a text."""
    if value is None:
        sheet.write_blank(*place, None, look)
    elif (
        isinstance(value, int | Decimal) and len(Decimal(value).as_tuple().digits) <= 15 and -(10**15) < value < 10**15
    ):
        sheet.write_number(*place, value if isinstance(value, int) else float(value), look)
    elif isinstance(value, dt.date) and value >= _OLDEST:
        sheet.write_datetime(*place, value, look)
    else:
        text = format(value, "f") if isinstance(value, Decimal) else str(value)  # never 7E-8, which is no number here
        sheet.write_string(*place, text, quoted if text.startswith(tuple("=+-@\t\r'")) else look)


def row_height(texts: Iterable[tuple[float, FormValue]], *, least: float) -> float:
    """Points that texts take in columns of a width; programs disagree on whether a row grows when a file is opened."""
    most = 1
    for width, value in texts:
        if isinstance(value, str):
            room = max(int(width) - 1, 2)
            most = max(most, sum(max(1, -(-_cells(line) // room)) for line in value.split("\n")))
    return min(max(14.5 * most + 4, least), 400)


def _cells(text: str) -> int:
    """Widths of a digit that `text` takes; a Chinese character is two of them wide."""
    return sum(1 if character.isascii() else 2 for character in text)
