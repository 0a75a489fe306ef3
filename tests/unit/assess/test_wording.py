"""Two wordings of one text, word by word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dutykit.assess.wording import word_changes


def test_words_not_characters() -> None:
    pieces = word_changes("普惠性幼儿园覆盖率达到80%。", "普惠性幼儿园的覆盖率达到85%。")
    assert [tuple(piece) for piece in pieces] == [
        ("same", "普惠性幼儿园"),
        ("added", "的"),
        ("same", "覆盖率达到"),
        ("removed", "80"),
        ("added", "85"),
        ("same", "%。"),
    ]


@given(st.text(), st.text())
def test_both_wordings_are_in_the_pieces(old: str, new: str) -> None:
    pieces = word_changes(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new
