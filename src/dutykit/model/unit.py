"""The units that owe duties, and the groups that are for several of them."""

from functools import cached_property
from typing import Annotated, Literal, NamedTuple

from dutykit.model.record import LIST, Record, Text
from dutykit.text.unit_names import Double, likely_doubles

UnitKind = Literal["department", "office", "county", "zone"]


class Unit(Record):
    """A body that can owe an indicator and submit a submission."""

    id: Text
    """单位名称，与原文一致"""
    kind: UnitKind
    """类别：department 部门、office 办事机构、county 县区政府、zone 功能区管委会"""
    aliases: Annotated[tuple[Text, ...], LIST] = ()
    """简称及其他写法"""
    succeeds: Annotated[tuple[Text, ...], LIST] = ()
    """前身单位：由哪些单位更名、合并、拆分而来，填写原名称"""
    distinct_from: Annotated[tuple[Text, ...], LIST] = ()
    """名称相近、但经核实不是同一单位的单位，不再提示疑似重复"""
    note: Text | None = None
    """说明"""


class Group(Record):
    """A name that stands for several units （各县区政府）."""

    id: Text
    """统称，与原文一致"""
    members: Annotated[tuple[Text, ...], LIST]
    """所含单位"""
    aliases: Annotated[tuple[Text, ...], LIST] = ()
    """简称"""
    distinct_from: Annotated[tuple[Text, ...], LIST] = ()
    """名称相近、但经核实不是同一统称的统称，不再提示疑似重复"""
    note: Text | None = None
    """说明"""


class DoubleUnits(NamedTuple):
    """Two units, or two groups, that are most likely one; the one that comes later in the register second."""

    one: Unit | Group
    other: Unit | Group
    names: Double
    """The names, ids or aliases, by which they are alike."""


class Register(Record):
    """Every unit and group a workspace knows (data/units.yaml)."""

    units: Annotated[tuple[Unit, ...], LIST]
    """单位"""
    groups: Annotated[tuple[Group, ...], LIST] = ()
    """统称"""

    @cached_property
    def by_id(self) -> dict[str, Unit]:
        """The units by id; where an id is taken twice, the first."""
        found: dict[str, Unit] = {}
        for unit in self.units:
            found.setdefault(unit.id, unit)
        return found

    @cached_property
    def group_by_id(self) -> dict[str, Group]:
        """The groups by id; where an id is taken twice, the first."""
        found: dict[str, Group] = {}
        for group in self.groups:
            found.setdefault(group.id, group)
        return found

    @cached_property
    def canonical(self) -> dict[str, str]:
        """Every name and alias of a unit or group, with the id it means; an id beats an alias."""
        everyone: tuple[Unit | Group, ...] = (*self.units, *self.groups)
        found = {one.id: one.id for one in everyone}
        for one in everyone:
            for alias in one.aliases:
                found.setdefault(alias, one.id)
        return found

    @cached_property
    def successors(self) -> dict[str, tuple[str, ...]]:
        """The units that a former unit, by its name then, was renamed to, merged or split into."""
        found: dict[str, list[str]] = {}
        for unit in self.units:
            for name in dict.fromkeys(unit.succeeds):
                found.setdefault(name, []).append(unit.id)
        return {name: tuple(units) for name, units in found.items()}

    def today(self, unit: str) -> tuple[str, ...]:
        """What the unit with the former id `unit` is now: itself, or its successors; nothing if it is gone."""
        key = self.canonical.get(unit, unit)
        return (key,) if key in self.by_id else self.successors.get(unit, ())

    def members_of(self, group: Group) -> tuple[str, ...]:
        """The ids of the units that `group` stands for: names that nobody knows, and groups, stand for none."""
        keys = (self.canonical.get(name, "") for name in group.members)
        return tuple(dict.fromkeys(key for key in keys if key in self.by_id))

    def is_unit(self, name: str) -> bool:
        """Whether `name`, an id or an alias, means a unit."""
        return self.canonical.get(name, "") in self.by_id

    def find(self, name: str) -> Unit | Group | None:
        """The unit or group that `name`, an id or an alias, means."""
        key = self.canonical.get(name, "")
        return self.by_id.get(key) or self.group_by_id.get(key)

    @cached_property
    def likely_doubles(self) -> tuple[DoubleUnits, ...]:
        """Units, and groups, that are most likely one under two names, unless it is stated that they are not."""
        found: dict[tuple[str, str], DoubleUnits] = {}
        kinds: tuple[dict[str, Unit] | dict[str, Group], ...] = (self.by_id, self.group_by_id)
        for everyone in kinds:
            order = {key: position for position, key in enumerate(everyone)}
            owners = {alias: one.id for one in everyone.values() for alias in one.aliases}
            owners |= {key: key for key in everyone}
            for double in likely_doubles(owners):
                ids = sorted({owners[double.one], owners[double.other]}, key=order.__getitem__)
                if len(ids) == 2 and not _are_distinct(everyone[ids[0]], everyone[ids[1]]):
                    found.setdefault((ids[0], ids[1]), DoubleUnits(everyone[ids[0]], everyone[ids[1]], double))
        return tuple(found.values())


def _are_distinct(one: Unit | Group, other: Unit | Group) -> bool:
    """Whether the register states that the two are not one: by name, or as one comes from the other."""
    for this, that in ((one, other), (other, one)):
        names = {that.id, *that.aliases}
        former = this.succeeds if isinstance(this, Unit) else ()
        if not names.isdisjoint(this.distinct_from) or not names.isdisjoint(former):
            return True
    return False
