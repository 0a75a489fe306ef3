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
    """两个单位或集体用了同一个名称。

    为什么：名称就是身份：同名时分不清任务和材料归谁，只有第一个会被使用。

    怎么改：合并重复的条目，或改成能区分的名称；集体不能与单位同名。
    """
    register = workspace.register
    seen: dict[str, Unit | Group] = {}
    everyone: tuple[Unit | Group, ...] = (*register.units, *register.groups)
    for one in everyone:
        first = seen.setdefault(one.id, one)
        if first is one:
            continue
        if type(first) is not type(one):
            message = _("集体“{name}”与单位同名")
        elif isinstance(one, Group):
            message = _("集体“{name}”重复")
        else:
            message = _("单位“{name}”重复")
        related = Related(first.place_of("id"), _("第一次用在这里"))
        yield Flaw(one.place_of("id"), message.format(name=one.id), related=(related,))
