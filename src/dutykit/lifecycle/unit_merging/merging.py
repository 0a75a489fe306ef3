"""Join two units everywhere in one transaction: register, assignments, dates, numbers, submissions, reviews."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from dutykit.check.new_findings import counted_findings, new_findings
from dutykit.language import _
from dutykit.lifecycle.unit_merging.joined_submission import has_content, join_submission
from dutykit.lifecycle.unit_merging.names import Pair, join_catalogue, join_register, join_settings, join_timetable
from dutykit.model.finding import Severity
from dutykit.model.gap import EVERYTHING
from dutykit.model.layout import (
    CATALOGUE_FILE,
    COLLECTED_FOLDER,
    REGISTER_FILE,
    REVIEWS_FOLDER,
    SETTINGS_FILE,
    SUBMISSIONS_FOLDER,
    TIMETABLE_FILE,
)
from dutykit.model.refusal import Refusal
from dutykit.model.review import Review
from dutykit.model.submission import Submission
from dutykit.model.unit import Unit
from dutykit.model.workspace import Workspace
from dutykit.output.gap_note import refuse_gaps
from dutykit.workspace.asked_names import known_unit
from dutykit.workspace.edited_file import EditedFile, edited_file
from dutykit.workspace.file_before import bytes_after
from dutykit.workspace.file_stem import file_stem
from dutykit.workspace.finding_lines import with_lines
from dutykit.workspace.history_log import log_of
from dutykit.workspace.kept_lines import with_line
from dutykit.workspace.rebuilding import rebuilt
from dutykit.workspace.writing.changed_file import ChangedFile
from dutykit.workspace.writing.transaction import (
    NotValidError,
    OnRecovery,
    OpenWorkspace,
    Write,
    changing,
    ignore_recovery,
)
from dutykit.workspace.yaml.operations import SetValue, UnsafeEditError
from dutykit.workspace.yaml.reader import Document, read_yaml


@dataclass(frozen=True, slots=True)
class MergeRequest:
    """Which units are one, by any of their names."""

    one: str
    other: str
    today: dt.date
    """The day waivers are measured against."""
    keep: str | None = None
    """The name that stays, one of the two; by default the first."""
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class MergedUnits:
    """What came of it."""

    kept: str
    gone: str
    done: tuple[str, ...]
    """What was done, in words."""
    files: tuple[ChangedFile, ...]
    """The files that are, or with a dry run would be, written; of one that is deleted the new text is empty."""
    deleted: tuple[str, ...]


def merge_units(root: Path, request: MergeRequest, on_recovery: OnRecovery = ignore_recovery) -> MergedUnits:
    """Join the two units. Raises Refusal, NotValidError and OSError; nothing is written then.

    Files of cycles that are over stay as they are: there the name is an alias of the unit now.
    """
    with changing(root, "unit merge", on_recovery, dry_run=request.dry_run) as opened:
        refuse_gaps(opened.workspace.gaps.of(EVERYTHING), _("合并"))
        merging = _Merging(opened, _pair(opened.workspace, request))
        merging.all()
        merging.check(request.today)
        writes = merging.writes()
        opened.write(writes)
        files = tuple(ChangedFile(one.name, _text(one.before), _text(one.after)) for one in writes)
        deleted = tuple(one.name for one in writes if one.after is None)
        return MergedUnits(merging.pair.kept.id, merging.pair.gone.id, tuple(merging.done), files, deleted)


def _text(data: bytes | None) -> str:
    return "" if data is None else data.decode()


def _pair(workspace: Workspace, request: MergeRequest) -> Pair:
    one, other = (_unit(workspace, name) for name in (request.one, request.other))
    if one.id == other.id:
        raise Refusal(_("“{one}”和“{other}”已经是同一单位").format(one=request.one, other=request.other))
    if request.keep is not None:
        keep = known_unit(workspace, request.keep)
        if keep.id not in {one.id, other.id}:
            text = _("--keep 应为“{one}”或“{other}”").format(one=one.id, other=other.id)
            raise Refusal(text, _("改为要保留的单位名称"))
        one, other = (one, other) if keep.id == one.id else (other, one)
    return Pair(one, other, workspace.register)


def _unit(workspace: Workspace, name: str) -> Unit:
    found = known_unit(workspace, name)
    return workspace.register.by_id[found.id]


class _Merging:
    """Collects what is to be written."""

    def __init__(self, opened: OpenWorkspace, pair: Pair) -> None:
        self.opened = opened
        self.pair = pair
        self.workspace = opened.workspace
        self.done: list[str] = []
        self.after: dict[str, Document] = {}
        self.gone: list[str] = []
        self.moved: dict[str, str] = {}
        self.notes: list[Write] = []

    def all(self) -> None:
        """Work out all changes. Raises Refusal."""
        self._refuse_unread()
        cycles = sorted({one.cycle for one in self.workspace.submissions} | set(self.workspace.history))
        for cycle in (one for one in cycles if one not in self.workspace.past):
            self._refuse_logged(cycle)
        try:
            self._submissions()
            self._reviews()
            self._shared()
        except UnsafeEditError as error:
            message = _("文件的写法特殊（如使用了 YAML 引用），自动修改可能影响其他内容，未合并")
            raise Refusal(message, _("直接修改文件")) from error
        self._collected()

    def _refuse_unread(self) -> None:
        names = {CATALOGUE_FILE, REGISTER_FILE, TIMETABLE_FILE, SETTINGS_FILE}
        names |= {one.file for one in self.workspace.submissions if self._is_of(one.unit)}
        self.opened.refuse_unread((), names)

    def _is_of(self, name: str) -> bool:
        return self.pair.is_gone(name) or self.pair.register.canonical.get(name, name) == self.pair.kept.id

    def _refuse_logged(self, cycle: int) -> None:
        """A log is of one unit: where the unit that goes has one, it is the one to keep."""
        canonical = self.pair.register.canonical
        if log_of(self.workspace.history, cycle, self.pair.gone.id, canonical).lines:
            both = log_of(self.workspace.history, cycle, self.pair.kept.id, canonical).lines
            message = _("{gone}在 {cycle} 年度已有报送记录，不能并入{kept}").format(
                gone=self.pair.gone.id, cycle=cycle, kept=self.pair.kept.id
            )
            fix = (
                _("两个单位都已办理报送，只能转入下一年度后合并")
                if both
                else _("改为保留该单位：加 --keep {gone}").format(gone=self.pair.gone.id)
            )
            raise Refusal(message, fix)

    def _present(self, cycle: int) -> bool:
        return cycle not in self.workspace.past

    def _submissions(self) -> None:
        kept_by = {
            one.cycle: one
            for one in self.workspace.submissions
            if self.pair.register.canonical.get(one.unit, one.unit) == self.pair.kept.id
        }
        for gone in self.workspace.submissions:
            if not self._present(gone.cycle) or not self.pair.is_gone(gone.unit):
                continue
            kept = kept_by.get(gone.cycle)
            if kept is None:
                name = f"{SUBMISSIONS_FOLDER}/{gone.cycle}/{file_stem(self.pair.kept.id)}.yaml"
                self._move(gone.file, name)
                continue
            if kept.state in {"submitted", "accepted"} and has_content(gone):
                message = _("{kept}{cycle} 年度的自评材料已报送，不能并入 {file} 的内容").format(
                    kept=self.pair.kept.id, cycle=gone.cycle, file=gone.file
                )
                raise Refusal(message, _("由督导室退回后再合并"))
            self._join(kept, gone)

    def _join(self, kept: Submission, gone: Submission) -> None:
        file, other = edited_file(self.workspace, kept.file), edited_file(self.workspace, gone.file)
        self.done += join_submission(file, other, self.workspace.catalogue)
        if file.operations:
            self.after[kept.file] = file.after(self.workspace.settings.limits)
        self.gone.append(gone.file)
        self.moved[gone.file] = kept.file

    def _reviews(self) -> None:
        reviews: list[Review] = [*self.workspace.reviews, *self.workspace.individual_reviews]
        names = {one.file for one in reviews}
        for review in reviews:
            if not self._present(review.cycle) or not self.pair.is_gone(review.unit):
                continue
            stem = file_stem(self.pair.kept.id)
            own = Path(review.file).name
            name = (
                f"{REVIEWS_FOLDER}/{review.cycle}/{stem}/{own}"
                if review.is_of_one_reviewer
                else f"{REVIEWS_FOLDER}/{review.cycle}/{stem}.yaml"
            )
            same = any(
                one.cycle == review.cycle
                and one.is_of_one_reviewer == review.is_of_one_reviewer
                and self.pair.register.canonical.get(one.unit, one.unit) == self.pair.kept.id
                for one in reviews
            )
            if name in names or (same and not review.is_of_one_reviewer):
                message = _("两个单位在 {cycle} 年度都有复核：{file}").format(cycle=review.cycle, file=review.file)
                raise Refusal(message, _("先由督导室将其中一份并入另一份，再合并"))
            self._move(review.file, name)

    def _move(self, old: str, new: str) -> None:
        """The file `old` of the unit that goes as `new`, of the unit that stays. Raises Refusal if there is one."""
        if old != new and self.opened.bytes_of(new) is not None:
            raise Refusal(_("已存在：{files}").format(files=new), _("先将该文件移走"))
        file = edited_file(self.workspace, old)
        file.add([SetValue(file.root, "unit", self.pair.kept.id)])
        changed = file.after(self.workspace.settings.limits)
        self.after[new] = read_yaml(changed.source.data, new, self.workspace.settings.limits)
        if old != new:
            self.gone.append(old)
            self.moved[old] = new
        self.done.append(_("{old} 改为 {new}").format(old=old, new=new))

    def _shared(self) -> None:
        register = edited_file(self.workspace, REGISTER_FILE)
        self.done += join_register(register, self.pair)
        catalogue = edited_file(self.workspace, CATALOGUE_FILE)
        self.done += join_catalogue(catalogue, self.pair)
        files: list[EditedFile] = [register, catalogue]
        if self.workspace.timetable.cycles:
            files.append(edited_file(self.workspace, TIMETABLE_FILE))
            self.done += join_timetable(files[-1], self.pair)
        if self.workspace.settings.node is not None:
            files.append(edited_file(self.workspace, SETTINGS_FILE))
            self.done += join_settings(files[-1], self.pair, self.moved)
        for file in files:
            if file.operations:
                self.after[file.name] = file.after(self.workspace.settings.limits)

    def _collected(self) -> None:
        """What was taken from the forms of both is what was taken from those of the one; its lines have no order."""
        stems = [file_stem(one.id) for one in (self.pair.gone, self.pair.kept)]
        folder = self.workspace.root / COLLECTED_FOLDER
        for path in sorted(folder.glob(f"[0-9][0-9][0-9][0-9]/{stems[0]}.jsonl")) if folder.is_dir() else ():
            cycle = path.parent.name
            if not self._present(int(cycle)):
                continue
            old, new = (f"{COLLECTED_FOLDER}/{cycle}/{stem}.jsonl" for stem in stems)
            data, there = self.opened.bytes_of(old), self.opened.bytes_of(new)
            if data is not None:
                self.notes += [Write(new, there, with_line(there, data)), Write(old, data, None)]

    def check(self, today: dt.date) -> None:
        """Raises NotValidError for errors that were not there before."""
        then = self._then()
        found = with_lines(counted_findings(then, today), then.sources)
        new = new_findings(found, counted_findings(self.workspace, today), by_file=False)  # files get other names
        errors = [one for one in new if one.severity is Severity.ERROR]
        if errors:
            raise NotValidError(_("合并后将出现以下错误，未合并"), errors)

    def _then(self) -> Workspace:
        then = rebuilt(self.workspace, self.after)
        gone = set(self.gone)
        return replace(
            then,
            submissions=tuple(one for one in then.submissions if one.file not in gone),
            reviews=tuple(one for one in then.reviews if one.file not in gone),
            individual_reviews=tuple(one for one in then.individual_reviews if one.file not in gone),
            sources={name: source for name, source in then.sources.items() if name not in gone},
        )

    def writes(self) -> list[Write]:
        """All files, the deleted ones last."""
        return [*self._changed(), *(Write(name, self.opened.bytes_of(name), None) for name in self.gone), *self.notes]

    def _changed(self) -> Iterator[Write]:
        old_names: Mapping[str, str] = {new: old for old, new in self.moved.items()}
        for name, document in sorted(self.after.items()):
            before = self.opened.bytes_of(name)
            origin = before if before is not None else self.opened.bytes_of(old_names.get(name, name))
            yield Write(name, before, bytes_after(origin, document))
