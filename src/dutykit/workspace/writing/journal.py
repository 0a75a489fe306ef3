"""Several files written as one: what is to stand in them is put down first, and whoever finds it finishes the work.

The note stands in the workspace while a command writes. A command that is killed meanwhile leaves it there, and the
next one that changes the workspace carries it out before anything else.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dutykit.model.layout import PENDING_FILE
from dutykit.workspace.discover import is_inside
from dutykit.workspace.writing.atomic_file import clear_leftovers, write_atomically
from dutykit.workspace.writing.held_signals import signals_held

_VERSION = 1
# A note may come with a workspace from anywhere: it is carried out only for files that dutykit itself writes so.
_OWN = re.compile(
    r"(?:submissions/(?:[^/\\\0]+/)*[^/\\\0]+\.(?:yaml|yml)|history/[0-9]{4}\.jsonl|dutykit\.yaml"
    r"|data/(?:past/[0-9]{4}/)?(?:indicators|units|scoring)\.yaml)",
    re.IGNORECASE,
)


class JournalError(Exception):
    """The note of what was being written is no such note, or names a file it may not."""


@dataclass(frozen=True, slots=True)
class Write:
    """What one file is to hold."""

    name: str
    """Relative to the workspace."""
    before: bytes | None
    """What it held when that was worked out; None for a new file."""
    after: bytes


def write_together(root: Path, writes: Sequence[Write]) -> None:
    """Write the files in their order, so that a kill at any moment leaves all of them to be written, or none.

    To be called with the workspace locked and nothing unfinished. A signal to end comes after the last file.
    Raises OSError: what could be written is then undone, and the note taken away.
    """
    note = {
        "version": _VERSION,
        "writes": [{"name": one.name, "before": _digest(one.before), "after": one.after.decode()} for one in writes],
    }
    for one in writes:
        if not _may_write(root, one.name):
            raise JournalError(one.name)
    path = root / PENDING_FILE
    with signals_held():
        clear_leftovers(root, [PENDING_FILE, *(one.name for one in writes if (root / one.name).parent.is_dir())])
        write_atomically(path, (json.dumps(note, ensure_ascii=False) + "\n").encode())
        done: list[Write] = []
        try:
            for one in writes:
                write_atomically(root / one.name, one.after)
                done.append(one)
        except OSError:
            for one in reversed(done):
                _undo(root, one)
            path.unlink()
            raise
        path.unlink()


def finish_pending(root: Path) -> tuple[str, ...]:
    """Carry out what a killed command left behind; the names of files it had begun on, none if it left nothing.

    To be called with the workspace locked. A file that somebody changed meanwhile is left as it is. Raises
    JournalError for a note that is none, and OSError.
    """
    path = root / PENDING_FILE
    if not os.path.lexists(path):
        return ()
    writes = _read(path.read_bytes())
    if path.is_symlink() or any(not _may_write(root, one["name"]) for one in writes):
        raise JournalError(PENDING_FILE)
    names = tuple(one["name"] for one in writes)
    with signals_held():
        clear_leftovers(root, [PENDING_FILE, *(name for name in names if (root / name).parent.is_dir())])
        for one in writes:
            if _digest(_bytes(root / one["name"])) == one["before"]:
                write_atomically(root / one["name"], one["after"].encode())
        path.unlink()
    return names


def pending_names(data: bytes) -> frozenset[str]:
    """The names of the files in a note; none if it cannot be read."""
    try:
        return frozenset(one["name"] for one in _read(data))
    except JournalError:
        return frozenset()


def _read(data: bytes) -> list[dict[str, Any]]:
    try:
        note = json.loads(data)
        if note["version"] != _VERSION:
            raise JournalError(PENDING_FILE)
        writes: list[dict[str, Any]] = list(note["writes"])
        for one in writes:
            if not isinstance(one["name"], str) or not isinstance(one["after"], str):
                raise JournalError(PENDING_FILE)
            one["before"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise JournalError(PENDING_FILE) from None
    return writes


def _may_write(root: Path, name: str) -> bool:
    parts = name.split("/")
    path = root / name
    return bool(_OWN.fullmatch(name)) and ".." not in parts and is_inside(root, path) and not path.is_symlink()


def _undo(root: Path, one: Write) -> None:
    with suppress(OSError):  # the disk that refused the next file may refuse this one too
        if one.before is None:
            (root / one.name).unlink()
        else:
            write_atomically(root / one.name, one.before)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _digest(data: bytes | None) -> str | None:
    return None if data is None else hashlib.sha256(data).hexdigest()
