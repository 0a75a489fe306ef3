"""What a process of a pool does."""

from __future__ import annotations

import atexit
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from pathlib import Path
from pickle import PicklingError
from typing import Any

from dutykit.language import Language, use_language
from dutykit.process.garbage import collect, collect_only_on_request
from dutykit.process.size import limit_memory, memory, peak_memory

_MUCH = 128_000_000
"""Bytes; a process that holds more looks for garbage."""


Job = tuple[Callable[..., Any], tuple[Any, ...]]
"""A function and its arguments."""
Answer = tuple[bool, Any, int]
"""Whether the function returned, what it returned or raised, and the most memory the process has held, in bytes."""


def work(pipe: Connection, most_bytes: int | None, folder: str, language: Language, quiet: bool) -> None:  # noqa: FBT001
    """Answer each Job from `pipe`, until one is None; temporary files go into `folder`.

    With `quiet` nothing comes to standard error.
    """
    if quiet:
        _silence()
    tempfile.tempdir = folder
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # Registered first and so called last: the system takes memory back faster than Python does.
    atexit.register(os._exit, 0)
    use_language(language)
    if most_bytes is not None:
        limit_memory(most_bytes)
    collect_only_on_request()
    with suppress(EOFError, OSError):  # the parent has gone
        while (job := pipe.recv()) is not None:
            answer = _answer(job)
            del job
            try:
                pipe.send(answer)
            except (TypeError, AttributeError, PicklingError) as error:
                pipe.send((False, RuntimeError(f"{type(error).__name__}: {error}"), answer[2]))
            del answer
            if memory() > _MUCH:
                collect()


def _silence() -> None:
    nothing = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 # until the process ends
    os.dup2(nothing.fileno(), 2)
    sys.stderr = nothing


def _answer(job: Job) -> Answer:
    function, arguments = job
    try:
        return True, function(*arguments), peak_memory()
    except Exception as error:  # noqa: BLE001 (the parent gets it)
        return False, error, peak_memory()


def _end_with_parent() -> None:
    """A parent that was killed cannot end its processes."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
