"""The note of a change that is being written: which files, and how to tell whether each is old or new.

It is `.dutykit.pending` in the workspace, JSON. The new contents are in files of their own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

STAGED_SUFFIX = ".dutykit.tmp"
"""How the name of a file with new contents ends; nothing else is named so."""
STAGED_NAME = r"\.[^/\\\0\ud800-\udfff]+\.[a-z0-9_]{8}\.dutykit\.tmp"
_FOLDERS = r"(?:[^/\\\0\ud800-\udfff]+/)*"
_NAME = r"[^\0\ud800-\udfff]+"
_HASH = r"[0-9a-f]{64}"
_VERSION = 2


class NoteError(Exception):
    """The file is not a note, or the note is of a file that is not written so."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a change."""

    name: str
    """Relative to the workspace."""
    staged: str
    """The file with the new contents, relative to the workspace; where the old ones go of a file that is deleted."""
    before: str | None
    """The SHA-256 of the old contents, in hexadecimal; None for a new file."""
    after: str | None
    """The SHA-256 of the new contents; None for a file that is deleted."""


def note_bytes(entries: Iterable[Entry]) -> bytes:
    """The note of `entries`."""
    note = {"version": _VERSION, "writes": [asdict(entry) for entry in entries]}
    return (json.dumps(note, ensure_ascii=False) + "\n").encode()


def read_note(data: bytes) -> tuple[Entry, ...]:
    """The entries of a note. Raises NoteError."""
    try:
        note = json.loads(data)
        if note["version"] != _VERSION:
            raise NoteError
        entries = tuple(_entry(**one) for one in note["writes"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NoteError from None
    if len({one.name for one in entries}) < len(entries):
        raise NoteError
    return entries


def pending_names(data: bytes) -> frozenset[str]:
    """The names of the files in a note; none if it cannot be read."""
    try:
        return frozenset(entry.name for entry in read_note(data))
    except NoteError:
        return frozenset()


def _entry(*, name: Any, staged: Any, before: Any, after: Any) -> Entry:
    """The entry of these values, which may be any JSON. Raises TypeError and NoteError."""
    if (
        re.fullmatch(_NAME, name)
        and re.fullmatch(_FOLDERS + STAGED_NAME, staged)
        and ".." not in staged.split("/")
        and (after is None or re.fullmatch(_HASH, after))
        and (before is None or re.fullmatch(_HASH, before))
        and (before, after) != (None, None)
    ):
        return Entry(name, staged, before, after)
    raise NoteError
