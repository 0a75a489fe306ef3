"""Looks for the evidence files that submissions name, and hashes what is there."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from dutykit.model.evidence_file import EvidenceFile
from dutykit.model.layout import EVIDENCE_FOLDER
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
    """What is at `name` in the workspace `root`; nothing outside its folder of evidence is opened. Raises nothing.

    A file of more than `most` bytes is not read.
    """
    path = root / name
    try:
        if not is_evidence_name(name):
            # A name without a folder is one that somebody has still to put into its place.
            is_bare = not set(name) & set("/\\\0:") and not name.startswith(".")
            return EvidenceFile(name, "missing" if is_bare and not os.path.lexists(path) else "outside")
        if not is_evidence_path(root, path):  # on this system a backslash parts no folders: there is no such file
            is_missing = "\\" in name and not os.path.lexists(path)
            return EvidenceFile(name, "missing" if is_missing else "outside")
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


def is_evidence_name(name: str) -> bool:
    """Whether `name`, relative to a workspace, is in its folder of evidence, and nothing in it is hidden."""
    name = name.replace("\\", "/")
    parts = [part for part in name.split("/") if part not in {"", "."}]
    hidden = any(part.startswith(".") for part in parts)  # `..` too
    return parts[:1] == [EVIDENCE_FOLDER] and not hidden and not name.startswith("/") and "\0" not in name


def is_evidence_path(root: Path, path: Path) -> bool:
    """Whether `path`, with every link followed, is below the folder of evidence of the workspace `root`.

    That folder itself may not be a link to another place: whatever is there would be evidence. Raises OSError.
    """
    top, real = os.path.realpath(root), os.path.realpath(path)
    folder = os.path.join(top, EVIDENCE_FOLDER)  # Path would not be compared as text
    return real == folder or (real.startswith(folder + os.sep) and is_evidence_name(os.path.relpath(real, top)))


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
