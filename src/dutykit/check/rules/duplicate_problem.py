"""Two problems of a cycle have one id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dutykit.check.declare import check
from dutykit.check.walk import problems
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.review import OfficeFinding
from dutykit.model.submission import Problem
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def duplicate_problem(workspace: Workspace) -> Iterable[Flaw]:
    """同一年度的两个问题用了同一个编号。

    为什么：问题整改台账按编号跟踪和销号，编号重复时两个问题会被当作一个。

    处理建议：为其中一个换用其他编号；编号包含单位和指标就不会重复，如 2019-市财政局-9-1。
    """
    seen: dict[tuple[int, str], tuple[Problem | OfficeFinding, str]] = {}
    for cycle, unit, problem in _problems(workspace):
        first, whose = seen.setdefault((cycle, problem.id), (problem, unit))
        if first is problem or (isinstance(first, OfficeFinding) and isinstance(problem, Problem) and whose == unit):
            continue  # what the office found the unit answers under the same id
        message = _("问题编号 {problem} 在 {cycle} 年度重复").format(problem=problem.id, cycle=cycle)
        related = Related(first.place_of("id"), _("第一次用在这里"))
        yield Flaw(problem.place_of("id"), message, related=(related,))


def _problems(workspace: Workspace) -> Iterator[tuple[int, str, Problem | OfficeFinding]]:
    """Every problem with its cycle and its unit's id; what the office found first."""
    canonical = workspace.register.canonical
    for review in workspace.reviews:
        for finding in review.findings:
            yield review.cycle, canonical.get(review.unit, review.unit), finding
    for submission, _answer, problem in problems(workspace):
        yield submission.cycle, canonical.get(submission.unit, submission.unit), problem
