"""Which texts are held to be alike, and that time does not grow with their pairs."""

from __future__ import annotations

import pytest

from dutykit.text.near_duplicates import SHORTEST, Likeness

SENTENCES = ["".join(chr(0x4E00 + 37 * number + position) for position in range(20)) for number in range(30)]


def text(*numbers: int) -> str:
    return "".join(f"{SENTENCES[number]}。" for number in numbers)


def test_the_earliest_of_the_same_is_named() -> None:
    likeness = Likeness()
    assert likeness.add(text(0, 1, 2, 3, 4), ()) is None
    assert likeness.add(text(5, 6, 7, 8, 9), ()) is None
    assert likeness.add(text(5, 6, 7, 8, 9), ()) == (1, True)
    assert likeness.add(text(5, 6, 7, 8, 9), ()) == (1, True)


def test_marks_blanks_numbers_and_names_do_not_count() -> None:
    likeness = Likeness()
    likeness.add(text(0, 1, 2, 3) + "甲局拨付 12 笔。", ["甲局"])
    assert likeness.add(text(0, 1, 2, 3).replace("。", "！\n\n") + "《乙局》拨付3,400笔", ["乙局"]) == (0, True)


@pytest.mark.parametrize(("more", "found"), [(1, (0, False)), (2, None)])
def test_nine_tenths(more: int, found: tuple[int, bool] | None) -> None:
    likeness = Likeness()
    likeness.add(text(*range(9)), ())
    assert likeness.add(text(*range(9), *range(20, 20 + more)), ()) == found


def test_a_short_text_is_not_looked_at() -> None:
    likeness = Likeness()
    short = "字" * (SHORTEST - 1)
    assert likeness.add(short, ()) is None
    assert likeness.add(short, ()) is None
    assert likeness.add(short + "，" * 50, ()) is None


def test_a_sentence_that_stands_everywhere_is_remembered_a_few_times_only() -> None:
    likeness = Likeness()
    for number in range(200):
        likeness.add(text(0) + "".join(chr(0x4E00 + 100 * number + position) for position in range(100)), ())
    assert max(len(holders) for holders in likeness._holders.values()) == 8
