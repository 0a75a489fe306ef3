"""A problem is closed and nothing proves that it was put right."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.layout import SUBMISSIONS_FOLDER
from dutykit.model.workspace import Workspace


@check(Severity.ERROR, whole=True)
def closed_without_proof(workspace: Workspace) -> Iterable[Flaw]:
    """销号的问题没有整改佐证。

    为什么：没有佐证的销号经不起复查，同一个问题来年还会被提出来。

    怎么改：请单位在问题（或 carried）的 proof 中写上整改佐证，再销号；还没有佐证的，先删去这一项销号。
    """
    if any(name.startswith(SUBMISSIONS_FOLDER + "/") for name in workspace.incomplete):
        return  # the proof may stand in what could not be read
    for tracked in workspace.rectification:
        if tracked.closings and not tracked.proof():
            message = _("问题 {problem} 已经销号，却没有整改佐证").format(problem=tracked.key.problem)
            related = Related(tracked.origin.place_of("id"), _("问题写在这里"))
            yield Flaw(tracked.closings[0].closing.place_of("problem"), message, related=(related,))
