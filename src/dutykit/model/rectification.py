"""What became of every problem: the one place where findings, answers, later rounds and closings are put together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from dutykit.model.lineage import Lineage
from dutykit.model.review import Closing, OfficeFinding, Review
from dutykit.model.submission import CarriedProblem, Evidence, FoundBy, Problem, ProblemStatus, Submission
from dutykit.model.unit import Register

UNFINISHED: frozenset[ProblemStatus] = frozenset({"open", "in_progress"})
"""It is not stated yet that the problem is resolved."""


class ProblemKey(NamedTuple):
    """What tells a problem from all others: the cycle it was found in, whose it is, its id."""

    cycle: int
    unit: str
    """The unit's id."""
    problem: str


class Closed(NamedTuple):
    """A closing and the cycle of the review it is in."""

    cycle: int
    closing: Closing


@dataclass(slots=True)
class TrackedProblem:
    """One problem with everything said of it, the earliest first."""

    key: ProblemKey
    indicator: str
    origin: OfficeFinding | Problem
    """As the office found it, else as the unit wrote it; the office's words count."""
    problem: Problem | None = None
    """As the unit wrote it in the cycle it was found in."""
    carried: list[tuple[int, CarriedProblem]] = field(default_factory=list)
    """What the unit said of it in later cycles."""
    closings: list[Closed] = field(default_factory=list)
    bearer: str | None = None
    """The unit that last stated how far it is, where that is not the one it was found of but a successor."""

    @property
    def found_by(self) -> FoundBy:
        """Who found it."""
        return self.origin.found_by

    @property
    def text(self) -> str:
        """What the problem is."""
        return self.origin.text

    def until(self, cycle: int, as_of: dt.date | None = None) -> TrackedProblem:
        """The problem as it was known in `cycle`, and closed by `as_of` if given: what comes later is not reported yet."""
        carried = [(stated_in, stated) for stated_in, stated in self.carried if stated_in <= cycle]
        closings = [
            one for one in self.closings if one.cycle <= cycle and (as_of is None or one.closing.closed_on <= as_of)
        ]
        return replace(self, carried=carried, closings=closings)

    def stated_in(self, cycle: int) -> CarriedProblem | None:
        """What the unit stated in `cycle` of a problem of an earlier one."""
        return next((stated for stated_in, stated in self.carried if stated_in == cycle), None)

    def stated(self) -> Sequence[Problem | CarriedProblem]:
        """What the unit said of it, the latest first."""
        own = () if self.problem is None else (self.problem,)
        return (*(carried for _cycle, carried in reversed(self.carried)), *own) if self.carried else own

    @property
    def claimed(self) -> ProblemStatus:
        """How far it is by the unit's own word."""
        return next((one.status for one in self.stated() if one.status is not None), "open")

    def closed(self, as_of: dt.date | None = None) -> Closed | None:
        """How it was closed, by `as_of` if given: only the office closes a problem, and only one with proof."""
        return self._closing(as_of) if self.proof() else None

    def unproven(self, as_of: dt.date | None = None) -> Closed | None:
        """A closing by `as_of` that counts for nothing, as there is no proof that the problem is resolved."""
        return None if self.proof() else self._closing(as_of)

    def status(self, as_of: dt.date | None = None) -> ProblemStatus:
        """How far it is: closed by the office's word alone, and with proof.

        What the unit calls closed, and what the office closed without proof, is done and waits to be closed.
        """
        if self.closed(as_of) is not None:
            return "closed"
        claimed = self.claimed
        return "done" if claimed == "closed" or self.unproven(as_of) is not None else claimed

    @property
    def measure(self) -> str | None:
        """The latest measure: the unit's, else the office's."""
        return next((one.measure for one in (*self.stated(), self.origin) if one.measure), None)

    @property
    def person(self) -> str | None:
        """The person last named: by the unit, else by the office."""
        return next((one.person for one in (*self.stated(), self.origin) if one.person), None)

    @property
    def progress(self) -> str | None:
        """The latest progress."""
        return next((one.progress for one in self.stated() if one.progress), None)

    @property
    def due(self) -> dt.date | None:
        """The latest due date: the unit's, else the office's."""
        return next((one.due for one in (*self.stated(), self.origin) if one.due is not None), None)

    def proof(self) -> tuple[Evidence, ...]:
        """All proof given, the earliest first."""
        return tuple(one for stated in reversed(self.stated()) for one in stated.proof)

    def _closing(self, as_of: dt.date | None) -> Closed | None:
        return next((one for one in self.closings if as_of is None or one.closing.closed_on <= as_of), None)


