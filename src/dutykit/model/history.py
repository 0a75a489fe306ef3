"""The log of what became of submissions: who submitted, sent back or accepted what, and when; a chain of hashes."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dutykit.model.place import MarkedMapping, MarkedSequence, Place
from dutykit.model.record import Text
from dutykit.model.submission import State, Submission

Action = Literal["submit", "return", "accept", "carry_forward"]

SCHEME = "1:"
"""What a fingerprint of content begins with; one made in another way than today's cannot be compared."""
OF_THE_STATE = frozenset({"state", "submitted_on", "accepted_on", "returned"})
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
    """日期"""
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
    """A line of the log's file."""

    place: Place
    entry: HistoryEntry | None
    """None where the line states nothing that can be understood."""


@dataclass(frozen=True)
class History:
    """The log of one cycle."""

    cycle: int
    file: str
    """Relative to the workspace."""
    lines: tuple[HistoryLine, ...]

    @cached_property
    def latest(self) -> dict[str, HistoryLine]:
        """The last line that states something about a unit's state, by the unit as written."""
        found: dict[str, HistoryLine] = {}
        for line in self.lines:
            if line.entry is not None and line.entry.unit is not None and line.entry.after is not None:
                found[line.entry.unit] = line
        return found

    @property
    def last_hash(self) -> str:
        """What the next entry's `previous` is."""
        last = next((line.entry for line in reversed(self.lines) if line.entry is not None), None)
        return beginning(self.cycle) if last is None else last.hash

    def broken(self) -> Iterator[tuple[HistoryLine, str | None]]:
        """The lines that do not follow from those before them, each with the part at fault; None for an unreadable line."""
        previous, number = beginning(self.cycle), 1
        states: dict[str, State] = {}
        for line in self.lines:
            entry = line.entry
            if entry is None:
                yield line, None
                continue
            if entry.hash != entry.seal:
                yield line, "hash"
            elif entry.previous != previous:
                yield line, "previous"
            elif entry.number != number:
                yield line, "number"
            elif not _is_step(entry, states):
                yield line, "after"
            if entry.unit is not None and entry.after is not None:
                states[entry.unit] = entry.after
            previous, number = entry.hash, entry.number + 1


def _is_step(entry: HistoryEntry, states: Mapping[str, State]) -> bool:
    """Whether what the entry states was done can be done in the state it was done in."""
    if entry.action == "carry_forward":
        return entry.after is None
    before, after = ALLOWED[entry.action]
    known = states.get(entry.unit or "", entry.before)
    return entry.unit is not None and entry.before in before and entry.before == known and entry.after == after


def beginning(cycle: int) -> str:
    """The `previous` of a cycle's first entry: no line of one cycle fits into another's log."""
    return _sha256(f"dutykit history {cycle}")


def sealed(history: History, **notes: Any) -> HistoryEntry:
    """The entry that comes next in `history`, with what is `reported`."""
    number = len(history.lines) + 1
    entry = HistoryEntry(number=number, previous=history.last_hash, hash="-", **notes)
    return entry.model_copy(update={"hash": entry.seal})


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
    answers = notes.get("answers")
    if isinstance(answers, list):
        plain = (_plain({key: value for key, value in one.items() if key != "problems"}) for one in answers)
        notes["answers"] = sorted(json.dumps(one, ensure_ascii=False, sort_keys=True) for one in plain)
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
            for answer in submission.answers
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
