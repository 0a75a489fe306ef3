"""Whatever is written to a stream, nothing of it commands a terminal."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from dutykit.cli.streams import GuardedStream, RawStream, ReaderGoneError, direct, guard_streams


def written(text: str, *, directly: bool = False) -> str:
    raw = io.BytesIO()
    stream = GuardedStream(raw, encoding="utf-8", newline="\n")
    (direct(stream) if directly else stream).write(text)
    stream.flush()
    return raw.getvalue().decode()


def test_a_stream_shows_control_characters_as_marks() -> None:
    assert written("甲\x1b]0;题\x07\n\t乙\r\n") == "甲\ufffd]0;题\ufffd\n\t乙\r\n"
    assert written("\033[1;31m红\033[0m") == "\033[1;31m红\033[0m"


def test_what_moves_the_cursor_goes_by_another_way() -> None:
    assert written("\x1b[H\x1b[2J", directly=True) == "\x1b[H\x1b[2J"
    other = io.StringIO()
    assert direct(other) is other


def test_a_reader_that_is_gone_is_no_error_of_writing() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with io.FileIO(writing, "wb") as below:
        raw = RawStream(below)
        with pytest.raises(ReaderGoneError):
            raw.write(b"a")
        assert raw.failure is None


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only some systems have a full disk at hand")
def test_a_full_disk_is_remembered() -> None:
    with io.FileIO("/dev/full", "wb") as below:
        raw = RawStream(below)
        with pytest.raises(OSError, match="No space"):
            raw.write(b"a")
        assert raw.failure is not None


class Console(io.RawIOBase):
    """As Python's writer to a console of Windows: it is given UTF-8, and its descriptor is not written to."""

    def __init__(self) -> None:
        super().__init__()
        self.shown = b""

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return 1

    def write(self, data: object, /) -> int:
        assert isinstance(data, memoryview | bytes)
        self.shown += bytes(data[:7])  # a console takes what it can at once
        return len(data[:7])


def test_a_console_of_windows_gets_its_text_by_pythons_writer(monkeypatch: pytest.MonkeyPatch) -> None:
    consoles = {name: Console() for name in ("stdout", "stderr")}
    for name, one in consoles.items():
        monkeypatch.setattr(sys, name, io.TextIOWrapper(io.BufferedWriter(one), encoding="utf-8"))
    guard_streams()
    sys.stdout.write("校验 48 个文件：没有问题\n")
    sys.stdout.flush()
    assert consoles["stdout"].shown.decode() == "校验 48 个文件：没有问题\n"
