"""Who is assigned what: the one resolver that expands groups and aliases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from dutykit.model.catalogue import Catalogue
from dutykit.model.place import Place
from dutykit.model.role import ROLES, Role
from dutykit.model.unit import Group, Register, Unit


class Assignment(NamedTuple):
    """One name in one indicator, as the catalogue writes it: 159 of them in the Panjin catalogue."""

    indicator: str
    role: Role
    name: str
    """The unit or group as written."""
    target: Unit | Group | None
    """What the name means; None for a name nobody knows."""
    place: Place


class Duty(NamedTuple):
    """One unit's debt of one indicator, and the assignment it follows from."""

    indicator: str
    unit: str
    role: Role
    because: Assignment

    @property
    def through_group(self) -> str | None:
        """The group through which the unit is assigned it; None if it is named itself."""
        target = self.because.target
        return target.id if isinstance(target, Group) else None


class Unreached(NamedTuple):
    """An assignment by which an indicator reaches nobody, or not all that it should."""

    assignment: Assignment
    name: str
    """What stands for no unit: the name assigned where nobody knows it, a group without any, or a member nobody knows."""

    @property
    def is_empty_group(self) -> bool:
        """Whether it is a group that stands for no unit at all."""
        target = self.assignment.target
        return isinstance(target, Group) and target.id == self.name


class Responsibilities:
    """Every assignment of a catalogue and every duty that follows; the only place a group is expanded."""

    def __init__(self, catalogue: Catalogue, register: Register) -> None:
        self.assignments = tuple(_assignments(catalogue, register))
        self._duties = _duties(self.assignments, register)
        self.unreached = tuple(lost for one in self.assignments for lost in _unreached(one, register))
        """Where an assignment reaches nobody: what anyone counts of the duties lacks these."""

    @property
    def duties(self) -> Iterable[Duty]:
        """All duties, by indicator in the catalogue's order, then in the order named."""
        return self._duties.values()

    def duty(self, unit: str, indicator: str) -> Duty | None:
        """The duty of `unit` for `indicator` (ids), or None if it is assigned it not."""
        return self._duties.get((indicator, unit))

    @cached_property
    def by_unit(self) -> Mapping[str, tuple[Duty, ...]]:
        """The duties of each unit that is assigned any, in the catalogue's order."""
        return _grouped(self.duties, lambda duty: duty.unit)

    @cached_property
    def by_indicator(self) -> Mapping[str, tuple[Duty, ...]]:
        """The duties under each indicator that anyone is assigned, in the order named."""
        return _grouped(self.duties, lambda duty: duty.indicator)


def _assignments(catalogue: Catalogue, register: Register) -> Iterable[Assignment]:
    for entry in catalogue.by_id.values():
        indicator = entry.indicator
        for role in ROLES:
            for position, name in enumerate(indicator.named(role)):
                place = indicator.item_place(role, position)
                yield Assignment(indicator.id, role, name, register.find(name), place)


def _unreached(assignment: Assignment, register: Register) -> Iterable[Unreached]:
    target = assignment.target
    if target is None:
        yield Unreached(assignment, assignment.name)
    elif isinstance(target, Group):
        if not register.members_of(target):
            yield Unreached(assignment, target.id)
        else:
            yield from (Unreached(assignment, name) for name in target.members if not register.is_unit(name))


def _duties(assignments: Iterable[Assignment], register: Register) -> dict[tuple[str, str], Duty]:
    found: dict[tuple[str, str], Duty] = {}
    for assignment in assignments:
        target = assignment.target
        if isinstance(target, Unit):
            # A unit named itself is assigned it by that, even if a group before it holds it too.
            key = (assignment.indicator, target.id)
            if key not in found or found[key].through_group:
                found[key] = Duty(assignment.indicator, target.id, assignment.role, assignment)
        elif isinstance(target, Group):
            for member in register.members_of(target):
                key = (assignment.indicator, member)
                found.setdefault(key, Duty(assignment.indicator, member, assignment.role, assignment))
    return found


def _grouped(duties: Iterable[Duty], key: Callable[[Duty], str]) -> dict[str, tuple[Duty, ...]]:
    found: dict[str, list[Duty]] = {}
    for duty in duties:
        found.setdefault(key(duty), []).append(duty)
    return {name: tuple(members) for name, members in found.items()}
