"""Several files written as one: all of them, or none, whenever the writing stops.

The new contents are written into files of their own; then the note says so; then each is renamed into its place. A
command that is killed leaves the note, and the next one that changes the workspace recovers: it does the rest.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dutykit.language import _, reason_of
from dutykit.model.layout import PENDING_FILE
from dutykit.model.refusal import Refusal
from dutykit.workspace.discover import is_inside
from dutykit.workspace.file_bytes import TooLargeError, file_bytes
from dutykit.workspace.inventory import KINDS, kind_of
from dutykit.workspace.writing.atomic_file import make_folder, sync_folder, write_atomically
from dutykit.workspace.writing.note import STAGED_NAME, STAGED_SUFFIX, Entry, NoteError, note_bytes, read_note

_NOTE_BYTES = 10_000_000
"""Of a note that is read: some 30,000 files, each of which is looked at."""


class UnfinishedError(Refusal):
    """A change is neither undone nor done and confirmed by the disk: its note stays, and the next command finishes it."""

    def __init__(self, message: str, error: OSError) -> None:
        super().__init__(
            message.format(reason=reason_of(error)),
            _("排除故障后运行 dutykit validate --fix 或其他写入文件的命令，会先完成这次修改"),
        )


@dataclass(frozen=True, slots=True)
class Staged:
    """The new contents of a file, in a file of their own on the same disk."""

    name: str
    """Of the file, relative to the workspace."""
    target: Path
    """The file itself, where `name` leads to it through links."""
    path: Path
    """The file with the new contents; for a file that is deleted, an empty one that gives way to it."""
    old: bytes | None
    """The contents before; None for a new file."""
    digest: str | None
    """The SHA-256 of the new contents; None for a file that is deleted."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """What became of a change that a killed command had begun."""

    written: tuple[str, ...] = ()
    """The names of the files written or deleted now; those that were before the kill are not among them."""
    changed: tuple[str, ...] = ()
    """The names of the files left as they are: they were changed after the kill, or their new contents are lost."""
    is_abandoned: bool = False
    """Whether nothing of the change is in the workspace: none of it was written before, and `changed` is not empty."""


def target_of(root: Path, name: str, writer: str | None = None, *, is_deleted: bool = False) -> Path | None:
    """The file that `name` leads to, if the command `writer`, or None for any command, may write it; else None.

    With `is_deleted`, if it may delete it: no link is followed then.

    It is in the workspace. A link to it may lead to any file of the same suffix, but to none that is hidden, as those
    of git are.
    """
    kind = kind_of(name)
    writers = () if kind is None else kind.deleters if is_deleted else kind.writers
    if not writers or (writer is not None and writer not in writers):
        return None
    direct, path = Path(os.path.realpath(root)) / name, Path(os.path.realpath(root / name))
    if path == direct:
        return path
    if is_deleted or not is_inside(root, path) or path.suffix.lower() != direct.suffix.lower():
        return None
    hidden = any(part.startswith(".") for part in path.relative_to(os.path.realpath(root)).parts)
    return None if hidden else path


def commit(root: Path, staged: Sequence[Staged]) -> None:
    """Put all of `staged` in their places, in their order.

    To be called with the workspace locked, nothing to recover, and signals held. Raises OSError: all files are then as
    they were; and UnfinishedError.
    """
    top, note = Path(os.path.realpath(root)), root / PENDING_FILE
    entries = [Entry(one.name, one.path.relative_to(top).as_posix(), _digest(one.old), one.digest) for one in staged]
    _sync({one.path.parent for one in staged})
    done: list[Staged] = []
    try:
        write_atomically(note, note_bytes(entries), suffix=STAGED_SUFFIX)
        for one in staged:
            if one.digest is None:
                os.replace(one.target, one.path)
            else:
                _put(one.path, one.target)
            done.append(one)
    except OSError as error:
        try:
            for one in reversed(staged):
                _undo(one, was_put=one in done)
            if os.path.lexists(note):
                note.unlink()
        except OSError:  # the disk that refused a file may refuse this too
            raise UnfinishedError(_("修改未写完，也未能撤销：{reason}"), error) from error
        raise
    try:
        _sync({folder for one in staged for folder in _folders(one.target, top)})
        note.unlink()
    except OSError as error:
        raise UnfinishedError(_("修改已全部写入，但磁盘未确认：{reason}"), error) from error
    for one in staged:
        if one.digest is None:
            _delete(one.path, one.target, top)


def recover(root: Path) -> Recovery:
    """Do the rest of a change that a killed command left unfinished.

    A file that was changed meanwhile is left unchanged; if no file is as the command wrote it, all are. To be called
    with the workspace locked and signals held. Raises NoteError for a note that dutykit did not write, and OSError.
    """
    top, note = Path(os.path.realpath(root)), root / PENDING_FILE
    if not os.path.lexists(note):
        _clear(root)
        return Recovery()
    entries = _entries(root)
    states = {entry: _state(top / entry.staged, target, entry) for entry, target in entries.items()}
    changed = tuple(entry.name for entry, state in states.items() if state == "changed")
    is_abandoned = bool(changed) and "written" not in states.values()
    written: list[str] = []
    for entry, target in entries.items():
        if states[entry] == "ready" and not is_abandoned:
            if entry.after is None:
                target.unlink()
            else:
                _put(top / entry.staged, target)
            written.append(entry.name)
    _sync({folder for target in entries.values() for folder in _folders(target, top)})
    note.unlink()
    for entry, target in entries.items():
        if entry.after is None:
            _delete(top / entry.staged, target, top)
    _clear(root)
    return Recovery(tuple(written), changed, is_abandoned)


def _entries(root: Path) -> dict[Entry, Path]:
    """What the note states, and the files it is about. Raises NoteError and OSError."""
    note = root / PENDING_FILE
    if not stat.S_ISREG(os.lstat(note).st_mode):
        raise NoteError
    try:
        entries = read_note(file_bytes(note, _NOTE_BYTES))
    except TooLargeError as error:
        raise NoteError from error
    found: dict[Entry, Path] = {}
    for entry in entries:
        target = target_of(root, entry.name, is_deleted=entry.after is None)
        staged = Path(os.path.realpath(root)) / entry.staged
        if target is None or Path(os.path.realpath(staged.parent)) != staged.parent:
            raise NoteError  # a note may come with a workspace from anywhere
        found[entry] = target
    return found


def _state(staged: Path, target: Path, entry: Entry) -> Literal["written", "ready", "changed"]:
    now = _digest_of(target)
    if now == entry.after:
        return "written"
    is_there = entry.after is None or _digest_of(staged) == entry.after
    return "ready" if now == entry.before and is_there else "changed"


def _put(staged: Path, target: Path) -> None:
    make_folder(target.parent)
    os.replace(staged, target)


def _delete(old: Path, target: Path, top: Path) -> None:
    """Delete `old`, the contents that were in `target`, and the folders that are empty now, but for the outermost."""
    with suppress(OSError):  # a folder that holds other files; what is left of `old` goes with the next command
        old.unlink(missing_ok=True)
        for folder in target.parents:
            if folder.parent == top or not folder.is_relative_to(top):
                break
            folder.rmdir()


def _folders(target: Path, top: Path) -> Iterator[Path]:
    """The folders from that of `target` up to `top`, as far as they exist."""
    return (folder for folder in target.parents if folder.is_relative_to(top) and folder.is_dir())


def _sync(folders: Iterable[Path]) -> None:
    for folder in folders:
        sync_folder(folder)


def _clear(root: Path) -> None:
    """Delete new contents that never got into their places, of commands that were killed."""
    leftover = re.compile(STAGED_NAME)
    with suppress(OSError):
        tops = {kind.path.split("/")[0] for kind in KINDS if kind.writers}
        folders: list[tuple[str, list[str], list[str]]] = [(str(root), [], os.listdir(root))]
        folders += [walked for top in sorted(tops) for walked in os.walk(root / top)]  # follows no link
        for folder, _folders, names in folders:
            for name in names:
                path = Path(folder, name)
                if leftover.fullmatch(name) and path.is_file() and not path.is_symlink():
                    path.unlink()


def _undo(one: Staged, *, was_put: bool) -> None:
    """Put the old contents back, and delete the folders that were made for the file.

    Raises OSError: the file is then as it was or as it is to be. Either way `recover` can put the new contents there.
    """
    if was_put and one.digest is None:
        os.replace(one.path, one.target)
    elif was_put and one.old is None:
        os.replace(one.target, one.path)
    elif was_put and one.old is not None:
        try:
            os.link(one.target, one.path)
        except OSError:  # a disk without links
            shutil.copyfile(one.target, one.path)
        write_atomically(one.target, one.old, suffix=STAGED_SUFFIX)
    with suppress(OSError):
        for folder in one.target.parents:
            if one.digest is None or folder == one.path.parent:
                break
            folder.rmdir()


def _digest(data: bytes | None) -> str | None:
    return None if data is None else hashlib.sha256(data).hexdigest()


def _digest_of(path: Path) -> str | None:
    """The SHA-256 of a file; None if there is none, and no digest if it is something else."""
    if not os.path.lexists(path):
        return None
    if path.is_symlink() or not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
