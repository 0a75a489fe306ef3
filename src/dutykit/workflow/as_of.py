"""The day a command works for: as asked, else SOURCE_DATE_EPOCH's, else today."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping

from dutykit.language import _


class DayError(Exception):
    """A day that is none; `args[0]` says so."""


def day_of(asked: str | None, environment: Mapping[str, str] | None = None) -> dt.date:
    """The day `asked` for (2019-05-07); without one, that of SOURCE_DATE_EPOCH, else today. Raises DayError."""
    if asked is not None:
        try:
            return dt.date.fromisoformat(asked.strip())
        except ValueError:
            raise DayError(_("“{text}”不是日期，应写成 2019-05-07 这样").format(text=asked)) from None
    given = (os.environ if environment is None else environment).get("SOURCE_DATE_EPOCH", "")
    try:
        return dt.datetime.fromtimestamp(int(given), dt.UTC).date()
    except (ValueError, OverflowError, OSError):
        return dt.date.today()  # noqa: DTZ011 (the office's own day)
