"""The value of a plain YAML scalar, by the YAML 1.2 core schema plus ISO dates, without numbers in disguise."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache

Scalar = str | int | Decimal | bool | dt.date | None

MAY_BE_TYPED = frozenset("-+.0123456789~nNtTfF")
"""What a plain scalar begins with if it may be anything but text."""
_WORDS: dict[str, Scalar] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_OF_NUMBERS = frozenset("-+.0123456789")
# ASCII digits only: full-width ones stay text, for a check to name. A number of over 40
# characters, or with an exponent over 99, is text too: nobody means one, and working one out can hang.
# With a zero before it a row of digits is a code, such as an id, and no program writes a number so; 0x1F and 0o17 are
# what someone means by these letters, not 31 and 15.
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,39})")
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]{1,40}|(?:0|[1-9][0-9]{0,39})(?:\.[0-9]{0,40})?)(?:[eE][-+]?[0-9]{1,2})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


_LONGEST = 90
"""Characters of a scalar that may still be a number or a date."""


def plain_value(text: str) -> Scalar:
    """What an unquoted `text` means; text that means nothing else is itself.

    Numbers with a point are exact decimals. `yes`, `on`, times and sexagesimals are text.
    """
    if not text:
        return None
    return _typed(text) if text[0] in MAY_BE_TYPED and len(text) <= _LONGEST else text


@lru_cache(maxsize=2048)  # the same numbers, dates and words are in every submission
def _typed(text: str) -> Scalar:
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _OF_NUMBERS:
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DATE.fullmatch(text):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:  # 2019-02-30
            return text
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    return text
