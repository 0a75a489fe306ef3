"""An indicator names a group and one of its members."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.responsibility import Assignment
from dutykit.model.role import ROLES
from dutykit.model.unit import Group
from dutykit.model.workspace import Workspace


@check(Severity.WARNING)
def group_beside_member(workspace: Workspace) -> Iterable[Flaw]:
    """同一项指标中既列出统称，又列出其所含单位。

    为什么：所含单位已包括在统称中，重复列出会使人误以为另有分工，统计任务时也容易重复计算。所含单位的分工重于统称的（如该单位牵头、
    统称配合），不作此项校验。

    处理建议：删去统称或所含单位中的一个；确需突出某个单位的，将其列为牵头单位（lead）。
    """
    register = workspace.register
    groups: dict[str, list[Assignment]] = {}
    units: dict[str, list[Assignment]] = {}
    for one in workspace.responsibilities.assignments:
        kinds = groups if isinstance(one.target, Group) else units
        kinds.setdefault(one.indicator, []).append(one)
    members = {
        group.id: {register.canonical.get(name, name) for name in group.members}
        for group in register.group_by_id.values()
    }
    for indicator, named in groups.items():
        for unit in units.get(indicator, ()):
            for group in named:
                if unit.target is None or group.target is None or unit.target.id not in members[group.target.id]:
                    continue
                if ROLES.index(unit.role) < ROLES.index(group.role):
                    continue
                message = _("指标 {indicator} 列出“{group}”，又列出其所含的“{member}”").format(
                    indicator=indicator, group=group.name, member=unit.name
                )
                yield Flaw(unit.place, message, related=(Related(group.place, _("统称写在这里")),))
