"""Writes a file whole or not at all. Only this package imports it: see `transaction` and `output_file`."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from dutykit.workspace.writing.windows_path import check_path


def write_atomically(path: Path, data: bytes, *, suffix: str = ".tmp") -> None:
    """Put `data` at `path`: written beside it, synced, then renamed over it.

    Missing folders are made. An existing file keeps its permissions. Raises OSError; the file at
    `path` is then as it was, or whole and not confirmed by the disk, and no temporary file is left.
    """
    check_path(path)
    make_folder(path.parent)
    temporary = write_spare(path, [data], path.parent, suffix=suffix)
    try:
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
    sync_folder(path.parent)


def write_spare(path: Path, pieces: Iterable[bytes], folder: Path, *, suffix: str) -> Path:
    """Write `pieces` into a new file in `folder`, synced, and return it; its name ends in `suffix`.

    It has the permissions that it needs in the place of `path`. Raises OSError, and what `pieces` raises; no file is
    left then.
    """
    check_path(path)
    try:
        mode = path.stat().st_mode & 0o7777
    except FileNotFoundError:
        mode = 0o666 & ~_umask()
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=suffix, dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, mode)
    except BaseException:
        os.unlink(temporary)
        raise
    return Path(temporary)


def make_folder(folder: Path) -> None:
    """Make `folder` where there is none, and those above it. Raises OSError, NotADirectoryError if it is a file."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder)) from error


def sync_folder(folder: Path) -> None:
    """Let the disk have the names of the files in `folder`, where the system can."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
