"""A submission's file as it would be with the changes of a workbook."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from dutykit.forms.accepted import goes_on
from dutykit.forms.collect_words import about
from dutykit.forms.collection import Collected, Rejection
from dutykit.forms.patches import patches_of
from dutykit.forms.workbook.changes import Decide, Merged
from dutykit.forms.workbook.merge import merge
from dutykit.forms.workbook.reading import Reading, Remark
from dutykit.forms.workbook.rows import form_of
from dutykit.forms.workbook.schema import form_sheet
from dutykit.language import _
from dutykit.model.evidence_file import EvidenceFile
from dutykit.model.finding import Severity
from dutykit.model.layout import SUBMISSIONS_FOLDER
from dutykit.model.office_words import state_word
from dutykit.model.submission import Submission
from dutykit.model.workspace import Workspace
from dutykit.output.gap_note import named
from dutykit.schemas.installation import modeline
from dutykit.workspace.asked_names import file_stem
from dutykit.workspace.decode import decode
from dutykit.workspace.evidence_files import evidence_file
from dutykit.workspace.yaml.edit import edited
from dutykit.workspace.yaml.operations import SetValue, UnsafeEditError
from dutykit.workspace.yaml.reader import Document, read_yaml
from dutykit.workspace.yaml.scalar_text import scalar_text

_STATE = ("overview", "state", "content")


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A submission's file with the changes of one form, not yet written."""

    form: Collected
    reading: Reading
    merged: Merged
    asked: Document
    """The file with the state that the unit asks for, by which the rules check it."""
    after: Document
    """The file as it is to be written: a unit that has finished is submitted by the office, not by this command."""
    is_new: bool

    @property
    def file(self) -> str:
        """The file's name, relative to the workspace."""
        return self.after.source.name


def candidate_of(workspace: Workspace, form: Collected, reading: Reading, decide: Decide) -> Candidate | None:
    """The file with the changes of a form; None if it changes nothing or cannot be changed: then `form` says so."""
    assert form.cycle is not None  # noqa: S101 (for the type checker)
    present = workspace.submission(form.unit, form.cycle)
    name = _new_name(form.unit, form.cycle) if present is None else present.file
    if not _is_readable(workspace, form, present, name):
        return None
    then = workspace.at(form.cycle)
    if present is None:  # nothing that the form was made from is left: all that it contains is new
        reading = replace(reading, base=None, had_base=reading.base)
    files = _Files(workspace, form.unit, form.cycle)
    merged = merge(reading, form_of(then, form.unit, form.cycle, present), decide, files.path)
    _report(form, reading, merged, present)
    if merged.is_empty:
        form.outcome = "conflict" if form.conflicts else "rejected" if form.is_refused else "unchanged"
        return None
    limits = workspace.settings.limits
    try:
        document, submission = _begun(workspace, form, reading, name)
        patches = patches_of(merged, then, submission, files.named)
        kept = [one for one in patches if not (isinstance(one, SetValue) and one.step == "state")]
        asked, after = edited(document, patches, limits), edited(document, kept, limits)
    except UnsafeEditError:
        text = _("{file} 的写法特殊（如使用了 YAML 引用），自动修改可能影响其他内容，填报表未导入").format(file=name)
        form.refuse(text, fix=_("请督导室按填报表直接修改填报文件"))
        return None
    return Candidate(form, reading, merged, asked, after, present is None)


def _new_name(unit: str, cycle: int) -> str:
    return f"{SUBMISSIONS_FOLDER}/{cycle}/{file_stem(unit)}.yaml"


def _is_readable(workspace: Workspace, form: Collected, present: Submission | None, name: str) -> bool:
    gaps = workspace.at(form.cycle).gaps.of((SUBMISSIONS_FOLDER,), cycle=form.cycle, units=(form.unit,))
    if gaps:
        text = _("{unit}的填报文件未完整读取（{gaps}），填报表未导入")
        text = text.format(unit=form.unit, gaps=named(gaps))
    elif present is None and os.path.lexists(workspace.root / name):
        text = _("{file} 已存在但无法读取，填报表未导入").format(file=name)
    else:
        return True
    form.refuse(text, fix=_("先按 dutykit validate 的校验结果改正"))
    return False


