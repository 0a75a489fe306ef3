"""A submission's file as it would be with the changes of a workbook."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dutykit.forms.collection import Collected, Rejection
from dutykit.forms.enclosure import Enclosure
from dutykit.forms.named_files import NamedFiles, NewCopy, files_in_base
from dutykit.forms.run import Run
from dutykit.forms.unit.accepted import goes_on, left_out
from dutykit.forms.unit.patches import patches_of
from dutykit.forms.unit.statement import Spoken
from dutykit.forms.workbook.changes import Decide, Merged
from dutykit.forms.workbook.hidden import Base
from dutykit.forms.workbook.layout import FormValue
from dutykit.forms.workbook.merge import merge
from dutykit.forms.workbook.reading import Reading, Remark
from dutykit.forms.workbook.rows import form_of
from dutykit.forms.workbook.said import Said, Statement, standing
from dutykit.forms.workbook.schema import form_sheet
from dutykit.forms.workbook.stated import is_just
from dutykit.forms.workbook.stating import stated_in
from dutykit.language import _, plural
from dutykit.model.finding import Severity
from dutykit.model.gap import A_SUBMISSION
from dutykit.model.layout import SUBMISSIONS_FOLDER
from dutykit.model.submission import FINISHED, Submission
from dutykit.model.workspace import Workspace
from dutykit.output.gap_note import named
from dutykit.schemas.installation import begun_file
from dutykit.workspace.decode import decode
from dutykit.workspace.file_stem import file_stem
from dutykit.workspace.yaml.answers import fields_before
from dutykit.workspace.yaml.edit import edited
from dutykit.workspace.yaml.operations import Operation, SetValue, UnsafeEditError
from dutykit.workspace.yaml.reader import Document, read_yaml
from dutykit.workspace.yaml.scalar_text import scalar_text


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
    statement: Statement | None
    """What is to be kept of what the form said; None if it said nothing."""
    files: NamedFiles
    copies: tuple[tuple[str, NewCopy], ...] = ()
    """The files that are to be copied for it."""

    @property
    def file(self) -> str:
        """The file's name, relative to the workspace."""
        return self.after.source.name

    @property
    def is_for_checking(self) -> bool:
        """Whether the rules have anything to say that they did not say before."""
        return self.form.is_submitted or not self.merged.is_empty


@dataclass(frozen=True, slots=True)
class ReadForm:
    """A workbook that was read, and whose it is."""

    form: Collected
    reading: Reading
    saved: str
    """When it was last saved; empty if that is not known."""
    archive: Sequence[Enclosure] = ()
    """All files of the archive it came in."""


def candidate_of(
    workspace: Workspace,
    read: ReadForm,
    files: NamedFiles,
    statements: Sequence[Statement],
    run: Run,
) -> Candidate | None:
    """The file with the changes of a form, which may be none; None if it cannot be changed: then the form says why.

    `statements` are those that the unit has made before.
    """
    form, reading = read.form, read.reading
    assert form.cycle is not None  # noqa: S101 (for the type checker)
    present = workspace.submission(form.unit, form.cycle)
    name = f"{SUBMISSIONS_FOLDER}/{form.cycle}/{file_stem(form.unit)}.yaml" if present is None else present.file
    if not _is_readable(workspace, form, present, name):
        return None
    then = workspace.at(form.cycle)
    ours = form_of(then, form.unit, form.cycle, present)
    made = reading.base
    stated = stated_in(reading, ours, files.path)
    said = Said(() if present is None else standing(statements, ours), read.saved, reconsider=run.request.reconsider)
    if present is None:  # nothing that the form was made from is left: all that it contains is new
        reading = replace(reading, base=None, had_base=made)
    elif made is not None:
        reading = replace(reading, base=said.parent(made, stated))
    is_finished = present is not None and present.state in FINISHED
    merged = merge(reading, ours, _deciding(run.decide, present if is_finished else None), files.path, said)
    left = list(left_out(merged, present)) if present is not None and is_finished else []
    _report(form, reading, merged, present, left)
    _report_files(form, files, made)
    if made is not None and ours.points and "score" not in made.had(form_sheet("answers")):
        text = _("本表生成时尚未设置分值，没有“{title}”一栏；需要单位填写得分的，重新生成填报表发给单位")
        note = text.format(title=form_sheet("answers").column("score").title)
        form.rejections.append(Rejection(Severity.NOTE, note))
    limits = workspace.settings.limits
    try:
        document, submission = _begun(workspace, form, reading, name)
        patches = patches_of(merged, then, submission, files.named)
        after = edited(document, patches, limits) if patches else document
        asked = edited(after, [*_submitted(after, present, run.request.today)], limits) if form.is_submitted else after
    except UnsafeEditError:
        text = _("{file} 的写法特殊（如使用了 YAML 引用），自动修改可能影响其他内容，填报表未导入").format(file=name)
        form.refuse(text, fix=_("请督导室按填报表直接修改填报文件"))
        return None
    spoken = Spoken(made, reading.base or made, stated, read.saved or run.request.today.isoformat(), files.found)
    if left:
        statement = spoken.part(merged)
    else:
        now = _record(after) or submission
        statement = spoken.whole(form_of(then, form.unit, form.cycle, now), merged)
    written = frozenset(one.file for one in (_record(after) or submission).evidence() if one.file is not None)
    is_blank = made is not None and is_just(stated, made)
    is_known = is_blank or any(statement.repeats(one) for one in said.statements)
    return Candidate(
        form, reading, merged, asked, after, None if is_known else statement, files, tuple(files.taken(written))
    )


