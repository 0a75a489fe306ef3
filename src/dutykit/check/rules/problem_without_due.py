"""A problem has no due date."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import problems
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.workspace import Workspace


@check(Severity.WARNING)
def problem_without_due(workspace: Workspace) -> Iterable[Flaw]:
    """问题未填写完成时限。

    为什么：没有完成时限的问题无法提醒，也无法判断是否逾期。

    处理建议：在 due 中填写日期，如 2019-09-30。
    """
    for _submission, _answer, problem in problems(workspace):
        if problem.due is None and not problem.unread("due"):
            yield Flaw(problem.place_of("id"), _("问题 {problem} 未填写完成时限").format(problem=problem.id))
