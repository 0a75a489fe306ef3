"""Units succeed one another in a ring."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.unit import Register
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def circular_succession(workspace: Workspace) -> Iterable[Flaw]:
    """几个单位的 succeeds（由哪个单位更名、合并或拆分而来）首尾相连，互为前身。

    为什么：互为前身的单位分不清先后，无法确定原单位的问题由哪个单位继续整改，年度之间也无法比较。

    处理建议：核对机构改革文件，只在新单位处填写 succeeds，删去原单位处的；原单位已撤销的，从 data/units.yaml 中删去。
    """
    register = workspace.register
    seen: set[str] = set()
    for unit in register.units:
        ring = () if unit.id in seen else _ring(unit.id, register)
        if ring:
            seen |= _reached(unit.id, register)  # rings that cross are told of once
            message = _("单位互为前身：{ring}").format(ring=" → ".join((*ring, ring[0])))
            place = next(
                unit.item_place("succeeds", position)
                for position, name in enumerate(unit.succeeds)
                if register.canonical.get(name) == ring[1]
            )
            yield Flaw(place, message, _("删去其中原单位的 succeeds"))


def _reached(start: str, register: Register) -> set[str]:
    """The unit `start` and all that it succeeds, at whatever distance."""
    found = [start]
    for one in found:  # grows while it is gone through
        unit = register.by_id.get(one)
        keys = (register.canonical.get(name, name) for name in (() if unit is None else unit.succeeds))
        found += [key for key in dict.fromkeys(keys) if key not in found]
    return set(found)


def _ring(start: str, register: Register) -> tuple[str, ...]:
    """The units from `start` back to itself, each succeeding the next; empty if there is no such ring of several."""
    before: dict[str, str] = {}
    found = [start]
    for one in found:  # grows while it is gone through
        unit = register.by_id.get(one)
        for name in () if unit is None else unit.succeeds:
            key = register.canonical.get(name, name)
            if key == start and one != start:
                ring = [one]
                while ring[-1] != start:
                    ring.append(before[ring[-1]])
                return tuple(reversed(ring))
            if key not in before and key != start:
                before[key] = one
                found.append(key)
    return ()
