"""Writes dates as 2019-03-01 and numbers as numbers, where one is expected and the text is certain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from dutykit.check.fixes.fields import Leaf, leaves, wants_date, wants_number, wants_whole_number
from dutykit.check.fixes.fix import Fix, Subject
from dutykit.check.fixes.spelling import date_in, number_in
from dutykit.language import _


def wrong_type(subject: Subject) -> Iterator[Fix]:
    """Fixes wrong-type for dates and numbers; a text where a number or a date may not be is left unchanged."""
    for leaf in leaves(subject.kind, subject.root):
        if leaf.text is None or leaf.of_key:
            continue
        value = _meant(leaf, leaf.text)
        if isinstance(value, dt.date):
            message = _("“{old}”改成日期 {date}").format(old=leaf.text, date=value.isoformat())
        elif value is not None:
            message = _("“{old}”改成数字 {number}").format(old=leaf.text, number=value)
        else:
            continue
        yield Fix("wrong-type", leaf.path, message, leaf.rewritten(value))


def _meant(leaf: Leaf, text: str) -> dt.date | int | Decimal | None:
    if wants_date(leaf.field):
        return date_in(text)
    if wants_number(leaf.field):
        return number_in(text)
    number = number_in(text) if wants_whole_number(leaf.field) else None
    return number if isinstance(number, int) else None
