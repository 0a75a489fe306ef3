from __future__ import annotations

import os
import sys

import pytest

from dutykit.process.size import memory, peak_memory, processors


@pytest.mark.skipif(sys.platform == "win32", reason="the system does not say")
def test_memory_held_and_held_at_most() -> None:
    before = memory()
    held = bytearray(os.urandom(1)) * 50_000_000
    assert memory() - before > 40_000_000
    assert peak_memory() >= memory() - 1_000_000
    assert len(held) == 50_000_000


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="processes are not bound to processors here")
def test_processors_this_process_may_use() -> None:
    allowed = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, {min(allowed)})
        assert processors() == 1
    finally:
        os.sched_setaffinity(0, allowed)
    assert processors() == len(allowed)
