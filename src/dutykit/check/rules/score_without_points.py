"""A score is given where the catalogue gives no points."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import known_answers
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.layout import CATALOGUE_FILE, SCORING_FILE
from dutykit.model.workspace import Workspace


@check(Severity.WARNING)
def score_without_points(workspace: Workspace) -> Iterable[Flaw]:
    """指标没有分值，填报内容却有得分。

    为什么：没有分值就没有满分可比，该得分不计入任何合计。

    处理建议：删去 score，用 rating 表示自评结论；评分办法规定了分值的，先在 data/scoring.yaml 或 data/indicators.yaml 中填写 points。
    """
    if not {CATALOGUE_FILE, SCORING_FILE}.isdisjoint(workspace.incomplete):
        return  # the points may be in what could not be read
    for _submission, answer, indicator in known_answers(workspace):
        if answer.score is not None and indicator.id not in workspace.points_items:
            message = _("指标 {indicator} 没有分值，得分 {score} 无法计入")
            here = Related(indicator.place_of("id"), _("指标 {indicator} 在这里").format(indicator=indicator.id))
            text = message.format(indicator=indicator.id, score=answer.score)
            yield Flaw(answer.place_of("score"), text, related=(here,))
