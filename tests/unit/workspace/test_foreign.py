from __future__ import annotations

import time

import pytest

from dutykit.workspace.foreign import TooMuchToReadError, read_foreign


def slow(_data: bytes) -> None:
    time.sleep(60)


def test_the_reader_gets_the_bytes_and_what_else_is_given() -> None:
    assert read_foreign(bytes.startswith, b"PK..", b"PK") is True


def test_a_file_that_takes_too_long_is_refused_with_a_fix() -> None:
    with pytest.raises(TooMuchToReadError, match="未读取") as caught:
        read_foreign(slow, b"", seconds=0.2)
    assert caught.value.fix is not None
