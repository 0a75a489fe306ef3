"""What became of units that were renamed, merged or split: the one place that follows `succeeds` from year to year."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from dutykit.model.unit import Register


class Lineage:
    """Every unit of every register with those that took its place, through as many years as were kept.

    A register states only what its own units came from; what these came from an earlier register states. Circles,
    which are nobody's intention, end where they began.
    """

    def __init__(self, present: Register, past: Mapping[int, Register] | None = None) -> None:
        self.present = present
        self._past = dict(past or {})

    def register_of(self, cycle: int) -> Register:
        """The units of `cycle`, as they were."""
        return self._past.get(cycle, self.present)

    def unit_of(self, name: str, cycle: int) -> str:
        """The id of the unit called `name` in `cycle`; of a name that was not known then, what it means now."""
        then = self.register_of(cycle).canonical
        return then[name] if name in then else self.present.canonical.get(name, name)

    def line(self, unit: str) -> tuple[str, ...]:
        """The ids of a unit and of all it came from, itself first."""
        found = [unit]
        for name in found:  # grows while it is gone through
            found += [one for one in self._former.get(name, ()) if one not in found]
        return tuple(found)

    def successors(self, unit: str, register: Register) -> tuple[str, ...]:
        """The units of `register` that `unit` (its id) is there: itself, else the nearest that succeeded it.

        Several where it was split; none where nobody is known to have taken its place.
        """
        if unit in register.by_id:
            return (unit,)
        found: dict[str, None] = {}
        seen, edge = {unit}, [unit]
        for name in edge:  # grows while it is gone through
            for one in self._later.get(name, ()):
                if one in register.by_id:
                    found[one] = None
                elif one not in seen:
                    seen.add(one)
                    edge.append(one)
        return tuple(one for one in register.by_id if one in found)

    def named(self, name: str, register: Register) -> tuple[str, ...]:
        """The units of `register` that are the successors of a unit formerly called `name`; none for one nobody had."""
        for one in self._registers[::-1]:
            key = one.canonical.get(name, "")
            if key in one.by_id and (found := self.successors(key, register)):
                return found
        return self.successors(name, register) if name in self._later else ()

    @cached_property
    def _registers(self) -> tuple[Register, ...]:
        """The earliest first."""
        return (*(self._past[cycle] for cycle in sorted(self._past)), self.present)

    @cached_property
    def _former(self) -> dict[str, list[str]]:
        """The units that each one came from, by its own word or as it has their names now."""
        found: dict[str, dict[str, None]] = {}
        for at, register in enumerate(self._registers):
            earlier = self._registers[:at][::-1]
            for unit in register.by_id.values():
                for name in unit.succeeds:
                    # As the last register that knows the name means it: the present one may have it as an alias.
                    former = next((one.canonical[name] for one in earlier if name in one.canonical), name)
                    if former != unit.id:
                        found.setdefault(unit.id, {})[former] = None
            for gone in {key for one in earlier for key in one.by_id} - set(register.by_id):
                alias_of = register.canonical.get(gone, gone)
                if alias_of != gone and alias_of in register.by_id:
                    found.setdefault(alias_of, {})[gone] = None
        order = {key: at for at, key in enumerate(key for one in self._registers for key in one.by_id)}
        return {key: sorted(names, key=lambda one: (order.get(one, -1), one)) for key, names in found.items()}

    @cached_property
    def _later(self) -> dict[str, list[str]]:
        """The units that took the place of each one."""
        found: dict[str, list[str]] = {}
        for unit, names in self._former.items():
            for name in names:
                found.setdefault(name, []).append(unit)
        return found
