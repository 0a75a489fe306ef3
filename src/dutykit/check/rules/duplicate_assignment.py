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
    """同一项指标里同一个单位或集体写了两次。

    为什么：同一个单位写两次，或者既牵头又配合，任务数会数错，也看不出它到底担什么角色。用别名写的也算。

    怎么改：删去多余的一处；牵头的单位不必再列入责任单位或配合单位。
    """
    seen: dict[tuple[str, str], Assignment] = {}
    for one in workspace.responsibilities.assignments:
        target = one.name if one.target is None else one.target.id
        first = seen.setdefault((one.indicator, target), one)
        if first is one:
            continue
        message = _("指标 {indicator} 里“{name}”写了两次").format(indicator=one.indicator, name=shortened(target))
        yield Flaw(one.place, message, related=(Related(first.place, _("第一次写在这里")),))
