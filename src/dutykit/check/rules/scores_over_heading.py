"""The scores under a heading that has points of its own are more than those points together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.review import IndicatorReview
from dutykit.model.scoring import Pot
from dutykit.model.submission import Answer
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def scores_over_heading(workspace: Workspace) -> Iterable[Flaw]:
    """一级或二级指标下各项得分之和超过它的分值。

    为什么：分值只设到上级指标的，下级各项得分合并计算；超出的得分会抬高总分和等次。

    处理建议：改正各项 score，使其合计不超过上级指标的分值；分值录入有误的，改正 data/scoring.yaml。
    """
    for scored in _files(workspace):
        sums: dict[Pot, Fraction] = {}
        over: dict[Pot, Answer | IndicatorReview] = {}
        for one in scored:
            pot = workspace.pots.get(one.indicator)
            if pot is None or pot.level == "indicators" or one.score is None:
                continue
            sums[pot] = sums.get(pot, Fraction(0)) + Fraction(one.score)
            if sums[pot] > Fraction(pot.points):
                over.setdefault(pot, one)
        for pot, one in over.items():
            name = _("一级指标{number}") if pot.level == "chapters" else _("二级指标{number}")
            message = _("{heading}下各项得分之和 {total} 超过分值 {points}").format(
                heading=name.format(number=pot.reference),
                total=Decimal(sums[pot].numerator) / sums[pot].denominator,
                points=pot.points,
            )
            yield Flaw(one.place_of("score"), message)


def _files(workspace: Workspace) -> Iterator[Iterable[Answer | IndicatorReview]]:
    for submission in workspace.submissions:
        yield submission.by_indicator.values()
    for review in workspace.reviews:
        yield review.by_indicator.values()
