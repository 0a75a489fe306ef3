"""The logs of what became of submissions: who submitted, sent back or accepted what, and when; chains of hashes.

Each unit has a log of its own for each cycle, so that two people who work on different units never write one file. The
log of the cycle itself holds what concerns all units; older versions of dutykit kept the units' entries there, too.

A log that was continued in two places is a chain with two ends until an entry `merge` names both and joins them. No line
of a log is ever written again: whoever has the hash of an entry can find it in every later state of the log.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from dutykit.model.amendment import GIVEN, WITHDRAWN
from dutykit.model.history_entry import ALLOWED, HistoryEntry
from dutykit.model.letter import Letter
from dutykit.model.place import Place
from dutykit.model.submission import State
from dutykit.text.digest import digest_of


class HistoryLine(NamedTuple):
    """A line of a log's file."""

    place: Place
    entry: HistoryEntry | None
    """None where the line states nothing that can be understood."""
    is_conflict_mark: bool = False
    """Whether git wrote it between two versions of the file that it could not merge."""


@dataclass(frozen=True)
class History:
    """One log: of a unit in a cycle, or of a whole cycle."""

    cycle: int
    file: str
    """Relative to the workspace."""
    lines: tuple[HistoryLine, ...]
    unit: str | None = None
    """As its entries name it; None for the log of a cycle."""
    is_misplaced: bool = False
    """Whether its file is not named for its unit, as a copy is: nothing it states counts."""

    @cached_property
    def entries(self) -> tuple[HistoryEntry, ...]:
        """What its lines state, as far as it can be understood."""
        return tuple(line.entry for line in self.lines if line.entry is not None)

    @cached_property
    def latest(self) -> dict[str, HistoryLine]:
        """The line that each unit's state follows from, by the unit as written: the last, or what a merge decided for."""
        found: dict[str, HistoryLine] = {}
        by_hash: dict[str, HistoryLine] = {}
        for line in self.lines:
            entry = line.entry
            if entry is None:
                continue
            by_hash[entry.hash] = line
            if entry.unit is not None and entry.after is not None:
                found[entry.unit] = by_hash.get(entry.decides or "", line)
        return found

    @property
    def head(self) -> str | None:
        """The hash of its last entry; None where there is none."""
        return self.entries[-1].hash if self.entries else None

    @cached_property
    def state_hashes(self) -> tuple[str, ...]:
        """The hashes that its submission may state: of the last entry, and of those before it that only letters follow."""
        found: list[str] = []
        for entry in reversed(self.entries):
            found.append(entry.hash)
            if entry.after is not None:
                break
        return tuple(found)

    @property
    def has_only_letters(self) -> bool:
        """Whether nothing was done yet with a submission: there are letters, and merges of them."""
        return all(entry.after is None for entry in self.entries)

    @property
    def last_hash(self) -> str:
        """What the next entry's `previous` is."""
        return self.head or beginning(self.cycle, self.unit)

    @cached_property
    def ends(self) -> tuple[str, ...]:
        """The hashes that no entry continues: more than one where it was continued in two places."""
        return ends_of(self.entries)

    def broken(self) -> Iterator[tuple[HistoryLine, str | None]]:
        """The lines that do not follow from those before them, each with the part at fault; None for an unreadable line.

        Where all lines follow, the last is at fault if the chain has two ends (`merges`).
        """
        whole = True
        for line, part in self._broken_lines():
            whole = False
            yield line, part
        if whole and len(self.ends) > 1:
            yield self.lines[-1], "ends"

    def _broken_lines(self) -> Iterator[tuple[HistoryLine, str | None]]:
        start = beginning(self.cycle, self.unit)
        known: dict[str, tuple[int, State | None]] = {start: (0, None)}
        """The number and the state after each entry, by its hash."""
        states: dict[str, State] = {}
        """In the log of a cycle, the state of each unit."""
        branched = False
        last = start
        for line in self.lines:
            entry = line.entry
            if entry is None:
                yield line, None
                continue
            number, state = known.get(entry.previous, known[last])
            branched = branched or entry.previous != last
            if self.unit is None:
                state = states.get(entry.unit or "")
            joined = entry.merges or ()
            if entry.hash != entry.seal:
                yield line, "hash"
            elif entry.hash in known:
                yield line, "repeated"
            elif entry.previous not in known or not known.keys() >= {*joined}:
                yield line, "previous"
            elif entry.number != 1 + max([number, *(known[one][0] for one in joined)]):
                yield line, "number"
            elif self.unit is not None and entry.unit != self.unit:
                yield line, "unit"
            elif not _is_step(entry, None if self.unit is None and branched else state, known):
                yield line, "after"
            if entry.unit is not None and entry.after is not None:
                states[entry.unit] = entry.after
            known[entry.hash] = (entry.number, entry.after or state)
            last = entry.hash


