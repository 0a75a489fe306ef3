"""Which value a value of the wrong kind most likely means."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from dutykit.model.office_words import (
    COLORS,
    EVENT_KINDS,
    FOUND_BY,
    KINDS,
    LETTER_KINDS,
    PROBLEM_STATUSES,
    RATINGS,
    STATES,
)
from dutykit.text.likeness import closest

_TABLES: tuple[Mapping[Any, str], ...] = (
    *(STATES, RATINGS, FOUND_BY, PROBLEM_STATUSES, KINDS),
    *(COLORS, LETTER_KINDS, EVENT_KINDS),
)
_WORDS: dict[str, str] = {
    **{word: code for table in _TABLES for code, word in table.items() if code is not None},
    "达标": "met",
    "基本达到": "partly",
    "退回": "returned",
    "通过": "accepted",
    "已整改": "done",
    "销号": "closed",
    "市直部门": "department",
    "是": "true",
    "否": "false",
}
"""The office's words for the values that are kept in English, and other words for them."""

_DATE = re.compile(r"(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*日?")
_YEAR = re.compile(r"(\d{4})年?度?")


def likely_value(error: Mapping[str, Any]) -> str | None:
    """What the value of a pydantic error was likely meant to be, as it is written in YAML; None if nobody can tell."""
    given = error["input"]
    if not isinstance(given, str) or len(given) > 40:
        return None
    text = unicodedata.normalize("NFKC", given).strip()
    kind = error["type"]
    if kind == "literal_error":
        expected = re.findall(r"'([^']+)'", str(error.get("ctx", {}).get("expected", "")))
        known = {word: value for word, value in _WORDS.items() if value in expected}
        return known.get(text) or closest(text.lower(), expected)
    if kind == "bool_type":
        return _WORDS.get(text) if text in {"是", "否"} else None
    if kind == "int_type" and (year := _YEAR.fullmatch(text)):
        return year.group(1)
    if kind in {"date_type", "date_from_datetime_parsing"} and (date := _DATE.fullmatch(text)):
        try:
            return dt.date(*map(int, date.groups())).isoformat()
        except ValueError:  # no such day
            return None
    return None
