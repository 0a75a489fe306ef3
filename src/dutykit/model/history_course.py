"""The order in which the entries of a log can have happened, also where it was continued in two places at once."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from dutykit.model.history_entry import ALLOWED, HistoryEntry
from dutykit.model.submission import State

_MOST_TRIED = 30
"""Steps of one day of which the first possible one is taken; more than a few are an attack, and would take long."""


class Course(NamedTuple):
    """All entries of a log in an order in which each comes after those it was built on, the earlier day first."""

    entries: tuple[HistoryEntry, ...]
    applied: tuple[HistoryEntry, ...]
    """The steps that could be taken one after the other; the state is that after the last."""
    repeated: tuple[HistoryEntry, ...]
    """Steps that the other place recorded, too, with the same content, and letters that both issued."""
    contradicting: tuple[HistoryEntry, ...]
    """Steps that could not be taken any more in the state that the other place had led to, and letters of the same colour
    with another number."""

    @property
    def aside(self) -> tuple[str, ...]:
        """The hashes of the steps that do not count, sorted."""
        return tuple(sorted(one.hash for one in (*self.repeated, *self.contradicting)))


def course(entries: Iterable[HistoryEntry]) -> Course:
    """The course of the entries of one log, each of which is there once.

    It follows from the entries alone, whatever order they are given in: two places that know the same entries arrive at
    the same state.
    """
    ordered: list[HistoryEntry] = []
    applied: list[HistoryEntry] = []
    repeated: list[HistoryEntry] = []
    contradicting: list[HistoryEntry] = []
    latest: dict[str | None, HistoryEntry] = {}
    letters: dict[tuple[object, ...], HistoryEntry] = {}
    for entry in _Open(entries).taken(latest):
        ordered.append(entry)
        if entry.letter is not None:
            first = letters.setdefault((*entry.letter.subject, entry.letter.color), entry)
            if first is not entry:
                (repeated if first.letter == entry.letter else contradicting).append(entry)
        if not _is_step(entry):
            continue
        last = latest.get(entry.unit)
        if _is_possible(entry, last):
            applied.append(entry)
            latest[entry.unit] = entry
        elif last is not None and (last.action, last.content) == (entry.action, entry.content):
            repeated.append(entry)
        else:
            contradicting.append(entry)
    return Course(tuple(ordered), tuple(applied), tuple(repeated), tuple(contradicting))


class _Open:
    """The entries that may come next: all that they were built on have come."""

    def __init__(self, entries: Iterable[HistoryEntry]) -> None:
        known = {entry.hash: entry for entry in entries}
        self._waits = {one.hash: len(_before(one, known)) for one in known.values()}
        self._next: dict[str, list[HistoryEntry]] = {}
        for entry in known.values():
            for one in _before(entry, known):
                self._next.setdefault(one, []).append(entry)
        self._heap = [_key(entry) for entry in known.values() if not self._waits[entry.hash]]
        heapq.heapify(self._heap)
        self._known = known

    def taken(self, latest: Mapping[str | None, HistoryEntry]) -> Iterable[HistoryEntry]:
        """One after the other: the earliest day first, on one day what is possible after `latest` first."""
        while self._heap:
            entry = self._pop(latest)
            yield entry
            for one in self._next.get(entry.hash, ()):
                self._waits[one.hash] -= 1
                if not self._waits[one.hash]:
                    heapq.heappush(self._heap, _key(one))

    def _pop(self, latest: Mapping[str | None, HistoryEntry]) -> HistoryEntry:
        first = heapq.heappop(self._heap)
        passed = [first]
        entry = self._known[first[-1]]
        while (
            not _is_possible(entry, latest.get(entry.unit))
            and len(passed) < _MOST_TRIED
            and self._heap
            and self._heap[0][0] == first[0]
        ):
            passed.append(heapq.heappop(self._heap))
            entry = self._known[passed[-1][-1]]
        if not _is_possible(entry, latest.get(entry.unit)):
            entry = self._known[first[-1]]
        for one in passed:
            if one[-1] != entry.hash:
                heapq.heappush(self._heap, one)
        return entry


def _key(entry: HistoryEntry) -> tuple[object, int, str]:
    return (entry.on, entry.number, entry.hash)


def _before(entry: HistoryEntry, known: Mapping[str, HistoryEntry]) -> Sequence[str]:
    """The hashes of the known entries that `entry` was built on."""
    return [one for one in dict.fromkeys((entry.previous, *(entry.merges or ()))) if one in known]


def _is_step(entry: HistoryEntry) -> bool:
    """Whether the state of a unit follows from the entry by itself."""
    return entry.unit is not None and entry.after is not None and entry.action != "merge"


def _is_possible(entry: HistoryEntry, last: HistoryEntry | None) -> bool:
    """Whether the step could be taken after `last`, the step taken before with the same unit.

    What was accepted is what was submitted last: to accept another content says nothing of this one.
    """
    if not _is_step(entry):
        return True
    if entry.action not in ALLOWED:  # an amendment of the plan, which leaves the state as it is
        return last is None or last.after == entry.before
    if last is not None and entry.action == "accept" and entry.content != last.content:
        return False
    state: State | None = entry.before if last is None else last.after
    return state in ALLOWED[entry.action][0]
