"""The processes that many workspaces are shared out to; imported only where there are many that were not kept."""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path

from dutykit.language import Language, current_language, use_language
from dutykit.validate.validation import Request, Validation

Pending = Callable[[], Validation | None]
"""Waits for a workspace and gives what was found in it; None if its process died."""


class ValidationPool:
    """`workers` processes that each validate one workspace at a time by the function `work`."""

    def __init__(self, workers: int, work: Callable[[Path, list[Path], Request], Validation]) -> None:
        # A forked process has everything imported already; this one runs no threads that a fork could leave behind.
        context = get_context("fork" if "fork" in get_all_start_methods() else "spawn")
        gc.freeze()  # what is there stays, and forked processes share it
        self._pool = ProcessPoolExecutor(workers, context, _start_worker, (current_language(),))
        self._work = work

    def submit(self, root: Path, selected: list[Path], request: Request) -> Pending:
        """Hand over one workspace."""
        try:
            future: Future[Validation] = self._pool.submit(self._work, root, selected, request)
        except BrokenProcessPool:
            return lambda: None

        def pending() -> Validation | None:
            try:
                return future.result()
            except BrokenProcessPool:
                return None

        return pending

    def close(self) -> None:
        """End the processes; what they have not begun is not done."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def _start_worker(language: Language) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent, which stops us in good order
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    use_language(language)
