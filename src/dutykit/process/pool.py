"""An executor of processes, each held to a time and a size, and replaced when it dies or has grown.

ProcessPoolExecutor gives up all jobs when one process dies, and cannot stop one that takes too long. In pebble's pool
all processes share one pipe and its lock: one that is killed while it waits, or while it sends, ends the pool.
Here each thread of the standard library's ThreadPoolExecutor has a process and a pipe of its own.
"""

from __future__ import annotations

import pickle
import signal
import threading
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any, Literal, ParamSpec, TypeVar

from dutykit.language import current_language
from dutykit.process.garbage import keep_existing_objects
from dutykit.process.spare_folder import SpareFolder
from dutykit.process.worker import work

P = ParamSpec("P")
T = TypeVar("T")


class ProcessDiedError(Exception):
    """The process that did a job died of it, or was killed."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much one job may take; None for any amount."""

    seconds: float | None = None
    """After that its process is killed, and the job's future holds a TimeoutError."""
    bytes: int | None = None
    """More memory than that a process does not get: the future holds a MemoryError, or the process dies."""
    grown_bytes: int | None = None
    """A process that was once this large is replaced after the job."""
    answer_bytes: int | None = None
    """A larger result is not taken: the process counts as dead."""
    quiet: bool = False
    """What the process and the libraries in it say on standard error, as when they die for want of memory, is not shown."""


class Pool(ThreadPoolExecutor):
    """`workers` processes. A job whose process dies gets ProcessDiedError, no other does.

    With `fork`, where the system has it, they are copies of this process and have imported what it has: they are
    made at once, while this process has one thread. Otherwise each is started when it is first needed.
    """

    def __init__(self, workers: int, bounds: Bounds | None = None, *, fork: bool = False) -> None:
        super().__init__(workers)
        # What a killed process leaves of temporary files is removed by this one.
        folder = SpareFolder()
        self._remove_folder = weakref.finalize(self, folder.remove)
        self._processes = [WorkerProcess(bounds or Bounds(), folder.path) for _number in range(workers)]
        if fork and "fork" in get_all_start_methods():
            keep_existing_objects()
            for process in self._processes:
                process.start("fork")
        self._idle = [*self._processes]

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have `fn`, which a new process can import, called with `args`."""
        if kwargs:
            raise TypeError("a job takes positional arguments only")
        return super().submit(self._done, fn, args)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 (as Executor has it)
        """End the processes; with `cancel_futures` at once, whatever they do."""
        super().shutdown(wait=False, cancel_futures=cancel_futures)
        if cancel_futures:
            for process in self._processes:
                process.kill()
        if wait:
            super().shutdown()
            for process in self._processes:
                process.end()
            self._remove_folder()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes, at once if something went wrong or the user interrupted."""
        self.shutdown(cancel_futures=kind is not None)

    def _done(self, function: Callable[..., T], arguments: tuple[Any, ...]) -> T:
        process = self._idle.pop()  # there are as many as threads
        try:
            result: T = process.done(function, arguments)
            return result
        finally:
            self._idle.append(process)


class WorkerProcess:
    """One process at a time: the next is started when the last has ended and there is a job."""

    def __init__(self, bounds: Bounds, folder: str) -> None:
        self._bounds = bounds
        self.folder = folder
        """Of its temporary files."""
        self._running: tuple[BaseProcess, Connection] | None = None
        self.busy = False
        """Whether it has a job whose result nobody has taken."""
        self._starting = threading.Lock()
        self._killed = False

    def start(self, method: Literal["fork", "spawn"] = "spawn") -> tuple[BaseProcess, Connection]:
        """Start it, and give it with the pipe to it. Raises ProcessDiedError if it has been killed for good."""
        context = get_context(method)
        with self._starting, _interruptions_held_back():
            if self._killed:
                raise ProcessDiedError
            pipe, theirs = context.Pipe()
            process = context.Process(  # type: ignore[attr-defined] # both contexts have it
                target=work,
                args=(theirs, self._bounds.bytes, self.folder, current_language(), self._bounds.quiet),
                daemon=True,
            )
            process.start()
            theirs.close()
            self._running = process, pipe
        return self._running

    def done(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        """What `function` returns or raises in the process. Raises TimeoutError and ProcessDiedError too."""
        self.begin(function, arguments)
        return self.result(self._bounds.seconds)

    def begin(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
        """Have it call `function`. Raises ProcessDiedError."""
        if self._running is not None and (self.busy or not self._running[0].is_alive()):
            self.end()  # nobody wants what it does, or it was killed while it had nothing to do
        _process, pipe = self._running or self.start()
        self.busy = True
        with self._death_noticed():
            pipe.send((function, arguments))

    def result(self, seconds: float | None) -> Any:
        """What the function that was begun returns or raises, in at most `seconds`. Raises TimeoutError and ProcessDiedError too."""
        if self._running is None:
            raise ProcessDiedError
        process, pipe = self._running
        with self._death_noticed():
            if not wait([pipe, process.sentinel], seconds):
                raise TimeoutError
            worked, value, peak_bytes = pickle.loads(pipe.recv_bytes(self._bounds.answer_bytes))  # noqa: S301 # of our own process
        self.busy = False
        if self._bounds.grown_bytes is not None and peak_bytes > self._bounds.grown_bytes:
            self.end()
        if not worked:
            raise value
        return value

    @contextmanager
    def _death_noticed(self) -> Iterator[None]:
        try:
            yield
        except (OSError, EOFError) as error:
            self.end()
            if isinstance(error, TimeoutError):
                raise
            raise ProcessDiedError from error

    def kill(self) -> None:
        """Kill it for good, from another thread."""
        with self._starting:  # a process that is killed while it starts complains of it
            self._killed = True
            if self._running is not None:
                with suppress(ValueError):  # it has just ended by itself
                    self._running[0].kill()

    def end(self) -> None:
        """Let it end by itself, or at once if nobody has taken what it does."""
        if self._running is None:
            return
        process, pipe = self._running
        self._running = None
        if self.busy:
            process.kill()
            self.busy = False
        with suppress(OSError):  # it is dead already
            pipe.send(None)
        pipe.close()
        process.join()
        process.close()


@contextmanager
def _interruptions_held_back() -> Iterator[None]:
    """Ctrl-C reaches the parent, which stops the processes in good order; a process inherits what its thread blocks."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
