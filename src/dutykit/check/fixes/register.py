"""The list of all fixes, in the order they are made; a test holds it against the files."""

from __future__ import annotations

from dutykit.check.fixes.alias_in_use import alias_in_use
from dutykit.check.fixes.answers_out_of_order import answers_out_of_order
from dutykit.check.fixes.evidence_without_hash import evidence_without_hash
from dutykit.check.fixes.fix import FixFunction
from dutykit.check.fixes.full_width_id import full_width_id
from dutykit.check.fixes.metric_not_a_number import metric_not_a_number
from dutykit.check.fixes.stray_blank import stray_blank
from dutykit.check.fixes.wrong_type import wrong_type

CLASHES = frozenset(
    {
        "alias-collision",
        "duplicate-answer",
        "duplicate-assignment",
        "duplicate-indicator",
        "duplicate-metric",
        "duplicate-problem",
        "duplicate-review",
        "duplicate-stage",
        "duplicate-submission",
        "duplicate-unit",
        "duplicate-verdict",
        "group-beside-member",
        "stage-unit-twice",
        "unclear-event",
    }
)
"""Rules that state that two things have one name: a fix of an id or a name that makes one speak is not made."""

STAGES: tuple[tuple[FixFunction, ...], ...] = (
    (metric_not_a_number, wrong_type),
    (stray_blank, full_width_id, alias_in_use),
    (evidence_without_hash,),
    (answers_out_of_order,),
)
"""One stage is done, again and again until nothing is left to fix, before the next begins.

The first two change what is read, and so what the others see: first values, then ids and names, of which two may
come to be one. The third adds lines, the last moves them.
"""
