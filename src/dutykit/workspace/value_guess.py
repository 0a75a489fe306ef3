"""Which value a value of the wrong kind most likely means."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from dutykit.text.likeness import closest

_WORDS = {
    "达到": "met",
    "达标": "met",
    "部分达到": "partly",
    "基本达到": "partly",
    "未达到": "unmet",
    "不适用": "not_applicable",
    "草稿": "draft",
    "已报送": "submitted",
    "已退回": "returned",
    "退回": "returned",
    "已通过": "accepted",
    "通过": "accepted",
    "自查": "self_check",
    "监测": "monitoring",
    "实地检查": "inspection",
    "未整改": "open",
    "整改中": "in_progress",
    "已整改": "done",
    "已销号": "closed",
    "销号": "closed",
    "部门": "department",
    "县区政府": "county",
    "是": "true",
    "否": "false",
}
"""The office's words for the values that are kept in English."""

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
