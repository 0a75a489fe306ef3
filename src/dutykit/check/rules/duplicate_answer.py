"""A submission answers one indicator twice."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def duplicate_answer(workspace: Workspace) -> Iterable[Flaw]:
    """同一份自评材料中，同一指标填报了两次。

    为什么：两处内容可能不同；统计和报告只采用第一处，另一处将丢失且没有提示。

    处理建议：合并成一处，删去另一处。
    """
    for submission in workspace.submissions:
        if len(submission.by_indicator) == len(submission.answers):
            continue
        for answer in submission.answers:
            first = submission.by_indicator[answer.indicator]
            if first is not answer:
                message = _("指标 {indicator} 填报了两次").format(indicator=answer.indicator)
                related = Related(first.place_of("indicator"), _("第一次填报在这里"))
                yield Flaw(answer.place_of("indicator"), message, related=(related,))
