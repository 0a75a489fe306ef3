"""Mend a workspace's files: work out what can safely be mended, then write file by file."""

from __future__ import annotations

import codecs
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from dutykit.language import _, reason_of
from dutykit.model.refusal import Refusal
from dutykit.validate.fix.plan import Left, Mended, Planned, Wanted, plan_mends
from dutykit.workspace.assemble import load_workspace
from dutykit.workspace.discover import is_inside
from dutykit.workspace.writing.atomic_file import clear_leftovers, write_atomically
from dutykit.workspace.writing.changed_file import ChangedFile
from dutykit.workspace.writing.held_signals import signals_held
from dutykit.workspace.writing.lock import WorkspaceLockedError, workspace_lock

__all__ = ["Fixed", "FixedFile", "Left", "Mended", "NotWrittenError", "WorkspaceLockedError", "fix_workspace"]


@dataclass(frozen=True, slots=True)
class FixedFile(ChangedFile):
    """A file with the fixes made in it."""

    path: Path
    """The file itself, where `name` is a link to it."""
    mends: tuple[Mended, ...]
    """Sorted by place."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """What came of mending a workspace."""

    root: Path
    files: tuple[FixedFile, ...]
    """Sorted by name; a file without a mend is not in it."""
    left: tuple[Left, ...]
    """What was left alone, and why."""

    @property
    def unified_diff(self) -> str:
        """The changes to all files; empty if there are none."""
        return "".join(file.unified_diff for file in self.files)


class NotWrittenError(Refusal):
    """The disk refused a file. It is as it was, and so are those after it; those before it are mended."""

    def __init__(self, name: str, error: OSError, written: tuple[FixedFile, ...]) -> None:
        message = _("无法写入 {file}：{reason}；该文件及其后的文件均未修改，此前的 {count} 个文件已改正")
        super().__init__(message.format(file=name, reason=reason_of(error), count=len(written)))
        self.name = name
        self.error = error
        self.written = written


def fix_workspace(
    root: Path, *, dry_run: bool, only: Collection[str] = (), wanted: Wanted = lambda _rule: True
) -> Fixed:
    """Make all safe mends in the workspace `root`; with `dry_run` only work them out, writing nothing.

    With `only`, names of files and folders relative to the workspace, no other file is changed.
    Rules that `wanted` says no to, or the settings turn off, mend nothing. All new texts are there
    before the first is written, and each file is replaced whole or not at all: a run that failed or
    was killed is finished by running it again. Raises WorkspaceLockedError if another process is at
    it, NotWrittenError if a file cannot be written, OSError if the workspace's folder cannot.
    """
    if dry_run:
        return _planned(root, only, wanted)[0]
    with workspace_lock(root):
        fixed, names = _planned(root, only, wanted)
        clear_leftovers(root, names)
        return _written(fixed)


def _planned(root: Path, only: Collection[str], wanted: Wanted) -> tuple[Fixed, list[str]]:
    """The mends, and the names of all files read."""
    loaded = load_workspace(root)
    files, left = plan_mends(loaded, only, wanted)
    found: dict[Path, FixedFile] = {}
    for planned in files:
        path = Path(os.path.realpath(root / planned.name))
        mark = _mark(path, planned.old)
        reason = _obstacle(root, planned.name, path, mark)
        if reason is None and mark is not None:
            old, new = ((mark + data).decode() for data in (planned.old, planned.new))
            found.setdefault(path, FixedFile(planned.name, old, new, path, planned.mends))  # two names may be one file
        else:
            left += _all_left(planned, reason or _changed())
    left.sort(key=lambda one: (one.place, one.rule))
    return Fixed(root, tuple(found.values()), tuple(left)), sorted(loaded.sources)


def _mark(path: Path, data: bytes) -> bytes | None:
    """What stands before `data` in the file: a byte order mark or nothing; None if the file holds other data by now."""
    try:
        whole = path.read_bytes()
    except OSError:
        return None
    return next((mark for mark in (b"", codecs.BOM_UTF8) if whole == mark + data), None)


def _obstacle(root: Path, name: str, path: Path, mark: bytes | None) -> str | None:
    """Why a file is not to be written."""
    if mark is None:
        return _changed()
    if not is_inside(root, root / name):
        return _("文件的实际位置在工作区之外")
    # A file can be replaced where it cannot be written to; who made it read-only does not want that.
    return None if os.access(path, os.W_OK) else _("文件为只读")


def _changed() -> str:
    return _("文件刚被其他程序修改")


def _all_left(planned: Planned | FixedFile, reason: str) -> Iterator[Left]:
    for mend in planned.mends:
        yield Left(mend.rule, mend.place, mend.message, reason)


def _written(fixed: Fixed) -> Fixed:
    """Write the files; one that changed meanwhile is left alone."""
    done: list[FixedFile] = []
    left = list(fixed.left)
    for file in fixed.files:
        if _mark(file.path, file.old.encode()) is None:
            left += _all_left(file, _changed())
            continue
        try:
            with signals_held():
                write_atomically(file.path, file.new.encode())
        except OSError as error:
            raise NotWrittenError(file.name, error, tuple(done)) from error
        done.append(file)
    return Fixed(fixed.root, tuple(done), tuple(left))
