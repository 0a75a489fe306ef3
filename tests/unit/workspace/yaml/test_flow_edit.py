"""What is put into brackets and removed from them takes its commas along, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from dutykit.workspace.yaml.operations import Drop, Operation, PutItem, SetValue
from tests.unit.workspace.yaml.editing import after, refuses


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{file: a, note: b}", "{file: a, sha256: h, note: b}"),
        ("{ file: 'a' }", "{ file: 'a', sha256: h }"),
        ("{\n  file: a,  # c\n  note: b }\n", "{\n  file: a, sha256: h,  # c\n  note: b }\n"),
        ("{file: [a, {b: c}]}", "{file: [a, {b: c}], sha256: h}"),
        ("{file: }", "{file: , sha256: h}"),
        ("{}", "{sha256: h}"),
        ("{note: b, }", "{note: b, sha256: h, }"),
    ],
)
def test_a_new_entry(text: str, expected: str) -> None:
    assert after(text, lambda root: SetValue(root, "sha256", "h", ("file",))) == expected


@pytest.mark.parametrize(
    ("text", "before", "expected"),
    [
        ("[a, b]", 0, "[x, a, b]"),
        ("[a, b]", 1, "[a, x, b]"),
        ("[ a , b ] # c\n", 2, "[ a , b, x ] # c\n"),
        ("[a, b, ]", 2, "[a, b, x, ]"),
        ("[]", 0, "[x]"),
        ("[{a: b}, [c]]", 2, "[{a: b}, [c], x]"),
        ("[a,\n b # c\n]", 2, "[a,\n b, x # c\n]"),
        ("k: [a, b]\n", 2, "k: [a, b, x]\n"),
    ],
)
def test_a_new_item(text: str, before: int, expected: str) -> None:
    assert after(text, lambda root: PutItem(root["k"] if isinstance(root, dict) else root, before, "x")) == expected


@pytest.mark.parametrize(
    ("text", "positions", "expected"),
    [
        ("[a, b, c]", [0], "[b, c]"),
        ("[a, b, c]", [1], "[a, c]"),
        ("[a, b, c]", [2], "[a, b]"),
        ("[a, b, c]", [0, 1], "[c]"),
        ("[a, b, c]", [0, 2], "[b]"),
        ("[a, b, c]", [1, 2], "[a]"),
        ("[ a, b, ]", [0, 1], "[ ]"),
        ("[a, b, ]", [1], "[a, ]"),
        ("[a,\n  b,\n  c]", [1], "[a,\n  c]"),
        ("[{a: b}, [c], 'd # e']", [1, 2], "[{a: b}]"),
        ("[a, # c\n b]", [0], None),  # the comment would be lost
        ("[a, b # c\n]", [1], "[a # c\n]"),
        ("[a: b, c]", [0], "[c]"),
    ],
)
def test_dropped_items(text: str, positions: list[int], expected: str | None) -> None:
    def ask(root: Any) -> list[Operation]:
        return [Drop(root, position) for position in positions]

    if expected is None:
        refuses(text, ask)
    else:
        assert after(text, ask) == expected


def test_dropped_entries() -> None:
    assert after("{a: 1, b: , c: 3}", lambda root: Drop(root, "a")) == "{b: , c: 3}"
    assert after("{a: 1, b: , c: 3}", lambda root: Drop(root, "b")) == "{a: 1, c: 3}"
    assert after("{a: 1, 'b': 2, c: }", lambda root: [Drop(root, "b"), Drop(root, "c")]) == "{a: 1}"
    assert after("{a: 1}", lambda root: Drop(root, "a")) == "{}"
    assert after("{a: 1}", lambda root: [Drop(root, "a"), SetValue(root, "b", 2)]) == "{b: 2}"


def test_all_at_once() -> None:
    def ask(root: Any) -> Iterator[Operation]:
        yield Drop(root, 1)
        yield PutItem(root, 1, "x")
        yield PutItem(root, 0, "w")
        yield PutItem(root, 3, ["z"])
        yield SetValue(root[2], "k", None)
        yield SetValue(root[2], "m", 1)
        yield SetValue(root, 0, "b")

    assert after("[a, b, {k: 1}]", ask) == "[w, b, x, {k: null, m: 1}, [z]]"


def test_a_pair_in_a_list_has_no_braces() -> None:
    assert after("[a: b, c]", lambda root: SetValue(root[0], "a", 1)) == "[a: 1, c]"
    refuses("[a: b, c]", lambda root: SetValue(root[0], "x", 1))
    refuses("[a: b, c]", lambda root: Drop(root, 1))


def test_an_empty_value_at_the_end() -> None:
    assert after("{a: 1, k: }", lambda root: [SetValue(root, "m", 2), SetValue(root, "k", 1)]) == "{a: 1, k: 1, m: 2}"
