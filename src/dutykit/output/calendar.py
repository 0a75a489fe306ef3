"""Deadlines as an iCalendar file (RFC 5545), for the calendars of phones and mail programs."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from dutykit import __version__
from dutykit.language import _
from dutykit.model.refusal import Refusal
from dutykit.text.visible import visible
from dutykit.workspace.file_bytes import file_bytes
from dutykit.workspace.foreign import read_foreign

_MOST_BYTES = 5_000_000
"""Of an earlier calendar; one of a thousand deadlines has a tenth."""


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


class Revision(NamedTuple):
    """An event as a calendar had it."""

    sequence: int
    content: tuple[str, str, str]
    """Its day, title and text."""


def calendar_bytes(name: str, deadlines: Iterable[Deadline], made: dt.datetime, replaced: Path | None = None) -> bytes:
    """The calendar, the same bytes for the same deadlines; `made` is when it is stated to have been made.

    Nothing in a workspace tells how often a deadline was changed. So the file that is `replaced` does: an event of it that
    is different now gets the next SEQUENCE, and only such a one does a calendar bring up to date. Raises Refusal if that
    is no calendar.
    """
    from icalendar import Alarm, Calendar, Event

    earlier = _earlier(replaced)
    calendar = Calendar()
    calendar.add("prodid", f"-//dutykit//dutykit {__version__}//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", visible(name))
    for one in deadlines:
        event = Event()
        uid = hashlib.sha256(one.key.encode()).hexdigest()[:32] + "@dutykit"
        title, text = visible(one.title), visible(one.text)
        before = earlier.get(uid)
        is_changed = before is not None and before.content != (one.day.isoformat(), title, text)
        event.add("uid", uid)
        event.add("dtstamp", made)
        event.add("sequence", before.sequence + is_changed if before else 0)
        event.add("dtstart", one.day)
        event.add("dtend", one.day + dt.timedelta(days=1))  # the first day that is no part of it
        event.add("summary", title)
        event.add("description", text)
        event.add("transp", "TRANSPARENT")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", dt.timedelta(days=-one.remind, hours=9 if one.remind == 0 else 0))
        event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _earlier(path: Path | None) -> dict[str, Revision]:
    """The events of the calendar `path`, by their UIDs; none where there is no such file. Raises Refusal."""
    if path is None or not path.exists():
        return {}
    try:
        return read_foreign(_revisions, file_bytes(path, _MOST_BYTES))
    except (OSError, ValueError) as error:
        message = _("{path} 不是可读取的日历文件，无法接续其中各事项的修订序号").format(path=path)
        raise Refusal(message, _("删除该文件，或用 -o 指定其他文件")) from error


def _revisions(data: bytes) -> dict[str, Revision]:
    """The events in the iCalendar file `data`. Raises ValueError if it is none."""
    from icalendar import Calendar

    found = {}
    for event in Calendar.from_ical(data).walk("VEVENT"):
        start = event.get("dtstart")
        content = (str(getattr(start, "dt", "")), str(event.get("summary", "")), str(event.get("description", "")))
        found[str(event.get("uid", ""))] = Revision(int(event.get("sequence", 0)), content)
    return found
