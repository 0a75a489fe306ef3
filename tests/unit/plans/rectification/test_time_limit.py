"""Time limits in words, and the days they state."""

from __future__ import annotations

import datetime as dt

import pytest

from dutykit.plans.rectification.time_limit import due_of


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026年12月底前", dt.date(2026, 12, 31)),
        ("2026年6月", dt.date(2026, 6, 30)),
        ("2026年6月5日前", dt.date(2026, 6, 5)),
        ("2026 年 6 月 5 日", dt.date(2026, 6, 5)),
        ("２０２６年６月底", dt.date(2026, 6, 30)),
        ("2026年2月中旬", dt.date(2026, 2, 20)),
        ("2026年上半年", dt.date(2026, 6, 30)),
        ("2026年下半年", dt.date(2026, 12, 31)),
        ("2026年第三季度", dt.date(2026, 9, 30)),
        ("2026年二季度", dt.date(2026, 6, 30)),
        ("2026年底", dt.date(2026, 12, 31)),
        ("2026年年底前", dt.date(2026, 12, 31)),
        ("2026年度", dt.date(2026, 12, 31)),
        ("2028年2月", dt.date(2028, 2, 29)),
        ("2026.6.30", dt.date(2026, 6, 30)),
        ("2026-6-30", dt.date(2026, 6, 30)),
        ("2026/6/30前", dt.date(2026, 6, 30)),
        ("2026.6", dt.date(2026, 6, 30)),
        ("2026年4月至6月", dt.date(2026, 6, 30)),
        ("2026年6—8月", dt.date(2026, 8, 31)),
        ("2026年3月—2026年5月", dt.date(2026, 5, 31)),
        ("2026年3月1日至15日", dt.date(2026, 3, 15)),
        ("2026.3.1-2026.4.15", dt.date(2026, 4, 15)),
        ("2026-2027年", dt.date(2027, 12, 31)),
        ("2026年6月30日前，长期坚持", dt.date(2026, 6, 30)),
        ("2026年13月", None),
        ("2026年2月30日", None),
        ("2026年秋季开学前", None),
        ("2027年春季学期结束前", None),
        ("立行立改", None),
        ("长期坚持", None),
        ("持续推进", None),
        ("每月底前", None),
        ("", None),
    ],
)
def test_the_day_a_time_limit_states(words: str, day: dt.date | None) -> None:
    due = due_of(words)
    assert (due.day, due.unsure) == (day, None if day is not None else "no_day")


@pytest.mark.parametrize(
    ("words", "issued", "day", "unsure"),
    [
        ("6月底前", None, None, "no_year"),
        ("6月底前", dt.date(2026, 3, 1), dt.date(2026, 6, 30), None),
        ("2月底前", dt.date(2026, 3, 1), dt.date(2027, 2, 28), None),
        ("2026年6月底前完成，12月底前巩固", None, dt.date(2026, 12, 31), "days"),
    ],
)
def test_what_is_not_sure(words: str, issued: dt.date | None, day: dt.date | None, unsure: str | None) -> None:
    due = due_of(words, issued)
    assert (due.day, due.unsure) == (day, unsure)
