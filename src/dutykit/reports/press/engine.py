"""What prints reports: this process, processes of this machine, or a cluster, each an Executor."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from dutykit.reports.press.pool import Bounds, Pool, ProcessDiedError, call_named

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Engine:
    """An Executor, and how to treat it."""

    executor: Executor
    at_once: int
    """How many jobs it is given before the first is done."""
    died: tuple[type[Exception], ...] = (ProcessDiedError,)
    """What it raises for a job whose process died."""
    elsewhere: bool = False
    """Whether it is on other machines."""
    retries: int = 1
    """How often such a job is tried again."""
    patience: float | None = None
    """After so many seconds in which no job was done, those it has are given up."""


@contextmanager
def local_engine(*, workers: int = 0, bounds: Bounds | None = None) -> Iterator[Engine]:
    """The processes of this machine, by default as many as there are processors."""
    workers = workers or processors()
    # One job more than can run: none waits for the next to be laid out.
    yield from _engine_of(Pool(workers, bounds or Bounds()), workers + 1)


def early_engine(*, alone: bool) -> Callable[[], AbstractContextManager[Engine]]:
    """The processes of this machine, of which one gets ready at once while this one reads the workspace.

    Loading what sets pages takes as long as all that comes before. One report, `alone`, needs one process; with one
    processor it is this one.
    """
    if alone and processors() < 2:
        return _here
    workers = 1 if alone else processors()
    pool = Pool(workers, Bounds())
    pool.submit(call_named, "dutykit.typeset.proof", "get_ready")
    return contextmanager(lambda: _engine_of(pool, workers + (not alone)))


def _engine_of(pool: Pool, at_once: int) -> Iterator[Engine]:
    try:
        yield Engine(pool, at_once)
    except BaseException:
        pool.shutdown(cancel_futures=True)
        raise
    pool.shutdown()


@contextmanager
def _here() -> Iterator[Engine]:
    yield Engine(_Here(), 1)


class _Here(Executor):
    """Does each job at once, in this process."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 (it is the future's to hold)
            future.set_exception(error)
        return future


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
