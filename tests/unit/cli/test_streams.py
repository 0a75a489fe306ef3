"""Whatever is written to a stream, nothing of it commands a terminal."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from dutykit.cli.streams import GuardedStream, RawStream, ReaderGoneError, direct


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
    raw = RawStream(writing, "wb")
    with pytest.raises(ReaderGoneError):
        raw.write(b"a")
    assert raw.failure is None
    raw.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only some systems have a full disk at hand")
def test_a_full_disk_is_remembered() -> None:
    raw = RawStream("/dev/full", "wb")
    with pytest.raises(OSError, match="No space"):
        raw.write(b"a")
    assert raw.failure is not None
    raw.close()
