"""What may still change in a submission that was submitted or accepted: how far problems are resolved."""

from __future__ import annotations

from dutykit.forms.workbook.changes import Change
from dutykit.model.history import OF_RECTIFICATION
from dutykit.model.submission import Submission


def goes_on(change: Change, submission: Submission) -> bool:
    """Whether a change leaves what was submitted as it was: only what its fingerprint leaves out is reported."""
    if change.key[-1] not in OF_RECTIFICATION:
        return False
    if change.key[0] == "problems":
        return change.key[1] in submission.by_indicator
    carried = {(str(one.from_cycle), one.problem) for one in submission.carried}
    return change.key[0] == "carried" and (change.key[1], change.key[2]) in carried
