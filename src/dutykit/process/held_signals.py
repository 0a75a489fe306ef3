"""Signals that end the program wait while something must not be cut in two."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

Mask = set[int] | None


def hold_signals() -> Mask:
    """Let Ctrl-C, SIGTERM and SIGHUP wait; gives what `let_signals` needs to let them come again."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        return None
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    return {int(one) for one in before}


def let_signals(before: Mask) -> None:
    """Let signals come as they did before; those that waited come now."""
    if before is not None:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def signals_held() -> Iterator[None]:
    """Let signals wait meanwhile."""
    before = hold_signals()
    try:
        yield
    finally:
        let_signals(before)
