from __future__ import annotations

import pytest

from dutykit.output.table.ids import id_cell, id_list


@pytest.mark.parametrize(
    ("ids", "text"),
    [
        ((), ""),
        (("1",), "1"),
        (("1", "2"), "1、2"),
        (("1", "2", "3"), "1—3"),
        (("1", "2", "3", "5", "7", "8", "9"), "1—3、5、7—9"),
        (("3", "2", "1"), "3、2、1"),
        (("a", "1", "2", "b", "3"), "a、1、2、b、3"),
    ],
)
def test_three_numbers_in_a_row_are_drawn_together(ids: tuple[str, ...], text: str) -> None:
    assert id_list(ids) == text


@pytest.mark.parametrize(
    ("key", "cell"),
    [("12", 12), ("007", "007"), ("1.2", "1.2"), ("１", "１"), ("9" * 15, int("9" * 15)), ("9" * 16, "9" * 16)],
)
def test_an_id_is_a_number_only_where_it_is_written_as_one(key: str, cell: str | int) -> None:
    assert id_cell(key) == cell
