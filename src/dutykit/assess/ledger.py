"""The ledger of problems: each with its state on a day, whether it is late, and whether it was there before."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass

from dutykit.assess.deadline import ProblemDeadlines
from dutykit.model.rectification import Closed, Rectification, TrackedProblem
from dutykit.model.submission import ProblemStatus
from dutykit.model.workspace import Workspace

ALIKE = 0.7
"""How alike two texts must be (Dice, over runs of three characters) for the problem to be the same again."""

_NOISE = re.compile(r"[\W\d_]+")
_LENGTH = 3
"""Characters of the pieces by which texts are compared."""
_HOLDERS = 8
"""Texts that a piece is remembered for: what is everywhere tells nothing, and would make time quadratic."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger."""

    tracked: TrackedProblem
    status: ProblemStatus
    """On the day: closed by the office's word alone, and with proof."""
    owner: str | None
    """The unit whose it is now, itself or by succession; None where nobody has succeeded it."""
    deadline: dt.date | None
    """By when it is to be resolved."""
    overdue: bool
    """Whether it should have been resolved before the day, and was not."""
    repeats: TrackedProblem | None
    """The problem of an earlier cycle that this one repeats."""
    unproven: Closed | None = None
    """A closing by the day that counts for nothing: no proof was given."""

    @property
    def carried_over(self) -> bool:
        """Whether it came into a later round than the one it was found in."""
        return bool(self.tracked.carried)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The problems that were asked for, on one day."""

    as_of: dt.date
    entries: tuple[Entry, ...]
    """By cycle, then by unit in the register's order."""


@dataclass(frozen=True, slots=True)
class LedgerChoice:
    """Which problems to list."""

    units: Collection[str] = ()
    """Ids of today; empty for all. What a unit succeeded to is its own."""
    statuses: Collection[str] = ()
    """Empty for all."""
    overdue: bool = False
    """Only those that are late."""
    cycle: int | None = None
    """Only those found in this cycle; None for all."""


def ledger(workspace: Workspace, as_of: dt.date, choice: LedgerChoice) -> Ledger:
    """The problems chosen, as they are on `as_of`."""
    rectification = workspace.rectification
    repeats = repeated(rectification)
    deadlines = ProblemDeadlines(workspace)
    entries = []
    for one in rectification:
        owner = rectification.owner(one, workspace.register)
        if choice.units and owner not in choice.units:
            continue
        if choice.cycle is not None and one.key.cycle != choice.cycle:
            continue
        status = one.status(as_of)
        overdue = deadlines.is_overdue(one, as_of)
        if (choice.statuses and status not in choice.statuses) or (choice.overdue and not overdue):
            continue
        entries.append(Entry(one, status, owner, deadlines.of(one), overdue, repeats.get(id(one)), one.unproven(as_of)))
    return Ledger(as_of, tuple(entries))


def repeated(rectification: Rectification) -> dict[int, TrackedProblem]:
    """For each problem (by its identity) that states nearly what an earlier one of the same unit stated, that one.

    Of a unit that is now another, it is the same unit.

    One pass: time grows with the problems, not with their pairs.
    """
    found: dict[int, TrackedProblem] = {}
    by_unit: dict[str, list[TrackedProblem]] = {}
    for one in rectification:  # by cycle
        by_unit.setdefault(rectification.owner(one) or one.key.unit, []).append(one)
    for problems in by_unit.values():
        if problems[0].key.cycle != problems[-1].key.cycle:
            _Repeats(found).look_through(problems)
    return found


class _Repeats:
    """Looks for repeats among the problems of one unit."""

    def __init__(self, found: dict[int, TrackedProblem]) -> None:
        self.found = found
        self.holders: dict[str, list[tuple[TrackedProblem, int]]] = {}
        """For each piece the earlier problems that hold it, each with how many pieces it has."""
        self.same: dict[str, TrackedProblem] = {}
        """The latest earlier problem of each text, marks, blanks and numbers left out: most repeats are whole."""

    def look_through(self, problems: list[TrackedProblem]) -> None:
        """Note what repeats what; `problems` come by cycle."""
        waiting: list[tuple[TrackedProblem, str]] = []
        cycle = problems[0].key.cycle
        for one in problems:
            if one.key.cycle != cycle:
                self._remember(waiting)
                waiting, cycle = [], one.key.cycle
            letters = _NOISE.sub("", one.text)
            if letters and letters in self.same:
                self.found[id(one)] = self.same[letters]
            elif self.holders:
                self._match(one, _pieces(letters))
            waiting.append((one, letters))

    def _remember(self, waiting: list[tuple[TrackedProblem, str]]) -> None:
        for one, letters in waiting:
            known = letters in self.same
            self.same[letters] = one
            if known or not letters:
                continue  # its pieces are held already
            pieces = _pieces(letters)
            for piece in pieces:
                holders = self.holders.setdefault(piece, [])
                if len(holders) < _HOLDERS:
                    holders.append((one, len(pieces)))

    def _match(self, one: TrackedProblem, pieces: frozenset[str]) -> None:
        shared: dict[int, int] = {}
        seen: dict[int, tuple[TrackedProblem, int]] = {}
        for piece in pieces:
            for holder in self.holders.get(piece, ()):
                key = id(holder[0])
                shared[key] = shared.get(key, 0) + 1
                seen[key] = holder
        best: tuple[float, TrackedProblem] | None = None
        for key, count in shared.items():
            earlier, size = seen[key]
            alike = 2 * count / (size + len(pieces))
            newer = best is not None and alike == best[0] and earlier.key > best[1].key
            if alike >= ALIKE and (best is None or alike > best[0] or newer):
                best = (alike, earlier)
        if best is not None:
            self.found[id(one)] = best[1]


def _pieces(letters: str) -> frozenset[str]:
    """Every run of three characters of a text; a shorter text is one piece."""
    if len(letters) <= _LENGTH:
        return frozenset({letters} if letters else ())
    return frozenset(letters[start : start + _LENGTH] for start in range(len(letters) - _LENGTH + 1))
