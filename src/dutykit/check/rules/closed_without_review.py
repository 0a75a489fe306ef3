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
    """单位写了已销号，复核材料中没有销号。

    为什么：销号要由督导部门核查后作出；台账上这个问题仍算已整改、待销号，来年还要答复。

    怎么改：单位把 status 改成 done；督导部门核查后，在 reviews/年度/单位.yaml 的 closings 中写明销号。
    """
    if any(name.startswith(REVIEWS_FOLDER + "/") for name in workspace.incomplete):
        return  # the closing may stand in what could not be read
    for tracked in workspace.rectification:
        if tracked.closings:
            continue
        for said in tracked.said():
            if said.status == "closed":
                message = _("问题 {problem} 写了已销号，复核材料中没有销号").format(problem=tracked.key.problem)
                yield Flaw(said.place_of("status"), message)
