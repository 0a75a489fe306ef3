"""One job for many arguments."""

from __future__ import annotations

import os
import signal

import pytest

from dutykit.process import in_order as module
from dutykit.process.in_order import in_order

HERE = os.getpid()


def _square(number: int) -> int:
    return number * number


def _killed_elsewhere(number: int) -> int:
    if number == 3 and os.getpid() != HERE:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_arguments(workers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "processors", lambda: workers)
    assert [*in_order(_square, range(30))] == [number * number for number in range(30)]
    assert [*in_order(_square, [])] == []


def test_a_job_whose_process_dies_is_done_again_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "processors", lambda: 2)
    assert [*in_order(_killed_elsewhere, range(6))] == [*range(6)]
