"""A score is higher than the indicator's points."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import known_answers
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def score_over_points(workspace: Workspace) -> Iterable[Flaw]:
    """自评得分超过该指标的分值。

    为什么：超出的得分会抬高总分，复核时必被退回。

    处理建议：改正得分；分值录入有误的，改正 data/indicators.yaml 或 data/scoring.yaml 中的 points。
    """
    for _submission, answer, indicator in known_answers(workspace):
        item = workspace.points_items.get(indicator.id)
        if answer.score is None or item is None or answer.score <= item.points:
            continue
        message = _("指标 {indicator} 的自评得分 {score} 超过分值 {points}")
        points = Related(indicator.place_of("points"), _("分值写在这里"))
        if workspace.scoring is not None and item.key in workspace.scoring.points.at(item.level):
            place = workspace.scoring.points.entry_place(item.level, item.key)
            points = Related(place, _("分值写在这里"))
        yield Flaw(
            answer.place_of("score"),
            message.format(indicator=indicator.id, score=answer.score, points=item.points),
            related=(points,),
        )
