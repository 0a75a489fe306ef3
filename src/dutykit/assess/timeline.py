"""Where a cycle's round is on a day: which stage is on, who is late, who soon will be, and what is next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from dutykit.assess.coverage import unread_units
from dutykit.assess.deadline import ProblemDeadlines, is_near, is_past, was_submitted_late
from dutykit.language import _
from dutykit.model.cycle import Round, Stage, Term
from dutykit.model.history_entry import HistoryEntry
from dutykit.model.rectification import UNFINISHED, TrackedProblem
from dutykit.model.submission import State, Submission
from dutykit.model.workday import workdays_until
from dutykit.model.workspace import Workspace

Light = Literal["red", "yellow", "green", "none"]
"""Overdue, due soon, in time; or nobody has set a date."""
LIGHTS: tuple[Light, ...] = ("red", "yellow", "green", "none")
Situation = Literal["undated", "ahead", "running", "soon", "overdue", "done", "passed", "unknown"]
"""What a stage is to a unit; a stage that waits for nothing from the unit is passed when its due date is.

It is not known where it waits for something and nothing could be read of the unit's file.
"""

SUBMITTED: frozenset[State] = frozenset({"submitted", "accepted"})


@dataclass(frozen=True, slots=True)
class Step:
    """One stage as it is for one unit."""

    stage: Stage
    opens: dt.date | None
    due: dt.date | None
    """The unit's own: where its submission was sent back, the date set then; the first deadline of its problems."""
    situation: Situation = "undated"
    is_resubmission: bool = False
    """Whether `due` is the date that was set when the submission was sent back."""
    dates: tuple[dt.date, ...] = ()
    """The deadlines of its problems that are not yet resolved; `due` is the first of them."""


@dataclass(frozen=True, slots=True)
class UnitStatus:
    """Where one unit is."""

    unit: str
    submission: Submission | None
    unread: bool
    """Whether a part of its file could not be read, which may hold anything."""
    steps: tuple[Step, ...]
    """By stage, in the round's order."""
    unclosed: tuple[TrackedProblem, ...]
    """Its problems of this cycle and those before that the office has not closed by the day."""
    letters: tuple[HistoryEntry, ...] = ()
    """The entries of the letters that it was sent by the day, the earliest first."""

    @property
    def open_problems(self) -> int | None:
        """How many problems are not closed; None where none is known, but its file could not be read in full."""
        return len(self.unclosed) or (None if self.unread else 0)

    @property
    def open_text(self) -> str:
        """The same as it is printed: of a file that was not read in full, how many there are at least; empty for None."""
        return "" if self.open_problems is None else f"{'≥' if self.unread else ''}{self.open_problems}"

    @property
    def state(self) -> State | None:
        """The state of its submission; None for none."""
        return None if self.submission is None else self.submission.state

    @property
    def unknown(self) -> bool:
        """Whether there is a file of it of which nothing could be read."""
        return self.unread and self.submission is None

    @property
    def submitted(self) -> bool:
        """Whether its submission is with the office."""
        return self.state in SUBMITTED

    @property
    def was_late(self) -> bool:
        """Whether it submitted after its deadline, or again after that which was set when it was sent back."""
        due = next((one.due for one in self.steps if one.stage.awaited == "submission"), None)
        return self.submission is not None and self.submitted and was_submitted_late(self.submission, due)

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
    """Where the round of a cycle is on a day."""

    cycle: int
    as_of: dt.date
    plan: Round | None
    """None where nobody has written the cycle's timetable."""
    units: tuple[UnitStatus, ...]

    @cached_property
    def outstanding(self) -> tuple[UnitStatus, ...]:
        """The units that have not submitted; those of whom it is not known are not among them."""
        return tuple(one for one in self.units if not one.submitted and not one.unknown)

    @cached_property
    def unknown(self) -> tuple[UnitStatus, ...]:
        """The units of whose files nothing could be read."""
        return tuple(one for one in self.units if one.unknown)

    @cached_property
    def worst_first(self) -> tuple[UnitStatus, ...]:
        """The units by light, red first, then unknown; then by how long they are late or how soon they are due."""
        return tuple(sorted(self.units, key=lambda one: _badness(one, self.as_of)))

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
    """Where the round of `cycle` is at the end of the day `as_of`, for every unit that is assigned anything."""
    then = workspace.at(cycle)
    plan = workspace.round(cycle)
    history = workspace.history.get(cycle)
    canonical = then.register.canonical
    unread = unread_units(then, cycle)
    deadlines = ProblemDeadlines(workspace)
    units = []
    stages = tuple((stage, stage.own_terms(then.register)) for stage in (plan.stages if plan else ()))
    for unit in then.register.by_id:
        if unit not in then.responsibilities.by_unit:
            continue
        submission = then.submission(unit, cycle)
        unclosed = tuple(one for one in then.problems_of(unit) if one.key.cycle <= cycle and one.closed(as_of) is None)
        sent = () if history is None else history.letters_of(unit, canonical)
        letters = tuple(entry for entry in sent if entry.on <= as_of)
        one = UnitStatus(unit, submission, unit in unread, (), unclosed, letters)
        dates = _unfinished_dates(deadlines, one, as_of)
        steps = tuple(_steps(stages, one, dates, as_of, 0 if plan is None else plan.remind))
        units.append(replace(one, steps=steps))
    return RoundStatus(cycle, as_of, plan, tuple(units))


