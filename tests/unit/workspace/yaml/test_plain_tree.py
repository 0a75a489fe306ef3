"""What is usual is read the quick way, with its limits; everything else is left to the careful one."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from _ruamel_yaml import CParser

from dutykit.model.place import MarkedMapping, MarkedSequence, SourceFile
from dutykit.model.settings import Limits
from dutykit.workspace.yaml.plain_tree import UnusualError, plain_tree
from dutykit.workspace.yaml.reader import plain_document


def tree(text: str, depth: int = 40, nodes: int = 1000) -> Any:
    parser = CParser(text.encode())
    parser.get_event()  # the stream's start
    parser.get_event()  # the document's
    return plain_tree(parser.get_event, SourceFile("a.yaml", text.encode()), depth, nodes)


def test_values_with_their_events() -> None:
    root = tree("a: 1\n'b': '1'\nc: [x, 1.50, null, '', 中, \"true\", {d: ~}, []]\n日: 2019-01-02\ne:\n")
    assert root == {
        "a": 1,
        "b": "1",
        "c": ["x", Decimal("1.50"), None, "", "中", "true", {"d": None}, []],
        "日": dt.date(2019, 1, 2),
        "e": None,
    }
    assert str(root["c"][1]) == "1.50"
    assert isinstance(root, MarkedMapping)
    assert isinstance(root["c"], MarkedSequence)
    assert [event.value for event in root.events[:4]] == ["a", "1", "b", "1"]  # type: ignore[attr-defined] # of scalars
    assert [len(one.events) for one in (root, root["c"], root["c"][6], root["c"][7])] == [10, 8, 2, 0]
    assert root["c"].start.start_mark.column == 3
    assert root["c"].source.name == root.source.name == "a.yaml"
    assert tree("- [1]\n- {}\n- a\n") == [[1], {}, "a"]


@pytest.mark.parametrize(
    "text", ["a", "*a", "a: *b", "[*b]", "? [a]\n: 1", "? {a: 1}\n: 1", "a: 1\na: 2", "{a: 1, a: 1}"]
)
def test_what_is_unusual(text: str) -> None:
    with pytest.raises(UnusualError):
        tree(text)


@pytest.mark.parametrize(
    ("text", "depth", "nodes"),
    [("[[a]]", 2, 8), ("{a: [b]}", 2, 8), ("[{a: b}]", 2, 8), ("{a: {b: c}}", 2, 8), ("[a, b, c]", 1, 8), ("{a: b, c: d}", 1, 6)],
)  # fmt: skip
def test_limits(text: str, depth: int, nodes: int) -> None:
    tree(text, depth, nodes)
    for less in ((depth - 1, nodes), (depth, nodes - 2)):
        with pytest.raises(UnusualError):
            tree(text, *less)


@pytest.mark.parametrize(
    ("text", "quick"),
    [
        ("a: {b: [1, 二]}\n", True),
        ("- 1\n", True),
        ("a: 1\n...\n", True),
        ("a: &b 1\nc: *b\n", False),
        ("a: '&'\n", False),
        ("a: !x 1\n", False),
        ("a: '!'\n", False),
        ("a: 1\na: 2\n", False),
        ("? [a]\n: 1\n", False),
        ("a: *b\n", False),
        ("a: [\n", False),
        ("a\n", False),
        ("", False),
        ("a: 1\n---\nb: 2\n", False),
        ("a: 1\n---\nb: [\n", False),
        ("a: \x01\n", False),
        ("[" * 40 + "]" * 40, True),
        ("[" * 41 + "]" * 41, False),
        ("[" + "1," * 49_999 + "]", True),
        ("[" + "1," * 50_000 + "]", False),
    ],
)
def test_only_what_is_usual_is_read_the_quick_way(text: str, *, quick: bool) -> None:
    assert (plain_document(SourceFile("a.yaml", text.encode()), Limits()) is not None) is quick


@pytest.mark.parametrize(
    ("limits", "quick"),
    [
        (Limits(scalar_characters=9), True),
        (Limits(scalar_characters=8), False),  # a scalar could be too long
        (Limits(depth=200), True),
        (Limits(depth=201), False),  # deeper than Python's own stack may be used
    ],
)
def test_limits_of_the_quick_way(limits: Limits, *, quick: bool) -> None:
    assert (plain_document(SourceFile("a.yaml", b"a: [b, c]"), limits) is not None) is quick
