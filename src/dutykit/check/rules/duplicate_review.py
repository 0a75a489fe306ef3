"""A unit is reviewed twice in one cycle."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.doubles import second_files
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.review import Review
from dutykit.model.workspace import Workspace


@check(Severity.ERROR, whole=True, firm=True)
def duplicate_review(workspace: Workspace) -> Iterable[Flaw]:
    """同一单位同一年度有两份复核，或同一复核人有两份。

    为什么：只采用以单位名称命名的一份，另一份的得分、问题和销号不予采用；移走之前，不能生成该单位的报告。

    处理建议：将两份合并成一份，另一个文件移出 reviews/。
    """
    yield from second_files(workspace, Review, _("{unit} {cycle} 年度有两份复核"))
    seen: dict[tuple[int, str, str | None], Review] = {}
    for review in workspace.individual_reviews:
        unit = workspace.at(review.cycle).register.canonical.get(review.unit, review.unit)
        first = seen.setdefault((review.cycle, unit, review.reviewer), review)
        if first is not review:
            message = _("{unit} {cycle} 年度有两份{reviewer}的复核")
            text = message.format(unit=unit, cycle=review.cycle, reviewer=review.reviewer)
            related = Related(first.place_of("unit"), _("另一份在这里"))
            yield Flaw(review.place_of("unit"), text, related=(related,))