class Rectification:
    """All problems of all cycles."""

    def __init__(self, submissions: Iterable[Submission], reviews: Iterable[Review], lineage: Lineage) -> None:
        self._lineage = lineage
        self.by_key: dict[ProblemKey, TrackedProblem] = {}
        """The problems: by cycle, then by the unit that has it now, in the register's order."""
        self.strays: list[tuple[int, str, CarriedProblem | Closing]] = []
        """What is stated, in a cycle and of a unit (its id), of a problem that nobody found."""
        self._shares: dict[int, tuple[Register, _Share]] = {}
        submissions, reviews = tuple(submissions), tuple(reviews)
        found: dict[ProblemKey, TrackedProblem] = {}
        for review in reviews:
            for finding in review.findings:
                key = ProblemKey(review.cycle, lineage.unit_of(review.unit, review.cycle), finding.id)
                found.setdefault(key, TrackedProblem(key, finding.indicator, finding))
        for submission in submissions:
            unit = lineage.unit_of(submission.unit, submission.cycle)
            for answer in submission.all_answers:
                for problem in answer.problems:
                    key = ProblemKey(submission.cycle, unit, problem.id)
                    tracked = found.setdefault(key, TrackedProblem(key, answer.indicator, problem))
                    tracked.problem = tracked.problem or problem
        self._follow(found, submissions, reviews)
        present = lineage.present
        order = {unit: position for position, unit in enumerate(present.by_id)}
        owners = {key: self.owner(one, present) for key, one in found.items()}
        places = {key: len(order) if owner is None else order[owner] for key, owner in owners.items()}
        for key in sorted(found, key=lambda one: (one.cycle, places[one], one.unit)):
            self.by_key[key] = found[key]

    def __iter__(self) -> Iterator[TrackedProblem]:
        return iter(self.by_key.values())

    def owner(self, problem: TrackedProblem, register: Register | None = None) -> str | None:
        """The one unit of `register`, by default the present one, whose problem it is; None where nobody has succeeded it.

        That is the unit it was found of, else its successor: where it was split the one that last stated how far the
        problem is, else the first.
        """
        successors = self._successors(problem, register or self._lineage.present)
        return successors[0] if successors else None

    def of(self, unit: str, register: Register | None = None) -> list[TrackedProblem]:
        """The problems that are `unit`'s (its id in `register`), those of units it succeeded among them; each is one unit's."""
        return self._share(register).owned.get(unit, [])

    def asked_of(self, unit: str, register: Register | None = None) -> list[TrackedProblem]:
        """The problems that `unit` (its id in `register`) has to answer for, the closed ones among them.

        Of a unit that was split every successor is asked, until one of them has answered.
        """
        return self._share(register).asked.get(unit, [])

    def open_before(self, unit: str, cycle: int, register: Register | None = None) -> list[TrackedProblem]:
        """What `unit` (its id in `register`) has to answer in `cycle`: what no review before closed with proof."""
        return [
            one
            for one in self.asked_of(unit, register)
            if one.key.cycle < cycle and one.until(cycle - 1).closed() is None
        ]

    def _successors(self, problem: TrackedProblem, register: Register) -> tuple[str, ...]:
        successors = self._lineage.successors(problem.key.unit, register)
        if problem.bearer is None or len(successors) < 2:
            return successors
        bearers = self._lineage.successors(problem.bearer, register)
        return tuple(one for one in successors if one in bearers)[:1] or successors

    def _share(self, register: Register | None) -> _Share:
        register = register or self._lineage.present
        if id(register) not in self._shares:
            share = _Share({}, {})
            for one in self:
                successors = self._successors(one, register)
                for unit in successors[:1]:
                    share.owned.setdefault(unit, []).append(one)
                for unit in successors:
                    share.asked.setdefault(unit, []).append(one)
            self._shares[id(register)] = (register, share)  # which keeps the register, and so its identity
        return self._shares[id(register)][1]

    def _follow(
        self,
        found: Mapping[ProblemKey, TrackedProblem],
        submissions: tuple[Submission, ...],
        reviews: tuple[Review, ...],
    ) -> None:
        """Put what later rounds and closings state to the problems, of a unit's own and of those it came from."""

        def tracked_by(unit: str, cycle: int, problem: str) -> TrackedProblem | None:
            keys = (ProblemKey(cycle, name, problem) for name in self._lineage.line(unit))
            return next((found[key] for key in keys if key in found), None)

        for submission in sorted(submissions, key=lambda one: one.cycle):
            unit = self._lineage.unit_of(submission.unit, submission.cycle)
            for carried in submission.carried:
                tracked = tracked_by(unit, carried.from_cycle, carried.problem)
                if tracked is None or carried.from_cycle >= submission.cycle:
                    self.strays.append((submission.cycle, unit, carried))
                    continue
                tracked.carried.append((submission.cycle, carried))
                if carried.status is not None and unit != tracked.key.unit:
                    tracked.bearer = unit
        for review in sorted(reviews, key=lambda one: one.cycle):
            unit = self._lineage.unit_of(review.unit, review.cycle)
            for closing in review.closings:
                cycle = review.cycle if closing.from_cycle is None else closing.from_cycle
                tracked = tracked_by(unit, cycle, closing.problem)
                if tracked is None or cycle > review.cycle:
                    self.strays.append((review.cycle, unit, closing))
                else:
                    tracked.closings.append(Closed(review.cycle, closing))


class _Share(NamedTuple):
    """Whose the problems are by one register."""

    owned: dict[str, list[TrackedProblem]]
    """Each problem once, by its unit."""
    asked: dict[str, list[TrackedProblem]]
    """By every unit that may have to answer for it."""
