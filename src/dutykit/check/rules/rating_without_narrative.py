"""A finished answer has a rating and no words."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import finished
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.record import is_blank
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def rating_without_narrative(workspace: Workspace) -> Iterable[Flaw]:
    """已报送的填报内容有自评结论，但没有工作措施与成效。

    为什么：只有自评结论、没有工作措施与成效的，复核时无法判断结论是否可信。处于草稿、已退回状态的自评材料尚未填完，不作此项校验。

    处理建议：在 narrative 中填写工作措施与成效；不适用的指标填写 reason 即可。
    """
    for submission in finished(workspace):
        for answer in submission.answers:
            if (
                answer.rating in {None, "not_applicable"}
                or answer.unread("narrative")
                or not is_blank(answer.narrative)
            ):
                continue
            message = _("指标 {indicator} 有自评结论，但没有工作措施与成效").format(indicator=answer.indicator)
            yield Flaw(answer.place_of("rating"), message)
