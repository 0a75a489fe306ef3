"""The one way to write files of a workspace: lock it, recover what a killed command left, write all files or none."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from dutykit.language import _
from dutykit.model.finding import Finding
from dutykit.model.gap import Gap
from dutykit.model.layout import PENDING_FILE, SETTINGS_FILE
from dutykit.model.refusal import Refusal
from dutykit.model.settings import DEFAULTS, Settings
from dutykit.model.workspace import Workspace
from dutykit.process.held_signals import signals_held
from dutykit.workspace.assemble import Loaded, load_workspace
from dutykit.workspace.decode import decode
from dutykit.workspace.discover import is_inside
from dutykit.workspace.faults import LIMIT_EXCEEDED
from dutykit.workspace.file_bytes import TooLargeError, file_bytes
from dutykit.workspace.finding_lines import with_lines
from dutykit.workspace.inventory import SETTINGS, kind_of
from dutykit.workspace.writing.atomic_file import make_folder, write_spare
from dutykit.workspace.writing.journal import Recovery, Staged, UnfinishedError, commit, recover, target_of
from dutykit.workspace.writing.lock import WorkspaceLockedError, workspace_lock
from dutykit.workspace.writing.note import STAGED_SUFFIX, NoteError
from dutykit.workspace.yaml.reader import read_yaml

__all__ = [
    "NotValidError",
    "OnRecovery",
    "OpenWorkspace",
    "Recovery",
    "Transaction",
    "WorkspaceLockedError",
    "Write",
    "changing",
    "create_files",
    "ignore_recovery",
    "transaction",
]

OnRecovery = Callable[[Recovery], object]
"""Tells the user what became of a change that a killed command had begun; called only if there was one."""
_PIECE = 1 << 20
_MOST_BYTES = 1 << 30
"""Of one file that is written; the limits of the workspace are far below."""


def ignore_recovery(_recovery: Recovery) -> None:
    """For callers without a user."""


class NotValidError(Refusal):
    """It is refused because of what is wrong in the workspace."""

    def __init__(self, message: str, findings: Sequence[Finding]) -> None:
        super().__init__(message)
        self.findings = tuple(findings)


@dataclass(frozen=True, slots=True)
class Write:
    """What one file is to contain."""

    name: str
    """Relative to the workspace."""
    before: bytes | None
    """Its contents when `after` was calculated; None for a new file."""
    after: bytes | None
    """None to delete it, which its kind allows to some commands only."""


@dataclass(frozen=True)
class Transaction:
    """A locked workspace in which nothing is unfinished."""

    root: Path
    by: str
    """The command that writes, as in `FileKind.writers`."""
    dry_run: bool
    """Nothing is locked, recovered or written then."""
    staged: list[Staged] = field(default_factory=list)
    """Copies that the next `write` puts in their places."""

    def write(self, writes: Sequence[Write]) -> None:
        """Write all the files in their order, and the copies before them, or none; a signal to end comes after them.

        Raises Refusal if a file is not as it was read, is read-only, may not be written, or could not be read then;
        UnfinishedError; and OSError.
        """
        self.refuse_unreadable(writes)
        if self.dry_run:
            return
        with signals_held():
            try:
                for one in writes:
                    if self.bytes_of(one.name) != one.before:
                        raise Refusal(_("{file} 刚被其他程序修改").format(file=one.name), _("重新运行命令"))
                    if one.after != one.before:
                        self._stage(one)
                if self.staged:
                    commit(self.root, self.staged)
            except UnfinishedError:
                self.staged.clear()  # the next command needs them
                raise
            finally:
                self.discard()

    def refuse_unreadable(self, writes: Sequence[Write]) -> None:
        """Raise Refusal if one of `writes` exceeds the limits of what is read: it would be there, and could not be used."""
        after = {one.name: one.after for one in writes}
        settings = after.get(SETTINGS_FILE) or self.bytes_of(SETTINGS_FILE) or b""
        document = read_yaml(settings, SETTINGS_FILE, DEFAULTS.limits)
        limits = ((decode(Settings, document)[0] if document.readable else None) or DEFAULTS).limits
        for name, data in after.items():
            kind = kind_of(name)
            if data is None or kind is None or not kind.record or kind is SETTINGS:
                continue  # the limits that settings state are not their own
            if len(data) <= min(limits.nodes, limits.scalar_characters, limits.file_bytes):
                continue  # a node or a character takes a byte
            for one in read_yaml(data, name, limits).findings:
                if one.rule == LIMIT_EXCEEDED.name:
                    message = _("{file} 写入后将无法读取，未写入任何文件；校验会报告：{reason}")
                    fix = _("拆分或缩短内容后再写入，例如把方案分成几份，各导入一个工作区")
                    raise Refusal(message.format(file=name, reason=one.message), fix)

    def add_copy(self, source: BinaryIO, name: str) -> tuple[Path, str]:
        """Copy `source` for the new file `name`, which `write` puts in its place.

        Gives the copy as it is until then, and its SHA-256. Raises Refusal if the file may not be written, and OSError.
        """
        target, digest = self._target(name), hashlib.sha256()

        def pieces() -> Iterator[bytes]:
            while piece := source.read(_PIECE):
                digest.update(piece)
                yield piece

        path = write_spare(target, pieces(), _existing(target.parent), suffix=STAGED_SUFFIX)
        self.staged.append(Staged(name, target, path, None, digest.hexdigest()))
        return path, digest.hexdigest()

    def bytes_of(self, name: str) -> bytes | None:
        """What the file `name` contains now; None if there is none in the workspace. Raises Refusal and OSError."""
        path = self.root / name
        if not os.path.lexists(path) or not is_inside(self.root, path):
            return None
        try:
            return file_bytes(path, _MOST_BYTES)
        except TooLargeError as error:
            raise Refusal(_("{file} 过大").format(file=name)) from error

    def may_write(self, name: str) -> bool:
        """Whether the file `name` may be written: it is of a kind that the command writes, and not outside."""
        return target_of(self.root, name, self.by) is not None

    def discard(self) -> None:
        """Delete the new contents that are not in their places."""
        while self.staged:
            self.staged.pop().path.unlink(missing_ok=True)

    def _stage(self, one: Write) -> None:
        target = self._target(one.name, is_deleted=one.after is None)
        if one.before is not None and not os.access(target, os.W_OK):
            raise Refusal(_("{file} 是只读文件，无法写入").format(file=one.name))
        path = write_spare(target, [one.after or b""], _existing(target.parent), suffix=STAGED_SUFFIX)
        digest = None if one.after is None else hashlib.sha256(one.after).hexdigest()
        self.staged.append(Staged(one.name, target, path, one.before, digest))

    def _target(self, name: str, *, is_deleted: bool = False) -> Path:
        target = target_of(self.root, name, self.by, is_deleted=is_deleted)
        if target is None:
            raise Refusal(_("{file} 是链接，或不在工作区的规定位置，无法写入").format(file=name))
        return target


def _existing(folder: Path) -> Path:
    """The nearest folder at or above `folder` that exists: no other is made before all is ready."""
    return next(one for one in (folder, *folder.parents) if os.path.lexists(one))


@dataclass(frozen=True)
class OpenWorkspace(Transaction):
    """A locked workspace that was read."""

    loaded: Loaded = field(kw_only=True)
    workspace: Workspace = field(kw_only=True)

    def with_lines(self, findings: Sequence[Finding]) -> list[Finding]:
        """`findings`, sorted, each with its line."""
        return with_lines(findings, self.loaded.sources)

    def refuse_unread(self, gaps: Collection[Gap], files: Collection[str] = ()) -> None:
        """Raise NotValidError, with all that is wrong there, if there are `gaps` or one of `files` was not read whole."""
        if gaps or not self.workspace.incomplete.isdisjoint(files):
            found = {one for one in self.loaded.findings if one.place.file in files}
            found |= {*self.workspace.gaps.findings(gaps)}
            raise NotValidError(_("部分内容未读取，请先改正所列各处"), self.with_lines(sorted(found)))


@contextmanager
def transaction(
    root: Path, by: str, on_recovery: OnRecovery = ignore_recovery, *, dry_run: bool = False
) -> Iterator[Transaction]:
    """The workspace in `root`, locked for the command `by`; what a killed command left unfinished is recovered first.

    Raises WorkspaceLockedError, Refusal if the note of what is unfinished cannot be read, and OSError.
    """
    opened = Transaction(root, by, dry_run)
    if dry_run:
        yield opened
        return
    with workspace_lock(root):
        try:
            with signals_held():
                recovery = recover(root)
        except NoteError as error:
            message = _("无法读取 {file}，该文件不是 dutykit 生成的").format(file=PENDING_FILE)
            raise Refusal(message, _("检查该文件后将其删除，再重新运行命令")) from error
        if recovery != Recovery():
            on_recovery(recovery)
        try:
            yield opened
        finally:
            opened.discard()


@contextmanager
def changing(
    root: Path, by: str, on_recovery: OnRecovery = ignore_recovery, *, dry_run: bool = False
) -> Iterator[OpenWorkspace]:
    """As `transaction`, with the workspace read. Raises NotValidError, too, if it cannot be read."""
    with transaction(root, by, on_recovery, dry_run=dry_run) as files:
        loaded = load_workspace(root)
        if loaded.workspace is None:
            raise NotValidError(_("无法读取指标体系或单位名录"), with_lines(loaded.findings, loaded.sources))
        yield OpenWorkspace(root, by, dry_run, files.staged, loaded=loaded, workspace=loaded.workspace)


def create_files(
    folder: Path, by: str, texts: Mapping[str, str], fix: str, on_recovery: OnRecovery = ignore_recovery
) -> list[Path]:
    """Write new files, `texts` by their names in the workspace, into `folder`, and give their paths.

    The folder is made where there is none. Raises Refusal, with `fix`, if any of the files exists, or as `Transaction.write`
    does, and OSError.
    """
    writes = [Write(name, None, text.encode()) for name, text in texts.items()]
    Transaction(folder, by, dry_run=True).refuse_unreadable(writes)
    make_folder(folder)
    with transaction(folder, by, on_recovery) as opened:
        existing = [str(folder / name) for name in texts if os.path.lexists(folder / name)]
        if existing:
            raise Refusal(_("已存在：{files}").format(files=_("、").join(existing)), fix)
        opened.write(writes)
    return [folder / name for name in texts]
