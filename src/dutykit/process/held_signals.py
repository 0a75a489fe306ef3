"""Signals that end the program: how SIGTERM does, and how they wait while something must not be cut in two."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

Mask = set[int] | None


class TerminatedError(SystemExit):
    """SIGTERM ends the program; code of others that calls `sys.exit` raises SystemExit itself."""


def terminate(*_arguments: object) -> None:
    """The handler of SIGTERM. Raises TerminatedError with the code that a shell gives for it."""
    raise TerminatedError(128 + signal.SIGTERM)


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
