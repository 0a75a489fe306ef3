"""Deadlines as an iCalendar file (RFC 5545), for the calendars of phones and mail programs."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from dutykit import __version__
from dutykit.text.visible import visible


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day in a calendar."""

    key: str
    """What the deadline is, so that a calendar replaces it when it is moved: no two of a file share one."""
    day: dt.date
    title: str
    text: str
    remind: int
    """Days before it at which the calendar reminds; 0 for the day itself."""


def calendar_bytes(name: str, deadlines: Iterable[Deadline], made: dt.datetime) -> bytes:
    """The calendar, the same bytes for the same deadlines; `made` is when it is stated to have been made."""
    from icalendar import Alarm, Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", f"-//dutykit//dutykit {__version__}//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", visible(name))
    for one in deadlines:
        event = Event()
        event.add("uid", hashlib.sha256(one.key.encode()).hexdigest()[:32] + "@dutykit")
        event.add("dtstamp", made)
        event.add("dtstart", one.day)
        event.add("summary", visible(one.title))
        event.add("description", visible(one.text))
        event.add("transp", "TRANSPARENT")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", visible(one.title))
        alarm.add("trigger", dt.timedelta(days=-one.remind, hours=9 if one.remind == 0 else 0))
        event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
