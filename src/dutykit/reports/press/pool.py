"""An Executor of processes on this machine, each held to a time and a size, and replaced when it dies or has grown."""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import signal
import sys
import tempfile
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from queue import SimpleQueue
from typing import Any, NoReturn, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_MUCH = 200_000_000
"""Bytes; a process that holds more looks for what it can let go."""

Job = tuple["Future[Any]", Callable[..., Any], tuple[Any, ...]]


class ProcessDiedError(Exception):
    """The process that did a job died of it, or was killed."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much one job may take."""

    seconds: float = 600
    """After that its process is killed, and the job's future holds a TimeoutError."""
    bytes: int = 2_000_000_000
    """More memory than that a process gets not: the future holds a MemoryError, or the process dies."""
    grown_bytes: int = 300_000_000
    """A process that was once this large is replaced after the job."""


class Pool(Executor):
    """Processes that are started as they are needed. A job whose process dies gets ProcessDiedError, no other does.

    ProcessPoolExecutor gives up all jobs when one process dies, and cannot stop one that takes too long.
    """

    def __init__(self, workers: int, bounds: Bounds) -> None:
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        # What a killed process leaves of temporary files is cleared away by this one.
        folder = tempfile.mkdtemp(prefix="dutykit-")
        self._clear = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self._members = [_Member(self._jobs, bounds, folder) for _number in range(workers)]
        for member in self._members:
            member.start()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have `fn`, which a new process can import, called with `args`."""
        if kwargs:
            raise TypeError("a job takes positional arguments only")
        future: Future[T] = Future()
        self._jobs.put((future, fn, args))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 (as Executor has it)
        """End the processes; with `cancel_futures` at once, whatever they do."""
        for member in self._members:
            member.ending = cancel_futures
        for _member in self._members:
            self._jobs.put(None)
        if cancel_futures:
            for member in self._members:
                member.kill()
        if wait:
            for member in self._members:
                member.join()
            self._clear()


def call_named(module: str, function: str) -> None:
    """Call a function of a module that only the process that does the job need import."""
    getattr(import_module(module), function)()


class _Member(threading.Thread):
    """One process and the thread that hands it one job after another."""

    def __init__(self, jobs: SimpleQueue[Job | None], bounds: Bounds, folder: str) -> None:
        super().__init__(daemon=True)
        self._folder = folder
        self._jobs = jobs
        self._bounds = bounds
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._starting = threading.Lock()
        self.ending = False

    def run(self) -> None:
        """Do jobs until there are no more."""
        if hasattr(signal, "pthread_sigmask"):  # Ctrl-C reaches the parent, which stops the processes in good order
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # the process has it from this thread
        while (job := self._jobs.get()) is not None:
            future, function, arguments = job
            if self.ending or not future.set_running_or_notify_cancel():
                future.cancel()
                continue
            try:
                result = self._done(function, arguments)
            except BaseException as error:  # noqa: BLE001 (it is the future's to hold)
                future.set_exception(error)
            else:
                future.set_result(result)
        self._retire()

    def kill(self) -> None:
        """Kill the process, from another thread."""
        with self._starting:  # a process is killed when it is whole, or it would say what it lacks
            process = self._process
        if process is not None:
            with suppress(ValueError):  # it has just ended by itself
                process.kill()

    def _done(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        process, pipe = self._up()
        try:
            pipe.send((function, arguments))
            if not wait([pipe, process.sentinel], self._bounds.seconds):
                raise TimeoutError
            worked, value, size = pipe.recv()
        except (OSError, EOFError) as error:
            process.kill()
            self._forget()
            if isinstance(error, TimeoutError):
                raise
            raise ProcessDiedError from error
        if size > self._bounds.grown_bytes:
            self._retire()
        if not worked:
            raise value
        return value

    def _up(self) -> tuple[SpawnProcess, Connection]:
        if self._process is None or self._pipe is None:
            context = get_context("spawn")
            with self._starting:
                if self.ending:
                    raise ProcessDiedError
                pipe, theirs = context.Pipe()
                process = context.Process(target=_work, args=(theirs, self._bounds.bytes, self._folder), daemon=True)
                process.start()
                theirs.close()
                self._process, self._pipe = process, pipe
        return self._process, self._pipe

    def _retire(self) -> None:
        """Let the process end by itself."""
        if self._pipe is not None:
            self._pipe.close()
        self._forget()

    def _forget(self) -> None:
        process, self._process = self._process, None
        pipe, self._pipe = self._pipe, None
        if pipe is not None:
            pipe.close()
        if process is not None:
            process.join()
            with suppress(ValueError):  # at the very end of the program another thread has just waited for it
                process.close()


def _work(pipe: Connection, most_bytes: int, folder: str) -> None:
    """What a process does: jobs from the pipe, until its other end is closed; temporary files go into `folder`."""
    tempfile.tempdir = folder
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _bound(most_bytes)
    gc.disable()  # what a report leaves is looked for when there is much of it: that saves a sixth of the time
    while True:
        try:
            function, arguments = pipe.recv()
        except (EOFError, OSError):
            _leave()
        try:
            answer = (True, function(*arguments), _peak())
        except Exception as error:  # noqa: BLE001 (the parent is told)
            answer = (False, error, _peak())
        try:
            pipe.send(answer)
        except OSError:
            _leave()
        except Exception as error:  # noqa: BLE001 (the answer cannot be pickled)
            pipe.send((False, RuntimeError(f"{type(error).__name__}: {error}"), _peak()))
        del answer, arguments
        if _size() > _MUCH:
            gc.collect()


def _leave() -> NoReturn:
    """End this process: in good order, but for memory, which the system clears away quicker than Python does."""
    atexit._run_exitfuncs()  # noqa: SLF001 (there is no other way to have them run)
    os._exit(0)


def _end_with_parent() -> None:
    """A parent that was killed cannot end its processes."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _bound(most_bytes: int) -> None:
    if sys.platform == "linux":
        import resource

        _soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
        most = most_bytes if hard == resource.RLIM_INFINITY else min(most_bytes, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def _size() -> int:
    """The memory this process holds, in bytes; the most it has held where the system does not say."""
    if sys.platform != "linux":
        return _peak()
    import resource

    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * resource.getpagesize()


def _peak() -> int:
    """The most memory this process has held at once, in bytes; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0
    if sys.platform == "linux":
        # NOTE: ru_maxrss counts what the parent held when it started this process: one made by a large parent would
        # seem to have grown before its first job.
        with open("/proc/self/status", encoding="utf-8", errors="replace") as file:
            held = [line.split()[1] for line in file if line.startswith("VmHWM:")]
        if held:
            return int(held[0]) * 1024
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
