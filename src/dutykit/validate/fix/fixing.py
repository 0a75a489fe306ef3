"""Fix a workspace's files: find what can safely be fixed, then write all files, or none."""

from __future__ import annotations

import codecs
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from dutykit.language import _
from dutykit.validate.fix.plan import Left, MadeFix, Planned, Wanted, plan_fixes
from dutykit.workspace.assemble import load_workspace
from dutykit.workspace.writing.changed_file import ChangedFile
from dutykit.workspace.writing.transaction import OnRecovery, Transaction, Write, ignore_recovery, transaction


@dataclass(frozen=True, slots=True)
class FixedFile(ChangedFile):
    """A file with the fixes made in it."""

    fixes: tuple[MadeFix, ...]
    """Sorted by place."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """What came of fixing a workspace."""

    root: Path
    files: tuple[FixedFile, ...]
    """Sorted by name; a file without a fix is not in it."""
    left: tuple[Left, ...]
    """What was left unchanged, and why."""

    @property
    def unified_diff(self) -> str:
        """The changes to all files; empty if there are none."""
        return "".join(file.unified_diff for file in self.files)


def fix_workspace(
    root: Path,
    *,
    dry_run: bool,
    only: Collection[str] = (),
    wanted: Wanted = lambda _rule: True,
    on_recovery: OnRecovery = ignore_recovery,
) -> Fixed:
    """Make all safe fixes in the workspace `root`; with `dry_run` only work them out, writing nothing.

    With `only`, names of files and folders relative to the workspace, no other file is changed. Rules that `wanted`
    states no to, or the settings turn off, fix nothing. Raises WorkspaceLockedError if another process is at it,
    Refusal if a file was changed meanwhile, and OSError if one cannot be written; all files are then as they were.
    """
    with transaction(root, "validate --fix", on_recovery, dry_run=dry_run) as files:
        fixed = _planned(files, only, wanted)
        files.write([Write(one.name, one.old.encode(), one.new.encode()) for one in fixed.files])
        return fixed


def _planned(files: Transaction, only: Collection[str], wanted: Wanted) -> Fixed:
    planned_files, left = plan_fixes(load_workspace(files.root), only, wanted)
    found: dict[str, FixedFile] = {}
    for planned in planned_files:
        whole = files.bytes_of(planned.name)
        reason = _obstacle(files, planned, whole)
        if whole is not None and reason is None:
            path = os.path.realpath(files.root / planned.name)  # two names may be one file
            new = whole[: len(whole) - len(planned.old)] + planned.new
            found.setdefault(path, FixedFile(planned.name, whole.decode(), new.decode(), planned.fixes))
        else:
            left += _all_left(planned, reason or _changed())
    left.sort(key=lambda one: (one.place, one.rule))
    return Fixed(files.root, tuple(found.values()), tuple(left))


def _obstacle(files: Transaction, planned: Planned, whole: bytes | None) -> str | None:
    """Why a file, which contains `whole`, is not to be written."""
    if whole not in {planned.old, codecs.BOM_UTF8 + planned.old}:
        return _changed()
    if not files.may_write(planned.name):
        return _("文件的实际位置在工作区之外")
    # A file can be replaced where it cannot be written to; who made it read-only does not want that.
    return None if os.access(files.root / planned.name, os.W_OK) else _("文件为只读")


def _changed() -> str:
    return _("文件刚被其他程序修改")


def _all_left(planned: Planned, reason: str) -> Iterator[Left]:
    for fix in planned.fixes:
        yield Left(fix.rule, fix.place, fix.message, reason)
