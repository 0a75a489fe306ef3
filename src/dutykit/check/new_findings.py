"""What the rules find in a changed workspace that they did not find before the change."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from dutykit.check.policy import apply_policy
from dutykit.check.run import run_checks
from dutykit.model.finding import Finding
from dutykit.model.workspace import Workspace


def counted_findings(workspace: Workspace, today: dt.date) -> list[Finding]:
    """What all rules find, unsorted, with the severities that the settings give and without what they waive `today`."""
    counted, _waived = apply_policy(run_checks(workspace), workspace, today=today)
    return counted


def new_findings(found: Iterable[Finding], before: Iterable[Finding], *, by_file: bool = True) -> list[Finding]:
    """Those of `found`, in their order, that were not found `before`: of the same rule, in the same words.

    What was found twice and is found three times is new once. A finding that has only moved within its file is not
    new, nor without `by_file` one that has moved to another.
    """
    left = Counter(_key(one, by_file=by_file) for one in before)
    new = []
    for one in found:
        key = _key(one, by_file=by_file)
        left[key] -= 1
        if left[key] < 0:
            new.append(one)
    return new


def _key(finding: Finding, *, by_file: bool) -> tuple[str, str, str]:
    return finding.place.file if by_file else "", finding.rule, finding.message
