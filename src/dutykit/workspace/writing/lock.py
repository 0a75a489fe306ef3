"""One command at a time changes a workspace."""

from __future__ import annotations

import getpass
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dutykit.language import _
from dutykit.model.layout import LOCK_FILE
from dutykit.model.refusal import Refusal
from dutykit.process.held_signals import hold_signals, let_signals


class WorkspaceLockedError(Refusal):
    """Another process is changing the workspace."""

    def __init__(self, root: Path, holder: str) -> None:
        who = _("（{holder}）").format(holder=holder) if holder else ""
        message = _("另一个 dutykit 进程正在修改 {folder}{who}").format(folder=root, who=who)
        super().__init__(message, _("等待其结束后重新运行"))
        self.holder = holder
        """Who: user@machine and process number; empty if that is not known."""


@contextmanager
def workspace_lock(root: Path) -> Iterator[None]:
    """Hold the workspace `root` while its files are changed; never waits.

    The system lets go of the lock when the process ends, however it ends. The lock's file is
    taken away afterwards; one that a killed process left is no lock and harms nobody.
    Raises WorkspaceLockedError if another process holds it, and OSError if the folder cannot be written to.
    """
    from filelock import FileLock, Timeout

    path = Path(os.path.realpath(root)) / LOCK_FILE
    lock = FileLock(path, timeout=0, fallback_to_soft=False)
    mask = hold_signals()
    try:
        try:
            lock.acquire()
        except Timeout:
            raise WorkspaceLockedError(root, _holder(path)) from None
        try:
            with suppress(OSError):  # a full disk: who holds it is a courtesy, the lock holds without
                path.write_text(_me(), encoding="utf-8")
            let_signals(mask)
            yield
        finally:
            try:
                hold_signals()
            finally:
                # Taken away while it is held: whoever opened it meanwhile finds it gone and looks again.
                with suppress(OSError):
                    path.unlink()
                lock.release()
    finally:
        del lock  # its finalizer is Python code, where a Ctrl-C would be lost
        let_signals(mask)


def _me() -> str:
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container's user without a name
        user = "?"
    return f"{user}@{socket.gethostname()} {os.getpid()}"


def _holder(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            text = file.readline(200)
    except OSError:
        return ""
    return "".join(one for one in text.strip() if one.isprintable())
