"""Take filled-in workbooks back: read, merge, check, and only then write; a unit's whole or not at all."""

from __future__ import annotations

import codecs
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

from dutykit.forms.accepted import goes_on
from dutykit.forms.collect_words import about
from dutykit.forms.collection import Collected, Collection, CollectRequest, Rejection
from dutykit.forms.copies import ReadForm, to_take
from dutykit.forms.findings import found_in_candidate, placed
from dutykit.forms.left_out import columns_at, is_left_out
from dutykit.forms.patches import patches_of
from dutykit.forms.workbook.changes import Decide, Merged
from dutykit.forms.workbook.file import RawWorkbook, read_workbook
from dutykit.forms.workbook.merge import merge
from dutykit.forms.workbook.reading import CellPlace, Reading, Remark, read_form
from dutykit.forms.workbook.rows import catalogue_fingerprint, form_of
from dutykit.language import _, reason_of
from dutykit.model.evidence_file import EvidenceFile
from dutykit.model.finding import Finding, Severity
from dutykit.model.layout import SUBMISSIONS_FOLDER
from dutykit.model.refusal import Refusal
from dutykit.model.submission import Submission
from dutykit.model.unit import Unit
from dutykit.model.workspace import Workspace
from dutykit.output.office_archive import MOST_FILE_BYTES, OfficeFileError
from dutykit.schemas.installation import modeline
from dutykit.workspace.asked_names import file_stem
from dutykit.workspace.assemble import load_workspace
from dutykit.workspace.decode import decode
from dutykit.workspace.evidence_files import evidence_file
from dutykit.workspace.file_bytes import TooLargeError, file_bytes
from dutykit.workspace.finding_lines import with_lines
from dutykit.workspace.writing.changed_file import ChangedFile
from dutykit.workspace.writing.transaction import NotValidError, Write, changing
from dutykit.workspace.yaml.editor import UnsafeEditError
from dutykit.workspace.yaml.patch import patched
from dutykit.workspace.yaml.patches import SetKey
from dutykit.workspace.yaml.reader import Document, read_yaml
from dutykit.workspace.yaml.writer import yaml_scalar

_STATE = ("overview", "state", "content")


def collect_forms(root: Path, paths: Sequence[Path], request: CollectRequest, decide: Decide) -> Collection:
    """Merge the workbooks at `paths` into the submissions of the workspace `root`.

    All files are written, or none. Raises Refusal, Refusal if the workspace cannot be read or a file not
    be written over, WorkspaceLockedError if another process is changing the workspace, and OSError.
    """
    _needs_office("python_calamine", "openpyxl")
    if request.dry_run:
        loaded = load_workspace(root)
        if loaded.workspace is None:
            raise NotValidError(_("指标或单位文件读不出来"), with_lines(loaded.findings, loaded.sources))
        return _Collector(loaded.workspace, request, decide).collect(paths)
    with changing(root) as opened:
        collection = _Collector(opened.workspace, request, decide).collect(paths)
        collection.finished = opened.finished
        opened.write(
            [Write(one.name, one.old.encode() if one.old else None, one.new.encode()) for one in collection.files]
        )
        return collection


def _needs_office(*libraries: str) -> None:
    for library in libraries:
        if find_spec(library) is None:
            message = _("读取 Excel 的组件（{library}）没有安装").format(library=library)
            raise Refusal(message, _("运行 pip install 'dutykit[office]'"))


