"""Joins logs that were continued in two places, and sets the submissions to what the joined log leads to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from dutykit.language import _, reason_of
from dutykit.lifecycle.merged_submission import SubmissionSide, merged_submission
from dutykit.model.history import History, beginning, ends_of, sealed
from dutykit.model.history_course import Course, course
from dutykit.model.history_entry import HistoryEntry
from dutykit.model.place import SourceFile
from dutykit.model.refusal import Refusal
from dutykit.model.submission import State
from dutykit.workspace.discover import name_in_workspace
from dutykit.workspace.file_bytes import TooLargeError, file_bytes
from dutykit.workspace.history_log import LARGEST, read_history
from dutykit.workspace.writing.transaction import OnRecovery, OpenWorkspace, Write, changing, ignore_recovery

_MOST_ENTRIES = 5_000
"""Of a log that is joined; a unit has a few dozen a year."""


@dataclass(frozen=True, slots=True)
class MergeRequest:
    """Which logs to join."""

    by: str
    on: dt.date
    ours: Path | None = None
    """A log of the workspace; None for every log that was continued in two places."""
    theirs: Path | None = None
    """Another version of `ours`, from anywhere."""


class Merged(NamedTuple):
    """What became of one log."""

    file: str
    unit: str | None
    """None for the log of a cycle."""
    cycle: int
    ends: int
    """How many ends it had."""
    state: State | None
    """What the joined log leads to; None for the log of a cycle."""
    repeated: tuple[HistoryEntry, ...]
    contradicting: tuple[HistoryEntry, ...]
    """The entries that were kept but do not count any more."""
    submission: SubmissionSide | None
    """What became of the unit's submission; None where it needed nothing."""

    @property
    def is_open(self) -> bool:
        """Whether somebody has to look at it."""
        return bool(self.contradicting) or (self.submission is not None and self.submission.trouble is not None)


def merge_histories(root: Path, request: MergeRequest, on_recovery: OnRecovery = ignore_recovery) -> tuple[Merged, ...]:
    """Join the logs. No entry is changed or lost; all that is written is in one transaction.

    Raises Refusal for what is no version of the log or was changed after it was written, WorkspaceLockedError and
    OSError; nothing is written then.
    """
    with changing(root, "history merge", on_recovery) as opened:
        merged: list[Merged] = []
        writes: list[Write] = []
        for log, others in _asked(opened, request):
            one, written = _joined(opened, log, others, request)
            if written or one.is_open:
                merged.append(one)
            writes.extend(written)
        if writes:
            opened.write(writes)
        return tuple(merged)


def _asked(opened: OpenWorkspace, request: MergeRequest) -> Iterator[tuple[History, tuple[HistoryEntry, ...]]]:
    """Each log with the entries of another version of it."""
    logs = [log for history in opened.workspace.history.values() for log in history.logs if not log.is_misplaced]
    if request.ours is None:
        yield from ((log, ()) for log in logs if log.lines)
        return
    name = name_in_workspace(opened.root.resolve(), request.ours.resolve())
    ours = next((log for log in logs if log.file == name and log.lines), None)
    if ours is None:
        message = _("{path} 不是该工作区的报送记录").format(path=request.ours)
        raise Refusal(message, _("第一个文件写工作区 history/ 中的报送记录，第二个文件写另一处的同一份记录"))
    if request.theirs is not None:
        theirs = _foreign(request.theirs, ours)
        yield ours, theirs.entries


def _foreign(path: Path, ours: History) -> History:
    """Another version of `ours`. Raises Refusal."""
    try:
        data = file_bytes(path, LARGEST)
    except TooLargeError as error:
        raise Refusal(_("{path} 超过文件大小上限").format(path=path)) from error
    except OSError as error:
        raise Refusal(_("无法读取 {path}：{problem}").format(path=path, problem=reason_of(error))) from error
    found = read_history(ours.cycle, SourceFile(str(path), data), of_unit=ours.unit is not None)
    _refuse_unreadable(found)
    if found.unit != ours.unit or not found.entries:
        message = _("{path} 不是{unit} {cycle} 年度的报送记录")
        raise Refusal(message.format(path=path, unit=ours.unit or _("全年度"), cycle=ours.cycle))
    return found