def _report(form: Collected, reading: Reading, merged: Merged, present: Submission | None) -> None:
    """Put into `form` what came of the merge; a state that is only asked for is no change."""
    wrong = list(_wrong_state(merged, present))
    form.is_submitted = any(one.key == _STATE and one.after == "submitted" for one in merged.changes)
    form.changes = [one for one in merged.changes if one.key != _STATE]
    if not form.is_submitted:
        merged.changes = form.changes
    form.new_rows, form.lost_rows = merged.new_rows, merged.lost_rows
    form.conflicts = merged.conflicts
    for one in (*reading.notes, *merged.notes):
        form.rejections.append(Rejection(Severity.WARNING, one.message, one.place, one.fix))
    for one in (*reading.faults, *merged.faults, *wrong):
        form.refuse(one.message, one.place, one.fix)


def _wrong_state(merged: Merged, present: Submission | None) -> Iterator[Remark]:
    """Only the office accepts and returns; what was submitted is not changed any more."""
    words = form_sheet("overview").column("state").choices
    for change in merged.changes:
        if change.key != _STATE or change.after == "submitted":
            continue
        if change.after != "draft" or change.before in {"submitted", "accepted"}:
            text = _("报送状态只能选“{draft}”或“{submitted}”；报送后不能自行改回").format(**words)
            yield Remark(
                change.place, text, _("请选“{draft}”或“{submitted}”；退回和审核通过由督导室办理").format(**words)
            )
    if present is None or present.state not in {"submitted", "accepted"}:
        return
    done = state_word(present.state)
    fix = _("确需修改的，请联系督导室退回后再修改")
    text = _("自评材料{done}，不能修改；仅导入问题的整改进展").format(done=done)
    changed = (one.place for one in merged.changes if one.key != _STATE and not goes_on(one, present))
    for place in (*changed, *(one.place for one in merged.new_rows)):
        yield Remark(place, text, fix)
    for lost in merged.lost_rows:
        gone = _("自评材料{done}，不能删除：{row}").format(done=done, row=about((*lost.key, "")))
        yield Remark(None, gone, fix)


def _begun(workspace: Workspace, form: Collected, reading: Reading, name: str) -> tuple[Document, Submission]:
    """The unit's file as it is, or the beginning of a new one. Raises UnsafeEditError if it is not a submission."""
    limits = workspace.settings.limits
    if name in workspace.sources:
        document = read_yaml(workspace.sources[name].data, name, limits)
    else:
        head = modeline(workspace.root, workspace.root / name)
        lines = [head] if head else []
        lines += [f"unit: {scalar_text(form.unit)}", f"cycle: {form.cycle}", "state: draft"]
        if reading.had_base is not None and reading.had_base.identity.sample:
            lines.append("sample: true")
        document = read_yaml(("\n".join(lines) + "\n").encode(), name, limits)
    record, _found, _complete = decode(Submission, document)
    if record is None:
        raise UnsafeEditError
    return document, record


class _Files:
    """The evidence files that a unit names: by a path in the workspace, or by a name in one of the unit's folders."""

    def __init__(self, workspace: Workspace, unit: str, cycle: int) -> None:
        self.root = workspace.root
        self.most = workspace.settings.limits.evidence_bytes
        stem = file_stem(unit)
        self.folders = ("evidence", f"evidence/{stem}", f"evidence/{cycle}/{stem}")

    def named(self, name: str) -> EvidenceFile:
        """The file at a path in the workspace."""
        return evidence_file(self.root, name, self.most)

    def path(self, name: str) -> str:
        """The path in the workspace of a file as a unit wrote it; as written where there is no such file."""
        plain = name.replace("\\", "/")
        first = self.named(plain)
        folders = () if first.state == "present" or PurePosixPath(plain).is_absolute() else self.folders
        found = (first, *(self.named(f"{folder}/{plain}") for folder in folders))
        return next((one.path for one in found if one.state == "present"), name)
