"""What a text written in another way means, where that is certain."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

_FULL_WIDTH: dict[int, int | str] = {
    **{code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)},  # digits
    **{code: code - 0xFEE0 for code in range(0xFF21, 0xFF3B)},  # capital letters
    **{code: code - 0xFEE0 for code in range(0xFF41, 0xFF5B)},  # small letters
    0xFF0D: "-",
    0xFF0E: ".",
}
_FULL_WIDTH_WORD = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
_BLANKS = re.compile(rf"\A[\s{_ZERO_WIDTH}]+|[\s{_ZERO_WIDTH}]+\Z")

# A leading zero (007) or a thousands comma may mean something else: such a text is left to its author.
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?")
_YEAR = r"(19[0-9]{2}|20[0-9]{2})"
_DATES = (
    re.compile(_YEAR + r"\s*年\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*日"),
    re.compile(_YEAR + r"/([0-9]{1,2})/([0-9]{1,2})"),
    re.compile(_YEAR + r"\.([0-9]{1,2})\.([0-9]{1,2})"),
    re.compile(_YEAR + r"-([0-9]{1,2})-([0-9]{1,2})"),
)


def half_width(text: str) -> str:
    """`text` in half width, if it has full-width digits or letters: those, and points and hyphens between them."""
    return text.translate(_FULL_WIDTH) if _FULL_WIDTH_WORD.search(text) else text


def without_stray_blanks(text: str) -> str:
    """`text` without blanks, NBSP and zero-width characters at its ends."""
    return _BLANKS.sub("", text) if text and not (text[0].isalnum() and text[-1].isalnum()) else text


def number_in(text: str) -> int | Decimal | None:
    """The number that `text` writes in full-width digits, with blanks around it or in quotes; None if not certain."""
    digits = half_width(without_stray_blanks(text))
    if not _NUMBER.fullmatch(digits):
        return None
    return Decimal(digits) if "." in digits else int(digits)


def date_in(text: str) -> dt.date | None:
    """The date that `text` writes as 2019年3月1日, 2019/3/1, 2019.3.1 or 2019-3-1; None if it is none."""
    digits = half_width(without_stray_blanks(text))
    for form in _DATES:
        found = form.fullmatch(digits)
        if found:
            try:
                return dt.date(*map(int, found.groups()))
            except ValueError:  # 2019年2月30日
                return None
    return None
