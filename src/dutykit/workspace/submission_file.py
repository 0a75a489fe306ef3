"""The file of one submission that a command is about to change."""

from __future__ import annotations

from collections.abc import Iterator

from dutykit.language import _
from dutykit.model.history_entry import HistoryEntry
from dutykit.model.layout import SETTINGS_FILE, SUBMISSIONS_FOLDER
from dutykit.model.place import MarkedMapping
from dutykit.model.refusal import Refusal
from dutykit.model.submission import Submission
from dutykit.model.workspace import Workspace
from dutykit.workspace.asked_names import cycle_meant, known_unit
from dutykit.workspace.decode import decode
from dutykit.workspace.file_before import bytes_before
from dutykit.workspace.finding_lines import with_lines
from dutykit.workspace.writing.transaction import NotValidError, OpenWorkspace
from dutykit.workspace.yaml.layout import Flow
from dutykit.workspace.yaml.operations import Operation, SetValue
from dutykit.workspace.yaml.reader import Document, read_yaml


def submission_meant(opened: OpenWorkspace, unit_name: str, asked: int | None) -> tuple[Submission, int]:
    """The submission of the unit `unit_name` (its id or an alias) for the cycle `asked`, and that cycle.

    None is the workspace's own cycle. Raises Refusal, and NotValidError where there is one that cannot be read.
    """
    workspace = opened.workspace
    cycle = cycle_meant(workspace, asked)
    if asked is None and (unread := workspace.gaps.of((SETTINGS_FILE,), cycle=cycle)):
        text = _("不能确定是哪一年度：{file} 未完整读取；用 --cycle 指定，或先改正").format(file=unread[0].place.file)
        raise NotValidError(text, with_lines(workspace.gaps.findings(unread), workspace.sources))
    then = workspace.at(cycle)
    unit = known_unit(then, unit_name)
    refuse_unread_submission(then, unit.id, cycle)
    submission = then.submission(unit.id, cycle)
    if submission is None:
        message = _("{unit}没有 {cycle} 年度的自评材料").format(unit=unit.id, cycle=cycle)
        raise Refusal(message, _("用 dutykit new {unit} 生成填报底稿").format(unit=unit.id))
    return submission, cycle


def refuse_unread_submission(workspace: Workspace, unit: str, cycle: int) -> None:
    """Raise NotValidError unless it is known which file is the submission of `unit` (its id), or that there is none.

    A submission of which only a part is unread is let pass: whoever changes it asks `submission_in`.
    """
    found = workspace.submission(unit, cycle)
    own = None if found is None else found.file
    gaps = workspace.gaps.of((SUBMISSIONS_FOLDER,), cycle=cycle, units=(unit,))
    gaps = tuple(gap for gap in gaps if gap.place.file != own)
    if gaps:
        names = _("、").join(gap.place.file for gap in gaps)
        text = _("{unit}的填报文件 {file} 无法读取、有重复，或填写的单位、年度与文件名不符，请先改正所列各处").format(
            unit=unit, file=names
        )
        raise NotValidError(text, with_lines(workspace.gaps.findings(gaps), workspace.sources))


def submission_document(opened: OpenWorkspace, submission: Submission) -> tuple[Document, bytes]:
    """The submission's file, read again, and its bytes. Raises Refusal."""
    data = bytes_before(opened.workspace, submission.file, opened.bytes_of(submission.file)) or b""
    return read_yaml(data, submission.file, opened.workspace.settings.limits), data


def submission_in(document: Document) -> Submission:
    """The submission that `document` holds, whole. Raises NotValidError."""
    record, findings, _complete = decode(Submission, document)
    if record is None or findings:
        raise NotValidError(_("部分内容未读取，请先改正所列各处"), findings)
    return record


def history_edit(node: MarkedMapping, head: str) -> Operation:
    """The change that makes `head`, the hash of an entry, the last of the submission whose root is `node`."""
    return SetValue(node, "history", head, ("state", "submitted_on", "accepted_on", "returned"))


def returned_edits(node: MarkedMapping, entry: HistoryEntry) -> Iterator[Operation]:
    """The changes that note the return `entry` in the submission whose root is `node`."""
    notes = {"reason": entry.reason, "due": entry.due, "on": entry.on}
    present = node.get("returned")
    if isinstance(present, MarkedMapping):
        for key, value in notes.items():
            yield SetValue(present, key, value, tuple(notes))
    else:
        yield SetValue(node, "returned", Flow(notes), ("state", "submitted_on"))
