"""A unit calls a problem closed, and the office has not closed it."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.layout import REVIEWS_FOLDER
from dutykit.model.workspace import Workspace


@check(Severity.WARNING, whole=True)
def closed_without_review(workspace: Workspace) -> Iterable[Flaw]:
    """单位填写为已销号，但督导室未在复核中销号。

    为什么：销号由督导室核查后作出；台账中该问题仍为已整改待销号，下年度仍须报告整改进展。

    处理建议：将 status 改成 done；由督导室核查后，在 reviews/年度/单位.yaml 的 closings 中登记销号。
    """
    for tracked in workspace.rectification:
        if tracked.closings or workspace.gaps.hides(REVIEWS_FOLDER, unit=tracked.key.unit):
            continue  # the closing may be in what could not be read
        for stated in tracked.stated():
            if stated.status == "closed":
                message = _("问题 {problem} 填写为已销号，但督导室未在复核中销号").format(problem=tracked.key.problem)
                yield Flaw(stated.place_of("status"), message)
