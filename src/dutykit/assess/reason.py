"""Why a unit or a group is assigned an indicator: the assignment it follows from, and through which group."""

from __future__ import annotations

from dataclasses import dataclass

from dutykit.model.catalogue import Entry
from dutykit.model.place import Place
from dutykit.model.responsibility import Assignment
from dutykit.model.unit import Group, Unit
from dutykit.model.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Reason:
    """The answer to: why does it owe this?"""

    entry: Entry
    asked: Unit | Group
    assignment: Assignment | None
    """What the debt follows from; None if nothing is assigned."""
    group: Group | None = None
    """The group through which the unit is assigned it; None if it is named itself."""
    membership: Place | None = None
    """Where the group names the unit."""


def reason(workspace: Workspace, entry: Entry, asked: Unit | Group) -> Reason:
    """Why `asked` is assigned the indicator of `entry`, or that it does not."""
    indicator = entry.indicator.id
    if isinstance(asked, Group):
        named = (one for one in workspace.responsibilities.assignments if one.indicator == indicator)
        return Reason(entry, asked, next((one for one in named if one.target == asked), None))
    duty = workspace.responsibilities.duty(asked.id, indicator)
    if duty is None:
        return Reason(entry, asked, None)
    target = duty.because.target
    if not isinstance(target, Group):
        return Reason(entry, asked, duty.because)
    position = next(
        (at for at, name in enumerate(target.members) if workspace.register.find(name) == asked), 0
    )  # the duty states that it is a member; this only looks up where
    return Reason(entry, asked, duty.because, target, target.item_place("members", position))
