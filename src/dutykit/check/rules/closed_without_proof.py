"""A problem is closed and nothing proves that it was resolved."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.layout import SUBMISSIONS_FOLDER
from dutykit.model.workspace import Workspace


@check(Severity.ERROR, whole=True)
def closed_without_proof(workspace: Workspace) -> Iterable[Flaw]:
    """已销号的问题没有整改佐证材料。

    为什么：没有整改佐证材料的销号经不起核查，同一问题下年度还会被提出。

    处理建议：请单位在该问题（或 carried）的 proof 中补充整改佐证材料后再销号；尚无佐证材料的，先删去该项销号。
    """
    for tracked in workspace.rectification:
        if tracked.closings and not tracked.proof():
            if workspace.gaps.hides(SUBMISSIONS_FOLDER, unit=tracked.key.unit):
                continue  # the proof may be in what could not be read
            message = _("问题 {problem} 已销号，但没有整改佐证材料").format(problem=tracked.key.problem)
            related = Related(tracked.origin.place_of("id"), _("问题写在这里"))
            yield Flaw(tracked.closings[0].closing.place_of("problem"), message, related=(related,))
