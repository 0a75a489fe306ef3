"""Notices when what a workspace's files hold has changed.

By looking, not by the system's change messages: those do not come from network drives, where offices
keep such files, and would still have to be held against what the files hold. A look is one `stat` a file.
"""

from __future__ import annotations

import hashlib
import stat
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from dutykit.model.layout import (
    CATALOGUE_FILE,
    PENDING_FILE,
    REGISTER_FILE,
    REVIEWS_FOLDER,
    SCORING_FILE,
    SETTINGS_FILE,
    SUBMISSIONS_FOLDER,
    TIMETABLE_FILE,
    history_file,
    past_file,
)
from dutykit.model.settings import Limits
from dutykit.workspace.discover import history_cycles, is_inside, name_in_workspace, past_cycles, yaml_files
from dutykit.workspace.yaml.reader import read_yaml

_PAUSE = 0.3
"""Seconds between two looks."""
_SHARE = 20
"""A look may take one part in so many of the time, however many files there are."""
_SETTLE = 0.15
"""Seconds for which nothing may change before a change counts: an editor's save is several steps."""
_PATIENCE = 20
"""How often that is waited for, where something never stops writing."""

Signature = tuple[int, ...]


@dataclass(slots=True)
class _Seen:
    """A file as it was last looked at."""

    signature: Signature
    digest: bytes
    """Of what it holds; empty where it is not there or cannot be read."""
    evidence: frozenset[str] = frozenset()
    """The files that it names as evidence, if it is a submission."""


@dataclass
class Watch:
    """The files of one workspace that `validate` depends on, and others that are named, as last looked at."""

    root: Path
    also: tuple[Path, ...] = ()
    """Files outside the workspace that count too, such as a baseline."""
    folders: tuple[Path, ...] = ()
    """Folders whose every file counts too, such as that of a workspace's templates."""
    sleep: Callable[[float], object] = time.sleep
    _seen: dict[Path, _Seen] = field(default_factory=dict)

    def look(self) -> tuple[str, ...]:
        """The names of files that are new, gone or hold something else than at the last look; sorted."""
        before = self._seen
        now: dict[Path, _Seen] = {}
        fixed = [self.root / name for name in _names(self.root)]
        below = (path for folder in self.folders for path in sorted(folder.rglob("*")) if path.is_file())
        for path in (*fixed, *self.also, *below):
            now[path] = _seen(path, before.get(path), names_evidence=False)
        for folder in (SUBMISSIONS_FOLDER, REVIEWS_FOLDER):
            files, unread = yaml_files(self.root, folder)
            told = "\n".join(finding.message for finding in unread)  # links and folders that cannot be gone into
            now[self.root / folder] = _Seen((), told.encode())
            for path in files:
                now[path] = _seen(path, before.get(path), names_evidence=folder == SUBMISSIONS_FOLDER)
        named = {name for one in now.values() for name in one.evidence}
        for path in (self.root / name for name in sorted(named)):
            if path not in now and is_inside(self.root, path):
                now[path] = _seen(path, before.get(path), names_evidence=False)
        self._seen = now
        return self._changed_since(before)

    def _changed_since(self, before: dict[Path, _Seen]) -> tuple[str, ...]:
        now = self._seen
        changed = (path for path in before.keys() | now.keys() if _digest(before, path) != _digest(now, path))
        return tuple(sorted(name_in_workspace(self.root, path) for path in changed))

    def wait(self) -> tuple[str, ...]:
        """Wait until files have changed and been left alone for a moment; their names, sorted."""
        pause = _PAUSE
        while True:
            self.sleep(pause)
            before = self._seen
            began = time.monotonic()
            changed = self.look()
            pause = max(_PAUSE, _SHARE * (time.monotonic() - began))
            if not changed:
                continue
            for _attempt in range(_PATIENCE):
                self.sleep(_SETTLE)
                if not self.look():
                    break
            changed = self._changed_since(before)
            if changed:  # what was changed and changed back is no change
                return changed


def _names(root: Path) -> Iterable[str]:
    """The files beside submissions and evidence that `validate` reads."""
    yield from (CATALOGUE_FILE, REGISTER_FILE, SETTINGS_FILE, TIMETABLE_FILE, SCORING_FILE, PENDING_FILE)
    for cycle in past_cycles(root):
        yield from (past_file(cycle, name) for name in (CATALOGUE_FILE, REGISTER_FILE, SCORING_FILE))
    yield from map(history_file, history_cycles(root))


def _digest(seen: dict[Path, _Seen], path: Path) -> bytes:
    return seen[path].digest if path in seen else b""


def _seen(path: Path, before: _Seen | None, *, names_evidence: bool) -> _Seen:
    """`path` as it is now; read only where its `stat` says that it may hold something else."""
    try:
        status = path.stat()
        signature: Signature = (
            status.st_mode,
            status.st_ino,
            status.st_dev,
            status.st_size,
            status.st_mtime_ns,
            status.st_ctime_ns,
        )
        if before is not None and before.signature == signature:
            return before
        if not stat.S_ISREG(status.st_mode):
            return _Seen(signature, b"no file")
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").digest()
            if not names_evidence or status.st_size > Limits().file_bytes:
                return _Seen(signature, digest)
            if before is not None and before.digest == digest:
                return _Seen(signature, digest, before.evidence)
            file.seek(0)
            return _Seen(signature, digest, frozenset(_evidence_named(file.read())))
    except FileNotFoundError:
        return _Seen((), b"")
    except (OSError, ValueError) as error:
        return _Seen((), f"unreadable: {type(error).__name__}".encode())


def _evidence_named(data: bytes) -> Iterable[str]:
    """The files that a submission's text names as evidence; none where it cannot be read."""
    value = read_yaml(data, "", Limits()).value
    answers = list(_items(value, "answers"))
    problems = [*_items(value, "carried"), *(one for answer in answers for one in _items(answer, "problems"))]
    entries = [entry for answer in answers for entry in _items(answer, "evidence")]
    for entry in (*entries, *(entry for problem in problems for entry in _items(problem, "proof"))):
        name = entry.get("file") if isinstance(entry, dict) else None
        if isinstance(name, str) and "\0" not in name:
            yield name


def _items(parent: object, key: str) -> list[object]:
    """The list `key` of `parent`, if there is one."""
    items = parent.get(key) if isinstance(parent, dict) else None
    return items if isinstance(items, list) else []
