"""An answer states "met" and names a problem that is not resolved."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import answers
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.workspace import Workspace


@check(Severity.WARNING)
def met_with_open_problem(workspace: Workspace) -> Iterable[Flaw]:
    """自评结论为“达到”，但仍有未整改完成的问题。

    为什么：问题未整改完成的，不能认定为达到，复核时会被退回。

    处理建议：将 rating 改成 partly 或 unmet；问题已经整改的，更新该问题的 status。
    """
    for _submission, answer in answers(workspace):
        if answer.rating != "met":
            continue
        for problem in answer.problems:
            if problem.status in {"open", "in_progress"}:
                message = _("指标 {indicator} 自评结论为“达到”，但问题 {problem} 未整改完成").format(
                    indicator=answer.indicator, problem=problem.id
                )
                given = "status" if problem.has_key("status") else "id"
                related = Related(problem.place_of(given), _("问题在这里"))
                yield Flaw(answer.place_of("rating"), message, related=(related,))
