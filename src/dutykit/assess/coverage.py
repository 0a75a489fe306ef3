"""Which duties are answered, which are missing, and which answers nobody asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import PurePosixPath
from typing import Literal, TypeVar

from dutykit.model.catalogue import Entry
from dutykit.model.layout import CATALOGUE_FILE, REGISTER_FILE, SUBMISSIONS_FOLDER
from dutykit.model.place import Place
from dutykit.model.responsibility import Duty, Unreached
from dutykit.model.review import Review
from dutykit.model.submission import Answer, State, Submission
from dutykit.model.workspace import Workspace
from dutykit.workspace.inventory import INDIVIDUAL_REVIEWS, kind_of

Status = Literal["answered", "unrated", "absent", "unsubmitted", "unreadable"]
"""answered: with a rating; unrated: an answer without one; absent: a submission without an answer;
unsubmitted: no submission; unreadable: none was read, but the file has a part that could not be read."""

K = TypeVar("K")

StrayReason = Literal["not_owed", "unknown_indicator", "unknown_unit"]


@dataclass(frozen=True, slots=True)
class Pair:
    """One duty and how far it is answered."""

    duty: Duty
    entry: Entry
    """The indicator with its chapter and section."""
    status: Status
    answer: Answer | None
    """What the unit wrote, also where it gives no rating."""

    @property
    def unit(self) -> str:
        """The id of the unit that is assigned it."""
        return self.duty.unit

    @property
    def indicator(self) -> str:
        """The id of the indicator assigned."""
        return self.duty.indicator

    @property
    def missing(self) -> bool:
        """Whether an answer with a rating is known to be missing."""
        return self.status in {"unrated", "absent", "unsubmitted"}

    @property
    def unreadable(self) -> bool:
        """Whether it is not known, as a part of the file could not be read."""
        return self.status == "unreadable"


@dataclass(frozen=True, slots=True)
class Stray:
    """An answer nobody asked for."""

    unit: str
    """The unit's id; as written if nobody knows it."""
    indicator: str
    reason: StrayReason
    place: Place


@dataclass(frozen=True, slots=True)
class Tally:
    """How many duties there are and what became of them: assigned = answered + missing + unreadable."""

    owed: int
    answered: int
    missing: int
    unreadable: int

    @property
    def tenths(self) -> int | None:
        """The share answered in tenths of a percent, rounded down: 1000 only if all are. None if nothing is assigned."""
        return self.answered * 1000 // self.owed if self.owed else None

    def reaches(self, percent: Decimal) -> bool:
        """Whether at least `percent` % are answered, compared exactly; where nothing is assigned, nothing is short."""
        return self.answered * 100 >= percent * self.owed


@dataclass(frozen=True)
class Coverage:
    """Every duty of one cycle with its status; the whole city, or the units it was narrowed to."""

    cycle: int
    pairs: tuple[Pair, ...]
    """By indicator in the catalogue's order, then in the order the units are named."""
    strays: tuple[Stray, ...]
    """By unit, then in the order of the file."""
    submissions: Mapping[str, Submission | None]
    """What each unit that has an assignment submitted, in the register's order; None for nothing."""
    unreached: tuple[Unreached, ...] = ()
    """The assignments that reach no unit: nobody can answer them, so they are in no count. None where it is narrowed to units."""

    @cached_property
    def total(self) -> Tally:
        """All pairs together."""
        return tally(self.pairs)

    @cached_property
    def by_unit(self) -> Mapping[str, tuple[Pair, ...]]:
        """The pairs of each unit that has an assignment, in the register's order."""
        found = _grouped(self.pairs, lambda pair: pair.unit)
        return {unit: found[unit] for unit in self.submissions if unit in found}

    @cached_property
    def by_chapter(self) -> Mapping[int, tuple[Pair, ...]]:
        """The pairs of each chapter in which someone has an assignment, by its number."""
        return _grouped(self.pairs, lambda pair: pair.entry.chapter_number)

    @cached_property
    def by_indicator(self) -> Mapping[str, tuple[Pair, ...]]:
        """The pairs of each indicator assigned to someone, in the catalogue's order."""
        return _grouped(self.pairs, lambda pair: pair.indicator)

    @cached_property
    def missing(self) -> tuple[Pair, ...]:
        """The pairs known to lack an answer with a rating."""
        return tuple(pair for pair in self.pairs if pair.missing)

    @cached_property
    def answered(self) -> frozenset[tuple[str, str]]:
        """The (unit, indicator) ids of what is answered."""
        return frozenset((pair.unit, pair.indicator) for pair in self.pairs if pair.status == "answered")

    def state(self, unit: str) -> State | None:
        """The state of what `unit` (its id) submitted; None for nothing."""
        submission = self.submissions.get(unit)
        return None if submission is None else submission.state

    def unread(self, unit: str) -> bool:
        """Whether there is a file of `unit` (its id) of which nothing could be read: what it submitted is not known."""
        return self.submissions.get(unit) is None and any(pair.unreadable for pair in self.by_unit.get(unit, ()))

    def reaches(self, percent: Decimal) -> bool:
        """Whether at least `percent` % are answered, and everything that is assigned is assigned to somebody."""
        return not self.unreached and self.total.reaches(percent)

    def only(self, units: Collection[str]) -> Coverage:
        """The same, of these units (ids) alone."""
        return Coverage(
            self.cycle,
            tuple(pair for pair in self.pairs if pair.unit in units),
            tuple(stray for stray in self.strays if stray.unit in units),
            {unit: submission for unit, submission in self.submissions.items() if unit in units},
        )


