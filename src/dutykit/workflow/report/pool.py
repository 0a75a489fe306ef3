"""Makes many reports, several at once; one that fails, or kills the process that makes it, stops no other."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from dutykit.language import Language, _, current_language, use_language
from dutykit.model.workspace import Workspace
from dutykit.render.report.html import Medium
from dutykit.workflow.report.order import Order, ReportImpossibleError
from dutykit.workflow.report.outcome import Made
from dutykit.workflow.report.press import Press


def make_reports(
    workspace: Workspace, orders: Sequence[Order], *, medium: Medium, cycle: int | None = None, workers: int = 0
) -> Iterator[Made]:
    """Make every report, giving word of each as it is done, in no particular order.

    A report that fails does not stop the others. `workers` processes share the work, by default as many
    as there are processors; one report is made in this process. Raises ReportImpossibleError.
    """
    if cycle is None and workspace.cycle is None:
        raise ReportImpossibleError(
            _("工作区里没有任何年度的填报"), _("用 --cycle 指明年度，或在 dutykit.yaml 中写 cycle")
        )
    workers = min(workers or _processors(), len(orders))
    if workers <= 1:
        press = Press(workspace.root, medium, cycle, workspace)
        for order in orders:
            yield press.make(order)
        return
    yield from _in_parallel(workspace, orders, medium, cycle, workers)


def _in_parallel(
    workspace: Workspace, orders: Sequence[Order], medium: Medium, cycle: int | None, workers: int
) -> Iterator[Made]:
    from multiprocessing import get_context

    owed = workspace.responsibilities.by_unit
    longest_first = sorted(orders, key=lambda one: -len(owed.get(one.unit, ())) if one.unit else -(10**9))
    setup = (workspace.root, medium, cycle, current_language())
    left = deque(longest_first)
    suspects: set[Order] = set()  # what was being made when a worker died: tried once more, one at a time
    while left:
        dead: list[Order] = []
        at_once = 1 if suspects else workers
        # No more is handed over than is soon begun: so an interruption leaves nothing to cancel, which
        # ProcessPoolExecutor may wait on forever.
        with ProcessPoolExecutor(at_once, get_context("spawn"), _start_worker, setup) as pool:
            waiting: dict[Future[Made], Order] = {}
            while not dead:
                while left and len(waiting) < at_once + (not suspects):
                    order = left.popleft()
                    waiting[_submitted(pool, order)] = order
                if not waiting:
                    return
                done, _rest = wait(waiting, return_when=FIRST_COMPLETED)
                for future in sorted(done, key=lambda one: str(waiting[one].path)):
                    order = waiting.pop(future)
                    if isinstance(future.exception(), BrokenProcessPool):
                        dead.append(order)
                    else:
                        yield _outcome(future, order)
            dead += waiting.values()
        for order in dead:
            if order in suspects:
                yield Made(order, failure=_("制作报告的进程意外中止，可能是内存不足"))
            else:
                left.append(order)
        suspects.update(dead)


def _submitted(pool: ProcessPoolExecutor, order: Order) -> Future[Made]:
    try:
        return pool.submit(_make_in_worker, order)
    except BrokenProcessPool as error:  # a worker died while it made another report
        future: Future[Made] = Future()
        future.set_exception(error)
        return future


def _outcome(future: Future[Made], order: Order) -> Made:
    try:
        return future.result()
    except ReportImpossibleError:
        raise
    except Exception as error:  # noqa: BLE001 (our own bug in one report must not cost the others)
        return Made(order, failure=_("程序内部错误：{reason}").format(reason=f"{type(error).__name__}: {error}"))


_press: Press | None = None
"""What a worker process keeps from one report to the next."""


def _start_worker(root: Path, medium: Medium, cycle: int | None, language: Language) -> None:
    global _press  # noqa: PLW0603 (a worker process is started once, for one workspace)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent, which stops us in good order
    use_language(language)
    _press = Press(root, medium, cycle)


def _make_in_worker(order: Order) -> Made:
    if _press is None:
        raise RuntimeError("worker was not started")
    return _press.make(order)


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
