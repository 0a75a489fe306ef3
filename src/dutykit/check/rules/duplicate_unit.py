"""Two units or groups, or a unit and a group, have one name."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.unit import Group, Unit
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def duplicate_unit(workspace: Workspace) -> Iterable[Flaw]:
    """两个单位或统称使用了同一名称。

    为什么：单位以名称区分：同名时无法确定任务和自评材料属于哪一个，只采用第一个。

    处理建议：合并重复的条目，或改成能区分的名称；统称不能与单位同名。
    """
    register = workspace.register
    seen: dict[str, Unit | Group] = {}
    everyone: tuple[Unit | Group, ...] = (*register.units, *register.groups)
    for one in everyone:
        first = seen.setdefault(one.id, one)
        if first is one:
            continue
        if type(first) is not type(one):
            message = _("统称“{name}”与单位同名")
        elif isinstance(one, Group):
            message = _("统称“{name}”重复")
        else:
            message = _("单位“{name}”重复")
        related = Related(first.place_of("id"), _("第一次用在这里"))
        yield Flaw(one.place_of("id"), message.format(name=one.id), related=(related,))
