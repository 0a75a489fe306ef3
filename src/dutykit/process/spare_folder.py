"""Folders for temporary files: those that killed processes left are removed by the next one that makes a folder there."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dutykit.process.held_signals import hold_signals, let_signals

_PREFIX = ".dutykit-run-"
"""Of a folder whose process holds a lock on it for as long as it lives."""
_ATTEMPTS = 5


class SpareFolder:
    """A new empty folder in `place`, by default in the system's temporary ones, in use until `remove`."""

    def __init__(self, place: Path | None = None) -> None:
        where = tempfile.gettempdir() if place is None else os.fspath(place)
        _remove_left(where)
        for attempt in range(_ATTEMPTS):
            self.path = tempfile.mkdtemp(prefix=_PREFIX, dir=where)
            self._lock = _locked(self.path)
            if attempt == _ATTEMPTS - 1 or (self._lock is not None and _is_at(self._lock, self.path)):
                break
            self.remove()  # another process took it for one that was left, or nothing can be locked here

    def remove(self) -> None:
        """Delete it and what is in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


@contextmanager
def spare_folder(place: Path | None = None) -> Iterator[Path]:
    """A SpareFolder that is removed at the end, also when a signal ends the program."""
    mask = hold_signals()
    try:
        folder = SpareFolder(place)
        try:
            let_signals(mask)
            yield Path(folder.path)
        finally:
            hold_signals()
            folder.remove()
    finally:
        let_signals(mask)


def _locked(folder: str) -> int | None:
    """A descriptor that keeps `folder` locked; None if it is locked already, or the system cannot lock folders."""
    try:
        import fcntl
    except ImportError:  # Windows
        return None
    with suppress(OSError):
        lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(lock)
        else:
            return lock
    return None


def _is_at(descriptor: int, folder: str) -> bool:
    """Whether the folder that is open is the one of this name."""
    with suppress(OSError):
        return os.path.samestat(os.fstat(descriptor), os.lstat(folder))
    return False


def _remove_left(place: str) -> None:
    """Remove this user's folders in `place` that no process holds any more."""
    with suppress(OSError), os.scandir(place) as found:
        left = [one.path for one in found if one.name.startswith(_PREFIX) and _is_own(one)]
        for folder in left:
            lock = _locked(folder)
            if lock is not None:
                shutil.rmtree(folder, ignore_errors=True)
                os.close(lock)


def _is_own(entry: os.DirEntry[str]) -> bool:
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:  # removed meanwhile
        return False
    return stat.S_ISDIR(status.st_mode) and (not hasattr(os, "getuid") or status.st_uid == os.getuid())
