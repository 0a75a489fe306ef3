"""Which days are workdays in China, holidays and the weekends worked in their place included."""

from __future__ import annotations

import datetime as dt


class UnknownWorkdaysError(Exception):
    """The calendar does not know the holidays of a year; `args` are the year, and the first and last it knows."""

    @property
    def year(self) -> int:
        """The year that is not known."""
        year: int = self.args[0]
        return year

    @property
    def last(self) -> int:
        """The last year that is."""
        last: int = self.args[2]
        return last


def is_workday(day: dt.date) -> bool:
    """Whether offices work on `day`. Raises UnknownWorkdaysError: the State Council says so a year ahead, no more."""
    import chinese_calendar  # only where a stage counts in workdays
    from chinese_calendar.constants import holidays

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        raise UnknownWorkdaysError(day.year, min(holidays).year, max(holidays).year) from None


def workday_after(day: dt.date, count: int) -> dt.date:
    """The `count`-th workday (≥ 1) after `day`, which itself does not count. Raises UnknownWorkdaysError."""
    while count > 0:
        try:
            day += dt.timedelta(days=1)
        except OverflowError:
            raise UnknownWorkdaysError(day.year, 0, 0) from None
        count -= is_workday(day)
    return day


def workdays_until(day: dt.date, due: dt.date) -> int | None:
    """How many workdays are left after `day` until `due`, which counts; None where the calendar does not know."""
    try:
        return sum(is_workday(day + dt.timedelta(days=number)) for number in range(1, (due - day).days + 1))
    except UnknownWorkdaysError:
        return None
