"""The logs of what became of submissions: who submitted, sent back or accepted what, and when; chains of hashes.

Each unit has a log of its own for each cycle, so that two people who work on different units never write one file. The
log of the cycle itself holds what concerns all units; older versions of dutykit kept the units' entries there, too.

A log that was continued in two places is a chain with two ends until an entry `merge` names both and joins them. No line
of a log is ever written again: whoever has the hash of an entry can find it in every later state of the log.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dutykit.model.amendment import GIVEN, WITHDRAWN, Amendment
from dutykit.model.letter import Letter
from dutykit.model.place import MarkedMapping, MarkedSequence, Place
from dutykit.model.record import Text
from dutykit.model.submission import State, Submission

Action = Literal["submit", "return", "accept", "carry_forward", "amend", "merge", "remind"]

SCHEME = "1:"
"""What a fingerprint of content begins with; one made in another way than today's cannot be compared."""
OF_THE_STATE = frozenset({"state", "submitted_on", "accepted_on", "returned", "history"})
"""Keys of a submission that the log itself accounts for."""
OF_RECTIFICATION = frozenset({"measure", "person", "due", "status", "progress", "proof", "closed_on"})
"""Keys of a problem that go on changing after the submission is accepted, until it is closed."""


class HistoryEntry(BaseModel):
    """One thing that was done to a submission, or the beginning of a cycle."""

    # No Record: what is read from JSON has no places to know, and its dates are texts.
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    number: int = Field(ge=1)
    """记录序号"""
    on: dt.date
    """办理日期：实际发生的日期，可以早于录入日期"""
    entered_on: dt.date | None = None
    """录入日期；与办理日期相同的不写"""
    by: Text
    """经手人"""
    action: Action
    """操作"""
    unit: Text | None = None
    """单位"""
    before: State | None = None
    """操作前状态"""
    after: State | None = None
    """操作后状态"""
    content: Text | None = None
    """自评材料内容的校验值，不含问题"""
    problems: tuple[Text, ...] | None = None
    """当时各问题的校验值；以后可以增加，不能减少"""
    reason: Text | None = None
    """退回原因"""
    due: dt.date | None = None
    """重新报送时限"""
    files: dict[Text, Text] | None = None
    """转入新年度：当时写入的各文件及其校验值（SHA-256），撤销时据以核对"""
    changes: tuple[Amendment, ...] | None = None
    """变更：各项指标的变更和涉及的单位"""
    letter: Letter | None = None
    """催办：所发催办函"""
    continues: Text | None = None
    """单位记录的第一条：该单位在旧版年度记录中最后一条的 hash；没有旧记录的不写"""
    merges: tuple[Text, ...] | None = None
    """合并：两处各自最后一条的 hash"""
    decides: Text | None = None
    """合并：合并后的状态以哪一条为准（其 hash）"""
    aside: tuple[Text, ...] | None = None
    """合并：两处重复或相互矛盾、合并后不计的各条（其 hash）"""
    previous: Text
    """上一条记录的 hash"""
    hash: Text
    """本条记录除 hash 外全部内容的校验值（SHA-256）"""

    @property
    def seal(self) -> str:
        """What `hash` must be."""
        notes = self.model_dump(mode="json", exclude_none=True, exclude={"hash"})
        return _sha256(json.dumps(notes, ensure_ascii=False, sort_keys=True, separators=(",", ":")))

    @property
    def line(self) -> str:
        """The entry as its line in the file, with the line break."""
        return json.dumps(self.model_dump(mode="json", exclude_none=True), ensure_ascii=False) + "\n"


ALLOWED: Mapping[Action, tuple[tuple[State, ...], State]] = {
    "submit": (("draft", "returned"), "submitted"),
    "return": (("submitted", "accepted"), "returned"),
    "accept": (("submitted",), "accepted"),
}
"""From which states each action leads, and to which."""


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
    return _sha256(f"dutykit history {cycle}" if unit is None else f"dutykit history {cycle} {unit}")


def sealed(history: History, **notes: Any) -> HistoryEntry:
    """The entry that comes next in `history`, with what is `reported`."""
    last = max((entry.number for entry in history.entries), default=0)
    entry = HistoryEntry(**{"number": last + 1, "previous": history.last_hash, "hash": "-", **notes})
    return entry.model_copy(update={"hash": entry.seal})


def short_hash(value: str) -> str:
    """A hash as people compare it: its first digits."""
    return value[:12]


def read_entry(line: str) -> HistoryEntry | None:
    """The entry on a line; None if it is none."""
    try:
        return HistoryEntry.model_validate_json(line)
    except ValidationError:
        return None


def content_fingerprint(submission: Submission) -> str | None:
    """What shows whether the content of a submission that was read from a file has changed since.

    The state and its dates do not count, nor problems, nor how far those carried over have been resolved, nor the
    order of answers and keys, nor how values are quoted. None for a submission made in memory.
    """
    if submission.node is None:
        return None
    notes = {key: value for key, value in submission.node.items() if key not in OF_THE_STATE}
    for key in ("answers", "retired"):
        answers = notes.get(key)
        if isinstance(answers, list):
            plain = (_plain({key: value for key, value in one.items() if key != "problems"}) for one in answers)
            notes[key] = sorted(json.dumps(one, ensure_ascii=False, sort_keys=True) for one in plain)
    carried = notes.get("carried")
    if isinstance(carried, list):
        notes["carried"] = [
            {key: value for key, value in one.items() if key not in OF_RECTIFICATION} for one in carried
        ]
    return SCHEME + _sha256(json.dumps(_plain(notes), ensure_ascii=False, sort_keys=True))


def problem_fingerprints(submission: Submission) -> tuple[str, ...]:
    """What shows whether each problem is still there, and states the same: more may come, none may go. Sorted."""
    return tuple(
        sorted(
            _sha256(json.dumps([answer.indicator, one.id, one.found_by, one.text], ensure_ascii=False))[:16]
            for answer in submission.all_answers
            for one in answer.problems
        )
    )


def _plain(value: object) -> object:
    """A value from YAML as JSON can have it: what is left empty is as if it were not there."""
    match value:
        case MarkedMapping() | dict():
            return {key: _plain(item) for key, item in value.items() if item is not None and item != []}
        case MarkedSequence() | list() | tuple():
            return [_plain(one) for one in value]
        case Decimal():
            text = format(value, "f")
            return "number " + (text.rstrip("0").rstrip(".") if "." in text else text)
        case bool() | None:
            return value
        case int():
            return f"number {value}"
        case dt.date():
            return f"date {value.isoformat()}"
        case _:
            return str(value)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
