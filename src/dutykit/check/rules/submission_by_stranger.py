"""A unit answers an indicator nobody gave it."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import known_answers
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.layout import CATALOGUE_FILE, REGISTER_FILE
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def submission_by_stranger(workspace: Workspace) -> Iterable[Flaw]:
    """单位填报了不由其承担的指标。

    为什么：该项填报内容不计入任何单位的填报率，而真正的责任单位可能被误认为已填报。

    处理建议：改正指标编号；确由该单位承担的，在 data/indicators.yaml 中将其补充到该指标的责任单位；
    责任单位在年度中间调整过、不再由该单位承担的，运行 dutykit amend，将该项移出填报内容并留存。
    """
    if not {CATALOGUE_FILE, REGISTER_FILE}.isdisjoint(workspace.incomplete):
        return  # the assignment may be in what could not be read
    register = workspace.register
    for submission, answer, indicator in known_answers(workspace):
        unit = register.canonical.get(submission.unit)
        if unit is None or unit not in register.by_id:
            continue  # unknown-submitting-unit reports it
        if workspace.responsibilities.duty(unit, indicator.id) is not None:
            continue
        message = _("指标 {indicator} 未分解到{unit}").format(indicator=indicator.id, unit=unit)
        here = Related(indicator.place_of("id"), _("指标 {indicator} 在这里").format(indicator=indicator.id))
        yield Flaw(answer.place_of("indicator"), message, related=(here,))
