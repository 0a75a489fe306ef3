"""An indicator names a group and one of its members."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.catalogue import ROLES
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.responsibility import Assignment
from dutykit.model.unit import Group
from dutykit.model.workspace import Workspace


@check(Severity.WARNING)
def group_beside_member(workspace: Workspace) -> Iterable[Flaw]:
    """同一项指标里既写了集体，又写了其中的成员。

    为什么：成员已经包含在集体里，重复写会让人以为另有分工，统计任务时也容易多算一次。成员牵头、集体配合这样角色更重的写法不在此列。

    怎么改：删去成员或集体中的一个；确要突出某个成员的，把它写为牵头单位（lead）。
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
                message = _("指标 {indicator} 写了“{group}”，又写了其中的“{member}”").format(
                    indicator=indicator, group=group.name, member=unit.name
                )
                yield Flaw(unit.place, message, related=(Related(group.place, _("集体写在这里")),))
