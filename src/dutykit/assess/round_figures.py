"""What a round comes to in a few numbers: who submitted, how much is answered, what became of the problems."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from dutykit.assess.coverage import Tally, coverage
from dutykit.assess.ledger import Entry, LedgerChoice, ledger
from dutykit.assess.timeline import SUBMITTED, round_status
from dutykit.model.gap import ASSIGNMENTS
from dutykit.model.layout import REVIEWS_FOLDER, SUBMISSIONS_FOLDER, TIMETABLE_FILE
from dutykit.model.workspace import Workspace

_COUNTED = (*ASSIGNMENTS, TIMETABLE_FILE, SUBMISSIONS_FOLDER, REVIEWS_FOLDER)
"""What the numbers rest on."""


@dataclass(frozen=True, slots=True)
class ProblemCount:
    """How many problems there are, and how many of them are closed or late."""

    found: int
    closed: int
    overdue: int


@dataclass(frozen=True, slots=True)
class RoundFigures:
    """One round, as it is on a day."""

    cycle: int
    units: int
    """Those that are assigned anything."""
    submitted: int
    unknown: tuple[str, ...]
    """The units of whose files nothing could be read: whether they submitted is not known."""
    answers: Tally
    problems: ProblemCount
    """Those found in the round."""
    is_partial: bool
    """Whether anything that the numbers rest on could not be read: they may be more."""


@dataclass(frozen=True, slots=True)
class CityFigures:
    """A round beside the one before."""

    now: RoundFigures
    before: RoundFigures | None
    """None where nobody submitted anything in an earlier round."""
    problems: ProblemCount
    """Those of all rounds up to this one."""
    late_units: int
    """Those that are late with anything in this round."""
    has_timetable: bool
    """Whether anybody wrote when this round's stages are due: without, few units can be late."""


def city_figures(workspace: Workspace, cycle: int, as_of: dt.date) -> CityFigures:
    """What `cycle` and the round before come to on `as_of`."""
    entries = [one for one in ledger(workspace, as_of, LedgerChoice()).entries if one.tracked.key.cycle <= cycle]
    earlier = earlier_cycle(workspace, cycle)
    status = round_status(workspace, cycle, as_of)
    return CityFigures(
        now=_round_figures(workspace, cycle, entries),
        before=None if earlier is None else _round_figures(workspace, earlier, entries),
        problems=_count(entries),
        late_units=len(status.with_light("red")),
        has_timetable=status.plan is not None and bool(status.plan.stages),
    )


def earlier_cycle(workspace: Workspace, cycle: int) -> int | None:
    """The last round before `cycle` that has a submission; None where there is none."""
    return max((one.cycle for one in workspace.submissions if one.cycle < cycle), default=None)


def _round_figures(workspace: Workspace, cycle: int, entries: Iterable[Entry]) -> RoundFigures:
    then = workspace.at(cycle)
    found = coverage(then, cycle)
    units = list(found.by_unit)
    return RoundFigures(
        cycle=cycle,
        units=len(units),
        submitted=sum(found.state(unit) in SUBMITTED for unit in units),
        unknown=tuple(unit for unit in units if found.unread(unit)),
        answers=found.total,
        problems=_count(one for one in entries if one.tracked.key.cycle == cycle),
        is_partial=bool(then.gaps.of(_COUNTED, cycle=cycle)),
    )


def _count(entries: Iterable[Entry]) -> ProblemCount:
    entries = [*entries]
    closed = sum(one.status == "closed" for one in entries)
    return ProblemCount(len(entries), closed, sum(one.overdue for one in entries))
