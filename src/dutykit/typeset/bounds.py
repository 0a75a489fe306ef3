"""Holds what a workspace's template does to a time and a size."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from types import FrameType

from dutykit.process.size import limits_memory, private_memory

SECONDS = 20
_TICK, _TICKS, _GRACE = 0.02, 50, 2.0
"""Once the time is up: how often it is looked whether the template itself is running, and after how many looks not;
how long its line may take to be found."""
BYTES = 1_000_000_000


@contextmanager
def bounded(seconds: float = SECONDS, most_bytes: int = BYTES) -> Iterator[None]:
    """Python code that takes longer gets a TimeoutError, and a MemoryError if it asks for more memory.

    The time is held in a process's main thread and not on Windows, the memory on Linux.
    """
    with _timed(seconds), _sized(most_bytes):
        yield


@contextmanager
def _timed(seconds: float) -> Iterator[None]:
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    ticks = count()

    def stop(_signal: int, frame: FrameType | None) -> None:
        # Where a library's callback happens to run, an exception would be lost, and with it the line of the template.
        if _in_template(frame) or next(ticks) >= _TICKS:
            # Were it lost all the same, the next one comes; but not before jinja had the time to name the line.
            signal.setitimer(signal.ITIMER_REAL, _GRACE, _TICK)
            raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    others = signal.setitimer(signal.ITIMER_REAL, seconds, _TICK)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        signal.setitimer(signal.ITIMER_REAL, *others)  # somebody else's limit goes on


@contextmanager
def _sized(most_bytes: int) -> Iterator[None]:
    if not limits_memory():
        yield
        return
    import resource

    held = private_memory()
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limits = [one for one in (held + most_bytes, soft, hard) if one != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_DATA, (min(limits), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _in_template(frame: FrameType | None) -> bool:
    return frame is not None and "__jinja_template__" in frame.f_globals
