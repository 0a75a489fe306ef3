"""A review gives two verdicts on one indicator."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.review import IndicatorReview
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def duplicate_verdict(workspace: Workspace) -> Iterable[Flaw]:
    """同一份复核中，同一指标出现两次。

    为什么：只采用第一次填写的，另一次的结论和得分不予采用。

    处理建议：合并成一项。
    """
    for review in workspace.all_reviews:
        seen: dict[str, IndicatorReview] = {}
        for one in review.indicators:
            first = seen.setdefault(one.indicator, one)
            if first is not one:
                message = _("指标 {indicator} 复核了两次").format(indicator=one.indicator)
                related = Related(first.place_of("indicator"), _("第一次在这里"))
                yield Flaw(one.place_of("indicator"), message, related=(related,))
