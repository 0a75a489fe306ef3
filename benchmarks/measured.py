"""Runs commands and says what they cost: seconds, and the memory of the largest of their processes."""

from __future__ import annotations

import resource
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took."""

    seconds: float
    peak_bytes: int
    """Of the largest process of the tree, at one time; 0 if nobody looked."""
    code: int
    processor_seconds: float
    """Of all its processes; what else the machine does hardly counts in it."""


def cost(
    command: Sequence[str | Path],
    *,
    cwd: Path,
    env: Mapping[str, str] | None = None,
    memory: bool = False,
    most_seconds: float | None = None,
) -> Cost:
    """Run `command` and wait for it; with `memory` look at its processes all the while, which costs a little time.

    After `most_seconds` it is killed.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=cwd,
        env=None if env is None else dict(env),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    peaks: list[int] = [0]
    done = threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, peaks, done))
    if memory:
        watcher.start()
    try:
        code = process.wait(most_seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        code = process.wait()
    seconds = time.perf_counter() - start
    done.set()
    if memory:
        watcher.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(seconds, max(peaks), code, processor)


def _watch(pid: int, peaks: list[int], done: threading.Event) -> None:
    while not done.wait(0.02):
        try:
            top = psutil.Process(pid)
            processes = [top, *top.children(recursive=True)]
        except psutil.NoSuchProcess:
            return
        for process in processes:
            try:
                peaks.append(process.memory_info().rss)
            except psutil.NoSuchProcess:
                continue
        peaks[:] = [max(peaks)]
