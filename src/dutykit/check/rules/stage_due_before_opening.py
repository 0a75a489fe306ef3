"""A stage is due before it opens."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.workspace import Workspace


@check(Severity.ERROR, whole=True)
def stage_due_before_opening(workspace: Workspace) -> Iterable[Flaw]:
    """阶段的截止日期早于开始日期。

    为什么：这样的阶段一开始就已经逾期，所有单位都会标为逾期（红）。

    处理建议：改正 opens 或 due。
    """
    for one in workspace.timetable.cycles:
        for stage in one.stages:
            for term in stage.terms:
                opens, due = stage.opening(term), term.due or (None if term.workdays else stage.due)
                if opens is None or due is None or due >= opens or (term is not stage and not term.has_dates):
                    continue
                message = _("“{name}”于 {opens} 开始，却在 {due} 截止").format(
                    name=shortened(stage.name), opens=opens.isoformat(), due=due.isoformat()
                )
                holder = term if term.due is not None else stage
                opener = term if term.opens is not None else stage
                related = Related(opener.place_of("opens"), _("开始日期在这里"))
                yield Flaw(holder.place_of("due"), message, related=(related,))
