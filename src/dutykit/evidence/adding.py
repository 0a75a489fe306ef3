"""Register evidence: the files are copied in under their usual names and written into the answer."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dutykit.language import _, reason_of
from dutykit.model.office_words import state_word
from dutykit.model.refusal import Refusal
from dutykit.model.submission import Answer, Submission
from dutykit.model.workspace import Workspace
from dutykit.output.table.record import one_line
from dutykit.workspace.asked_names import indicator_meant
from dutykit.workspace.file_before import bytes_after, unsafe_edit
from dutykit.workspace.file_bytes import open_file
from dutykit.workspace.file_kind import HEAD
from dutykit.workspace.submission_file import submission_document, submission_in, submission_meant
from dutykit.workspace.writing.evidence_copies import EvidenceFolder, copy_evidence, extension_of, hold_to_rules
from dutykit.workspace.writing.transaction import OnRecovery, OpenWorkspace, Write, changing, ignore_recovery
from dutykit.workspace.yaml.answers import answer_head, fields_before, node_of, put_answers
from dutykit.workspace.yaml.edit import edited
from dutykit.workspace.yaml.operations import Operation, PutItem, SetValue, UnsafeEditError

Watched = Callable[[Sequence[Path]], Iterable[Path]]
"""Gives the files one by one, and may show how far they are."""


@dataclass(frozen=True, slots=True)
class Addition:
    """The files to register, and for what."""

    unit: str
    """An id or alias."""
    indicator: str
    files: tuple[Path, ...]
    title: str | None = None
    """None for each file's own name."""
    date: dt.date | None = None
    """When the material was made; None if it is not known."""
    dated_by_file: bool = False
    """Take the day the file was last changed for that."""
    note: str | None = None
    cycle: int | None = None


@dataclass(frozen=True, slots=True)
class AddedFile:
    """A file that was registered."""

    file: str
    """In the workspace."""
    title: str
    kind: str
    size: int
    sha256: str
    date: dt.date | None
    is_copy: bool
    """False if the unit's folder had the same file already; no second copy is made."""


@dataclass(frozen=True, slots=True)
class Added:
    """What was done."""

    unit: str
    indicator: str
    submission: str
    """The file the evidence was written into."""
    files: tuple[AddedFile, ...]
    known: tuple[Path, ...]
    """Those that the answer had already: nothing was done about them."""


def add_evidence(
    root: Path, addition: Addition, watched: Watched = iter, on_recovery: OnRecovery = ignore_recovery
) -> Added:
    """Copy the files into the unit's folder of evidence and register them in its answer: all of them, or none.

    Raises Refusal, NotValidError, WorkspaceLockedError and OSError; nothing is left behind then.
    """
    with changing(root, "evidence add", on_recovery) as opened:
        submission, cycle = submission_meant(opened, addition.unit, addition.cycle)
        workspace = opened.workspace.at(cycle)
        unit = workspace.register.canonical[submission.unit]
        indicator = _indicator(workspace, unit, addition.indicator)
        if submission.state not in {"draft", "returned"}:
            message = _("{unit}的自评材料状态为“{state}”，不能添加佐证材料").format(
                unit=unit, state=state_word(submission.state)
            )
            raise Refusal(message, _("先用 dutykit return 退回该单位的自评材料，再补充佐证材料"))
        document, before = submission_document(opened, submission)
        record = submission_in(document)
        copies = _Copies(opened, unit, record, indicator, addition)
        copies.make_all(watched(addition.files))
        if copies.added:
            entries = [_entry(one, addition.note) for one in copies.added]
            try:
                after = edited(
                    document, [*_operations(workspace, record, indicator, entries)], workspace.settings.limits
                )
            except UnsafeEditError:
                fix = _("把该项填报内容的 evidence 写成普通的列表，不使用引用和锚点（YAML）")
                raise unsafe_edit(submission.file, fix) from None
            opened.write([Write(submission.file, before, bytes_after(before, after))])
        return Added(unit, indicator, submission.file, tuple(copies.added), tuple(copies.known))


