"""A unit is reviewed twice in one cycle."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.review import Review
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def duplicate_review(workspace: Workspace) -> Iterable[Flaw]:
    """同一单位同一年度有两份复核，或同一复核人有两份。

    为什么：只采用其中一份，另一份的得分、问题和销号不予采用。

    处理建议：将两份合并成一份，删去另一个文件。
    """
    seen: dict[tuple[int, str, str | None], Review] = {}
    for review in workspace.all_reviews:
        unit = workspace.register.canonical.get(review.unit, review.unit)
        whose = review.reviewer if review.is_of_one_reviewer else None
        first = seen.setdefault((review.cycle, unit, whose), review)
        if first is review:
            continue
        message = _("{unit} {cycle} 年度有两份复核")
        if whose is not None:
            message = _("{unit} {cycle} 年度有两份{reviewer}的复核")
        related = Related(first.place_of("unit"), _("另一份在这里"))
        text = message.format(unit=unit, cycle=review.cycle, reviewer=whose)
        yield Flaw(review.place_of("unit"), text, related=(related,))
