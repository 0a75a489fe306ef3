"""Take review workbooks that were filled in: each whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence

from dutykit.check.new_findings import counted_findings
from dutykit.forms.collection import Collected, Rejection
from dutykit.forms.review.book import ReviewBook, review_book
from dutykit.forms.review.changed_since import answered_and_gone, changed_since
from dutykit.forms.review.checking import check_review
from dutykit.forms.review.incoming import incoming_review
from dutykit.forms.review.merge import merge_review
from dutykit.forms.review.patches import review_patches
from dutykit.forms.review.reading import ReadReview, read_review
from dutykit.forms.review.versions import Version, parent_of, read_versions, version_of, versions_file, with_version
from dutykit.forms.run import OpenedBook, Run
from dutykit.forms.unit.taking import saved_by
from dutykit.forms.workbook.changes import Merged
from dutykit.forms.workbook.hidden import Base
from dutykit.language import _
from dutykit.model.finding import Finding, Severity
from dutykit.model.gap import REVIEWING
from dutykit.model.refusal import Refusal
from dutykit.model.workspace import Workspace
from dutykit.output.gap_note import named
from dutykit.schemas.installation import modeline
from dutykit.workspace.file_before import bytes_after, bytes_before
from dutykit.workspace.rebuilding import rebuilt
from dutykit.workspace.review_file import ReviewSubject, review_document, review_in
from dutykit.workspace.writing.changed_file import ChangedFile
from dutykit.workspace.writing.transaction import Write
from dutykit.workspace.yaml.edit import edited
from dutykit.workspace.yaml.operations import UnsafeEditError
from dutykit.workspace.yaml.reader import Document


def take_reviews(run: Run, books: Sequence[OpenedBook]) -> None:
    """Merge the workbooks into the reviews, one after the other. Raises Refusal if a file was changed since it was read."""
    _Taker(run).take(books)


class _Taker:
    """Takes the workbooks of one run; each meets the workspace as the ones before it leave it."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.workspace = run.opened.workspace
        self.cycle = self.workspace.cycle if run.request.cycle is None else run.request.cycle
        self.first: dict[str, bytes | None] = {}
        """The files that are written, as they were before the run."""
        self.after: dict[str, str] = {}
        self.kept: dict[str, bytes | None] = {}
        """The files with the versions that were taken."""
        self.new_kept: dict[str, bytes] = {}
        self.found: list[Finding] | None = None
        """What the rules find in the workspace as it is now; None while nobody has asked."""

    def take(self, books: Sequence[OpenedBook]) -> None:
        today = self.run.request.today
        for one in sorted(books, key=lambda one: saved_by(one.book.saved, today) or "9999"):
            self._take(one)
        for name, text in sorted(self.after.items()):
            before = self.first[name]
            self.run.files.append(ChangedFile(name, "" if before is None else before.decode(), text))
        for name, data in sorted(self.new_kept.items()):
            self.run.records.append(Write(name, self.kept[name], data))

    def _take(self, opened: OpenedBook) -> None:
        form = opened.form
        then = self.workspace.at(self.cycle)
        found = incoming_review(opened, then, self.cycle, self.run.request.unit)
        if found is None:
            return
        reading, subject, made = found
        if gaps := then.gaps.of(REVIEWING, cycle=subject.cycle, units=(subject.unit,)):
            text = _("{unit}的复核所依据的数据不完整（{gaps}），复核表未导入")
            form.refuse(text.format(unit=subject.unit, gaps=named(gaps)), fix=_("先按 dutykit validate 的校验结果改正"))
            return
        book = review_book(then, subject)
        read = read_review(reading, book)
        versions = self._versions(subject) if subject.present(then) is not None else []
        digest = read.stated.digest
        saved = saved_by(opened.book.saved, self.run.request.today)
        known = [one for one in versions if one.form == made.fingerprint]
        said_before = any(one.digest == digest for one in known)
        again = said_before and self.run.request.reconsider and versions[-1].digest != digest
        if not read.faults and said_before and not again:
            form.outcome = "unchanged"
            if versions[-1].digest != digest:
                text = _("本表是较早的版本，所填内容此前已导入")
                form.rejections.append(Rejection(Severity.NOTE, text))
            return
        parent = parent_of(read.stated, made, () if again else known, saved)
        merged = merge_review(read, book, parent, self.run.decide)
        merged.faults += changed_since(merged, made, book)
        if not subject.reviewer:
            merged.faults += answered_and_gone(merged, then.submission(subject.unit, subject.cycle))
        self._report(form, merged)
        if not merged.is_empty or form.is_refused:
            self._write(form, subject, merged, then, made)
        else:
            form.outcome = "unchanged"
        if form.outcome in {"taken", "unchanged"}:
            self._keep(subject, read, made, saved)

    @staticmethod
    def _report(form: Collected, merged: Merged) -> None:
        form.changes, form.new_rows, form.lost_rows = merged.changes, merged.new_rows, merged.lost_rows
        form.conflicts = merged.conflicts
        for one in merged.notes:
            form.rejections.append(Rejection(Severity.WARNING, one.message, one.place, one.fix))
        for one in merged.faults:
            form.refuse(one.message, one.place, one.fix)

    def _write(self, form: Collected, subject: ReviewSubject, merged: Merged, then: Workspace, made: Base) -> None:
        """Change the review's file, unless the rules find an error in what results."""
        name = subject.file(then)
        head = modeline(then.root, name)
        try:
            document, review = review_document(self.workspace, subject, head, sample=made.identity.sample)
            operations = review_patches(merged, then, subject, review)
            after = edited(document, operations, self.workspace.settings.limits)
            review_in(after, subject)
        except UnsafeEditError:
            text = _("{file} 的写法特殊（如使用了 YAML 引用），自动修改可能影响其他内容，复核表未导入").format(
                file=name
            )
            form.refuse(text, fix=_("请按复核表直接修改复核文件"))
        except Refusal as refusal:
            form.refuse(refusal.message, fix=refusal.fix)
        else:
            changed = rebuilt(self.workspace, {name: after})
            today = self.run.request.today
            if self.found is None:
                self.found = counted_findings(self.workspace, today)
            found = check_review(self.found, changed, after, form, merged, today)
            if not form.is_refused:
                self._accept(name, after, changed)
                self.found = found
                form.outcome = "taken"
                return
        form.outcome = "conflict" if form.conflicts else "rejected"

    def _accept(self, name: str, after: Document, changed: Workspace) -> None:
        if name not in self.first:
            now = self.run.opened.bytes_of(name)
            self.first[name] = bytes_before(self.run.opened.workspace, name, now)
        self.after[name] = bytes_after(self.first[name], after).decode()
        self.workspace = changed

    def _versions_data(self, name: str) -> bytes | None:
        if name in self.new_kept:
            return self.new_kept[name]
        if name not in self.kept:
            self.kept[name] = self.run.opened.bytes_of(name)
        return self.kept[name]

    def _versions(self, subject: ReviewSubject) -> list[Version]:
        return read_versions(self._versions_data(versions_file(subject)), subject.reviewer)

    def _keep(self, subject: ReviewSubject, read: ReadReview, made: Base, saved: str) -> None:
        """Note what was taken, so that the same workbook can come again, also with more in it."""
        after: ReviewBook = review_book(self.workspace.at(self.cycle), subject)
        name = versions_file(subject)
        data = self._versions_data(name)
        one = version_of(read.stated, made.fingerprint, after, saved)
        if subject.present(self.workspace.at(self.cycle)) is not None and one not in self._versions(subject):
            self.new_kept[name] = with_version(data, subject.reviewer, one, self.run.request.today.isoformat())
