"""What is below its line: metrics off target, units too far apart, grades too low, scores that differ too much."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from dutykit.assess.metric import Reading, Spread, readings, spreads
from dutykit.assess.score import Difference, Side, UnitScore
from dutykit.model.catalogue import Target
from dutykit.model.review import Occurrence
from dutykit.model.scoring import Event, Grade, Scoring
from dutykit.model.workspace import Workspace


@dataclass(frozen=True, slots=True)
class OffTarget:
    """A metric that misses its target."""

    reading: Reading
    target: Target


@dataclass(frozen=True, slots=True)
class TooFarApart:
    """Units that differ too much in a metric."""

    spread: Spread


@dataclass(frozen=True, slots=True)
class LowGrade:
    """A unit whose grade is below the one that is to be reached."""

    unit: str
    side: Side
    """Whose score the grade follows from: the office's where there is one."""
    grade: Grade
    least: Grade


@dataclass(frozen=True, slots=True)
class TooDifferent:
    """An item that the unit and the office scored too differently."""

    unit: str
    difference: Difference


@dataclass(frozen=True, slots=True)
class Vetoed:
    """A unit to which something happened that the scoring vetoes for."""

    unit: str
    event: Event
    occurrence: Occurrence


Alert = OffTarget | TooFarApart | Vetoed | LowGrade | TooDifferent


def alerts(workspace: Workspace, cycle: int, units: Collection[str], scores: Sequence[UnitScore]) -> list[Alert]:
    """Everything below its line in `cycle`, of `units` (ids; all if there are none), by kind."""
    scoring = workspace.scoring
    found: list[Alert] = [
        OffTarget(one, one.metric.target)
        for one in readings(workspace, cycle, units)
        if one.metric.target is not None and one.off_target
    ]
    if not units:
        found += [TooFarApart(one) for one in spreads(workspace, cycle) if one.over]
    if scoring is not None:
        found += _vetoed(scores)
        found += _low_grades(scoring, scores)
        found += [TooDifferent(score.unit, one) for score in scores for one in score.over]
    return found


def _vetoed(scores: Sequence[UnitScore]) -> Iterator[Vetoed]:
    for score in scores:
        for event, occurrence in () if score.reviewed is None else score.reviewed.occurred:
            if event.kind == "veto":
                yield Vetoed(score.unit, event, occurrence)


def _low_grades(scoring: Scoring, scores: Sequence[UnitScore]) -> Iterator[LowGrade]:
    ladder = list(scoring.ladder)
    line = next((at for at, grade in enumerate(ladder) if grade.id == scoring.alert_below), None)
    if line is None:
        return
    for score in scores:
        for side in ("reviewed", "self"):
            account = score.account("reviewed" if side == "reviewed" else "self")
            if account is None or account.grade is None:
                continue
            if ladder.index(account.grade) > line:
                yield LowGrade(score.unit, account.side, account.grade, ladder[line])
            break
