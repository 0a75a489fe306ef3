from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from multiprocessing import get_all_start_methods
from typing import Any

import pytest

from dutykit.language import current_language, speaking
from dutykit.process.pool import Bounds, Pool, ProcessDiedError


@contextmanager
def pool(workers: int = 1, bounds: Bounds | None = None) -> Iterator[Pool]:
    made = Pool(workers, bounds or Bounds())
    try:
        yield made
    finally:
        made.shutdown()


def test_jobs_are_done_in_a_process_that_stays() -> None:
    with pool() as made:
        first, second = [made.submit(os.getpid).result() for _time in range(2)]
    assert first == second != os.getpid()


def test_how_large_this_process_is_does_not_matter() -> None:
    bound = 150_000_000
    held = b"x" * (bound + 50_000_000)
    with pool(bounds=Bounds(grown_bytes=bound)) as made:
        first, second = [made.submit(os.getpid).result() for _time in range(2)]
    assert first == second
    assert len(held) > bound


def test_a_process_that_dies_fails_its_own_job_only() -> None:
    with pool() as made:
        jobs: list[Future[Any]] = [
            made.submit(os.getpid),
            made.submit(signal.raise_signal, signal.SIGKILL),
            made.submit(os.getpid),
        ]
        assert isinstance(jobs[1].exception(), ProcessDiedError)
        assert jobs[0].result() != jobs[2].result()


def test_a_process_killed_while_idle_costs_no_job() -> None:
    with pool() as made:
        first = made.submit(os.getpid).result()
        running = made._processes[0]._running
        assert running is not None
        running[0].kill()
        running[0].join()
        assert made.submit(os.getpid).result() != first


def test_a_job_that_takes_too_long_is_stopped() -> None:
    with pool(bounds=Bounds(seconds=0.5)) as made:
        assert isinstance(made.submit(time.sleep, 600).exception(), TimeoutError)


def test_a_job_that_takes_too_much_memory_is_refused_it() -> None:
    with pool(bounds=Bounds(bytes=500_000_000)) as made:
        assert isinstance(made.submit(bytearray, 900_000_000).exception(), MemoryError)
        assert len(made.submit(bytes, 10).result()) == 10


def test_a_process_that_has_grown_is_replaced() -> None:
    with pool(bounds=Bounds(grown_bytes=1)) as made:
        first, second = [made.submit(os.getpid).result() for _time in range(2)]
    assert first != second


def test_an_answer_that_cannot_be_sent_is_an_error_of_its_job() -> None:
    with pool() as made:
        assert isinstance(made.submit(threading.Lock).exception(), RuntimeError)
        assert isinstance(made.submit(int, "甲").exception(), ValueError)
        assert made.submit(int, "7").result() == 7


def _here() -> str:
    return _SET_BY_TEST


_SET_BY_TEST = "as imported"


@pytest.mark.skipif("fork" not in get_all_start_methods(), reason="this system copies no processes")
def test_forked_processes_have_what_this_one_had_and_later_ones_what_they_import(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys.modules[__name__], "_SET_BY_TEST", "as it was")
    made = Pool(1, fork=True)
    monkeypatch.undo()
    with made:
        assert made.submit(_here).result() == "as it was"
        assert isinstance(made.submit(signal.raise_signal, signal.SIGKILL).exception(), ProcessDiedError)
        assert made.submit(os.getpid).result() != os.getpid()


def test_language_of_the_messages_is_the_parents() -> None:
    with speaking("en"), pool() as made:
        assert made.submit(current_language).result() == "en"


def test_leaving_with_an_error_waits_for_nothing() -> None:
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt), Pool(1) as made:  # noqa: PT012 # the error is raised inside on purpose
        made.submit(time.sleep, 600)
        raise KeyboardInterrupt
    assert time.monotonic() - began < 60


@pytest.mark.parametrize("begun", [True, False])
def test_cancelling_waits_for_nothing(*, begun: bool) -> None:
    made = Pool(1, Bounds())
    jobs = [made.submit(time.sleep, 600), made.submit(time.sleep, 600)]
    while begun and not jobs[0].running():
        time.sleep(0.01)
    made.shutdown(cancel_futures=True)
    assert all(job.cancelled() or isinstance(job.exception(), ProcessDiedError) for job in jobs)
