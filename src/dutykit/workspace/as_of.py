"""The day or time a command works for: as asked, else SOURCE_DATE_EPOCH's, else now; and the time written into a file."""

from __future__ import annotations

import datetime as dt
import os
import re
import unicodedata
from collections.abc import Mapping

from dutykit.language import _
from dutykit.model.refusal import Refusal

_DAY = r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
BEIJING = dt.timezone(dt.timedelta(hours=8))
"""The time that official documents in China go by."""
_NO_TIME = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""When a file was made, if it is not known: a constant, so that the same input gives the same bytes."""


def day_of(asked: str | None, environment: Mapping[str, str] | None = None) -> dt.date:
    """The day `asked` for; without one, that of SOURCE_DATE_EPOCH, else today. Raises Refusal."""
    if asked is not None:
        try:
            return written_day(asked)
        except ValueError:
            raise Refusal(_("“{text}”不是日期，格式应为 2019-05-07").format(text=asked)) from None
    epoch = _source_date_epoch(environment)
    return dt.date.today() if epoch is None else epoch.date()  # noqa: DTZ011 (the office's own day)


def moment_of(asked: str | None, environment: Mapping[str, str] | None = None) -> dt.datetime | None:
    """The time `asked` for, in UTC; without one, that of SOURCE_DATE_EPOCH, else None. Raises Refusal.

    A time without a zone is Beijing time.
    """
    if asked is None:
        return _source_date_epoch(environment)
    try:
        try:
            given = dt.datetime.combine(written_day(asked), dt.time())
        except ValueError:
            given = dt.datetime.fromisoformat(asked)
        return (given if given.tzinfo else given.replace(tzinfo=BEIJING)).astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        message = _("“{text}”不是日期或时间").format(text=asked)
        raise Refusal(message, _("写成 2026-05-06 或 2026-05-06T09:00+08:00")) from error


def made_at(environment: Mapping[str, str] | None = None) -> dt.datetime:
    """The time to write into a file as when it was made: SOURCE_DATE_EPOCH, else a constant."""
    return _source_date_epoch(environment) or _NO_TIME


def written_day(text: str) -> dt.date:
    """The day that `text` writes as 2019-05-07, 2019/5/7, 2019.5.7 or 2019年5月7日. Raises ValueError."""
    text = unicodedata.normalize("NFKC", text).strip()
    match = re.fullmatch(_DAY, text)
    return dt.date.fromisoformat(text) if match is None else dt.date(*map(int, match.groups()))


def _source_date_epoch(environment: Mapping[str, str] | None) -> dt.datetime | None:
    """What https://reproducible-builds.org/specs/source-date-epoch/ states the time is; None if it states nothing."""
    given = (os.environ if environment is None else environment).get("SOURCE_DATE_EPOCH", "")
    try:
        return dt.datetime.fromtimestamp(int(given), dt.UTC)
    except (ValueError, OverflowError, OSError):
        return None
