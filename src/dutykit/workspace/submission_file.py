"""The file of one submission that a command is about to change."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import PurePosixPath

from dutykit.language import _
from dutykit.model.layout import SUBMISSIONS_FOLDER
from dutykit.model.place import MarkedMapping
from dutykit.model.refusal import Refusal
from dutykit.model.submission import Submission
from dutykit.model.workspace import Workspace
from dutykit.workspace.asked_names import file_stem, known_unit
from dutykit.workspace.decode import decode
from dutykit.workspace.writing.transaction import NotValidError, OpenWorkspace
from dutykit.workspace.yaml.reader import Document, read_yaml


def submission_meant(opened: OpenWorkspace, unit_name: str, asked: int | None) -> tuple[Submission, int]:
    """The submission of the unit `unit_name` (its id or an alias) for the cycle `asked`, and that cycle.

    None is the workspace's own cycle. Raises Refusal, and NotValidError where there is one that cannot be read.
    """
    workspace = opened.workspace
    cycle = workspace.cycle if asked is None else asked
    if cycle is None:
        raise Refusal(_("未指定年度"), _("用 --cycle 指定，或在 dutykit.yaml 中填写 cycle"))
    then = workspace.at(cycle)
    unit = known_unit(then, unit_name)
    submission = then.submission(unit.id, cycle)
    if submission is None:
        unread = [*unread_submissions(workspace, unit.id, cycle)]
        if unread:
            findings = [one for one in opened.loaded.findings if one.place.file in unread]
            message = _("{unit}的填报文件 {file} 无法读取，请先改正所列各处")
            message = message.format(unit=unit.id, file=_("、").join(unread))
            raise NotValidError(message, opened.with_lines(findings))
        message = _("{unit}没有 {cycle} 年度的自评材料").format(unit=unit.id, cycle=cycle)
        raise Refusal(message, _("用 dutykit new {unit} 生成填报底稿").format(unit=unit.id))
    return submission, cycle


def unread_submissions(workspace: Workspace, unit: str, cycle: int) -> Iterator[str]:
    """The files that are submissions of `unit` (its id) for `cycle`, but state too little to be read as one."""
    canonical, read = workspace.at(cycle).register.canonical, {one.file for one in workspace.submissions}
    for name in sorted(workspace.incomplete - read):
        if PurePosixPath(name).parent.as_posix() != f"{SUBMISSIONS_FOLDER}/{cycle}":
            continue
        source = workspace.sources.get(name)
        root = None if source is None else read_yaml(source.data, name, workspace.settings.limits).value
        stated = root.get("unit") if isinstance(root, MarkedMapping) else None
        named = str(stated) if stated is not None else PurePosixPath(name).stem
        if canonical.get(named, named) == unit or PurePosixPath(name).stem == file_stem(unit):
            yield name


def submission_document(opened: OpenWorkspace, submission: Submission) -> tuple[Document, bytes]:
    """The submission's file, read again, and its bytes. Raises Refusal."""
    data = opened.bytes_of(submission.file)
    source = opened.workspace.sources[submission.file]
    if data is None or data.removeprefix(codecs.BOM_UTF8) != source.data:
        raise Refusal(_("{file} 刚被其他程序修改").format(file=submission.file), _("重新运行命令"))
    return read_yaml(data, submission.file, opened.workspace.settings.limits), data


def submission_in(document: Document) -> Submission:
    """The submission that `document` holds, whole. Raises NotValidError."""
    record, findings, _complete = decode(Submission, document)
    if record is None or findings:
        raise NotValidError(_("部分内容未读取，请先改正所列各处"), findings)
    return record
