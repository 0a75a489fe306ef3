"""A unit succeeds one that no past register knows."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.guess import Guesses
from dutykit.check.walk import shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.layout import REGISTER_FILE
from dutykit.model.workspace import Workspace


@check(Severity.WARNING, whole=True)
def unknown_predecessor(workspace: Workspace) -> Iterable[Flaw]:
    """单位的 succeeds（由哪个单位更名、合并或拆分而来）中有以前年度单位名录都没有的名称。

    为什么：无法对应到原单位的，其问题没有单位继续整改，年度之间也无法比较。

    处理建议：改为 data/past/ 中以前年度单位名录的名称。尚未留存单位名录的，不作此项检查。
    """
    if not workspace.past or any(REGISTER_FILE in workspace.at(cycle).incomplete for cycle in workspace.past):
        return
    known = {name: key for past in workspace.past.values() for name, key in past.register.canonical.items()}
    guesses = Guesses(known)
    for unit in workspace.register.units:
        for position, name in enumerate(unit.succeeds):
            if name not in known and workspace.register.find(name) is None:
                message = _("{unit}由“{name}”更名（合并、拆分）而来，但以前年度的单位名录中没有该单位").format(
                    unit=unit.id, name=shortened(name)
                )
                yield Flaw(unit.item_place("succeeds", position), message, guesses.fix(name))
