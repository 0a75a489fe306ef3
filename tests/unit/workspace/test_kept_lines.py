from __future__ import annotations

import pytest
from pydantic import BaseModel

from dutykit.workspace.kept_lines import noted, with_line, with_notes


class Note(BaseModel):
    word: str


@pytest.mark.parametrize("before", [None, b"", b"x\n", b"x"])
def test_a_line_is_never_glued_to_another(before: bytes | None) -> None:
    whole = with_line(before, b"y\n")
    assert whole.split(b"\n") == [*([b"x"] if before else []), b"y", b""]


def test_notes_come_back_and_what_is_none_is_passed_over() -> None:
    data = with_notes(with_notes(None, {"word": "甲\ud800"}), {"word": "乙\n"})
    assert data.count(b"\n") == 2
    found = list(noted(data + b"junk\n{}\n", Note))
    assert [one.word for _text, one in found] == ["乙\n"]  # half a character is no text
    assert [text for text, _one in found] == [data.splitlines()[1]]
    assert list(noted(None, Note)) == []
