"""The same job for many arguments, shared out among the processors, with the results in the order of the arguments."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from typing import TypeVar

from dutykit.process.pool import Pool, ProcessDiedError
from dutykit.process.size import processors

A = TypeVar("A")
R = TypeVar("R")

AHEAD = 4
"""Jobs given to each process before the first of them is asked for."""


def in_order(function: Callable[[A], R], arguments: Sequence[A]) -> Iterator[R]:
    """`function` of each of `arguments`, each result as soon as it and those before it are there; nothing is held on to.

    With one processor or one argument it is called here. A job whose process dies is done again in this process.
    """
    workers = min(processors(), len(arguments))
    if workers <= 1:
        yield from map(function, arguments)
        return
    waiting: deque[tuple[A, Future[R]]] = deque()
    with Pool(workers, fork=True) as pool:
        for argument in arguments:
            waiting.append((argument, pool.submit(function, argument)))
            if len(waiting) >= workers * AHEAD:
                yield _result(function, *waiting.popleft())
        while waiting:
            yield _result(function, *waiting.popleft())


def _result(function: Callable[[A], R], argument: A, outcome: Future[R]) -> R:
    try:
        return outcome.result()
    except ProcessDiedError:
        return function(argument)
