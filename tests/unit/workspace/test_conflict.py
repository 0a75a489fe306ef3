"""Both sides of a file that git could not merge."""

from __future__ import annotations

import pytest

from dutykit.workspace.conflict import Conflict, conflict_in, is_mark

TEXT = b"a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other\nd\n"


def test_both_sides() -> None:
    assert conflict_in(TEXT) == Conflict(2, b"a\nb\nd\n", b"a\nc\nd\n")
    assert conflict_in(TEXT + TEXT) == Conflict(2, b"a\nb\nd\na\nb\nd\n", b"a\nc\nd\na\nc\nd\n")


def test_the_version_before_both_belongs_to_neither() -> None:
    text = TEXT.replace(b"=======\n", b"||||||| 1234567\nz\n=======\n")
    assert conflict_in(text) == conflict_in(TEXT)


def test_line_breaks_stay_as_they_are() -> None:
    found = conflict_in(TEXT.replace(b"\n", b"\r\n"))
    assert found == Conflict(2, b"a\r\nb\r\nd\r\n", b"a\r\nc\r\nd\r\n")


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"a\n=======\nb\n",
        b"a: '<<<<<<< HEAD'\n",
        b"<<<<<<< HEAD\na\n",
        b"<<<<<<< HEAD\na\n=======\nb\n",
        b">>>>>>> other\n=======\n",
    ],
)
def test_what_is_no_conflict(text: bytes) -> None:
    assert conflict_in(text) is None


def test_marks() -> None:
    assert [is_mark(line) for line in ("<<<<<<< HEAD", "=======", "||||||| a", ">>>>>>> b", "======", "<<<<<<<x")] == [
        *(True, True, True, True),
        *(False, False),
    ]
