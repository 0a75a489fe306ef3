"""An indicator is given to a name nobody knows."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.guess import Guesses
from dutykit.check.walk import shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.layout import REGISTER_FILE
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def unknown_assigned_unit(workspace: Workspace) -> Iterable[Flaw]:
    """指标的责任单位不在单位名录中。

    为什么：错误的名称无法对应到任何单位：该项任务将无单位填报，填报率和责任分解表中也会缺少该项。

    处理建议：改为 data/units.yaml 中的名称或简称；确为新单位的，先补充到单位名录。
    """
    register = workspace.register
    if REGISTER_FILE in workspace.incomplete:
        return  # the name may be in what could not be read
    guesses = Guesses(register.canonical)
    for assignment in workspace.responsibilities.assignments:
        if assignment.target is not None:
            continue
        message = _("指标 {indicator} 的责任单位“{name}”不在单位名录中")
        yield Flaw(
            assignment.place,
            message.format(indicator=assignment.indicator, name=shortened(assignment.name)),
            guesses.fix(assignment.name),
        )
