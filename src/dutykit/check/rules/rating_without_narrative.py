"""A finished answer has a rating and no words."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import finished, is_blank
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def rating_without_narrative(workspace: Workspace) -> Iterable[Flaw]:
    """已报送的填报有自评结论，没有文字说明。

    为什么：只有结论、没有措施与成效，复核无从判断结论是否可信。草稿和退回的材料还没有填完，不作此检查。

    怎么改：在 narrative 中写明措施与成效；不适用的指标写 reason 即可。
    """
    for submission in finished(workspace):
        for answer in submission.answers:
            if answer.rating in {None, "not_applicable"} or not is_blank(answer.narrative):
                continue
            message = _("指标 {indicator} 有自评结论，没有文字说明").format(indicator=answer.indicator)
            yield Flaw(answer.place_of("rating"), message)
