"""Calls a function in a process of its own, which is stopped when it takes too much time or memory.

For what reads files from outside. The process is kept for the next call: of a hundred files each costs a message, not a
start. There is no thread, so a command may go on to fork processes for other work.
"""

from __future__ import annotations

import atexit
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_all_start_methods
from typing import ParamSpec, TypeVar

from dutykit.language import Language, current_language
from dutykit.process.pool import Bounds, ProcessDiedError, WorkerProcess
from dutykit.process.size import memory, private_memory
from dutykit.process.spare_folder import SpareFolder

P = ParamSpec("P")
T = TypeVar("T")

_GROWN_BYTES = 250_000_000
"""A process that was once larger than this one by as much is not used again."""


class TooMuchError(Exception):
    """A call took more time or memory than it may, or its process died of it."""


def bounded(function: Callable[..., T], *arguments: object, seconds: float, most_bytes: int) -> T:
    """What `function`, which a new process can import, returns or raises.

    `most_bytes` is what it may take beyond what this process holds, and what its result may have. Raises TooMuchError.
    The memory is limited on Linux only, the time everywhere.
    """
    return begin(function, *arguments, seconds=seconds, most_bytes=most_bytes)()


def begin(function: Callable[..., T], *arguments: object, seconds: float, most_bytes: int) -> Callable[[], T]:
    """The same, whose result is waited for when what this gives is called: once, and before the next call begins.

    Raises TooMuchError, as what it gives does.
    """
    end_by = time.monotonic() + seconds
    process = _process(most_bytes)
    with _too_much():
        process.begin(function, arguments)

    def result() -> T:
        with _too_much():
            return process.result(max(end_by - time.monotonic(), 0))  # type: ignore[no-any-return] # what the function returns

    return result


@contextmanager
def _too_much() -> Iterator[None]:
    try:
        yield
    except (TimeoutError, MemoryError, ProcessDiedError) as error:
        end()
        raise TooMuchError from error


_Kept = tuple[Language, int]
_KEPT: dict[_Kept, tuple[WorkerProcess, SpareFolder]] = {}
"""The process in use and the folder of its temporary files, by the language of its messages and its limit: one at most."""


def _process(most_bytes: int) -> WorkerProcess:
    key = current_language(), most_bytes
    if key not in _KEPT or _KEPT[key][0].busy:
        end()
        folder = SpareFolder()
        bounds = Bounds(
            bytes=private_memory() + most_bytes,
            grown_bytes=memory() + _GROWN_BYTES,
            answer_bytes=most_bytes,
            quiet=True,
        )
        process = WorkerProcess(bounds, folder.path)
        if "fork" in get_all_start_methods():  # a copy has imported what this process has
            process.start("fork")
        _KEPT[key] = process, folder
    return _KEPT[key][0]


@atexit.register
def end() -> None:
    """End the process in use, if there is one, and delete its temporary files."""
    while _KEPT:
        _key, (process, folder) = _KEPT.popitem()
        process.end()
        folder.remove()
