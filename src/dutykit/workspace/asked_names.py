"""What a user means by a name on the command line: a unit, a group's members, an indicator, a chapter."""

from __future__ import annotations

from collections.abc import Sequence

from dutykit.language import _
from dutykit.model.catalogue import Entry
from dutykit.model.layout import CATALOGUE_FILE, REGISTER_FILE
from dutykit.model.refusal import Refusal
from dutykit.model.unit import Group, Register, Unit
from dutykit.model.workspace import Workspace
from dutykit.text.likeness import closest
from dutykit.text.numeral import chinese_numeral

_MOST_HINTS = 8
"""Names that a part of them may hint at; what is a part of more names hints at none."""


def unit_or_group(workspace: Workspace, name: str) -> Unit | Group:
    """The unit or group that `name`, an id or an alias, means. Raises Refusal."""
    found = workspace.register.find(name.strip())
    if found is not None:
        return found
    raise _no_unit(workspace, name, groups=True)


def _no_unit(workspace: Workspace, name: str, *, groups: bool) -> Refusal:
    """What to say of a name that no unit, or group, has as far as it is known."""
    if REGISTER_FILE in workspace.incomplete:
        return _not_known(_("单位名录部分内容未读取，没有读到名为“{name}”的单位").format(name=name))
    fix = likely_unit(workspace.register, name, groups=groups)
    fix = fix or _("请查看 {file} 中的单位名称").format(file=REGISTER_FILE)
    return Refusal(_("没有名为“{name}”的单位").format(name=name), fix)


def _not_known(message: str) -> Refusal:
    return Refusal(message, _("先按 dutykit validate 的校验结果改正"))


def likely_unit(register: Register, name: str, *, groups: bool = True) -> str | None:
    """Which unit (or group) a name nobody has may mean: those it is a part of, else the one it is most like."""
    known = {one: key for one, key in register.canonical.items() if groups or key in register.by_id}
    part = name.strip()
    within = list(dict.fromkeys(key for one, key in known.items() if part and part in one))
    if len(within) == 1:
        return _("请检查是否为“{name}”").format(name=within[0])
    if 1 < len(within) <= _MOST_HINTS:
        return _("请检查是否为以下之一：{names}").format(names=_("、").join(within))
    likely = closest(part, known)
    return _("请检查是否为“{name}”").format(name=likely) if likely else None


def columns_meant(workspace: Workspace, name: str) -> tuple[str, ...]:
    """The ids of what `name` means in a table that has groups beside units: itself, or the successors of a former unit.

    Raises Refusal.
    """
    return _successors(workspace, name) or (unit_or_group(workspace, name).id,)


def units_meant(workspace: Workspace, name: str) -> tuple[str, ...]:
    """The ids of the units that `name` means: the unit itself, the members of a group, the successors of a former unit.

    Raises Refusal, also for a group that no unit is a member of: nothing at all would look like nothing wrong.
    """
    if successors := _successors(workspace, name):
        return successors
    found = unit_or_group(workspace, name)
    if isinstance(found, Unit):
        return (found.id,)
    members = workspace.register.members_of(found)
    if not members:
        raise without_members(found)
    return members


def without_members(group: Group) -> Refusal:
    """What to say of a group that no unit is a member of."""
    message = _("统称“{group}”没有所含单位").format(group=group.id)
    return Refusal(message, fill_members(group.id))


def fill_members(group: str) -> str:
    """How to fix a group that no unit is a member of."""
    return _("在 {file} 中为“{group}”填写 members，列出所含单位；units 中没有的单位，一并写入 units").format(
        file=REGISTER_FILE, group=group
    )


def successor_remarks(workspace: Workspace, names: Sequence[str]) -> tuple[str, ...]:
    """For each of `names` that only a former unit has, what that unit is now."""
    found = ((name.strip(), _successors(workspace, name)) for name in dict.fromkeys(names))
    return tuple(_became(name, successors) for name, successors in found if successors)


def _successors(workspace: Workspace, name: str) -> tuple[str, ...]:
    """The units that took the place of one formerly called `name`, which nobody is called now."""
    known = workspace.register.find(name.strip()) is not None
    return () if known else workspace.lineage.named(name.strip(), workspace.register)


