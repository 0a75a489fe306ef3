"""Operations on one text together, and the safety nets below all of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from dutykit.workspace.yaml import edit
from dutykit.workspace.yaml.operations import Drop, Operation, PutItem, SetValue, UnsafeEditError
from dutykit.workspace.yaml.spans import Edit
from tests.unit.workspace.yaml.editing import LIMITS, LINES, after, read, refuses


def test_a_text_at_the_end_without_a_line_break_does_not_get_one() -> None:
    assert after("k: |\n  a", lambda root: SetValue(root, "m", 1)) == "k: |-\n  a\nm: 1"
    assert (
        after("l:\n  - k: >2 # c\n        a", lambda root: PutItem(root["l"], 1, 1))
        == "l:\n  - k: >-2 # c\n        a\n  - 1"
    )
    assert after("k: |-\n  a", lambda root: SetValue(root, "m", 1)) == "k: |-\n  a\nm: 1"
    assert after("m: 1\nk: |\n  a", lambda root: Drop(root, "m")) == "k: |\n  a"
    assert after("m: 1\nk: |\n  a", lambda root: Drop(root, "k")) == "m: 1"
    assert after("l: []\nk: |\n  a", lambda root: PutItem(root["l"], 0, 1)) == "l: [1]\nk: |\n  a"
    assert after("k: |\n  a", lambda root: SetValue(root, "m", LINES)) == "k: |-\n  a\nm: |\n  一\n  二\n"


def test_of_what_goes_to_one_place_the_inner_comes_first() -> None:
    def ask(root: Any) -> Iterator[Operation]:
        yield SetValue(root, "m", 1)
        yield PutItem(root["l"], 1, 2)
        yield SetValue(root["l"][0]["k"][0], "b", 3)
        yield PutItem(root["l"][0]["k"], 1, 4)

    assert after("l:\n- k:\n  - a: 1\n", ask) == "l:\n- k:\n  - a: 1\n    b: 3\n  - 4\n- 2\nm: 1\n"


def test_what_changes_one_span_twice_is_refused() -> None:
    refuses("k: a\n", lambda root: [SetValue(root, "k", "b"), SetValue(root, "k", "c")])
    refuses("k:\n", lambda root: [SetValue(root, "k", "b"), SetValue(root, "k", "c")])
    refuses("k:\n  m: 1\n  n: 2\n", lambda root: [SetValue(root, "k", "b"), SetValue(root["k"], "m", "c")])


def test_what_aliases_repeat_is_changed_everywhere_or_not_at_all() -> None:
    text = "a: &x\n  k: 1\n  l: {m: 2}\nb: *x\n"
    for ask in (lambda root: SetValue(root["a"], "k", 5), lambda root: SetValue(root["b"]["l"], "m", 5)):
        refuses(text, ask)
    changed = after(text, lambda root: SetValue(root["b"]["l"], "m", 5), everywhere=True)
    assert changed == "a: &x\n  k: 1\n  l: {m: 5}\nb: *x\n"
    assert after("a: &x\n  k: 1\n", lambda root: SetValue(root["a"], "k", 5)) == "a: &x\n  k: 5\n"


def test_nothing_to_do_is_the_document_itself() -> None:
    document = read("k: a\n")
    assert edit.edited(document, [], LIMITS) is document


def misbehaves(monkeypatch: pytest.MonkeyPatch, text: str, *edits: tuple[int, int, str]) -> None:
    """Let the engine make other edits than it should: the result must be refused."""
    wrong = [Edit(start, end, new) for start, end, new in edits]
    monkeypatch.setattr("dutykit.workspace.yaml.edit._edits", lambda *_arguments: wrong)
    document = read(text)
    with pytest.raises(UnsafeEditError):
        edit.edited(document, [SetValue(document.value, "k", "b")], LIMITS)


@pytest.mark.parametrize(
    "edits",
    [
        [(3, 4, "[")],  # cannot be read
        [(3, 4, "b\nk: c")],  # a fault that was not there: the key twice
        [(3, 4, "b\n---")],  # another document
        [(3, 4, "!x b")],  # a tag
        [(3, 4, "")],  # the value is not set
        [(3, 4, "c")],  # another value
        [(3, 4, "b"), (8, 9, "o")],  # another value elsewhere
        [(3, 4, "b"), (8, 9, "'1'")],  # another type elsewhere
        [(0, 10, "m: 1\nk: b\n")],  # another order
        [(3, 4, "b"), (10, 10, "o: p\n")],  # a key too many
        [(3, 10, "b\n")],  # a key too few
    ],
)
def test_a_wrong_edit_is_never_a_result(monkeypatch: pytest.MonkeyPatch, edits: list[tuple[int, int, str]]) -> None:
    misbehaves(monkeypatch, "k: a\nm: 1\n", *edits)


def test_a_fault_that_was_there_may_stay() -> None:
    document = read("k: a\nm: 1\nm: 2\n")
    assert len(document.findings) == 1
    found = edit.edited(document, [SetValue(document.value, "k", "b")], LIMITS)
    assert found.source.text == "k: b\nm: 1\nm: 2\n"
