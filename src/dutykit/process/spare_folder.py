"""Folders for temporary files: those that killed processes left are removed by the next one that makes a folder."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX = "dutykit-run-"
"""Of a folder whose process holds a lock on it for as long as it lives."""


class SpareFolder:
    """A new empty folder of the system's temporary ones, in use until `remove`."""

    def __init__(self) -> None:
        _remove_left(tempfile.gettempdir())
        folder = Path(tempfile.mkdtemp(prefix="dutykit-"))
        self._lock = _locked(folder)
        # Under this name only once it is locked: nobody takes it for one that was left.
        kept = folder if self._lock is None else folder.rename(folder.with_name(_PREFIX + folder.name[-8:]))
        self.path = os.fspath(kept)

    def remove(self) -> None:
        """Delete it and what is in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


@contextmanager
def spare_folder() -> Iterator[Path]:
    """A SpareFolder that is removed at the end."""
    folder = SpareFolder()
    try:
        yield Path(folder.path)
    finally:
        folder.remove()


def _locked(folder: str | Path) -> int | None:
    """A descriptor that keeps `folder` locked; None if it is locked already, or the system cannot lock folders."""
    if sys.platform == "win32":
        return None
    import fcntl

    with suppress(OSError):
        lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(lock)
        else:
            return lock
    return None


def _remove_left(place: str) -> None:
    """Remove this user's folders in `place` that no process holds any more."""
    if sys.platform == "win32":
        return
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
