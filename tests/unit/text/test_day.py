"""A day in words, on paper and on a screen."""

from __future__ import annotations

import datetime as dt

from dutykit.language import on_paper, speaking
from dutykit.text.day import date_words, day_text

DAY = dt.date(2019, 1, 3)


def test_dates_are_not_padded() -> None:
    assert date_words(DAY) == "2019年1月3日"
    assert not date_words(None)


def test_only_a_chinese_paper_has_days_in_words() -> None:
    assert day_text(DAY) == "2019-01-03"
    with on_paper():
        assert day_text(DAY) == "2019年1月3日"
    with speaking("en"), on_paper():
        assert day_text(DAY) == "2019-01-03"
