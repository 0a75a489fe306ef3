"""A day in words: as a Chinese paper writes it, or as a screen and a data file do."""

from __future__ import annotations

import datetime as dt

from dutykit.language import is_on_paper


def date_words(date: dt.date | None) -> str:
    """2019年1月31日, without padding; empty for no date."""
    return "" if date is None else f"{date.year}年{date.month}月{date.day}日"


def day_text(day: dt.date) -> str:
    """`day` inside a message: in words on a Chinese paper, else in ISO form."""
    return date_words(day) if is_on_paper() else day.isoformat()