@dataclass(frozen=True)
class CycleHistory:
    """All logs of one cycle."""

    cycle: int
    common: History
    """Of the cycle; without a line where there is none."""
    units: tuple[History, ...] = ()
    """Of the units, sorted by their files."""

    @cached_property
    def logs(self) -> tuple[History, ...]:
        """That of the cycle and those of the units."""
        return (self.common, *self.units)

    @cached_property
    def latest(self) -> dict[str, HistoryLine]:
        """The line that each unit's state follows from, by the unit as written; its own log counts before the cycle's."""
        found: dict[str, HistoryLine] = {}
        for log in self.logs:
            if not log.is_misplaced:
                found.update(log.latest)
        return found

    def of(self, unit: str, canonical: Mapping[str, str]) -> History | None:
        """The log of `unit` itself (its id); `canonical` gives the ids of former names. None where it has none."""
        counted = (log for log in self.units if log.unit is not None and not log.is_misplaced)
        own = [log for log in counted if canonical.get(log.unit or "", log.unit) == unit]
        return next((log for log in own if log.unit == unit), own[0] if own else None)

    def letters_of(self, unit: str, canonical: Mapping[str, str]) -> tuple[HistoryEntry, ...]:
        """The entries of the letters to `unit` (its id) that count, the earliest first."""
        log = self.of(unit, canonical)
        entries = () if log is None else log.entries
        aside = {one for entry in entries for one in entry.aside or ()}
        letters = (one for one in entries if one.letter is not None and one.hash not in aside)
        return tuple(sorted(letters, key=lambda one: (one.on, one.number)))

    @property
    def letters(self) -> Iterator[tuple[HistoryLine, HistoryEntry, Letter]]:
        """The lines of the units' logs by which letters were sent, log by log."""
        for line in (line for log in self.units if not log.is_misplaced for line in log.lines):
            if line.entry is not None and line.entry.letter is not None:
                yield line, line.entry, line.entry.letter

    @cached_property
    def amendments(self) -> tuple[HistoryEntry, ...]:
        """The entries by which the plan was amended in this cycle, the earliest first."""
        return tuple(entry for entry in self.common.entries if entry.action == "amend")

    @cached_property
    def withdrawn(self) -> frozenset[tuple[str, str]]:
        """The units and indicators, by their ids, that amendments have parted: what was stated of them then may stay."""
        found: set[tuple[str, str]] = set()
        for entry in self.amendments:
            for one in entry.changes or ():
                pairs = {(unit, one.indicator) for unit in one.units}
                found = found | pairs if one.change in WITHDRAWN else found - pairs if one.change in GIVEN else found
        return frozenset(found)

    def given_since(self, unit: str) -> frozenset[str]:
        """The indicators that `unit` (its id) is responsible for since it submitted last: nobody asked for them then."""
        entries: list[HistoryEntry] = []
        for log in self.units:
            if log.unit == unit and not log.is_misplaced:
                entries += log.entries
        since: set[str] = set()
        for entry in entries:
            if entry.action == "submit":
                since.clear()
            since |= {one.indicator for one in entry.changes or () if one.change in GIVEN}
        return frozenset(since)

    def detached(self) -> Iterator[HistoryLine]:
        """The first lines of units' logs that do not go on from what the log of the cycle states of the unit."""
        earlier = self.common.latest
        by_hash = {line.entry.hash: line.entry for line in earlier.values() if line.entry is not None}
        for log in self.units:
            line = next((line for line in log.lines if line.entry is not None), None)
            if line is None or line.entry is None:
                continue
            entry = line.entry
            before = earlier.get(entry.unit or "")
            expected = by_hash.get(entry.continues or "", None if before is None else before.entry)
            if expected is None:
                if entry.continues is not None:
                    yield line
            elif (entry.continues, entry.before) != (expected.hash, expected.after):
                yield line


def _is_step(entry: HistoryEntry, state: State | None, known: Mapping[str, tuple[int, State | None]]) -> bool:
    """Whether what the entry states was done can be done in `state`; `known` are the entries before it, by hash."""
    match entry.action:
        case "carry_forward":
            return entry.after is None
        case "amend":
            same = entry.before == entry.after == (state or entry.before)
            return same and (entry.unit is None) == (entry.after is None)
        case "remind":
            is_numbered = entry.letter is not None and entry.letter.number is not None
            return is_numbered and entry.unit is not None and entry.after is None
        case "merge":
            hashes = {*(entry.merges or ())}
            decided = None if entry.decides is None else known.get(entry.decides, (0, None))[1]
            is_known = all(one in known for one in entry.aside or ())
            return len(hashes) > 1 and entry.previous in hashes and is_known and entry.after == decided
        case _:
            before, after = ALLOWED[entry.action]
            is_next = entry.before == (state or entry.before)
            return entry.unit is not None and entry.before in before and is_next and entry.after == after


def ends_of(entries: Iterable[HistoryEntry]) -> tuple[str, ...]:
    """The hashes of the entries that none of the others continues, sorted."""
    found = [*entries]
    continued = {one for entry in found for one in (entry.previous, *(entry.merges or ()))}
    return tuple(sorted({entry.hash for entry in found} - continued))


def beginning(cycle: int, unit: str | None = None) -> str:
    """The `previous` of a log's first entry: no line of one log fits into another's."""
    return digest_of(f"dutykit history {cycle}" if unit is None else f"dutykit history {cycle} {unit}")


def sealed(history: History, **notes: Any) -> HistoryEntry:
    """The entry that comes next in `history`, with what is `reported`."""
    last = max((entry.number for entry in history.entries), default=0)
    entry = HistoryEntry(**{"number": last + 1, "previous": history.last_hash, "hash": "-", **notes})
    return entry.model_copy(update={"hash": entry.seal})
