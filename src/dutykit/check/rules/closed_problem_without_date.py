"""A problem is closed and has no closing date."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import problems
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.workspace import Workspace


@check(Severity.WARNING)
def closed_problem_without_date(workspace: Workspace) -> Iterable[Flaw]:
    """问题已销号，未填写销号日期。

    为什么：没有日期就无法判断是否按期整改，台账也无法归档。

    处理建议：在 closed_on 中填写销号日期；尚未销号的，将 status 改成 done。
    """
    for _submission, _answer, problem in problems(workspace):
        if problem.status == "closed" and problem.closed_on is None and not problem.unread("closed_on"):
            message = _("问题 {problem} 已销号，未填写销号日期").format(problem=problem.id)
            yield Flaw(problem.place_of("status"), message)
