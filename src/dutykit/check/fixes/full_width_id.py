"""Writes the digits and letters of ids in half width."""

from __future__ import annotations

from collections.abc import Iterator

from dutykit.check.fixes.fields import leaves
from dutykit.check.fixes.fix import Fix, Subject
from dutykit.check.fixes.spelling import half_width
from dutykit.language import _


def full_width_id(subject: Subject) -> Iterator[Fix]:
    """Fixes full-width-id."""
    for leaf in leaves(subject.kind, subject.root):
        if leaf.text is not None and leaf.is_id:
            text = half_width(leaf.text)
            if text != leaf.text and not leaf.is_beside(text):
                message = _("编号“{old}”改成半角的“{new}”").format(old=leaf.text, new=text)
                yield Fix("full-width-id", leaf.path, message, leaf.rewritten(text), is_identity=True)
