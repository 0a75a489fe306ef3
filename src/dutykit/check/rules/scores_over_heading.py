"""The scores under a heading that has points of its own are more than those points together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.review import IndicatorReview
from dutykit.model.scoring import PointsItem
from dutykit.model.submission import Answer
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def scores_over_heading(workspace: Workspace) -> Iterable[Flaw]:
    """一级或二级指标下各项得分之和超过它的分值。

    为什么：分值只设到上级指标的，下级各项得分合并计算；超出的得分会抬高总分和等次。

    处理建议：改正各项 score，使其合计不超过上级指标的分值；分值录入有误的，改正 data/scoring.yaml。
    """
    for scored in _files(workspace):
        sums: dict[PointsItem, Fraction] = {}
        over: dict[PointsItem, Answer | IndicatorReview] = {}
        for one in scored:
            item = workspace.points_items.get(one.indicator)
            if item is None or item.level == "indicators" or one.score is None:
                continue
            sums[item] = sums.get(item, Fraction(0)) + Fraction(one.score)
            if sums[item] > Fraction(item.points):
                over.setdefault(item, one)
        for item, one in over.items():
            name = _("一级指标{number}") if item.level == "chapters" else _("二级指标{number}")
            message = _("{heading}下各项得分之和 {total} 超过分值 {points}").format(
                heading=name.format(number=item.reference),
                total=Decimal(sums[item].numerator) / sums[item].denominator,
                points=item.points,
            )
            yield Flaw(one.place_of("score"), message)


def _files(workspace: Workspace) -> Iterator[Iterable[Answer | IndicatorReview]]:
    for submission in workspace.submissions:
        yield submission.by_indicator.values()
    for review in workspace.all_reviews:
        yield review.by_indicator.values()
