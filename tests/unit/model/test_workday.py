"""Workdays, holidays and weekends worked in their place."""

from __future__ import annotations

import datetime as dt

import pytest

from dutykit.model.workday import UnknownWorkdaysError, is_workday, workday_after, workdays_until

MAY_DAY = dt.date(2019, 5, 1)  # off until the 4th; Sunday 28 April and Sunday 5 May were worked


def test_a_sunday_that_is_worked_and_a_wednesday_that_is_not() -> None:
    assert is_workday(dt.date(2019, 4, 28))
    assert not is_workday(MAY_DAY)


def test_counting_over_a_holiday() -> None:
    assert workday_after(dt.date(2019, 4, 26), 3) == dt.date(2019, 4, 30)
    assert workday_after(dt.date(2019, 4, 26), 4) == dt.date(2019, 5, 5)
    assert workdays_until(dt.date(2019, 4, 26), dt.date(2019, 5, 5)) == 4
    assert workdays_until(MAY_DAY, dt.date(2019, 5, 4)) == 0


@pytest.mark.parametrize("year", [1999, 2990, 9999])
def test_a_year_nobody_knows_is_not_guessed(year: int) -> None:
    day = dt.date(year, 12, 31)
    with pytest.raises(UnknownWorkdaysError):
        is_workday(day)
    with pytest.raises(UnknownWorkdaysError):
        workday_after(day, 1)
    assert workdays_until(day - dt.timedelta(days=3), day) is None
