"""What prints reports: this process, processes of this machine, or a cluster, each an Executor."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass

from dutykit.process.pool import Bounds, Pool, ProcessDiedError
from dutykit.process.size import processors

BOUNDS = Bounds(seconds=600, bytes=2_000_000_000, grown_bytes=300_000_000)
"""How much one report may take; a process that was once as large as the last is replaced after the report."""


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
def local_engine(*, workers: int = 0, bounds: Bounds = BOUNDS) -> Iterator[Engine]:
    """The processes of this machine, by default as many as there are processors."""
    workers = workers or processors()
    with Pool(workers, bounds) as pool:
        # One job more than can run: none waits for the next to be laid out.
        yield Engine(pool, workers + 1)


@contextmanager
def early_engine(*, alone: bool) -> Iterator[Engine]:
    """The processes of this machine, of which one gets ready at once while this one reads the workspace.

    Loading what sets pages takes as long as all that comes before. One report, `alone`, needs one process. They are
    copies of this process where that is safe: on macOS fonts are not to be used in a copy.
    """
    workers = 1 if alone else processors()
    with Pool(workers, BOUNDS, fork=sys.platform == "linux") as pool:
        pool.submit(_get_ready)
        yield Engine(pool, workers + (not alone))


def _get_ready() -> None:
    from dutykit.typeset.proof import get_ready

    get_ready()
