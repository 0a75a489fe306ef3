"""A unit is reviewed twice in one cycle."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.doubles import second_files
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.review import IndividualReview, Review
from dutykit.model.workspace import Workspace


@check(Severity.ERROR, whole=True, firm=True)
def duplicate_review(workspace: Workspace) -> Iterable[Flaw]:
    """同一单位同一年度有两份复核，或同一复核人有两份。

    为什么：只采用以单位名称（复核人的复核以复核人姓名）命名的一份，另一份的得分、问题和销号不予采用；移走之前，不能生成该单位的报告。

    处理建议：将两份合并成一份，另一个文件移出 reviews/。
    """
    yield from second_files(workspace, Review, _("{unit} {cycle} 年度有两份复核"))
    yield from second_files(workspace, IndividualReview, _("{unit} {cycle} 年度有两份{reviewer}的复核"))
