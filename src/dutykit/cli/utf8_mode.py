"""Python's UTF-8 mode, in which file names and arguments are what they are on disk, whatever the locale."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

RESTARTED = "DUTYKIT_UTF8"
"""Set in the environment of a process that was started again, so that it is not done twice."""


def restart_in_utf8_mode() -> None:
    """Start this process again in UTF-8 mode where the locale has another encoding; it keeps its number and streams.

    Else each file name that is not ASCII would be another name. Returns where that is not needed.
    """
    if is_utf8(sys.getfilesystemencoding()) or RESTARTED in os.environ:
        return
    os.environ["PYTHONUTF8"] = "1"
    os.environ[RESTARTED] = "1"
    start, given = _split(sys.orig_argv, sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    os.execv(sys.executable, [*map(os.fsencode, start), *map(utf8_argument, given)])  # noqa: S606 # this program


def is_utf8(encoding: str) -> bool:
    """Whether `encoding` is a name of UTF-8."""
    return encoding.lower().replace("-", "").replace("_", "") in {"utf8", "cp65001"}


def utf8_argument(text: str) -> bytes:
    """An argument as UTF-8: its own bytes where they are that, else what the locale took them for."""
    given = os.fsencode(text)
    try:
        given.decode()
    except UnicodeDecodeError:
        return text.encode("utf-8", "surrogateescape")
    return given


def _split(whole: Sequence[str], own: Sequence[str]) -> tuple[list[str], list[str]]:
    """The command line that Python was started with: what starts the program, and the program's own arguments."""
    begin = len(whole) - len(own)
    return [sys.executable, *whole[1:begin]], list(whole[begin:])
