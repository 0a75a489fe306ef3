"""What the commands that change a workspace's round share: the lock, what was left unfinished, refusing."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dutykit.language import _
from dutykit.model.finding import Finding
from dutykit.model.layout import PENDING_FILE
from dutykit.model.refusal import Refusal
from dutykit.model.workspace import Workspace
from dutykit.workspace.assemble import Loaded, load_workspace
from dutykit.workspace.discover import is_inside
from dutykit.workspace.finding_lines import with_lines
from dutykit.workspace.writing.journal import JournalError, Write, finish_pending, write_together
from dutykit.workspace.writing.lock import WorkspaceLockedError, workspace_lock

__all__ = ["JournalError", "NotValidError", "Open", "Refusal", "WorkspaceLockedError", "Write", "changing"]


class NotValidError(Refusal):
    """It is refused because of what is wrong in the workspace."""

    def __init__(self, message: str, findings: Sequence[Finding]) -> None:
        super().__init__(message)
        self.findings = tuple(findings)


@dataclass(frozen=True)
class Open:
    """A workspace that is locked and whole."""

    root: Path
    workspace: Workspace
    loaded: Loaded
    finished: tuple[str, ...]
    """Names of files that a command which was killed had begun to write; they are written now."""

    def write(self, writes: Sequence[Write]) -> None:
        """Write all the files, or none. Raises Refusal if one is not as it was read, and OSError."""
        for one in writes:
            if self.bytes_of(one.name) != one.before:
                raise Refusal(_("{file} 刚被其他程序修改").format(file=one.name), _("重新运行命令"))
            path = self.root / one.name
            if os.path.lexists(path) and not os.access(path, os.W_OK):
                raise Refusal(_("{file} 是只读文件，无法写入").format(file=one.name))
        try:
            write_together(self.root, writes)
        except JournalError as error:
            raise Refusal(_("{file} 是链接，或不在工作区的规定位置，无法写入").format(file=error.args[0])) from error

    def bytes_of(self, name: str) -> bytes | None:
        """What the file `name` holds now; None if it is not there."""
        path = self.root / name
        if not os.path.lexists(path) or not is_inside(self.root, path):
            return None
        return path.read_bytes()

    def with_lines(self, findings: Sequence[Finding]) -> list[Finding]:
        """`findings`, sorted, each with its line."""
        return with_lines(findings, self.loaded.sources)


@contextmanager
def changing(root: Path) -> Iterator[Open]:
    """The workspace in `root`, locked; what a killed command left unfinished is finished first.

    Raises WorkspaceLockedError, Refusal if it cannot be read, and OSError.
    """
    with workspace_lock(root):
        try:
            finished = finish_pending(root)
        except JournalError as error:
            message = _("无法读取 {file}，该文件不是 dutykit 生成的").format(file=PENDING_FILE)
            raise Refusal(message, _("检查该文件后将其删除，再重新运行命令")) from error
        loaded = load_workspace(root)
        if loaded.workspace is None:
            raise NotValidError(_("无法读取指标体系或单位名录"), with_lines(loaded.findings, loaded.sources))
        yield Open(root, loaded.workspace, loaded, finished)
