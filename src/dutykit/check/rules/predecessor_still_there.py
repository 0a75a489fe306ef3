"""A unit succeeds one that is still in the register."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.workspace import Workspace


@check(Severity.WARNING, whole=True)
def predecessor_still_there(workspace: Workspace) -> Iterable[Flaw]:
    """单位写明由另一个单位更名、合并而来（succeeds），那个单位却还在名录中。

    为什么：原单位的问题和上年度的数据，不知道该由哪一个接着办。

    怎么改：原单位已经撤销的，从 data/units.yaml 中删去（上年度的名录另有留存）；还在的，删去这里的 succeeds。
    """
    register = workspace.register
    for unit in register.units:
        for position, name in enumerate(unit.succeeds):
            there = register.find(name)
            if there is None:
                continue
            place = unit.item_place("succeeds", position)
            if there.id == unit.id:
                yield Flaw(place, _("{unit}由自己更名而来").format(unit=unit.id), _("写原来的名称"))
            else:
                message = _("{unit}由{name}而来，{name}却还在名录中").format(unit=unit.id, name=shortened(name))
                yield Flaw(place, message, related=(Related(there.place_of("id"), _("它在这里")),))
