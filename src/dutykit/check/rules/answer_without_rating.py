"""A finished answer has no rating."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import finished
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def answer_without_rating(workspace: Workspace) -> Iterable[Flaw]:
    """已报送的填报内容未作自评结论。

    为什么：未作自评结论的指标无法汇总，报告中只能注明“未作自评结论”。处于草稿、已退回状态的自评材料尚未填完，不作此项校验。

    处理建议：补充 rating：met 达到、partly 部分达到、unmet 未达到、not_applicable 不适用。
    """
    for submission in finished(workspace):
        for answer in submission.answers:
            if answer.rating is None and not answer.unread("rating"):
                given = answer.has_key("rating")
                place = answer.key_place("rating") if given else answer.place_of("indicator")
                yield Flaw(place, _("指标 {indicator} 未作自评结论").format(indicator=answer.indicator))
