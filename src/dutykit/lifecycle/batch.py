"""One step for several units: each is judged by itself, and all that may be taken are written at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from dutykit.language import _
from dutykit.lifecycle.states import Done, Step, judge
from dutykit.model.history_entry import ALLOWED, Action
from dutykit.model.layout import SUBMISSIONS_FOLDER
from dutykit.model.refusal import Refusal
from dutykit.model.submission import State
from dutykit.model.unit import Group
from dutykit.model.workspace import Workspace
from dutykit.workspace.asked_names import cycle_meant, known_unit, unit_or_group, units_meant
from dutykit.workspace.writing.transaction import OnRecovery, Write, changing, ignore_recovery

TURN: dict[Action, tuple[State, ...]] = {
    "submit": ALLOWED["submit"][0],
    "accept": ("submitted",),
    "return": ("submitted",),
}
"""Whose turn it is where all are meant: nobody who was accepted is sent back without being named."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What is to be done, and to whose submissions."""

    action: Action
    by: str
    on: dt.date
    """The day it is entered."""
    units: tuple[str, ...] = ()
    """Ids or aliases."""
    groups: tuple[str, ...] = ()
    """Groups whose members are meant."""
    everyone: bool = False
    """All units whose turn it is."""
    cycle: int | None = None
    reason: str | None = None
    due: dt.date | None = None
    happened_on: dt.date | None = None


class Refused(NamedTuple):
    """A unit whose submission the step was not taken with."""

    unit: str
    state: State | None
    """None where there is no submission that could be read."""
    refusal: Refusal


class Outcome(NamedTuple):
    """What became of a batch, in the order of the units."""

    action: Action
    cycle: int
    each: tuple[Done | Refused, ...]

    @property
    def taken(self) -> tuple[Done, ...]:
        """What was done."""
        return tuple(one for one in self.each if isinstance(one, Done))

    @property
    def refused(self) -> tuple[Refused, ...]:
        """What was not."""
        return tuple(one for one in self.each if isinstance(one, Refused))


def record_batch(root: Path, batch: Batch, on_recovery: OnRecovery = ignore_recovery) -> Outcome:
    """Take the step with each unit where it may be taken; all that are taken are in one transaction.

    Raises Refusal where it is not clear who is meant, NotValidError, WorkspaceLockedError and OSError: nothing is
    written then.
    """
    with changing(root, batch.action, on_recovery) as opened:
        workspace = opened.workspace
        cycle = cycle_meant(workspace, batch.cycle)
        then = workspace.at(cycle)
        each: list[Done | Refused] = []
        writes: list[Write] = []
        for unit in dict.fromkeys(_meant(then, batch, cycle)):
            step = Step(
                batch.action, unit, batch.by, batch.on, cycle, batch.reason, batch.due, happened_on=batch.happened_on
            )
            try:
                judged = judge(opened, step)
            except Refusal as refusal:
                submission = then.submission(unit, cycle)
                each.append(Refused(unit, None if submission is None else submission.state, refusal))
            else:
                each.append(judged.done)
                writes.extend(judged.writes)
        if writes:
            opened.write(writes)
        return Outcome(batch.action, cycle, tuple(each))


def _meant(workspace: Workspace, batch: Batch, cycle: int) -> Iterator[str]:
    """The ids of the units that are meant. Raises Refusal."""
    if batch.everyone:
        yield from _whose_turn(workspace, batch.action, cycle)
        return
    for name in batch.units:
        if isinstance(workspace.register.find(name), Group):
            message = _("{name}是统称，不是具体单位").format(name=name)
            raise Refusal(message, _("办理所含全部单位的，用 --group {name}").format(name=name))
        yield known_unit(workspace, name).id
    for name in batch.groups:
        group = unit_or_group(workspace, name)
        if not isinstance(group, Group):
            raise Refusal(_("{name}是单位，不是统称").format(name=name), _("直接写单位名称，不用 --group"))
        yield from units_meant(workspace, name)


def _whose_turn(workspace: Workspace, action: Action, cycle: int) -> Iterator[str]:
    for unit in workspace.register.by_id:
        submission = workspace.submission(unit, cycle)
        if submission is None:
            if workspace.gaps.hides(SUBMISSIONS_FOLDER, cycle=cycle, unit=unit):  # told with those that are refused
                yield unit
        elif submission.state in TURN[action]:
            yield unit
