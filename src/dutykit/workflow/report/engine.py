"""What prints reports: this process, processes of this machine, or a cluster, each an Executor."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from dutykit.workflow.report.pool import Bounds, Pool

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Engine:
    """An Executor, and how to treat it."""

    executor: Executor
    at_once: int
    """How many jobs it is given before the first is done."""
    died: tuple[type[Exception], ...] = (BrokenProcessPool,)
    """What it raises for a job whose process died."""
    retries: int = 1
    """How often such a job is tried again."""
    patience: float | None = None
    """After so many seconds in which no job was done, those it has are given up."""


@contextmanager
def local_engine(*, alone: bool = False, workers: int = 0, bounds: Bounds | None = None) -> Iterator[Engine]:
    """The processes of this machine, by default as many as there are processors; this process if `alone`."""
    if alone:
        yield Engine(_Here(), 1)
        return
    workers = workers or _processors()
    pool = Pool(workers, bounds or Bounds())
    try:
        yield Engine(pool, workers + 1)  # one more than can run: none waits for the next to be laid out
    except BaseException:
        pool.shutdown(cancel_futures=True)
        raise
    pool.shutdown()


class _Here(Executor):
    """Does each job at once, in this process."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 (it is the future's to hold)
            future.set_exception(error)
        return future


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
