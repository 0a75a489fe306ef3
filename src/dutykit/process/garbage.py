"""When Python's garbage collector runs: never where nearly everything made is kept, and rarely elsewhere.

It looks through all objects to find the few that refer to each other and to nothing else. Where a thousand records
are read, that costs a third of the time and finds nothing.
"""

from __future__ import annotations

import gc
from contextlib import AbstractContextManager


def collection_paused(*, keep: bool = False) -> AbstractContextManager[None]:
    """Collect no garbage inside. With `keep` all objects that exist at the end are never looked at again."""
    return _Paused(keep=keep)


class _Paused:
    """A class, for a generator makes objects when it ends: the first of them would start a collection."""

    __slots__ = ("_enabled", "_keep")

    def __init__(self, *, keep: bool) -> None:
        self._keep = keep
        self._enabled = gc.isenabled()

    def __enter__(self) -> None:
        gc.disable()

    def __exit__(self, *_error: object) -> None:
        if self._enabled:
            if self._keep:
                gc.freeze()
            gc.enable()


def keep_existing_objects() -> None:
    """Never look at the objects that exist now; a forked process then shares their memory with this one."""
    gc.freeze()


def collect_rarely() -> None:
    """For a command: most of what it makes lives until its end."""
    gc.set_threshold(200_000)


def collect_only_on_request() -> None:
    """For a process whose jobs end with `collect`."""
    gc.disable()


def collect() -> None:
    """Collect now."""
    gc.collect()