def _refuse_unreadable(log: History) -> None:
    for line in log.lines:
        if line.entry is None and not line.is_conflict_mark:
            message = _("{place}：这一行不是报送记录，无法合并").format(place=line.place)
            raise Refusal(message, _("从版本库或备份中恢复原来的文件，再合并"))


def _joined(
    opened: OpenWorkspace, log: History, others: Iterable[HistoryEntry], request: MergeRequest
) -> tuple[Merged, list[Write]]:
    """The log with the entries of another version, and what is to be written for it."""
    needs = bool(others) or any(line.is_conflict_mark for line in log.lines) or len(log.ends) > 1
    needs = needs or len(log.entries) != len({entry.hash for entry in log.entries})
    entries = {entry.hash: entry for entry in (*log.entries, *others)}
    if needs:
        _refuse_unreadable(log)
        _refuse_foreign(log, entries.values())
    found = course(entries.values())
    ends = ends_of(entries.values())
    writes: list[Write] = []
    ordered = found.entries if needs else log.entries
    if needs:
        if len(ends) > 1:
            ordered = (*ordered, _merge_entry(log, found, ends, request))
        data = opened.bytes_of(log.file)
        after = "".join(entry.line for entry in ordered).encode()
        if data != after:
            writes.append(Write(log.file, data, after))
    state = found.applied[-1].after if log.unit is not None and found.applied else None
    side = None
    if log.unit is not None and found.applied and (needs or not any(log.broken())):
        side, more = merged_submission(opened, log, found, ordered[-1], is_joined=bool(writes))
        writes.extend(more)
    repeated, contradicting = (found.repeated, found.contradicting) if writes else ((), ())
    return Merged(log.file, log.unit, log.cycle, len(ends), state, repeated, contradicting, side), writes


def _refuse_foreign(log: History, entries: Iterable[HistoryEntry]) -> None:
    """Refuse entries that were changed, or are not of this log."""
    found = [*entries]
    if len(found) > _MOST_ENTRIES:
        raise Refusal(_("{file} 的记录超过 {limit} 条，无法合并").format(file=log.file, limit=_MOST_ENTRIES))
    known = {beginning(log.cycle, log.unit), *(entry.hash for entry in found)}
    for entry in found:
        if entry.hash != entry.seal:
            message = _("{file}：{day} {by}的一条记录写入后被修改，无法合并")
            raise Refusal(
                message.format(file=log.file, day=entry.on, by=entry.by), _("从版本库或备份中恢复原来的文件，再合并")
            )
        if not known >= {entry.previous, *(entry.merges or ())} or (log.unit is not None and entry.unit != log.unit):
            message = _("{file}：{day} {by}的一条记录不是这份记录的后续，无法合并")
            raise Refusal(
                message.format(file=log.file, day=entry.on, by=entry.by),
                _("核对两个文件是否为同一单位、同一年度的记录"),
            )


def _merge_entry(log: History, found: Course, ends: tuple[str, ...], request: MergeRequest) -> HistoryEntry:
    """The entry that joins the ends."""
    notes: dict[str, object] = {"aside": found.aside or None}
    if log.unit is not None:
        notes["unit"] = log.unit
    if log.unit is not None and found.applied:
        notes |= {"after": found.applied[-1].after, "decides": found.applied[-1].hash}
    number = max(entry.number for entry in found.entries) + 1
    return sealed(
        History(log.cycle, log.file, (), log.unit),
        number=number,
        previous=ends[0],
        on=request.on,
        by=request.by,
        action="merge",
        merges=ends,
        **notes,
    )
