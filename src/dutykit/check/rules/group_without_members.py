"""A group that something is assigned to has no member."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import shortened
from dutykit.language import _, plural
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.layout import REGISTER_FILE
from dutykit.model.place import Place
from dutykit.model.workspace import Workspace


@check(Severity.ERROR, whole=True)
def group_without_members(workspace: Workspace) -> Iterable[Flaw]:
    """指标分解到统称，该统称却没有所含单位。

    为什么：统称的任务由所含单位承担。没有所含单位的，这些指标无单位填报，任务通知单、填报表、填报情况和报告中都会缺少。

    处理建议：在 data/units.yaml 中为该统称填写 members，列出所含单位；不再使用的统称，连同用到它的指标和时间节点一并改正。
    """
    for then in (workspace, *(workspace.at(cycle) for cycle in sorted(workspace.past))):
        yield from _flaws(then)


def _flaws(workspace: Workspace) -> Iterable[Flaw]:
    """The groups of one register, of the present cycle or of one that is over: its reports and lists are made anew by it."""
    if REGISTER_FILE in workspace.incomplete:
        return  # a member may be in what could not be read
    indicators: dict[str, list[str]] = {}
    where: dict[str, Place] = {}
    for one in workspace.responsibilities.unreached:
        if one.is_empty_group:
            indicators.setdefault(one.name, []).append(one.assignment.indicator)
            where.setdefault(one.name, one.assignment.place)
    for name, place in _of_stages(workspace):
        where.setdefault(name, place)
    for name, place in where.items():
        group = workspace.register.group_by_id[name]
        if group.members:
            continue  # unknown-group-member tells of each
        count = len(dict.fromkeys(indicators.get(name, ())))
        if count:
            message = plural("统称“{group}”没有所含单位，分解到它的 {count} 项指标无单位承担", count)
        else:
            message = _("统称“{group}”没有所含单位，为它设置的时间对任何单位都不起作用")
        at = group.key_place("members") if group.has_key("members") else group.place_of("id")
        fix = _(
            "在督导室工作簿（dutykit form --office）的“统称”表中填写该统称和所含单位，或在 members 中列出，"
            "如 members: [{unit}, …]；units 中没有的单位，一并写入 units"
        ).format(unit=_("单位名称"))
        related = (Related(place, _("用在这里")),)
        yield Flaw(at, message.format(group=shortened(name), count=count), fix, related)


def _of_stages(workspace: Workspace) -> Iterable[tuple[str, Place]]:
    """Each group without members that a stage of a cycle with these units has other dates for."""
    register = workspace.register
    for round_ in workspace.timetable.cycles:
        if workspace.at(round_.cycle).register is not register:
            continue
        for stage in round_.stages:
            for differing in stage.differs:
                for position, name in enumerate(differing.units):
                    key = register.canonical.get(name, "")
                    if key in register.group_by_id and not register.members_of(register.group_by_id[key]):
                        yield key, differing.item_place("units", position)
