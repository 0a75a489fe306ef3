"""What is assigned to nobody, in words: for every command whose numbers would lack it in silence."""

from __future__ import annotations

from collections.abc import Iterator

from dutykit.language import _, plural
from dutykit.model.refusal import Refusal
from dutykit.model.workspace import Workspace
from dutykit.workspace.asked_names import fill_members


def unreached_lines(workspace: Workspace) -> Iterator[str]:
    """A sentence for each name that stands for no unit, with how many indicators reach nobody by it."""
    for name, indicators in _by_name(workspace).items():
        count = len(indicators)
        if name in workspace.register.group_by_id:
            text = plural("统称“{name}”没有所含单位，{count} 项指标无单位填报", count)
        else:
            text = plural("“{name}”不在单位名录中，{count} 项指标无单位填报", count)
        yield text.format(name=name, count=count)


def refuse_unreached(workspace: Workspace) -> None:
    """Raise Refusal where an indicator is assigned to a group that stands for no unit: what is made for all would lack it."""
    groups = [one.name for one in workspace.responsibilities.unreached if one.is_empty_group]
    if groups:
        raise Refusal(_("；").join(unreached_lines(workspace)), fill_members(groups[0]))


def _by_name(workspace: Workspace) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in workspace.responsibilities.unreached:
        indicators = found.setdefault(one.name, [])
        if one.assignment.indicator not in indicators:
            indicators.append(one.assignment.indicator)
    return found
