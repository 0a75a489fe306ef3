"""Writes as a number what was written as one, but as text."""

from __future__ import annotations

from collections.abc import Iterator

from dutykit.check.fixes.fields import leaves
from dutykit.check.fixes.fix import Fix, Subject
from dutykit.check.fixes.spelling import number_in
from dutykit.language import _
from dutykit.model.submission import Answer


def metric_not_a_number(subject: Subject) -> Iterator[Fix]:
    """Fixes metric-not-a-number for full-width digits, blanks and quotes; units of measure are left to their author."""
    for leaf in leaves(subject.kind, subject.root):
        if leaf.text is None or leaf.field != (Answer, "metrics") or leaf.of_key:
            continue
        number = number_in(leaf.text)
        if number is not None:
            message = _("“{old}”改成数字 {number}").format(old=leaf.text, number=number)
            yield Fix("metric-not-a-number", leaf.path, message, leaf.rewritten(number))
