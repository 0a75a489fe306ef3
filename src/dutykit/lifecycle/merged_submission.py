"""The submission of a unit whose log was joined: its head is set to what the log leads to, its content is nobody's to choose."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from dutykit.language import _
from dutykit.model.fingerprint import OF_THE_STATE, content_fingerprint
from dutykit.model.history import History
from dutykit.model.history_course import Course
from dutykit.model.history_entry import HistoryEntry, short_hash
from dutykit.model.layout import SUBMISSIONS_FOLDER
from dutykit.model.place import MarkedMapping
from dutykit.model.submission import Submission
from dutykit.workspace.conflict import conflict_in
from dutykit.workspace.decode import decode
from dutykit.workspace.file_before import bytes_after
from dutykit.workspace.file_stem import file_stem
from dutykit.workspace.submission_file import history_edit, returned_edits
from dutykit.workspace.writing.transaction import OpenWorkspace, Write
from dutykit.workspace.yaml.edit import edited
from dutykit.workspace.yaml.operations import Drop, Operation, SetValue, UnsafeEditError
from dutykit.workspace.yaml.reader import Document, read_yaml


class SubmissionSide(NamedTuple):
    """What became of a submission."""

    file: str
    line: int | None
    """Where its conflict begins; None where it has none."""
    is_written: bool
    """Whether its head was set."""
    trouble: str | None
    """What somebody has to do about it by hand."""


def merged_submission(
    opened: OpenWorkspace, log: History, found: Course, head: HistoryEntry, *, is_joined: bool
) -> tuple[SubmissionSide | None, list[Write]]:
    """Set the head of the submission to what the joined log says, where its content is beyond doubt.

    A log that was not joined just now, nor last, sets nothing: then a head that differs is a finding.
    """
    workspace = opened.workspace
    unit = workspace.at(log.cycle).register.canonical.get(log.unit or "", log.unit or "")
    submission = workspace.at(log.cycle).submission(unit, log.cycle)
    name = submission.file if submission is not None else _unread(opened, unit, log.cycle)
    if name is None:
        trouble = _("没有自评材料文件；从版本库或另一处复制过来，再运行 dutykit history merge") if is_joined else None
        file = f"{SUBMISSIONS_FOLDER}/{log.cycle}/{file_stem(unit)}.yaml"
        return (None if trouble is None else SubmissionSide(file, None, is_written=False, trouble=trouble)), []
    data = opened.bytes_of(name) or b""
    conflict = conflict_in(data)
    if conflict is None and (submission is None or not (is_joined or head.action == "merge")):
        return None, []
    if conflict is None and submission is not None and submission.history == head.hash:
        return None, []
    line = None if conflict is None else conflict.line
    text = data if conflict is None else conflict.ours
    document, record = _read(opened, name, text)
    if conflict is not None:
        _other, theirs = _read(opened, name, conflict.theirs)
        if record is None or theirs is None or _content(record) != _content(theirs):
            trouble = _("第 {line} 行起有合并冲突，两边内容不同；改正后再运行 dutykit history merge").format(line=line)
            return SubmissionSide(name, line, is_written=False, trouble=trouble), []
    if record is not None and record.history not in {None, *(one.hash for one in found.entries)}:
        trouble = _("所记的最后一条报送记录（{hash}）不在记录中：记录被截去末尾或重新计算；从版本库或备份中恢复")
        trouble = trouble.format(hash=short_hash(record.history or ""))
        return SubmissionSide(name, line, is_written=False, trouble=trouble), []
    if record is None:
        return SubmissionSide(
            name, line, is_written=False, trouble=_("无法读取；改正后再运行 dutykit history merge")
        ), []
    try:
        operations = [*_operations(document.value, found, head)]
        after = edited(document, operations, workspace.settings.limits)
    except UnsafeEditError:
        trouble = _("写法特殊，无法自动修改；把 state、submitted_on、returned、history 各写成普通的一行，再运行一次")
        return SubmissionSide(name, line, is_written=False, trouble=trouble), []
    decided = found.applied[-1]
    trouble = None
    if decided.after in {"submitted", "accepted"} and content_fingerprint(record) != decided.content:
        trouble = _("内容与 {day} 办理时不同；用 dutykit return 退回，核对内容后再报送").format(
            day=decided.on.isoformat()
        )
    return SubmissionSide(name, line, is_written=True, trouble=trouble), [Write(name, data, bytes_after(data, after))]


def _unread(opened: OpenWorkspace, unit: str, cycle: int) -> str | None:
    """The file of a submission that could not be read, as one with conflicts cannot."""
    usual = f"{SUBMISSIONS_FOLDER}/{cycle}/{file_stem(unit)}.yaml"
    if os.path.lexists(opened.root / usual):
        return usual
    gaps = opened.workspace.gaps.of((SUBMISSIONS_FOLDER,), cycle=cycle, units=(unit,))
    return next((gap.place.file for gap in gaps), None)


def _read(opened: OpenWorkspace, name: str, data: bytes) -> tuple[Document, Submission | None]:
    """A text as a submission; None in the place of one that is not whole."""
    document = read_yaml(data, name, opened.workspace.settings.limits)
    if document.findings or not document.readable:
        return document, None
    record, findings, complete = decode(Submission, document)
    return document, record if complete and not findings else None


def _content(record: Submission) -> Mapping[str, Any]:
    """All that is no matter of the log."""
    return record.model_dump(exclude=set(OF_THE_STATE))


def _operations(node: MarkedMapping, found: Course, head: HistoryEntry) -> Iterator[Operation]:
    """The changes to the head of a file, whose root is `node`, to what the log leads to."""
    state = found.applied[-1].after
    last = {entry.action: entry for entry in found.applied}
    yield SetValue(node, "state", state)
    if "submit" in last:
        yield SetValue(node, "submitted_on", last["submit"].on, ("state",))
    if state == "accepted":
        yield SetValue(node, "accepted_on", last["accept"].on, ("state", "submitted_on"))
    elif "accepted_on" in node:
        yield Drop(node, "accepted_on")
    if "return" in last:
        yield from returned_edits(node, last["return"])
    yield history_edit(node, head.hash)