def _became(name: str, successors: Sequence[str]) -> str:
    return _("“{former}”现为{units}").format(former=name, units=_("、").join(successors))


def indicator_meant(workspace: Workspace, name: str) -> Entry:
    """The indicator with the id `name`. Raises Refusal."""
    catalogue = workspace.catalogue
    found = catalogue.by_id.get(name.strip())
    if found is not None:
        return found
    if CATALOGUE_FILE in workspace.incomplete:
        raise _not_known(_("指标体系部分内容未读取，没有读到编号为“{name}”的指标").format(name=name))
    likely = None if name.strip().isdigit() else closest(name.strip(), catalogue.by_id)
    if likely is not None:
        fix = _("请检查是否为“{name}”").format(name=likely)
    elif catalogue.by_id:
        ids = [*catalogue.by_id]
        fix = _("请使用 {file} 中的指标编号（{first} 至 {last}）").format(
            first=ids[0], last=ids[-1], file=CATALOGUE_FILE
        )
    else:
        fix = _("请先在 {file} 中添加指标").format(file=CATALOGUE_FILE)
    raise Refusal(_("没有编号为“{name}”的指标").format(name=name), fix)


def chapter_meant(workspace: Workspace, name: str) -> int:
    """The number of the chapter that `name`, 3 or 三, means. Raises Refusal."""
    count = len(workspace.catalogue.chapters)
    for number in range(1, count + 1):
        if name.strip() in {str(number), chinese_numeral(number)}:
            return number
    if CATALOGUE_FILE in workspace.incomplete:
        raise _not_known(_("指标体系部分内容未读取，没有读到序号为“{name}”的一级指标").format(name=name))
    message = _("没有序号为“{name}”的一级指标").format(name=name)
    raise Refusal(message, _("请使用 1 至 {count} 的一级指标序号").format(count=count))


def known_unit(workspace: Workspace, name: str) -> Unit:
    """The unit that `name`, an id, an alias or the name of the one unit it succeeded, means.

    Raises Refusal, with a likely name, if there is none.
    """
    found = workspace.register.find(name.strip())
    if isinstance(found, Unit):
        return found
    if found is not None:
        members = workspace.register.members_of(found)
        if not members:
            raise without_members(found)
        raise Refusal(
            _("{name}是统称，不是具体单位").format(name=name),
            _("改为所含单位之一：{members}").format(members=_("、").join(members)),
        )
    successors = _successors(workspace, name)
    if len(successors) == 1:
        return workspace.register.by_id[successors[0]]
    if successors:
        raise Refusal(_became(name, successors), _("指定其中一个单位"))
    raise _no_unit(workspace, name, groups=False)


def cycle_to_fill(workspace: Workspace, cycle: int | None) -> int:
    """The cycle to fill in for, by default the current one; the one after it need not have anything yet.

    Raises Refusal if none is known, or the workspace has nothing of it: most likely it is a mistype.
    """
    current = workspace.cycle
    found = cycle_meant(workspace, cycle)
    return found if current is None or found == current + 1 else known_cycle(workspace, found)


def nothing_of(cycle: int) -> tuple[str, str]:
    """What to say of a year the workspace has nothing of, and how to fix it."""
    message = _("没有 {cycle} 年度的自评材料、时间节点和留存的指标体系").format(cycle=cycle)
    return message, _("请检查 --cycle 是否有误；新的年度，先在 data/cycles.yaml 中填写时间节点")


def cycle_meant(workspace: Workspace, cycle: int | None) -> int:
    """The cycle asked for, else the workspace's own. Raises Refusal if none is known."""
    found = workspace.cycle if cycle is None else cycle
    if found is None:
        raise Refusal(_("未指定年度"), _("用 --cycle 指定，或在 dutykit.yaml 中填写 cycle"))
    return found


def known_cycle(workspace: Workspace, cycle: int | None) -> int:
    """The same. Raises Refusal also if the workspace has nothing of it."""
    found = cycle_meant(workspace, cycle)
    if not workspace.has(found):
        raise Refusal(*nothing_of(found))
    return found


def asked_units(workspace: Workspace, names: Sequence[str]) -> tuple[str, ...]:
    """The ids of the units asked for, a group's members for the group. Raises Refusal."""
    return tuple(dict.fromkeys(unit for name in names for unit in units_meant(workspace, name)))
