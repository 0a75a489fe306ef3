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
    """单位注明由另一单位更名、合并而来（succeeds），但该单位仍在单位名录中。

    为什么：无法确定由哪一个单位继续负责原单位的问题和上年度的数据。

    处理建议：原单位已撤销的，从 data/units.yaml 中删去（上年度的单位名录另有留存）；仍存在的，删去此处的 succeeds。
    """
    register = workspace.register
    for unit in register.units:
        for position, name in enumerate(unit.succeeds):
            there = register.find(name)
            if there is None:
                continue
            place = unit.item_place("succeeds", position)
            if there.id == unit.id:
                yield Flaw(place, _("{unit}填写为由本单位更名而来").format(unit=unit.id), _("填写原来的名称"))
            else:
                message = _("{unit}由{name}更名（合并、拆分）而来，但{name}仍在单位名录中").format(
                    unit=unit.id, name=shortened(name)
                )
                yield Flaw(place, message, related=(Related(there.place_of("id"), _("原单位在这里")),))
