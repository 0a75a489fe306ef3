"""What a user means by a name on the command line: a unit, a group's members, an indicator, a chapter."""

from __future__ import annotations

from collections.abc import Sequence

from dutykit.language import _
from dutykit.model.catalogue import Catalogue, Entry
from dutykit.model.layout import CATALOGUE_FILE, REGISTER_FILE
from dutykit.model.refusal import Refusal
from dutykit.model.unit import Group, Register, Unit
from dutykit.model.workspace import Workspace
from dutykit.text.likeness import closest
from dutykit.text.numeral import chinese_numeral

_MOST_HINTS = 8
"""Names that a part of them may hint at; what is a part of more names hints at none."""


def unit_or_group(register: Register, name: str) -> Unit | Group:
    """The unit or group that `name`, an id or an alias, means. Raises Refusal."""
    found = register.find(name.strip())
    if found is not None:
        return found
    fix = likely_unit(register, name) or _("请查看 {file} 中的单位名称").format(file=REGISTER_FILE)
    raise Refusal(_("没有名为“{name}”的单位").format(name=name), fix)


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


def units_meant(register: Register, name: str) -> tuple[str, ...]:
    """The ids of the units that `name` means: the unit itself, or the known members of a group.

    Raises Refusal.
    """
    found = unit_or_group(register, name)
    if isinstance(found, Unit):
        return (found.id,)
    members = (register.find(member) for member in found.members)
    return tuple(dict.fromkeys(one.id for one in members if isinstance(one, Unit)))


def indicator_meant(catalogue: Catalogue, name: str) -> Entry:
    """The indicator with the id `name`. Raises Refusal."""
    found = catalogue.by_id.get(name.strip())
    if found is not None:
        return found
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


def chapter_meant(catalogue: Catalogue, name: str) -> int:
    """The number of the chapter that `name`, 3 or 三, means. Raises Refusal."""
    count = len(catalogue.chapters)
    for number in range(1, count + 1):
        if name.strip() in {str(number), chinese_numeral(number)}:
            return number
    message = _("没有序号为“{name}”的一级指标").format(name=name)
    raise Refusal(message, _("请使用 1 至 {count} 的一级指标序号").format(count=count))


def known_unit(workspace: Workspace, name: str) -> Unit:
    """The unit that `name`, an id or alias, means. Raises Refusal, with a likely name, if there is none."""
    found = workspace.register.find(name)
    if isinstance(found, Unit):
        return found
    if found is not None:
        members = _("、").join(found.members)
        raise Refusal(
            _("{name}是统称，不是具体单位").format(name=name), _("改为所含单位之一：{members}").format(members=members)
        )
    fix = likely_unit(workspace.register, name, groups=False)
    raise Refusal(_("没有名为“{name}”的单位").format(name=name), fix)


def cycle_to_fill(workspace: Workspace, cycle: int | None) -> int:
    """The cycle to fill in for, by default the current one; the one after it need not have anything yet.

    Raises Refusal if none is known, or the workspace has nothing of it: most likely it is a mistype.
    """
    current = workspace.cycle
    cycle = current if cycle is None else cycle
    if cycle is None:
        raise Refusal(_("未指定年度"), _("用 --cycle 指定，或在 dutykit.yaml 中填写 cycle"))
    if current is not None and cycle != current + 1 and not workspace.has(cycle):
        raise Refusal(*nothing_of(cycle))
    return cycle


def file_stem(name: str) -> str:
    """A unit's name as a file name: what no file name may hold becomes a low line."""
    safe = "".join("_" if one in '/\\:*?"<>|' or not one.isprintable() else one for one in name)
    return safe.strip(" .") or "_"


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


def asked_units(workspace: Workspace, names: Sequence[str]) -> tuple[str, ...]:
    """The ids of the units asked for, a group's members for the group. Raises Refusal."""
    return tuple(dict.fromkeys(unit for name in names for unit in units_meant(workspace.register, name)))
