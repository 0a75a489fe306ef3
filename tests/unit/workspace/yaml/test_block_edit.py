"""New keys and items go where they belong, and what is dropped takes its own lines along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from dutykit.workspace.yaml.operations import Drop, Operation, PutItem, SetValue
from tests.unit.workspace.yaml.editing import LINES, after, refuses


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("file: a # c\nnote: b\n", "file: a # c\nsha256: h\nnote: b\n"),
        ("title: t\r\nfile: a\r\n", "title: t\r\nfile: a\r\nsha256: h\r\n"),
        ("title: t\r\nfile: a", "title: t\r\nfile: a\r\nsha256: h"),
        ("file: |\n  a\n\n# c\nnote: b\n", "file: |\n  a\nsha256: h\n\n# c\nnote: b\n"),
        ("file: |+\n  a\n\n# c\nnote: b\n", "file: |+\n  a\n\nsha256: h\n# c\nnote: b\n"),
        ("file:\n  a\nnote: b\n", "file:\n  a\nsha256: h\nnote: b\n"),
        ("file: 'a\n  b'\nnote: b\n", "file: 'a\n  b'\nsha256: h\nnote: b\n"),
        ("file:\n  - a: 1\n    b:\n  # c\n# d\nnote: b\n", "file:\n  - a: 1\n    b:\n  # c\nsha256: h\n# d\nnote: b\n"),
        ("file: [a,\n  b] # c\nnote: b\n", "file: [a,\n  b] # c\nsha256: h\nnote: b\n"),
        ("note: &x 1\nfile: *x\n", "note: &x 1\nfile: *x\nsha256: h\n"),
        ("note: 1\ntitle: 2\n", "note: 1\ntitle: 2\nsha256: h\n"),
    ],
)  # fmt: skip
def test_a_new_key(text: str, expected: str) -> None:
    assert after(text, lambda root: SetValue(root, "sha256", "h", ("title", "file"))) == expected


def test_new_keys_in_the_order_given() -> None:
    def ask(root: Any) -> Iterator[Operation]:
        yield SetValue(root, "d", LINES, ("a", "b"))
        yield SetValue(root, "e", [1], ("b", "a"))
        yield SetValue(root, "f", "1")
        yield SetValue(root["c"], "g", 2)

    text = "a: 1\nb: 2 # b\nc:\n    x: 1"
    assert after(text, ask) == 'a: 1\nb: 2 # b\nd: |\n  一\n  二\ne:\n  - 1\nc:\n    x: 1\n    g: 2\nf: "1"'


def test_a_new_key_in_an_item() -> None:
    def ask(root: Any) -> Iterator[Operation]:
        for one in root["e"]:
            yield SetValue(one, "sha256", "1" * 30, ("file",))

    text = "e:\n  - file: a\n  -   title: t\n      file: b   \n"
    written = f'sha256: "{"1" * 30}"\n'  # a hash of digits is a text
    assert after(text, ask) == f"e:\n  - file: a\n    {written}  -   title: t\n      file: b   \n      {written}"


def test_a_new_key_behind_what_stays() -> None:
    def ask(root: Any) -> Iterator[Operation]:
        yield Drop(root, "b")
        yield SetValue(root, "d", 4, ("a", "b"))
        yield SetValue(root, "e", 5)

    assert after("a: 1\nb: 2\nc: 3\n", ask) == "a: 1\nd: 4\nc: 3\ne: 5\n"
    refuses("k: 1\n", lambda root: [Drop(root, "k"), SetValue(root, "m", 1)])
    refuses("? file\n: a\n", lambda root: SetValue(root, "m", 1))
    refuses("k: 1\n", lambda root: [SetValue(root, "m", 1), SetValue(root, "m", 2)])


@pytest.mark.parametrize(
    ("text", "keys", "expected"),
    [
        ("a: 1\n# c\nk: 2 # d\nm: 3\n", "k", "a: 1\n# c\nm: 3\n"),
        ("a: 1\nk: |\n  x\n\nm: 3\n", "k", "a: 1\n\nm: 3\n"),
        ("a: 1\nk: |+\n  x\n\nm: 3\n", "k", "a: 1\nm: 3\n"),
        ("a: 1\nk:\n  - x: 1\n    y: |\n      z\n\n# c\nm: 3\n", "k", "a: 1\n\n# c\nm: 3\n"),
        ("a: 1\r\nk: [x,\r\n  y] # d\r\nm: 3\r\n", "k", "a: 1\r\nm: 3\r\n"),
        ("a: 1\nk: 2", "k", "a: 1"),
        ("a: 1\nk: 2\nm: 3", "km", "a: 1"),
        ("a: 1\nk: 2\nm: 3\n", "ak", "m: 3\n"),
        ("- a: 1\n  k: 2\n", "k", "- a: 1\n"),
        ("- k: 1\n  a: 2\n", "k", "- a: 2\n"),  # the line begins with a dash that stays
        ("-   k:\n      - 1\n    m: |\n      x\n\n    a: 2\n    b: 3\n", "km", "-   a: 2\n    b: 3\n"),
        ("- k: 1\n  a: 2\n  b: 3\n", "kb", "- a: 2\n"),
        ("- k: 1 # c\n  a: 2\n", "k", None),  # the comment would be lost
        ("- k: 1\n  # c\n  a: 2\n", "k", None),
        ("k: 1\n", "k", None),  # nothing would be left
        ("- k: 1\n", "k", None),
        ("k: &x 1\na: *x\n", "k", None),  # another value needs it
    ],
)
def test_a_dropped_key(text: str, keys: str, expected: str | None) -> None:
    def ask(root: Any) -> list[Operation]:
        return [Drop(root[0] if isinstance(root, list) else root, key) for key in keys]

    if expected is None:
        refuses(text, ask)
    else:
        assert after(text, ask) == expected


@pytest.mark.parametrize(
    ("text", "positions", "expected"),
    [
        ("l:\n  # c\n  - 1\n  - 2 # d\n  - 3\n", [1], "l:\n  # c\n  - 1\n  - 3\n"),
        ("l:\n  # c\n  - 1\n  - 2\n", [0], "l:\n  # c\n  - 2\n"),
        ("l:\n  - a: 1\n    b: |\n      x\n\n  - 2\nm: 1\n", [0], "l:\n\n  - 2\nm: 1\n"),
        ("l:\n  - 1\n  -\n    a: 2\n", [1], "l:\n  - 1\n"),
        ("l:\n  - 1\n  - # c\n    a: 2\n  - 3\n", [1], "l:\n  - 1\n  - 3\n"),
        ("- 1\n- 2\n- 3", [1, 2], "- 1"),
        ("- 1\n- 2\n- 3\n", [0, 2], "- 2\n"),
        ("- 1\n- 2\n", [0, 1], None),  # nothing would be left
        ("- - 1\n  - 2\n- 3\n", [0], "- 3\n"),
    ],
)
def test_dropped_items(text: str, positions: list[int], expected: str | None) -> None:
    def ask(root: Any) -> list[Operation]:
        return [Drop(root["l"] if isinstance(root, dict) else root, position) for position in positions]

    if expected is None:
        refuses(text, ask)
    else:
        assert after(text, ask) == expected


def test_an_item_behind_a_dash_of_another_list() -> None:
    refuses("- - 1\n  - 2\n- 3\n", lambda root: Drop(root[0], 0))
    assert after("- - 1\n  - 2\n- 3\n", lambda root: Drop(root[0], 1)) == "- - 1\n- 3\n"
    refuses("- - 1\n- 3\n", lambda root: PutItem(root[0], 0, 2))
    assert after("- - 1\n- 3\n", lambda root: PutItem(root[0], 1, 2)) == "- - 1\n  - 2\n- 3\n"


@pytest.mark.parametrize(
    ("text", "before", "expected"),
    [
        ("m: n\nl:\n  - 1\n  - 2\n", 0, "m: n\nl:\n  - x: 1\n    z: b\n  - 1\n  - 2\n"),
        ("l: # of the list\n  # of the first\n\n  - 1\n", 0, "l: # of the list\n  - x: 1\n    z: b\n  # of the first\n\n  - 1\n"),
        ("l:\n- 1\n\n- 2\n", 0, "l:\n- x: 1\n  z: b\n\n- 1\n\n- 2\n"),
        ("l:\n  - 1\n  # c\n  - 2\n", 1, "l:\n  - 1\n  - x: 1\n    z: b\n  # c\n  - 2\n"),
        ("l:\n  - 1\n\nm: n\n", 1, "l:\n  - 1\n  - x: 1\n    z: b\n\nm: n\n"),
        ("l:\n  - 1\n\n  - 2\n", 1, "l:\n  - 1\n\n  - x: 1\n    z: b\n\n  - 2\n"),
        ("l:\n  - a: |\n      z\n\n  - 2 # d\n\n# end\nm: n\n", 2,
         "l:\n  - a: |\n      z\n\n  - 2 # d\n\n  - x: 1\n    z: b\n\n# end\nm: n\n"),
        ("l:\n  - 1", 1, "l:\n  - 1\n  - x: 1\n    z: b"),
        ("l:\r\n  - 1\r\n", 1, "l:\r\n  - 1\r\n  - x: 1\r\n    z: b\r\n"),
        ("l: []\n", 0, "l: [{x: 1, z: b}]\n"),
    ],
)  # fmt: skip
def test_a_new_item(text: str, before: int, expected: str) -> None:
    assert after(text, lambda root: PutItem(root["l"], before, {"x": 1, "z": "b"})) == expected


def test_a_new_item_first_in_the_file() -> None:
    assert after("# c\n- 1\n- 2\n", lambda root: PutItem(root, 0, 0)) == "# c\n- 0\n- 1\n- 2\n"
    assert after("- 1\r\n\r\n- 2", lambda root: PutItem(root, 0, 0)) == "- 0\r\n\r\n- 1\r\n\r\n- 2"


def test_all_items_are_exchanged() -> None:
    def ask(root: Any) -> Iterator[Operation]:
        yield Drop(root["l"], 0)
        yield Drop(root["l"], 1)
        yield PutItem(root["l"], 2, "x")
        yield PutItem(root["l"], 2, "z")

    assert after("l:\n  # c\n  - 1 # d\n  - 2\nm: n\n", ask) == "l:\n  # c\n  - x\n  - z\nm: n\n"