def _indicator(workspace: Workspace, unit: str, name: str) -> str:
    """The id of the indicator that is meant. Raises Refusal if there is none or the unit does not owe it."""
    plain = unicodedata.normalize("NFKC", name).strip().removeprefix("第").removesuffix("项")
    indicator = indicator_meant(workspace, plain).indicator.id
    owed = [one.indicator for one in workspace.responsibilities.by_unit.get(unit, ())]
    if indicator not in owed:
        message = _("{unit}不承担指标 {indicator}").format(unit=unit, indicator=indicator)
        raise Refusal(message, _("用 dutykit matrix --unit {unit} 查看该单位承担的指标").format(unit=unit))
    return indicator


class _Copies:
    """Copies files for the folder of a unit."""

    def __init__(
        self, opened: OpenWorkspace, unit: str, record: Submission, indicator: str, addition: Addition
    ) -> None:
        self.opened = opened
        self.most = opened.workspace.settings.limits.evidence_bytes
        self.folder = EvidenceFolder(opened, unit)
        self.indicator = indicator
        self.addition = addition
        self.added: list[AddedFile] = []
        self.known: list[Path] = []
        answer = record.by_indicator.get(indicator)
        self._answered = {self._hash_of(opened, one.file) for one in (answer.evidence if answer else ())}

    @staticmethod
    def _hash_of(opened: OpenWorkspace, name: str | None) -> str | None:
        found = opened.workspace.evidence.get(name or "")
        return None if found is None else found.sha256

    def make_all(self, paths: Iterable[Path]) -> None:
        """Copy all of `paths` in. Raises Refusal, which names all that cannot be had."""
        refused: list[Refusal] = []
        for path in paths:
            try:
                self._make(path)
            except Refusal as error:
                refused.append(error)
        if refused:
            raise Refusal(_("；").join(one.message for one in refused), refused[0].fix)

    def _make(self, path: Path) -> None:
        """Copy `path` in. Raises Refusal and OSError."""
        try:
            with open_file(path) as source:
                status = os.fstat(source.fileno())
                hold_to_rules(path, status.st_mode, status.st_size, self.most)
                kind = extension_of(path, source.read(HEAD))
                source.seek(0)
                digest = hashlib.file_digest(source, "sha256").hexdigest()
                if digest in self._answered:
                    self.known.append(path)
                    return
                self._answered.add(digest)
                there = self.folder.by_hash.get(digest)
                name = there
                if name is None:
                    name = self.folder.free_name(self.indicator, kind)
                    source.seek(0)
                    copy_evidence(self.opened, source, name, digest, (status.st_atime_ns, status.st_mtime_ns))
                    self.folder.by_hash[digest] = name
        except (OSError, ValueError) as error:
            reason = reason_of(error) if isinstance(error, OSError) else str(error)
            message = _("无法读取或复制 {path}：{reason}").format(path=path, reason=reason)
            raise Refusal(message) from error
        title = self.addition.title or one_line(unicodedata.normalize("NFC", path.stem)) or path.name
        day = self.addition.date
        if self.addition.dated_by_file:
            day = dt.datetime.fromtimestamp(status.st_mtime).astimezone().date()
        self.added.append(AddedFile(name, title, kind, status.st_size, digest, day, there is None))


def _entry(added: AddedFile, note: str | None) -> dict[str, Any]:
    """What is written of a file."""
    entry: dict[str, Any] = {"title": added.title, "file": added.file, "sha256": added.sha256}
    if added.date is not None:
        entry["date"] = added.date
    if note:
        entry["note"] = one_line(note)
    return entry


def _operations(
    workspace: Workspace, record: Submission, indicator: str, entries: list[dict[str, Any]]
) -> Iterator[Operation]:
    answer = record.by_indicator.get(indicator)
    if answer is None:
        yield from put_answers(
            workspace, record, [(indicator, {**answer_head(workspace, indicator), "evidence": entries})]
        )
        return
    node = node_of(answer)
    if answer.evidence:
        for entry in entries:
            yield PutItem(node["evidence"], len(node["evidence"]), entry)
    else:
        yield SetValue(node, "evidence", entries, fields_before(Answer, "evidence"))
