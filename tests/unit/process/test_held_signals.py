"""Signals that end the program wait while files are written."""

from __future__ import annotations

import os
import signal

import pytest

from dutykit.process.held_signals import signals_held

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are sent as such")


@pytest.mark.parametrize("which", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_comes_afterwards(which: signal.Signals) -> None:
    came: list[int] = []
    before = signal.signal(which, lambda number, _frame: came.append(number))
    try:
        with signals_held():
            with signals_held():
                signal.raise_signal(which)
            assert came == []
        assert came == [which]
        signal.raise_signal(which)
        assert came == [which, which]
    finally:
        signal.signal(which, before)


def test_after_an_error_too() -> None:
    with pytest.raises(ValueError, match="x"), signals_held():
        raise ValueError("x")
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_where_signals_cannot_be_held_all_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(signal, "pthread_sigmask")
    with signals_held():
        pass
