"""A score is below zero."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import answers
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def negative_score(workspace: Workspace) -> Iterable[Flaw]:
    """自评得分是负数。

    为什么：一项指标最少得 0 分；负分会拉低其他指标的合计。

    处理建议：改正得分；需要说明扣分的，写入工作措施与成效（narrative）。
    """
    for _submission, answer in answers(workspace):
        if answer.score is not None and answer.score < 0:
            message = _("指标 {indicator} 的自评得分是负数：{score}").format(
                indicator=answer.indicator, score=answer.score
            )
            yield Flaw(answer.place_of("score"), message)