def _deciding(decide: Decide, finished: Submission | None) -> Decide:
    """Decides as asked, but what may not change any more in a finished submission is no conflict: it is left out."""
    if finished is None:
        return decide
    return lambda conflict: decide(conflict) if goes_on(conflict.key, finished) else "theirs"


def _submitted(document: Document, present: Submission | None, today: dt.date) -> Iterator[Operation]:
    """The state that a unit asks for; of one that was sent back the day of today goes with it, as it will then."""
    yield SetValue(document.value, "state", "submitted", fields_before(Submission, "state"))
    if present is not None and present.state == "returned":
        yield SetValue(document.value, "submitted_on", today, ("state",))


def _record(document: Document) -> Submission | None:
    record, _found, _complete = decode(Submission, document)
    return record


def _is_readable(workspace: Workspace, form: Collected, present: Submission | None, name: str) -> bool:
    gaps = workspace.at(form.cycle).gaps.of(A_SUBMISSION, cycle=form.cycle, units=(form.unit,), earlier=True)
    if gaps:
        text = _("{unit}的填报所依据的数据不完整（{gaps}），填报表未导入")
        text = text.format(unit=form.unit, gaps=named(gaps))
    elif present is None and os.path.lexists(workspace.root / name):
        text = _("{file} 已存在但无法读取，填报表未导入").format(file=name)
    else:
        return True
    form.refuse(text, fix=_("先按 dutykit validate 的校验结果改正"), by_unit=False)
    return False


def _report(
    form: Collected, reading: Reading, merged: Merged, present: Submission | None, left: Sequence[Remark]
) -> None:
    """Put into `form` what came of the merge; what was left out of it is an error where nothing else was taken."""
    form.state = None if present is None else present.state
    form.changes, form.new_rows, form.lost_rows = merged.changes, merged.new_rows, merged.lost_rows
    form.conflicts = merged.conflicts
    state, remarks = _asked_state(reading)
    form.is_submitted = state == "submitted" and form.state not in FINISHED
    for one in (*reading.notes, *merged.notes, *remarks):
        form.rejections.append(Rejection(Severity.WARNING, one.message, one.place, one.fix))
    for one in (*reading.faults, *merged.faults):
        form.refuse(one.message, one.place, one.fix)
    severity = Severity.ERROR if merged.is_empty else Severity.WARNING
    form.left_out = bool(left)
    form.rejections += [Rejection(severity, one.message, one.place, one.fix, by_unit=False) for one in left]
    if merged.older:
        text = plural("有 {count} 处与该单位另一份较新的填报表不同，以较新的为准", len(merged.older))
        form.rejections.append(Rejection(Severity.NOTE, text.format(count=len(merged.older))))


def _report_files(form: Collected, files: NamedFiles, made: Base | None) -> None:
    """Say which files that the unit names in its form could not be taken, and which are still to come."""
    before = set() if made is None else files_in_base(made)
    for name, cell in files.cells.items():
        error = files.faults.get(name)
        for_unit = None
        if error is not None:
            message, fix = error.message, error.fix
        elif name in before or name not in files.found or files.named(files.found[name]).state == "present":
            continue
        else:
            message = _("文件“{file}”没有随填报表报送，所填内容照常导入").format(file=name)
            fix = _("将该文件放到填报表所在的文件夹（或其中的“{unit}”文件夹），再导入一次填报表").format(unit=form.unit)
            for_unit = _("将该文件与填报表放入同一文件夹（或压缩为一个 .zip 文件），一并重新报送")
            if any(mark in name for mark in "、；;，\n"):
                fix = for_unit = _("一格只写一个文件名，每份佐证材料一行")
        form.rejections.append(Rejection(Severity.WARNING, message, cell.place, fix, by_unit=True, unit_fix=for_unit))


def _asked_state(reading: Reading) -> tuple[FormValue, list[Remark]]:
    """The state that the unit has put down: its word that all is filled in, and nothing else."""
    cell = reading.overview("state")
    if cell is None:
        return None, []
    found = cell.meaning()
    if not found.fault:
        return found.value, []
    words = form_sheet("overview").column("state").choices
    text = _("报送状态只能选“{draft}”或“{submitted}”，现为“{text}”，按未填完处理")
    written = " ".join((cell.source.text or "").split())[:20]
    return None, [
        Remark(cell.place, text.format(text=written, **words), _("填写完毕的选“{submitted}”").format(**words))
    ]


def _begun(workspace: Workspace, form: Collected, reading: Reading, name: str) -> tuple[Document, Submission]:
    """The unit's file as it is, or the beginning of a new one. Raises UnsafeEditError if it is not a submission."""
    limits = workspace.settings.limits
    if name in workspace.sources:
        document = read_yaml(workspace.sources[name].data, name, limits)
    else:
        lines = [f"unit: {scalar_text(form.unit)}", f"cycle: {form.cycle}", "state: draft"]
        if reading.had_base is not None and reading.had_base.identity.sample:
            lines.append("sample: true")
        document = read_yaml(begun_file(workspace.root, name, "\n".join(lines) + "\n"), name, limits)
    record, _found, _complete = decode(Submission, document)
    if record is None:
        raise UnsafeEditError
    return document, record
