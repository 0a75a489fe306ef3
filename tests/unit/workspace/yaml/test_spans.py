"""The ends of values, and the comments of a text, are found to the character."""

from __future__ import annotations

import pytest

from dutykit.workspace.yaml.changes import Changes
from dutykit.workspace.yaml.lines import TextLines
from dutykit.workspace.yaml.operations import Drop, UnsafeEditError
from dutykit.workspace.yaml.spans import Spans, is_block, is_block_scalar, is_flow, key_event, value_event
from tests.unit.workspace.yaml.editing import read


@pytest.mark.parametrize(
    ("value", "end"),
    [
        (" a # c\n", " a"),
        ("\n", ""),
        (" # c\n", ""),
        (" 'a\n  b'  # c\n", " 'a\n  b'"),
        (" a\n  b\n\n", " a\n  b"),
        (" [a, {b: c}] # c\n", " [a, {b: c}]"),
        (" [a, # ]\n  b, ]\n", " [a, # ]\n  b, ]"),
        (" {a: , # }\n}\n", " {a: , # }\n}"),
        (" []\n", " []"),
        (" { }\n", " { }"),
        (" |\n  a\n\n  b\n\n\n", " |\n  a\n\n  b"),
        (" |+\n  a\n\n\n", " |+\n  a\n\n"),
        (" |+ # c\n  a\n\n", " |+ # c\n  a\n"),
        (" | # +\n  a\n\n", " | # +\n  a"),
        (" >-\n  a\n # c\n", " >-\n  a"),
        (" |\n", " |"),
        (" |\n\n\n", " |"),
        ("\n  - a\n  - b: c # d\n    e:\n\n", "\n  - a\n  - b: c # d\n    e:"),
        ("\n- a\n- - b\n  - |\n    c\n\n", "\n- a\n- - b\n  - |\n    c"),
        ("\n  a: *x # c\n", "\n  a: *x"),
    ],
)
@pytest.mark.parametrize("rest", ["", "z: 1\n"])
def test_the_end_of_a_value(value: str, end: str, rest: str) -> None:
    text = f"x: &x 1\nk:{value}{rest}"
    root = read(text).value
    spans = Spans(TextLines(text), root)
    found = spans.end(value_event(root, "k"), root["k"])
    assert text[:found] == f"x: &x 1\nk:{end}"
    assert spans.last_line(value_event(root, "k"), root["k"]) == f"x: &x 1\nk:{end}".count("\n")


def test_the_end_of_what_stays() -> None:
    text = "k:\n  - a\n  - b: c\n    d: e\n  - f\n"
    root = read(text).value
    spans, items = Spans(TextLines(text), root), root["k"]
    event = value_event(root, "k")
    assert text[: spans.end(event, items, Changes([Drop(items, 2), Drop(items[1], "d")]))].endswith("b: c")
    assert text[: spans.end(event, items, Changes([Drop(items, 0)]))].endswith("- f")
    everything = Changes([Drop(items, position) for position in range(3)])
    assert text[: spans.end(event, items, everything)].endswith("- f")


def test_an_alias_ends_where_it_is_written() -> None:
    text = "x: &x\n  a: 1\nk: *x\nm: &y [1]\nn: *y\n"
    root = read(text).value
    spans = Spans(TextLines(text), root)
    assert text[: spans.end(value_event(root, "k"), root["k"])].endswith("k: *x")
    assert text[: spans.end(value_event(root, "n"), root["n"])].endswith("n: *y")
    assert not is_block(value_event(root, "k"), root["k"])
    assert is_block(value_event(root, "x"), root["x"])
    assert not is_block(value_event(root, "m"), root["m"])


def test_comments_are_not_texts_with_a_number_sign() -> None:
    text = "a: 'x # y' # 1\nb: |  # 2\n  # no\nc: [x#y, \"# no\"] # 3\n# 4\nd: {e: |\n"
    text = text.removesuffix("d: {e: |\n") + "d: e #5\n"
    root = read(text).value
    spans = Spans(TextLines(text), root)
    found = [index for index in range(len(text)) if spans.has_comment(index, index + 1)]
    assert [text[index : index + 3] for index in found] == ["# 1", "# 2", "# 3", "# 4", "#5\n"]
    assert spans.has_comment(0, len(text))
    assert not spans.has_comment(0, text.index("# 1"))
    assert spans.has_comment(0, text.index("# 1") + 1)


def test_a_dash() -> None:
    text = "- a\n-\n  # - c\n  b: 1\n- - c\n  - d\n- &x\n  e: 1\n"
    root = read(text).value
    spans = Spans(TextLines(text), root)
    assert [spans.dash_line(root, position) for position in range(4)] == [0, 1, 4, 6]
    assert spans.dash_line(root[2], 1) == 5
    with pytest.raises(UnsafeEditError):
        spans.dash_line(root[2], 0)
    text = "k: &x\n  - a\n"
    root = read(text).value
    with pytest.raises(UnsafeEditError):  # the anchor says where the list begins, and not in which column
        Spans(TextLines(text), root).dash_line(root["k"], 0)


def test_a_closing_bracket_is_needed() -> None:
    text = "[a: b, c]"
    root = read(text).value
    spans = Spans(TextLines(text), root)
    with pytest.raises(UnsafeEditError):  # a pair in a list has no braces of its own
        spans.end(value_event(root, 0), root[0])
    assert text[: spans.end(value_event(root[0], "a"), "b")] == "[a: b"
    text = "&x [a]"
    root = read(text).value
    assert Spans(TextLines(text), root).end(root.start, root) == len(text)
    assert is_flow(root)


def test_events() -> None:
    root = read("a: 1\nb: |\n  x\nc: [y]\n").value
    assert [key_event(root, key).start_mark.line for key in root] == [0, 1, 3]
    assert [value_event(root, key).start_mark.column for key in root] == [3, 3, 3]
    assert value_event(root["c"], 0).start_mark.column == 4
    assert [is_block_scalar(value_event(root, key)) for key in root] == [False, True, False]
    assert not is_flow(root)


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("k: |\n  a", [4]),
        ("l:\n  - 1\n  - k: >2\n        a", [17]),
        ("k: a", []),
        ("k: |\n  a\nm: 1", []),
        ("k: []", []),
        ("x: &x\n  k: |\n    a\nm: *x", []),
    ],
)
def test_a_text_at_the_end(text: str, signs: list[int]) -> None:
    spans = Spans(TextLines(text), read(text).value)
    assert [(one.start, one.end, one.text) for one in spans.ended_text()] == [(at, at, "-") for at in signs]


def test_before_blanks() -> None:
    spans = Spans(TextLines("  a \t\r\n\n b"), None)
    assert [spans.before_blanks(index) for index in (9, 8, 4, 3, 2, 0)] == [3, 3, 3, 3, 0, 0]
