"""The last day that a time limit in words states: 2026.6.30, 2026年第二季度, 3月至5月."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

_MONTH = r"(?P<m>\d{1,2})(?:月|(?=[至到—\-~～]+\d{1,2}月))(?:份)?(?:(?P<d>\d{1,2})[日号]|(?P<part>[上中下]旬)|底|末)?"
_PART = r"(?P<half>[上下])半年|第?(?P<quarter>[一二三四1234])季度"
_FIGURES = r"(?P<m2>\d{1,2})(?:(?P<sep>[-./])(?P<d2>\d{1,2}))?(?!\d|[-./]\d)(?:日|号)?"
_DAY = re.compile(
    rf"(?<!\d)(?P<y>20\d{{2}})(?:年度?(?:{_MONTH}|{_PART}|(?P<whole>年?(?:底|末|内|全年)|(?=[。；，,、）)—~～至到]|完成|$)))|[-./]{_FIGURES})"
    rf"|(?<![\d年]){_MONTH.replace('<', '<n')}|(?<=[至到—\-~～])(?P<nonly>\d{{1,2}})日"
)
_LAST = {"上旬": 10, "中旬": 20}
_LONGEST = 200
"""Characters of a time limit that are looked at."""


@dataclass(frozen=True, slots=True)
class Due:
    """The day a time limit states."""

    day: dt.date | None = None
    unsure: Literal["no_day", "no_year", "days"] | None = None
    """Why a person should look at it: no day in it, a day without its year, several days."""


def due_of(deadline: str, issued: dt.date | None = None) -> Due:
    """The last day that a time limit states; the month's or the year's last where it names no day.

    A month without a year is the next one from the day the document was issued; without that day it states nothing.
    """
    text = unicodedata.normalize("NFKC", deadline)[:_LONGEST]
    text = re.sub(r"(?<=[年月\d])\s+(?=[年月日\d])", "", text)
    days: list[dt.date] = []
    lacks_year = False
    before: dt.date | None = None
    for match in _DAY.finditer(text):
        year = int(match["y"]) if match["y"] else before.year if before is not None else None
        if year is None and issued is not None and match["nm"]:
            year = issued.year + (int(match["nm"]) < issued.month)
        if year is None:
            lacks_year = True
            continue
        day = _day(match, year, before)
        if day is not None:
            before = day
            days.append(day)
    if not days:
        return Due(None, "no_year" if lacks_year else "no_day")
    ranges = len(
        re.findall(
            r"(?<=[日月年度底末\d])\s*(?:至|到|—+|-|~|～)\s*(?=\d)",
            re.sub(r"20\d\d[-./]\d{1,2}(?:[-./]\d{1,2})?", "2000年", text),
        )
    )
    return Due(max(days), "days" if len(set(days)) > 1 + ranges else None)


def _day(match: re.Match[str], year: int, before: dt.date | None) -> dt.date | None:
    """The last day of what was found; None if there is no such day."""
    month, day, part = (
        match["m"] or match["m2"] or match["nm"],
        match["d"] or match["d2"] or match["nd"],
        match["part"] or match["npart"],
    )
    if match["nonly"]:
        if before is None:
            return None
        month, day = str(before.month), match["nonly"]
    if match["quarter"]:
        month = str(3 * ("一二三四1234".index(match["quarter"]) % 4 + 1))
    elif match["half"]:
        month = "6" if match["half"] == "上" else "12"
    try:
        number = int(month or 12)
        last = calendar.monthrange(year, number)[1]
        return dt.date(year, number, int(day) if day else _LAST.get(part or "", last))
    except (ValueError, calendar.IllegalMonthError):
        return None
