"""Lines are counted as editors count them."""

from __future__ import annotations

import pytest

from dutykit.workspace.yaml.lines import TextLines


def test_every_kind_of_break() -> None:
    lines = TextLines("a\r\n b\n\n\r \u2028\x85c\u2029d")
    assert [lines.line(number) for number in range(len(lines.starts))] == ["a", " b", "", "", " \u2028\x85c\u2029d"]
    assert lines.starts == [0, 3, 6, 7, 8]
    assert [lines.line_end(number) for number in range(5)] == [1, 5, 6, 7, 14]
    assert [lines.next_line(number) for number in range(5)] == [3, 6, 7, 8, 14]
    assert [lines.line_of(index) for index in range(15)] == [0, 0, 0, 1, 1, 1, 2, 3, *[4] * 7]
    assert (lines.line_break, lines.is_ended) == ("\r\n", False)
    assert lines.joined(["x", ""]) == "\r\nx\r\n"


@pytest.mark.parametrize(("text", "line_break", "ended"), [("", "\n", False), ("a", "\n", False), ("a\r", "\r", True)])
def test_the_end(text: str, line_break: str, *, ended: bool) -> None:
    lines = TextLines(text)
    assert (lines.line_break, lines.is_ended) == (line_break, ended)


def test_what_is_on_a_line() -> None:
    lines = TextLines("  a: b\n\n  # c\n \t# d\n   \n#e\nf\n")
    assert [lines.indent(number) for number in range(8)] == [2, 0, 2, 1, 3, 0, 0, 0]
    assert [lines.is_blank(number) for number in range(8)] == [False, True, False, False, True, False, False, True]
    assert [lines.is_comment(number) for number in range(8)] == [False, False, True, True, False, True, False, False]
    assert (lines.line(-1), lines.line(8), lines.line(99)) == ("", "", "")
    assert [*lines.comments_below(0)] == [2, 3, 5]
    assert [*lines.comments_below(5)] == []
    assert [*lines.comments_below(6)] == []
