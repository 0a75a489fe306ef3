"""From which days the content of a report is: its cover and its signature are never dated before them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from dutykit.reports.views.standing import Standing


def content_dates(standing: Standing, units: Iterable[str]) -> Iterator[dt.date]:
    """The days of what a report on `units` shows beside what they submitted.

    The day a submission was sent back, and of the office's review in the cycle: the day of the review, of what was found,
    of what happened, and of each closing that is known on the report's day. Days that are still to come, as deadlines, are
    none.
    """
    for unit in units:
        submission = standing.submission(unit)
        if submission is not None and submission.state == "returned" and submission.returned is not None:
            yield from _given(submission.returned.on)
        review = standing.workspace.review(unit, standing.cycle)
        if review is not None:
            yield from _given(review.reviewed_on, *(one.found_on for one in review.findings))
            yield from _given(*(one.on for one in review.events))
        yield from closing_dates(standing, [unit])


def closing_dates(standing: Standing, units: Iterable[str]) -> Iterator[dt.date]:
    """The days on which problems of `units` were closed in the cycle, by the report's day if there is one."""
    for unit in units:
        review = standing.workspace.review(unit, standing.cycle)
        for one in review.closings if review is not None else ():
            if standing.as_of is None or one.closed_on <= standing.as_of:
                yield one.closed_on


def _given(*dates: dt.date | None) -> Iterator[dt.date]:
    yield from (date for date in dates if date is not None)