def coverage(workspace: Workspace, cycle: int) -> Coverage:
    """What the units of `workspace` have answered in `cycle`. A group counts by its members, each by itself."""
    owing = workspace.responsibilities.by_unit
    submissions = {unit: workspace.submission(unit, cycle) for unit in workspace.register.by_id if unit in owing}
    unread = unread_units(workspace, cycle)
    by_id = workspace.catalogue.by_id
    pairs = []
    for duty in workspace.responsibilities.duties:
        submission = submissions[duty.unit]
        answer = None if submission is None else submission.by_indicator.get(duty.indicator)
        status = _status(submission, answer, unread=duty.unit in unread)
        pairs.append(Pair(duty, by_id[duty.indicator], status, answer))
    strays, unreached = tuple(_strays(workspace, cycle)), workspace.responsibilities.unreached
    return Coverage(cycle, tuple(pairs), strays, submissions, unreached)


def tally(pairs: Iterable[Pair]) -> Tally:
    """Count `pairs` by what became of them."""
    owed = answered = missing = unreadable = 0
    for pair in pairs:
        owed += 1
        answered += pair.status == "answered"
        missing += pair.missing
        unreadable += pair.status == "unreadable"
    return Tally(owed, answered, missing, unreadable)


def _status(submission: Submission | None, answer: Answer | None, *, unread: bool) -> Status:
    if answer is not None and answer.rating is not None:
        return "answered"
    if unread:
        return "unreadable"
    if submission is None:
        return "unsubmitted"
    return "absent" if answer is None else "unrated"


def unread_units(workspace: Workspace, cycle: int, folder: str = SUBMISSIONS_FOLDER) -> set[str]:
    """The units of whose files for `cycle`, submissions or else those in `folder`, a part could not be read."""
    canonical = workspace.register.canonical
    found = set()
    for name in workspace.incomplete:
        path = PurePosixPath(name)
        if path.parts[:2] == (folder, str(cycle)) and kind_of(name) is not INDIVIDUAL_REVIEWS:
            found.add(canonical.get(path.stem, path.stem))  # where nothing was read, only the name states whose it is
    read: tuple[Submission | Review, ...] = (*workspace.submissions, *workspace.reviews)
    for one in read:
        if one.cycle == cycle and one.file in workspace.incomplete and one.file.startswith(f"{folder}/"):
            found.add(canonical.get(one.unit, one.unit))
    return found


def _strays(workspace: Workspace, cycle: int) -> Iterable[Stray]:
    # NOTE: a duty or an indicator that could not be read is not there to be assigned; then nothing is called stray.
    if not workspace.incomplete.isdisjoint({CATALOGUE_FILE, REGISTER_FILE}):
        return
    register = workspace.register
    for submission in workspace.submissions:
        if submission.cycle != cycle:
            continue
        unit = register.canonical.get(submission.unit, submission.unit)
        for answer in submission.answers:
            reason: StrayReason
            if answer.indicator not in workspace.catalogue.by_id:
                reason = "unknown_indicator"
            elif unit not in register.by_id:
                reason = "unknown_unit"
            elif workspace.responsibilities.duty(unit, answer.indicator) is None:
                reason = "not_owed"
            else:
                continue
            yield Stray(unit, answer.indicator, reason, answer.place_of("indicator"))


def _grouped(pairs: Iterable[Pair], key: Callable[[Pair], K]) -> dict[K, tuple[Pair, ...]]:
    found: dict[K, list[Pair]] = {}
    for pair in pairs:
        found.setdefault(key(pair), []).append(pair)
    return {name: tuple(members) for name, members in found.items()}
