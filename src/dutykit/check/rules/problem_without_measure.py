"""A problem has no measure."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import problems
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.record import is_blank
from dutykit.model.workspace import Workspace


@check(Severity.WARNING)
def problem_without_measure(workspace: Workspace) -> Iterable[Flaw]:
    """问题未填写整改措施。

    为什么：问题清单须逐条填写整改措施，没有整改措施的问题无法督办，也无法销号。

    处理建议：在 measure 中填写具体的整改措施。
    """
    for _submission, _answer, problem in problems(workspace):
        if is_blank(problem.measure) and not problem.unread("measure"):
            yield Flaw(problem.place_of("id"), _("问题 {problem} 未填写整改措施").format(problem=problem.id))
