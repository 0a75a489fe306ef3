"""An indicator names one unit twice."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.responsibility import Assignment
from dutykit.model.workspace import Workspace


@check(Severity.WARNING)
def duplicate_assignment(workspace: Workspace) -> Iterable[Flaw]:
    """同一项指标中，同一单位或统称出现两次。

    为什么：同一单位出现两次，或者既牵头又配合，会导致任务数统计错误，分工也不明确。以简称出现的也包括在内。

    处理建议：删去多余的一处；牵头单位不必再列为责任单位或配合单位。
    """
    seen: dict[tuple[str, str], Assignment] = {}
    for one in workspace.responsibilities.assignments:
        target = one.name if one.target is None else one.target.id
        first = seen.setdefault((one.indicator, target), one)
        if first is one:
            continue
        message = _("指标 {indicator} 中“{name}”出现两次").format(indicator=one.indicator, name=shortened(target))
        yield Flaw(one.place, message, related=(Related(first.place, _("第一次写在这里")),))