class _Collector:
    """Takes one workbook after the other; each sees what those before it brought."""

    def __init__(self, workspace: Workspace, request: CollectRequest, decide: Decide) -> None:
        self.before = workspace
        self.workspace = workspace
        self.request = request
        self.decide = decide
        self.documents: dict[str, Document] = {}
        """The submissions as they are so far, by unit."""
        self.cycle = workspace.cycle if request.cycle is None else request.cycle

    @property
    def then(self) -> Workspace:
        """The workspace as the cycle that is collected sees it."""
        return self.workspace.at(self.cycle)

    def collect(self, paths: Sequence[Path]) -> Collection:
        forms, read = [], []
        for path in paths:
            form, reading = self._read(path)
            forms.append(form)
            if reading is not None:
                read.append(ReadForm(form, reading))
        for one in to_take(read):
            self._take(one.form, one.reading)
        files = [self._file(unit, document) for unit, document in self.documents.items()]
        changed = [file for file in files if file.old != file.new]
        return Collection(self.before.root, forms, sorted(changed, key=lambda one: one.name))

    def _file(self, unit: str, document: Document) -> ChangedFile:
        root = self.before.root
        name = document.source.name
        path = Path(os.path.realpath(root / name))
        new = document.source.text
        if self.before.submission(unit, self.cycle) is None:
            return ChangedFile(name, "", new)
        whole = path.read_bytes()
        mark = codecs.BOM_UTF8 if whole.startswith(codecs.BOM_UTF8) else b""
        if whole != mark + self.before.sources[name].data:
            raise Refusal(_("{file} 刚刚被别的程序改动").format(file=name), _("再运行一次"))
        return ChangedFile(name, whole.decode(), mark.decode() + new)

    def _read(self, path: Path) -> tuple[Collected, Reading | None]:
        """A workbook, and what it says; None, with a word about it, if it is none or nobody knows whose."""
        form = Collected(path)
        try:
            form.data = file_bytes(path, MOST_FILE_BYTES)
            book = _opened(path, form.data)
        except TooLargeError:
            text = _("文件超过 {limit} MB").format(limit=MOST_FILE_BYTES // 1_000_000)
            form.rejections.append(Rejection(Severity.ERROR, text, fix=_("删去表中的图片等内容，再交回")))
            return form, None
        except OfficeFileError as error:
            form.data = b""
            form.rejections.append(Rejection(Severity.ERROR, error.message, fix=error.fix))
            return form, None
        except OSError as error:
            form.rejections.append(Rejection(Severity.ERROR, _("读不出来：{reason}").format(reason=reason_of(error))))
            return form, None
        reading = read_form(book)
        unit = self._identified(form, reading)
        if unit is None or self.cycle is None:
            return form, None
        form.unit, form.cycle = unit.id, self.cycle
        return form, reading

    def _identified(self, form: Collected, reading: Reading) -> Unit | None:
        """The unit whose form this is; None, with a word about it, if that is not clear or it is not to be taken."""

        def refuse(text: str, fix: str | None = None, place: CellPlace | None = None) -> None:
            form.rejections.append(Rejection(Severity.ERROR, text, place, fix))

        if not reading.rows:
            refuse(_("没有找到填报表：没有一张工作表有填报表的表头"), _("表头不要改；用 dutykit form 做的表填写"))
            return None
        shown = reading.overview("unit")
        said = None if shown is None else shown.source.text
        hidden = None if reading.base is None else reading.base.identity.unit
        name = hidden or said or self.request.unit
        if name is None:
            refuse(_("表里没有写是哪个单位的"), _("用 --unit 指明"))
            return None
        unit = self.then.register.find(name)
        if not isinstance(unit, Unit):
            refuse(_("没有名为“{name}”的单位").format(name=name[:40]), None, None if shown is None else shown.place)
            return None
        if said is not None and self.then.register.canonical.get(said, said) != unit.id:
            text = _("这里写的是“{said}”，而这份表是做给{unit}的").format(said=said[:40], unit=unit.id)
            refuse(text, _("各单位用自己的表填；用 dutykit form 重新做表"), None if shown is None else shown.place)
        if self.request.unit is not None and unit.id != self.request.unit:
            text = _("这是{unit}的表，不是{wanted}的").format(unit=unit.id, wanted=self.request.unit)
            refuse(text, None, None if shown is None else shown.place)
        self._right_cycle(reading, refuse)
        if self.cycle is None:
            refuse(_("不知道是哪个年度"), _("用 --cycle 指明，或在 dutykit.yaml 中写 cycle"))
        if reading.base is None:
            text = _("没有隐藏的“_dutykit”工作表，分不清哪些格子是单位改的：空着的按没有改，与现有内容不同的按冲突处理")
            form.rejections.append(Rejection(Severity.NOTE, text))
        elif reading.base.identity.catalogue != catalogue_fingerprint(self.then.catalogue):
            text = _("这份表是按另一版指标体系做的；只收内容没有变的指标")
            form.rejections.append(Rejection(Severity.WARNING, text))
        return None if form.is_refused else unit

    def _right_cycle(self, reading: Reading, refuse: Callable[[str, str | None, CellPlace | None], None]) -> None:
        shown = reading.overview("cycle")
        said = None if shown is None else shown.source.text
        hidden = None if reading.base is None else str(reading.base.identity.cycle)
        if hidden is not None and said is not None and said.strip() != hidden:
            text = _("这里写的是“{said}”，而这份表是 {cycle} 年度的").format(said=said[:20], cycle=hidden)
            refuse(text, _("年度不要改；用 dutykit form 重新做表"), None if shown is None else shown.place)
            return
        cycle = hidden or said
        if cycle is not None and self.cycle is not None and cycle != str(self.cycle):
            text = _("这是 {said} 年度的表，现在收的是 {cycle} 年度").format(said=cycle[:20], cycle=self.cycle)
            fix = _("换本年度的表填；确要收那一年的，用 --cycle {said}").format(said=cycle[:20])
            refuse(text, fix, None if shown is None else shown.place)

    def _take(self, form: Collected, reading: Reading) -> None:
        assert form.cycle is not None  # noqa: S101 (for the type checker)
        unit, cycle = form.unit, form.cycle
        present = self.workspace.submission(unit, cycle)
        if present is not None and present.file in self.workspace.incomplete:
            text = _("{file} 有一部分读不出来，没有收").format(file=present.file)
            form.rejections.append(Rejection(Severity.ERROR, text, fix=_("先按 dutykit validate 的提示改正")))
            return
        name = _new_name(unit, cycle)
        if present is None and os.path.lexists(self.workspace.root / name):
            text = _("{file} 已经存在，但读不出来，没有收").format(file=name)
            form.rejections.append(Rejection(Severity.ERROR, text, fix=_("先按 dutykit validate 的提示改正")))
            return
        ours = form_of(self.then, unit, cycle, present)
        if present is None:  # whatever the form was made from is not there any more: all that it says is new
            reading = replace(reading, base=None, had_base=reading.base)
        merged = merge(reading, ours, self.decide, lambda name: self._file_name(unit, name))
        wrong = [*self._wrong_state(merged, present)]
        form.is_handed_in = any(one.key == _STATE and one.after == "submitted" for one in merged.changes)
        if any(one.key == _STATE and one.after == "draft" for one in merged.changes):
            merged.changes = [one for one in merged.changes if one.key != _STATE]  # sent back, and not finished yet
        form.changes = [one for one in merged.changes if one.key != _STATE]
        form.new_rows, form.lost_rows = merged.new_rows, merged.lost_rows
        form.conflicts = merged.conflicts
        notes = [*reading.notes, *merged.notes]
        form.rejections += [Rejection(Severity.WARNING, one.message, one.place, one.fix) for one in notes]
        faults = [*reading.faults, *merged.faults, *wrong]
        form.rejections += [Rejection(Severity.ERROR, one.message, one.place, one.fix) for one in faults]
        if merged.is_empty:
            form.outcome = "conflict" if form.conflicts else "rejected" if form.is_refused else "unchanged"
            return
        document, submission = self._start(unit, cycle, reading)
        most = self.workspace.settings.limits.evidence_bytes
        patches = patches_of(merged, self.then, submission, lambda name: evidence_file(self.workspace.root, name, most))
        # It is the office that hands in what a unit says is finished; the rules look at it as if it were done.
        kept = [one for one in patches if not (isinstance(one, SetKey) and one.key == "state")]
        limits = self.workspace.settings.limits
        try:
            asked, after = patched(document, patches, limits), patched(document, kept, limits)
        except UnsafeEditError:
            text = _("{file} 的写法特殊（如用了引用），不能保证其余内容一字不动，没有收").format(
                file=document.source.name
            )
            form.rejections.append(Rejection(Severity.ERROR, text, fix=_("请督导室照表在文件里改")))
            return
        _asked, fresh = found_in_candidate(self.workspace, asked, self.request.today)
        candidate, _fresh = found_in_candidate(self.workspace, after, self.request.today)
        refused = {one.place for one in faults if one.place is not None}
        columns = columns_at(reading, refused)
        found = _findings(self.then, asked, fresh, merged, unit)
        form.rejections += [
            one for one in found if one.place not in refused and not is_left_out(one, columns)
        ]  # its own fault is enough for a cell
        form.rejections += _beside(form, merged)
        form.outcome = "conflict" if form.conflicts else "rejected" if form.is_refused else "taken"
        if form.outcome == "taken":
            if after.source.data == document.source.data and present is not None:
                form.outcome = "unchanged"
            self.documents[unit] = after
            self.workspace = candidate

    def _wrong_state(self, merged: Merged, present: Submission | None) -> Iterator[Remark]:
        """Only the office accepts and returns; what it accepted is not changed any more."""
        for change in merged.changes:
            if change.key != _STATE or change.after == "submitted":
                continue
            if change.after != "draft" or change.before in {"submitted", "accepted"}:
                text = _("单位只能选“草稿”或“已填完”；报送之后不能自己改回去")
                yield Remark(change.place, text, _("通过和退回由督导室定"))
        if present is not None and present.state in {"submitted", "accepted"}:
            done = _("已经通过") if present.state == "accepted" else _("已经报送")
            fix = _("确要改的，先由督导室退回（dutykit return）")
            text = _("材料{done}，不能再改；只收问题的整改情况").format(done=done)
            changed = (one.place for one in merged.changes if one.key != _STATE and not goes_on(one, present))
            for place in (*changed, *(one.place for one in merged.new_rows)):
                yield Remark(place, text, fix)
            for lost in merged.lost_rows:
                gone = _("材料{done}，不能再删：{row}").format(done=done, row=about((*lost.key, "")))
                yield Remark(None, gone, fix)

    def _start(self, unit: str, cycle: int, reading: Reading) -> tuple[Document, Submission]:
        """The unit's file as it is, or the beginning of a new one."""
        limits = self.workspace.settings.limits
        present = self.workspace.submission(unit, cycle)
        if present is not None:
            document = read_yaml(self.workspace.sources[present.file].data, present.file, limits)
        else:
            name = _new_name(unit, cycle)
            head = modeline(self.workspace.root, self.workspace.root / name)
            lines = [head] if head else []
            lines += [f"unit: {yaml_scalar(unit)}", f"cycle: {cycle}", "state: draft"]
            if reading.had_base is not None and reading.had_base.identity.sample:
                lines.append("sample: true")
            document = read_yaml(("\n".join(lines) + "\n").encode(), name, limits)
        record, _found, _complete = decode(Submission, document)
        if record is None:
            raise UnsafeEditError
        return document, record

    def _file_name(self, unit: str, name: str) -> str:
        found = self._evidence(unit, name)
        return found.path if found.state == "present" else name

    def _evidence(self, unit: str, name: str) -> EvidenceFile:
        """What stands under the name of a file that a unit wrote: a path in the workspace, or a file of the unit's."""
        root, most = self.workspace.root, self.workspace.settings.limits.evidence_bytes
        name = name.replace("\\", "/")
        found = evidence_file(root, name, most)
        for folder in ("evidence", f"evidence/{file_stem(unit)}", f"evidence/{self.cycle}/{file_stem(unit)}"):
            if found.state in {"present", "outside"} or PurePosixPath(name).is_absolute():
                break
            other = evidence_file(root, f"{folder}/{name}", most)
            found = other if other.state == "present" else found
        return found if found.state == "present" else evidence_file(root, name, most)


def _new_name(unit: str, cycle: int) -> str:
    return f"{SUBMISSIONS_FOLDER}/{cycle}/{file_stem(unit)}.yaml"


def _opened(path: Path, data: bytes) -> RawWorkbook:
    if path.suffix.lower() in {".xlsm", ".xltm", ".xlsb", ".xlam"}:
        raise OfficeFileError(
            _("可以带宏的格式（{suffix}），不收").format(suffix=path.suffix), _("另存为不含宏的 .xlsx 再交回")
        )
    return read_workbook(data)


def _findings(
    workspace: Workspace, after: Document, fresh: Iterable[Finding], merged: Merged, unit: str
) -> Iterator[Rejection]:
    """What the rules say of the candidate that they did not say before, at the cells it is about."""
    for finding in fresh:
        if finding.severity is Severity.NOTE:
            continue
        place = placed(finding, after, merged, workspace, unit)
        yield Rejection(finding.severity, finding.message, place, _plain_fix(finding), finding.rule)


def _beside(form: Collected, merged: Merged) -> Iterator[Rejection]:
    """A word about the files that came along with the workbook and are not in the workspace."""
    missing = {one.place for one in form.rejections if one.rule == "missing-evidence-file"}
    named = [(change.place, change.after) for change in merged.changes if change.key[-1] == "file"]
    named += [(row.places["file"], row.cells.get("file")) for row in merged.new_rows if "file" in row.places]
    for place, name in named:
        if place in missing and isinstance(name, str) and PurePosixPath(name).name == name:
            with suppress(OSError, ValueError):  # a name that no disk takes
                if (form.path.parent / name).is_file():
                    text = _("{name} 随表交来了，还没有放进工作区").format(name=name)
                    fix = _("收完后用 dutykit evidence add 登记，或放进 evidence/{unit}/ 再收").format(
                        unit=file_stem(form.unit)
                    )
                    yield Rejection(Severity.WARNING, text, place, fix)


def _plain_fix(finding: Finding) -> str | None:
    """A fix that speaks of YAML keys helps nobody who fills in a workbook."""
    return (
        finding.fix
        if finding.fix is not None and not any(one.isascii() and one.isalpha() for one in finding.fix)
        else None
    )
