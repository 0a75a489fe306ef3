"""A finished submission lacks an answer its unit is assigned."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import finished, shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def missing_answer(workspace: Workspace) -> Iterable[Flaw]:
    """已报送或已通过的自评材料缺少该单位应填报的指标。

    为什么：报送即表示自评材料齐全；缺少的一项无人填报，全市评价报告中该项为空白。处于草稿、已退回状态的自评材料尚未填完，不作此项校验。

    处理建议：补充该项填报内容；确不适用的，rating 填写 not_applicable 并在 reason 中说明；尚未填完的，将 state 改回 draft。
    """
    for submission in finished(workspace):
        if submission.unread("answers"):
            continue  # it may be the one that could not be read
        unit = workspace.register.canonical.get(submission.unit, "")
        logs = workspace.history.get(submission.cycle)
        later = logs.given_since(unit) if logs is not None else frozenset()
        for duty in workspace.responsibilities.by_unit.get(unit, ()):
            if duty.indicator in submission.by_indicator or duty.indicator in later:
                continue  # of what came later, assigned-after-submission reports it
            given = submission.has_key("answers")
            message = _("{unit}的自评材料缺少指标 {indicator}：{text}")
            text = shortened(workspace.catalogue.by_id[duty.indicator].indicator.text)
            why = _("指标 {indicator} 由“{name}”承担，写在这里").format(
                indicator=duty.indicator, name=duty.because.name
            )
            yield Flaw(
                submission.key_place("answers") if given else submission.place_of("state"),
                message.format(unit=unit, indicator=duty.indicator, text=text),
                related=(Related(duty.because.place, why),),
            )
