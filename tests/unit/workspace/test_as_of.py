"""Days as people write them."""

from __future__ import annotations

import datetime as dt

import pytest

from dutykit.model.refusal import Refusal
from dutykit.workspace.as_of import day_of, made_at, moment_of


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-20",
        " 2026-5-20 ",
        "2026年5月20日",
        "2026 年 5 月 20 日",
        "2026/5/20",
        "2026.05.20",
        "２０２６年５月２０日",
    ],
)
def test_a_day(text: str) -> None:
    assert day_of(text) == dt.date(2026, 5, 20)


@pytest.mark.parametrize("text", ["", "2026", "2026年2月30日", "5月20日", "2026-5", "昨天", "2026-05-20-01"])
def test_no_day(text: str) -> None:
    with pytest.raises(Refusal, match="不是日期"):
        day_of(text)


def test_without_a_day_the_environment_decides_then_the_clock() -> None:
    assert day_of(None, {"SOURCE_DATE_EPOCH": "1558915200"}) == dt.date(2019, 5, 27)
    assert day_of("2020-01-02", {"SOURCE_DATE_EPOCH": "1558915200"}) == dt.date(2020, 1, 2)
    today = dt.date.today()  # noqa: DTZ011 # the office's own day
    assert day_of(None, {}) - today in {dt.timedelta(), dt.timedelta(1)}
    assert day_of(None, {"SOURCE_DATE_EPOCH": "yesterday"}) - today in {dt.timedelta(), dt.timedelta(1)}


def test_a_time_is_beijing_time_unless_it_has_a_zone() -> None:
    assert moment_of("2026-05-06T09:00") == dt.datetime(2026, 5, 6, 1, tzinfo=dt.UTC)
    assert moment_of("2026-05-06T09:00+00:00") == dt.datetime(2026, 5, 6, 9, tzinfo=dt.UTC)
    assert moment_of("2026年5月6日") == dt.datetime(2026, 5, 5, 16, tzinfo=dt.UTC)
    assert moment_of(None, {"SOURCE_DATE_EPOCH": "0"}) == dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    assert moment_of(None, {}) is None
    for text in ("昨天", "2026-05-06T25:00", "0001-01-01"):
        with pytest.raises(Refusal, match="不是日期或时间"):
            moment_of(text)


def test_a_file_is_made_when_the_environment_says_else_always_at_the_same_time() -> None:
    assert made_at({"SOURCE_DATE_EPOCH": "1"}) == dt.datetime(1970, 1, 1, 0, 0, 1, tzinfo=dt.UTC)
    assert made_at({}) == made_at({"SOURCE_DATE_EPOCH": "9" * 30}) == dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
