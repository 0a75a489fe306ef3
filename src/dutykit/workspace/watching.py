"""Waits until files of a workspace change."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING

from dutykit.workspace.discover import is_inside, name_in_workspace
from dutykit.workspace.inventory import EVIDENCE, KINDS, FileKind, kind_of

if TYPE_CHECKING:
    from watchfiles import Change

_DEBOUNCE = 2_000
"""Milliseconds after which changes are reported though more of them come."""
_STEP = 150
"""Milliseconds without a change after which changes are reported: an editor's save is several steps."""


class Watch:
    """Notices changes of the files that `validate` reads, and of those of the kinds `also` and the `files`, from now on.

    Each folder is watched by itself: links are not followed, and folders that are not the workspace's are not looked
    into. Drives whose changes the system does not report are polled if WATCHFILES_FORCE_POLLING is set.
    """

    def __init__(self, root: Path, also: Sequence[FileKind] = (), files: Sequence[Path] = ()) -> None:
        self._root = root
        self._files = frozenset(os.path.abspath(path) for path in files)
        self._kinds = frozenset(kind for kind in KINDS if kind.is_read or kind is EVIDENCE or kind in also)
        self._found: SimpleQueue[set[str] | OSError] = SimpleQueue()
        self._stop = Event()
        self._folders: frozenset[str] = frozenset()
        self._start()

    def wait(self) -> tuple[str, ...]:
        """Wait until files have changed; their names, sorted. Raises OSError if the system cannot watch."""
        while True:
            found = self._found.get()
            before = self._folders
            self._start()
            if isinstance(found, OSError) and self._folders == before:
                raise found
            paths = (self._folders ^ before) | (set() if isinstance(found, OSError) else self._own(found))
            if paths:
                return tuple(sorted(name_in_workspace(self._root, Path(path)) for path in paths))

    def _own(self, paths: set[str]) -> set[str]:
        return {
            path
            for path in paths
            if path in self._files or kind_of(name_in_workspace(self._root, Path(path))) in self._kinds
        }

    def _start(self) -> None:
        """Watch the folders there are now, unless they are watched already."""
        from watchfiles import watch

        tops = {kind.path.split("/")[0] for kind in self._kinds if "/" in kind.path}
        folders = {os.fspath(self._root), *(os.path.dirname(path) for path in self._files)}
        for top in tops:
            if is_inside(self._root, self._root / top):
                for folder, below, _files in os.walk(self._root / top):
                    folders.add(folder)
                    below[:] = [name for name in below if not name.startswith(".")]
        if folders != self._folders:
            self._stop.set()
            self._folders, self._stop = frozenset(folders), Event()
            changes = watch(
                *folders, watch_filter=None, debounce=_DEBOUNCE, step=_STEP, stop_event=self._stop, recursive=False
            )
            # A thread, as the library drops the exceptions of signal handlers where it waits.
            Thread(target=self._feed, args=(changes,), daemon=True).start()

    def _feed(self, changes: Iterable[set[tuple[Change, str]]]) -> None:
        try:
            for some in changes:
                self._found.put({path for _change, path in some})
        except OSError as error:
            self._found.put(error)
