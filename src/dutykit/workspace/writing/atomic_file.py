"""Writes a file whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def write_atomically(path: Path, data: bytes) -> None:
    """Put `data` at `path`: written beside it, synced, then renamed over it.

    Missing folders are made. An existing file keeps its permissions. Raises OSError; the file at
    `path` is then as it was, and no temporary file is left.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:  # it is the folder that is a file, not `path` that is there
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path.parent)) from error
    try:
        mode = path.stat().st_mode & 0o7777
    except FileNotFoundError:
        mode = 0o666 & ~_umask()
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
    _sync_folder(path.parent)


def clear_leftovers(root: Path, names: Iterable[str]) -> None:
    """Take away what a run that was killed outright (SIGKILL, power) left: temporary files of just these files."""
    folders: dict[Path, list[str]] = {}
    for name in names:
        path = Path(os.path.realpath(root / name))
        folders.setdefault(path.parent, []).append(re.escape(path.name[:40]))
    for folder, stems in folders.items():
        leftover = re.compile(rf"\.(?:{'|'.join(stems)})\.[a-z0-9_]{{8}}\.tmp")
        with suppress(OSError):
            for path in folder.iterdir():
                if leftover.fullmatch(path.name) and path.is_file() and not path.is_symlink():
                    path.unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
