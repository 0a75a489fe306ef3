"""The value of a plain YAML scalar, by the YAML 1.2 core schema plus ISO dates."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

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
# ASCII digits only: full-width ones stay text, for a check to name. A number of over 40
# characters, or with an exponent over 99, is text too: nobody means one, and working one out can hang.
_INTEGER = re.compile(r"[-+]?[0-9]{1,40}")
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]{1,40}|[0-9]{1,40}(?:\.[0-9]{0,40})?)(?:[eE][-+]?[0-9]{1,2})?")
_BASED = re.compile(r"0o[0-7]{1,20}|0x[0-9a-fA-F]{1,16}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def plain_value(text: str) -> Scalar:
    """What an unquoted `text` means; text that means nothing else is itself.

    Numbers with a point are exact decimals. `yes`, `on`, times and sexagesimals are text.
    """
    if not text:
        return None
    if text[0] not in MAY_BE_TYPED:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DATE.fullmatch(text):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:  # 2019-02-30
            return text
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    if _BASED.fullmatch(text):
        return int(text[2:], 8 if text[1] == "o" else 16)
    return text
