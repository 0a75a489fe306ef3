from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from dutykit.language import _, speaking
from dutykit.model.refusal import Refusal
from dutykit.process.bounded import TooMuchError, begin, bounded

MB = 1_000_000


def call(function: object, *arguments: object, seconds: float = 30, most: int = 200 * MB) -> object:
    return bounded(function, *arguments, seconds=seconds, most_bytes=most)  # type: ignore[arg-type]


def refused(text: str) -> None:
    raise Refusal(text, "办法")


def spoken() -> str:
    return _("文件为空")


def large(size: int) -> bytes:
    return b"x" * size


def complain() -> None:
    sys.stderr.write("noise\n")
    os.write(2, b"noise\n")


def test_calls_share_a_process_that_is_not_this_one() -> None:
    first, second = call(os.getpid), call(os.getpid)
    assert first == second != os.getpid()


def test_what_takes_too_long_is_stopped_and_the_next_call_works() -> None:
    with pytest.raises(TooMuchError):
        call(time.sleep, 60, seconds=0.2)
    assert call(abs, -1) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")
def test_what_takes_too_much_memory_is_stopped_and_the_next_call_works() -> None:
    with pytest.raises(TooMuchError):
        call(large, 400 * MB)
    assert call(abs, -1) == 1


def test_a_result_that_is_too_large_is_not_taken() -> None:
    with pytest.raises(TooMuchError):
        call(large, 20 * MB, most=10 * MB if sys.platform != "linux" else 15 * MB)
    assert call(abs, -1) == 1


def test_a_process_that_dies_is_too_much() -> None:
    with pytest.raises(TooMuchError):
        call(signal.raise_signal, signal.SIGKILL)


def test_what_the_function_raises_is_raised_with_its_fix() -> None:
    with pytest.raises(Refusal) as caught:
        call(refused, "坏文件")
    assert (caught.value.message, caught.value.fix) == ("坏文件", "办法")


def test_it_speaks_the_language_in_use() -> None:
    chinese = call(spoken)
    with speaking("en"):
        english = call(spoken)
    assert chinese == "文件为空" != english


def test_it_is_quiet(capfd: pytest.CaptureFixture[str]) -> None:
    call(complain)
    assert capfd.readouterr().err == ""


def test_this_process_goes_on_while_the_call_is_done(tmp_path: Path) -> None:
    begun = begin(wait_for, tmp_path / "ready", seconds=30, most_bytes=200 * MB)
    (tmp_path / "ready").touch()
    assert begun() == "ready"


def wait_for(path: Path) -> str:
    while not path.exists():
        time.sleep(0.01)
    return path.name


def test_what_nobody_waits_for_is_stopped_by_the_next_call() -> None:
    begin(time.sleep, 60, seconds=60, most_bytes=200 * MB)
    began = time.monotonic()
    assert call(abs, -1) == 1
    assert time.monotonic() - began < 30


def test_the_time_counts_from_the_beginning() -> None:
    begun = begin(time.sleep, 60, seconds=0.2, most_bytes=200 * MB)
    time.sleep(0.3)
    with pytest.raises(TooMuchError):
        begun()


def test_what_was_done_in_time_is_taken_late() -> None:
    begun = begin(abs, -1, seconds=2, most_bytes=200 * MB)
    time.sleep(2.1)
    assert begun() == 1
