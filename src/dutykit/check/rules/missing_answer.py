"""A finished submission lacks an answer its unit owes."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import finished, shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def missing_answer(workspace: Workspace) -> Iterable[Flaw]:
    """已报送或已通过的材料缺少该单位应填的指标。

    为什么：报送就是说材料齐了；缺的一项没有人答，全市报告中会是空白。草稿和退回的材料还没有填完，不作此检查。

    怎么改：补上这一项；确实不适用的，rating 写 not_applicable 并在 reason 中说明；还没有填完的，把 state 改回 draft。
    """
    for submission in finished(workspace):
        unit = workspace.register.canonical.get(submission.unit, "")
        for duty in workspace.responsibilities.by_unit.get(unit, ()):
            if duty.indicator in submission.by_indicator:
                continue
            given = submission.has_key("answers")
            message = _("{unit}的材料缺少指标 {indicator}：{text}")
            text = shortened(workspace.catalogue.by_id[duty.indicator].indicator.text)
            why = _("指标 {indicator} 在这里分给“{name}”").format(indicator=duty.indicator, name=duty.because.name)
            yield Flaw(
                submission.key_place("answers") if given else submission.place_of("state"),
                message.format(unit=unit, indicator=duty.indicator, text=text),
                related=(Related(duty.because.place, why),),
            )
