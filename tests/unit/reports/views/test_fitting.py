from __future__ import annotations

import pytest

from dutykit.reports.views.fitting import lines_of, rows_that_fit


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", 1),
        ("一二三四五六七八九十", 1),
        ("一二三四五六七八九十一", 2),
        ("一二三四五六七八九十" * 2, 2),
        ("，一二三四五六七八九十", 2),
        ("，" + "一二三四五六七八九" * 2, 3),  # a line may end before a comma
        ("12345678901234", 1),
        ("WWWWWWWWWWW", 2),
    ],
)
def test_how_many_lines_a_text_takes_at_most(text: str, lines: int) -> None:
    assert lines_of(text, 100, 10) == lines


def test_rows_are_taken_in_turn_and_only_the_end_of_a_list_is_left_out() -> None:
    assert rows_that_fit([[10, 10, 10], [10], []], 40) == [3, 1, 0]
    assert rows_that_fit([[10, 10, 10], [10, 10]], 35) == [2, 1]
    assert rows_that_fit([[50, 10], [10, 10]], 30) == [0, 2]  # no smaller row in place of the first
    assert rows_that_fit([], 10) == []
    assert rows_that_fit([[5]], -1) == [0]
