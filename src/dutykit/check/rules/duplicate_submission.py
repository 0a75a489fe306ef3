"""A unit has two submissions for one cycle."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.submission import Submission
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def duplicate_submission(workspace: Workspace) -> Iterable[Flaw]:
    """同一单位在同一年度有两份自评材料。

    为什么：无法确定以哪一份为准；统计和报告只采用第一份。

    处理建议：合并成一份；旧的一份移出 submissions/。
    """
    register = workspace.register
    seen: dict[tuple[str, int], Submission] = {}
    for submission in workspace.submissions:
        unit = register.canonical.get(submission.unit, submission.unit)
        first = seen.setdefault((unit, submission.cycle), submission)
        if first is not submission:
            message = _("{unit}在 {cycle} 年度有两份自评材料").format(unit=unit, cycle=submission.cycle)
            related = Related(first.place_of("unit"), _("第一份在这里"))
            yield Flaw(submission.place_of("unit"), message, related=(related,))
