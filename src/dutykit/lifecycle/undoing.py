"""Undo carrying forward, as long as nothing was built on it: every file is as it was, byte for byte."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dutykit.language import _
from dutykit.model.history_entry import HistoryEntry
from dutykit.model.layout import (
    CATALOGUE_FILE,
    COLLECTED_FOLDER,
    HISTORY_FOLDER,
    PAST_FOLDER,
    REGISTER_FILE,
    REVIEWS_FOLDER,
    SCORING_FILE,
    SETTINGS_FILE,
    SUBMISSIONS_FOLDER,
    TIMETABLE_FILE,
    history_file,
    past_file,
)
from dutykit.model.refusal import Refusal
from dutykit.workspace.writing.transaction import OnRecovery, OpenWorkspace, Write, changing, ignore_recovery

_LIVE = (CATALOGUE_FILE, REGISTER_FILE, SCORING_FILE, TIMETABLE_FILE, SETTINGS_FILE)
_FOLDERS = (SUBMISSIONS_FOLDER, REVIEWS_FOLDER, HISTORY_FOLDER, COLLECTED_FOLDER)
"""Where files of a cycle are, in a folder named for it."""
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Undone:
    """What was undone."""

    old: int
    """The cycle the workspace is in again."""
    new: int
    restored: tuple[str, ...]
    deleted: tuple[str, ...]


def undo_carry_forward(root: Path, *, dry_run: bool = False, on_recovery: OnRecovery = ignore_recovery) -> Undone:
    """Undo the last carrying forward. Raises Refusal where something was built on it, WorkspaceLockedError and OSError."""
    with changing(root, "carry-forward", on_recovery, dry_run=dry_run) as opened:
        new, entry = _begun(opened)
        files = entry.files or {}
        old = _old(files)
        built = list(dict.fromkeys(_built(opened, old, new, files)))
        if built:
            names = _("、").join(built[:_SHOWN]) + ("……" if len(built) > _SHOWN else "")
            message = _("转入 {new} 年度之后又有新的内容，不能撤销：{files}").format(new=new, files=names)
            raise Refusal(message, _("已作的修改确需放弃的，先将所列文件恢复原样（或从版本库恢复），再撤销"))
        writes = [*_writes(opened, old, files), _gone(opened, history_file(new))]
        opened.write(writes)
        return Undone(
            old,
            new,
            tuple(one.name for one in writes if one.after is not None),
            tuple(one.name for one in writes if one.after is None),
        )


def _begun(opened: OpenWorkspace) -> tuple[int, HistoryEntry]:
    """The cycle the workspace is in, and the entry that began it."""
    new = opened.workspace.cycle
    history = None if new is None else opened.workspace.history.get(new)
    entry = next((one for one in history.common.entries if one.action == "carry_forward"), None) if history else None
    if new is None or entry is None:
        raise Refusal(_("当前年度不是用 carry-forward 转入的，没有可撤销的内容"))
    if entry.files is None:
        raise Refusal(_("该次转入由旧版 dutykit 办理，没有记录所写的文件，不能自动撤销"), _("从版本库或备份中恢复"))
    return new, entry


def _old(files: Mapping[str, str]) -> int:
    kept = next(name for name in files if name.startswith(f"{PAST_FOLDER}/"))
    return int(PurePosixPath(kept).parent.name)


def _built(opened: OpenWorkspace, old: int, new: int, files: Mapping[str, str]) -> Iterator[str]:
    """The files that are not as the carrying forward left them, and those of the new cycle that it did not write."""
    for name, digest in files.items():
        data = opened.bytes_of(name)
        if data is None or hashlib.sha256(data).hexdigest() != digest:
            yield name
    for name in _LIVE:  # what it did not write is as the copy that it kept
        if name not in files and opened.bytes_of(name) != opened.bytes_of(past_file(old, name)):
            yield name
    history = opened.workspace.history.get(new)
    if history is not None and len(history.common.lines) > 1:
        yield history.common.file
    for folder in _FOLDERS:
        for path in sorted((opened.root / folder / str(new)).rglob("*")):
            name = path.relative_to(opened.root).as_posix()
            if name not in files and not path.is_dir() and not path.name.startswith("."):
                yield name


def _writes(opened: OpenWorkspace, old: int, files: Mapping[str, str]) -> Iterator[Write]:
    """Every file as it was: the live ones from the copies that were kept, the others gone."""
    live = [name for name in files if name in _LIVE]
    for name in live:
        yield Write(name, opened.bytes_of(name), opened.bytes_of(past_file(old, name)))
    for name in files:
        if name not in live:
            yield _gone(opened, name)


def _gone(opened: OpenWorkspace, name: str) -> Write:
    return Write(name, opened.bytes_of(name), None)
