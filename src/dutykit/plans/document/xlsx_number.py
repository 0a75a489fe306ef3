"""Numbers and days of a workbook's cells as the sheet shows them: 95%, 2026年12月."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

_PERCENT = re.compile(r"0(?:\.(?P<digits>0+))?%")
_PARTS = (("年", "{0.year}年"), ("月", "{0.month}月"), ("日", "{0.day}日"))
_EAST_ASIAN = {
    **dict.fromkeys((27, 36, 50, 52, 57), "年月"),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), "月日"),
    31: "年月日",
}
"""Formats of days that Chinese programs use by a number alone (ECMA-376, 18.8.30): the library does not know them."""


def formatted(cell: Any) -> object:
    """The value of a cell, as text where its format says how a number or a day is shown."""
    form = _EAST_ASIAN.get(getattr(cell._style, "numFmtId", 0)) or cell.number_format  # noqa: SLF001 (the one place of it)
    return shown_as(cell.value, form)


def form_of(number: int, own: Mapping[int, str]) -> str:
    """The format of this number: one of the file's `own`, or one that all programs know."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    return own.get(number) or _EAST_ASIAN.get(number) or BUILTIN_FORMATS.get(number, "")


def tells(form: str) -> bool:
    """Whether a format says more of a number or a day than its value."""
    return _PERCENT.search(form) is not None or any(part in form for part, _text in _PARTS)


def shown_as(value: object, form: str) -> object:
    """A value, as text where its format says how a number or a day is shown."""
    if isinstance(value, bool) or not isinstance(value, int | float | dt.date):
        return value
    if isinstance(value, int | float):
        if (percent := _PERCENT.search(form)) is not None:
            return f"{value:.{len(percent['digits'] or '')}%}"
        if form not in _EAST_ASIAN.values() or not 0 < value < _MOST_DAYS:
            return value
        value = _FIRST_DAY + dt.timedelta(days=int(value))
    return "".join(text.format(value) for part, text in _PARTS if part in form) or value


_FIRST_DAY = dt.date(1899, 12, 30)
_MOST_DAYS = 200_000
