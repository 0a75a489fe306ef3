"""Marks inside a title that stands in marks itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutykit.text.book_title import inside_book_marks


@pytest.mark.parametrize(
    ("title", "inside"),
    [
        ("实施意见", "实施意见"),
        ("关于印发《实施方案》的通知", "关于印发〈实施方案〉的通知"),
        ("关于转发《关于印发〈方案〉的通知》的通知", "关于转发〈关于印发《方案》的通知〉的通知"),
        ("《甲》和《乙》", "〈甲〉和〈乙〉"),
        ("关于印发〈方案〉的通知", "关于印发〈方案〉的通知"),
        ("没有关上《的", "没有关上《的"),
        ("没有打开》的《", "没有打开》的《"),
    ],
)
def test_marks_take_turns(title: str, inside: str) -> None:
    assert inside_book_marks(title) == inside


@given(st.text(alphabet="《》〈〉甲乙", max_size=20))
def test_nothing_but_marks_changes_and_twice_is_as_once(title: str) -> None:
    inside = inside_book_marks(title)
    plain = str.maketrans("〈〉", "《》")
    assert inside.translate(plain) == title.translate(plain)
    assert inside_book_marks(inside) == inside
