"""A reviewed score is below zero or above the points."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def reviewed_score_out_of_range(workspace: Workspace) -> Iterable[Flaw]:
    """复核得分为负数，或超过该项的分值。

    为什么：超出的得分会抬高或拉低总分，等次也会出错。

    处理建议：改正 score；分值录入有误的，改正 data/scoring.yaml 或 data/indicators.yaml。
    """
    for review in workspace.all_reviews:
        for one in review.indicators:
            item = workspace.points_items.get(one.indicator)
            if one.score is None:
                continue
            if one.score < 0:
                message = _("指标 {indicator} 的复核得分是负数：{score}")
                yield Flaw(one.place_of("score"), message.format(indicator=one.indicator, score=one.score))
            elif item is not None and one.score > item.points:
                message = _("指标 {indicator} 的复核得分 {score} 超过分值 {points}")
                text = message.format(indicator=one.indicator, score=one.score, points=item.points)
                yield Flaw(one.place_of("score"), text)
