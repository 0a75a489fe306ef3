"""The bytes of one file as they stood at one moment, whatever happens to the file meanwhile."""

from __future__ import annotations

import os
import stat
from io import BufferedReader
from pathlib import Path

from dutykit.language import _

_TRIES = 3
"""How often a file is read that changes under our hands."""


class TooLargeError(Exception):
    """A file has more bytes than it may; `args[0]` states how many."""


def file_bytes(path: Path, most: int) -> bytes:
    """All bytes of the regular file `path`.

    Raises TooLargeError, with nothing read, if it has more than `most` bytes, and OSError if it
    cannot be read, is no regular file, or changes each time it is read.
    """
    _regular(os.stat(path), most)  # some devices act when they are merely opened
    for _try in range(_TRIES):
        with open(path, "rb", opener=open_without_waiting) as file:
            before = os.fstat(file.fileno())
            _regular(before, most)
            data = file.read(before.st_size + 1)
            after = os.fstat(file.fileno())
        if len(data) == before.st_size == after.st_size and before.st_mtime_ns == after.st_mtime_ns:
            return data
    raise OSError(_("读取期间文件被修改"))


def open_without_waiting(path: str, flags: int) -> int:
    """For `open(opener=…)`: does not wait for a writer if a pipe has taken the file's place meanwhile."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def open_file(path: Path) -> BufferedReader:
    """Open `path` to read its bytes, without waiting. Raises OSError."""
    return open(path, "rb", opener=open_without_waiting)


def _regular(status: os.stat_result, most: int) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise OSError(_("不是普通文件"))
    if status.st_size > most:
        raise TooLargeError(status.st_size)