def is_on(step: Step, day: dt.date) -> bool:
    """Whether `day` lies in the stage."""
    return step.due is not None and (step.opens is None or step.opens <= day) and not is_past(step.due, day)


def days_left(due: dt.date, day: dt.date) -> tuple[int, int | None]:
    """The days from `day` to `due`, negative when it is over, and the workdays among them where they are known."""
    days = (due - day).days
    return days, workdays_until(day, due) if days > 0 else 0


def _badness(one: UnitStatus, day: dt.date) -> tuple[object, ...]:
    dates = sorted(step.due for step in one.steps if step.situation in {"overdue", "soon"} and step.due is not None)
    light = -1 if one.unknown else LIGHTS.index(one.light)
    return (light != LIGHTS.index("red"), light, dates[0] if dates else day, -len(dates), -len(one.unclosed))


_Stages = tuple[tuple[Stage, Mapping[str, Term]], ...]
"""The stages of a round, each with the terms that differ, by unit."""


def _unfinished_dates(deadlines: ProblemDeadlines, one: UnitStatus, day: dt.date) -> list[dt.date | None]:
    """The deadlines of the problems that the unit has not yet resolved, None for one without."""
    return [deadlines.of(problem) for problem in one.unclosed if problem.status(day) in UNFINISHED]


def _steps(
    stages: _Stages, one: UnitStatus, dates: Sequence[dt.date | None], day: dt.date, remind: int
) -> Iterator[Step]:
    returned = None if one.submission is None or one.state != "returned" else one.submission.returned
    awaited = {stage.awaited for stage, _own in stages}
    if returned is not None and "submission" not in awaited:
        stages = (*stages, (Stage(name=_("重新报送"), awaits="submission"), {}))
    if any(dates) and "rectification" not in awaited:
        stages = (*stages, (Stage(name=_("整改销号"), awaits="rectification"), {}))
    for stage, own in stages:
        term = own.get(one.unit, stage)
        step = Step(stage, stage.opening(term), stage.known_deadline(term))
        done, waits = False, stage.awaited != "nothing"
        if stage.awaited == "submission":
            done = one.submitted
            if returned is not None:
                step = replace(step, due=returned.due, is_resubmission=True)
        elif stage.awaited == "rectification":
            done = one.submitted and not one.unclosed
            waits = bool(dates)  # what is resolved waits for the office, not for the unit
            step = _by_problems(step, dates)
        if one.unknown and stage.awaited != "nothing":
            yield replace(step, situation="unknown")
        else:
            yield replace(step, situation="done" if done else _situation(step, day, remind, waits=waits))


def _by_problems(step: Step, dates: Iterable[dt.date | None]) -> Step:
    """The step with the deadlines of the problems in place of the stage's own, where there are any."""
    known = tuple(sorted({one for one in dates if one is not None}))
    if not known:
        return step
    opens = None if step.opens is not None and known[0] < step.opens else step.opens
    return replace(step, opens=opens, due=known[0], dates=known)


def _situation(step: Step, day: dt.date, remind: int, *, waits: bool) -> Situation:
    if step.due is None:
        return "undated"
    if is_past(step.due, day):
        return "overdue" if waits else "passed"
    if step.opens is not None and day < step.opens:
        return "ahead"
    return "soon" if waits and is_near(step.due, day, remind) else "running"
