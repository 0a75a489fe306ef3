"""A unit is responsible for an indicator since it submitted, and has not answered it."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import finished, shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.workspace import Workspace


@check(Severity.WARNING)
def assigned_after_submission(workspace: Workspace) -> Iterable[Flaw]:
    """单位报送后，方案变更新增了由该单位承担的指标，自评材料中尚无该项内容。

    为什么：该项指标计入该单位应填报的指标，显示为未填报；单位报送时方案中没有该项，不属于漏报。

    处理建议：用 dutykit return 退回，由单位在新的填报表中补充后重新报送；下一年度再填报的，可以不处理。
    """
    for submission in finished(workspace):
        if submission.unread("answers"):
            continue  # it may be the one that could not be read
        unit = workspace.register.canonical.get(submission.unit, "")
        logs = workspace.history.get(submission.cycle)
        later = logs.given_since(unit) if logs is not None else frozenset()
        if not later:
            continue
        for duty in workspace.responsibilities.by_unit.get(unit, ()):
            if duty.indicator not in later or duty.indicator in submission.by_indicator:
                continue
            text = shortened(workspace.catalogue.by_id[duty.indicator].indicator.text)
            message = _("指标 {indicator} 在{unit}报送后才由其承担，尚未填报：{text}")
            fix = _("用 dutykit return {unit} 退回，补充后重新报送").format(unit=unit)
            related = (Related(duty.because.place, _("责任单位写在这里")),)
            message = message.format(indicator=duty.indicator, unit=unit, text=text)
            yield Flaw(submission.key_place("answers"), message, fix, related)
