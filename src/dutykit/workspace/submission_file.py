"""The file of one submission that a command is about to change."""

from __future__ import annotations

import codecs

from dutykit.language import _
from dutykit.model.refusal import Refusal
from dutykit.model.submission import Submission
from dutykit.model.workspace import Workspace
from dutykit.workspace.asked_names import known_unit
from dutykit.workspace.decode import decode
from dutykit.workspace.writing.transaction import NotValidError, Open
from dutykit.workspace.yaml.reader import Document, read_yaml


def submission_meant(workspace: Workspace, unit_name: str, asked: int | None) -> tuple[Submission, int]:
    """The submission of the unit `unit_name` (its id or an alias) for the cycle `asked`, and that cycle.

    None is the workspace's own cycle. Raises Refusal.
    """
    cycle = workspace.cycle if asked is None else asked
    if cycle is None:
        raise Refusal(_("不知道是哪个年度"), _("用 --cycle 指明，或在 dutykit.yaml 中写 cycle"))
    then = workspace.at(cycle)
    unit = known_unit(then, unit_name)
    submission = then.submission(unit.id, cycle)
    if submission is None:
        message = _("{unit}没有 {cycle} 年度的材料").format(unit=unit.id, cycle=cycle)
        raise Refusal(message, _("dutykit new {unit} 生成底稿").format(unit=unit.id))
    return submission, cycle


def submission_document(opened: Open, submission: Submission) -> tuple[Document, bytes]:
    """The submission's file, read again, and its bytes. Raises Refusal."""
    data = opened.bytes_of(submission.file)
    source = opened.workspace.sources[submission.file]
    if data is None or data.removeprefix(codecs.BOM_UTF8) != source.data:
        raise Refusal(_("{file} 刚刚被别的程序改动").format(file=submission.file), _("再运行一次"))
    return read_yaml(data, submission.file, opened.workspace.settings.limits), data


def submission_in(document: Document) -> Submission:
    """The submission that `document` holds, whole. Raises NotValidError."""
    record, findings, _complete = decode(Submission, document)
    if record is None or findings:
        raise NotValidError(_("有内容没有读进来，先改正"), findings)
    return record
