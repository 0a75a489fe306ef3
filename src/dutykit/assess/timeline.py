"""Where a cycle's round stands on a day: which stage is on, who is late, who soon will be, and what is next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from dutykit.assess.coverage import unread_units
from dutykit.language import _
from dutykit.model.cycle import Round, Stage, Term
from dutykit.model.submission import State, Submission
from dutykit.model.workday import workdays_until
from dutykit.model.workspace import Workspace

Light = Literal["red", "yellow", "green", "none"]
"""Overdue, due soon, in time; or nobody has set a date."""
LIGHTS: tuple[Light, ...] = ("red", "yellow", "green", "none")
Situation = Literal["undated", "ahead", "running", "soon", "overdue", "done", "passed", "unknown"]
"""What a stage is to a unit; a stage that waits for nothing is passed when its due date is.

It is not known where it waits for something and nothing could be read of the unit's file.
"""

HANDED_IN: frozenset[State] = frozenset({"submitted", "accepted"})


@dataclass(frozen=True, slots=True)
class Step:
    """One stage as it is for one unit."""

    stage: Stage
    opens: dt.date | None
    due: dt.date | None
    """The unit's own: where its submission was sent back, the date set then."""
    situation: Situation
    is_resubmission: bool = False
    """Whether `due` is the date that was set when the submission was sent back."""


@dataclass(frozen=True, slots=True)
class UnitStatus:
    """Where one unit stands."""

    unit: str
    submission: Submission | None
    unread: bool
    """Whether a part of its file could not be read, which may hold anything."""
    steps: tuple[Step, ...]
    """By stage, in the round's order."""
    open_problems: int

    @property
    def state(self) -> State | None:
        """The state of its submission; None for none."""
        return None if self.submission is None else self.submission.state

    @property
    def unknown(self) -> bool:
        """Whether there is a file of it of which nothing could be read."""
        return self.unread and self.submission is None

    @property
    def handed_in(self) -> bool:
        """Whether its submission is with the office."""
        return self.state in HANDED_IN

    @property
    def was_late(self) -> bool:
        """Whether it handed in after its deadline, or again after that which was set when it was sent back."""
        submission = self.submission
        step = next((one for one in self.steps if one.stage.awaited == "submission"), None)
        if submission is None or submission.submitted_on is None or step is None or step.due is None:
            return False
        due = step.due if submission.returned is None else max(step.due, submission.returned.due)
        return self.handed_in and submission.submitted_on > due

    @property
    def next_step(self) -> Step | None:
        """What it has to see to first: what waits for it, the earliest due, before what only passes."""
        ahead = [
            one for one in self.steps if one.due is not None and one.situation not in {"done", "passed", "unknown"}
        ]
        return min(ahead, key=lambda one: (one.stage.awaited == "nothing", one.due or dt.date.max), default=None)

    @property
    def light(self) -> Light:
        """Red if anything is overdue, yellow if anything is due soon."""
        situations = {one.situation for one in self.steps}
        if "overdue" in situations:
            return "red"
        if "soon" in situations:
            return "yellow"
        return "none" if situations <= {"undated"} or self.unknown else "green"


@dataclass(frozen=True)
class RoundStatus:
    """Where the round of a cycle stands on a day."""

    cycle: int
    as_of: dt.date
    plan: Round | None
    """None where nobody has written the cycle's timetable."""
    units: tuple[UnitStatus, ...]

    @cached_property
    def outstanding(self) -> tuple[UnitStatus, ...]:
        """The units that have not handed in; those of whom it is not known are not among them."""
        return tuple(one for one in self.units if not one.handed_in and not one.unknown)

    @cached_property
    def unknown(self) -> tuple[UnitStatus, ...]:
        """The units of whose files nothing could be read."""
        return tuple(one for one in self.units if one.unknown)

    def running_for(self, stage: Stage, *, with_done: bool = True) -> tuple[UnitStatus, ...]:
        """The units for which a stage is on; without those that have done what it waits for, if they are not wanted."""
        situations = {"running", "soon", "done"} if with_done else {"running", "soon"}
        return tuple(
            unit
            for unit in self.units
            for step in unit.steps
            if step.stage is stage and step.situation in situations and is_on(step, self.as_of)
        )

    def overdue_for(self, stage: Stage) -> tuple[UnitStatus, ...]:
        """The units that are late in a stage."""
        return tuple(
            unit for unit in self.units for step in unit.steps if step.stage is stage and step.situation == "overdue"
        )

    def with_light(self, light: Light) -> tuple[UnitStatus, ...]:
        """The units whose light is this."""
        return tuple(one for one in self.units if one.light == light)


def round_status(workspace: Workspace, cycle: int, as_of: dt.date) -> RoundStatus:
    """Where the round of `cycle` stands at the end of the day `as_of`, for every unit that owes anything."""
    then = workspace.at(cycle)
    plan = workspace.timetable.by_cycle.get(cycle)
    unread = unread_units(then, cycle)
    units = []
    stages = tuple((stage, stage.own_terms(then.register)) for stage in (plan.stages if plan else ()))
    for unit in then.register.by_id:
        if unit not in then.responsibilities.by_unit:
            continue
        submission = then.submission(unit, cycle)
        problems = workspace.rectification.of(unit)
        count = sum(one.key.cycle <= cycle and one.closed(as_of) is None for one in problems)
        one = UnitStatus(unit, submission, unit in unread, (), count)
        steps = tuple(_steps(stages, one, as_of, 0 if plan is None else plan.remind))
        units.append(replace(one, steps=steps))
    return RoundStatus(cycle, as_of, plan, tuple(units))


def is_on(step: Step, day: dt.date) -> bool:
    """Whether `day` lies in the stage."""
    return step.due is not None and (step.opens is None or step.opens <= day) and day <= step.due


def days_left(due: dt.date, day: dt.date) -> tuple[int, int | None]:
    """The days from `day` to `due`, negative when it is over, and the workdays among them where they are known."""
    days = (due - day).days
    return days, workdays_until(day, due) if days > 0 else 0


_Stages = tuple[tuple[Stage, Mapping[str, Term]], ...]
"""The stages of a round, each with the terms that differ, by unit."""


def _steps(stages: _Stages, one: UnitStatus, day: dt.date, remind: int) -> Iterator[Step]:
    returned = None if one.submission is None or one.state != "returned" else one.submission.returned
    if returned is not None and not any(stage.awaited == "submission" for stage, _own in stages):
        stages = (*stages, (Stage(name=_("重新报送"), awaits="submission"), {}))
    for stage, own in stages:
        term = own.get(one.unit, stage)
        step = Step(stage, stage.opening(term), stage.known_deadline(term), "undated")
        done = stage.awaited == "submission" and one.handed_in
        if stage.awaited == "submission" and returned is not None:
            step = replace(step, due=returned.due, is_resubmission=True)
        elif stage.awaited == "rectification":
            done = one.handed_in and not one.open_problems
        if one.unknown and stage.awaited != "nothing":
            yield replace(step, situation="unknown")
        else:
            yield replace(step, situation="done" if done else _situation(step, day, remind))


def _situation(step: Step, day: dt.date, remind: int) -> Situation:
    waits = step.stage.awaited != "nothing"
    if step.due is None:
        return "undated"
    if day > step.due:
        return "overdue" if waits else "passed"
    if step.opens is not None and day < step.opens:
        return "ahead"
    return "soon" if waits and (step.due - day).days <= remind else "running"
