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
    """单位由哪个单位而来（succeeds），写的名称以往年度的名录中都没有。

    为什么：对不上原单位，它的问题就没有人接着办，年度之间也无法比较。

    怎么改：改成 data/past/ 中以往年度名录里的名称。还没有留存过名录的，不作此检查。
    """
    if not workspace.past or any(REGISTER_FILE in workspace.at(cycle).incomplete for cycle in workspace.past):
        return
    known = {name: key for past in workspace.past.values() for name, key in past.register.canonical.items()}
    guesses = Guesses(known)
    for unit in workspace.register.units:
        for position, name in enumerate(unit.succeeds):
            if name not in known and workspace.register.find(name) is None:
                message = _("{unit}由“{name}”而来，以往年度的名录中没有它").format(unit=unit.id, name=shortened(name))
                yield Flaw(unit.item_place("succeeds", position), message, guesses.fix(name))
