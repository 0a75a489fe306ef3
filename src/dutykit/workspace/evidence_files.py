"""Looks for the evidence files that submissions name, and hashes what is there."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from dutykit.model.evidence_file import EvidenceFile
from dutykit.model.layout import EVIDENCE_FOLDER
from dutykit.workspace.discover import is_inside
from dutykit.workspace.file_bytes import open_without_waiting
from dutykit.workspace.file_kind import HEAD, file_kind

if TYPE_CHECKING:  # a result kept in the cache is looked at without reading any submission
    from dutykit.model.submission import Submission


def evidence_files(root: Path, submissions: Iterable[Submission], most: int) -> dict[str, EvidenceFile]:
    """What is on disk under every path that an evidence entry names; each file of at most `most` bytes is read."""
    names = {
        evidence.file for submission in submissions for evidence in submission.evidence() if evidence.file is not None
    }
    return {name: evidence_file(root, name, most) for name in sorted(names)}


def evidence_file(root: Path, name: str, most: int) -> EvidenceFile:
    """What is at `name` in the workspace `root`; nothing outside it is opened. Raises nothing.

    A file of more than `most` bytes is not read.
    """
    parts = PurePosixPath(name.replace("\\", "/"))
    if "\0" in name or parts.is_absolute() or ".." in parts.parts or ":" in name.split("/", maxsplit=1)[0]:
        return EvidenceFile(name, "outside")
    path = root / name
    try:
        if not is_inside(root, path):
            return EvidenceFile(name, "outside")
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            return EvidenceFile(name, "not_a_file")
        if status.st_size > most:
            return EvidenceFile(name, "too_large", size=status.st_size)
        with open(path, "rb", opener=open_without_waiting) as file:
            kind = file_kind(file.read(HEAD))
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
    except FileNotFoundError:
        return EvidenceFile(name, "missing")
    except (OSError, ValueError):  # permissions, loops of links, names too long for the disk
        return EvidenceFile(name, "unreadable")
    return EvidenceFile(name, "present", digest, size, kind)


def unlisted_files(root: Path, listed: Iterable[str]) -> list[str]:
    """Files in the folder of evidence that no entry names, sorted; not what systems and offices leave there themselves."""
    known = {os.path.realpath(root / name) for name in listed if "\0" not in name}
    found: list[str] = []
    for folder, _folders, names in os.walk(root / EVIDENCE_FOLDER):  # follows no link
        for name in names:
            path = Path(folder, name)
            if not name.startswith((".", "~$")) and name not in _LEFT_THERE and os.path.realpath(path) not in known:
                found.append(path.relative_to(root).as_posix())
    return sorted(found)


_LEFT_THERE = frozenset({"Thumbs.db", "desktop.ini"})
