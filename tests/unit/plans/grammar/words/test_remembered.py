"""A function of a text reads a short one once, and a long one each time."""

from __future__ import annotations

import pytest

from dutykit.plans.grammar.words.remembered import remembered

LONGEST = 4


@pytest.mark.parametrize(("text", "times"), [("", 1), ("甲" * LONGEST, 1), ("甲" * (LONGEST + 1), 3)])
def test_a_short_text_is_read_once(text: str, times: int) -> None:
    read: list[str] = []

    @remembered(longest=LONGEST)
    def length(text: str) -> int:
        read.append(text)
        return len(text)

    assert [length(text) for _ in range(3)] == [len(text)] * 3
    assert read == [text] * times


def test_how_it_is_read_counts() -> None:
    @remembered(longest=LONGEST)
    def repeated(text: str, times: int, *, end: str = "") -> str:
        return text * times + end

    assert [repeated("甲", 1), repeated("甲", 2), repeated("甲", 2, end="。")] == ["甲", "甲甲", "甲甲。"]


def test_the_oldest_are_forgotten() -> None:
    read: list[str] = []

    @remembered(longest=LONGEST, most=2)
    def same(text: str) -> str:
        read.append(text)
        return text

    for text in "甲乙丙甲":
        same(text)
    assert read == [*"甲乙丙甲"]
