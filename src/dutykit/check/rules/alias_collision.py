"""An alias means two units or groups."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.place import Place
from dutykit.model.unit import Group, Unit
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def alias_collision(workspace: Workspace) -> Iterable[Flaw]:
    """一个简称（或其他写法）指向两个单位或统称，或与其他单位同名。

    为什么：同一写法指向两个单位时，自评材料和任务将计入其他单位，且不易察觉。

    处理建议：从其中一个的 aliases 中删去它，或改成不会混淆的写法。
    """
    register = workspace.register
    everyone: tuple[Unit | Group, ...] = (*register.units, *register.groups)
    owners: dict[str, tuple[Unit | Group, Place]] = {}
    for one in everyone:
        owners.setdefault(one.id, (one, one.place_of("id")))
    names = frozenset(owners)
    for one in everyone:
        for position, alias in enumerate(one.aliases):
            place = one.item_place("aliases", position)
            owner, first = owners.setdefault(alias, (one, place))
            if owner.id == one.id:
                continue
            if alias in names:
                message = _("“{name}”的简称“{alias}”是另一个单位或统称的名称")
            else:
                message = _("“{name}”的简称“{alias}”也是“{other}”的简称")
            text = message.format(name=shortened(one.id), alias=shortened(alias), other=shortened(owner.id))
            yield Flaw(place, text, related=(Related(first, _("第一次用在这里")),))
