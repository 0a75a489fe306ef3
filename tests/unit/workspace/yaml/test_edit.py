"""An operation on a YAML text changes its own span to the character, or is refused for a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from dutykit.workspace.yaml import edit
from dutykit.workspace.yaml.layout import Flow
from dutykit.workspace.yaml.operations import Drop, Operation, PutItem, RenameKey, SetValue, UnsafeEditError
from dutykit.workspace.yaml.spans import Edit
from tests.unit.workspace.yaml.editing import LIMITS, after, read, refuses

LINES = "一\n二\n"


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("k:  a  # c\r\nm: n", "b", "k:  b  # c\r\nm: n"),
        ("k: 'a''b'\n", "c'd", "k: 'c''d'\n"),
        ('k: "a\\tb" \n', 'c"d\\', 'k: "c\\"d\\\\" \n'),
        ("k: 'a\n  b' # c\n", "c", "k: 'c' # c\n"),
        ("k: a\n  b\nm: n\n", "c", "k: c\nm: n\n"),
        ("k:\n  a\nm: n\n", "b", "k:\n  b\nm: n\n"),
        ("{k: a, m: n}", "b", "{k: b, m: n}"),
        ("{k: 'a', m: n}", "b", "{k: 'b', m: n}"),
        ("{k: 'a', m: n}", 5, "{k: 5, m: n}"),
        ("{k: a, m: n}", LINES, '{k: "一\\n二\\n", m: n}'),
        ("{k: a, m: n}", None, "{k: null, m: n}"),
        ("{k: a, m: n}", {"x": [1]}, "{k: {x: [1]}, m: n}"),
        ("k: '2019'\n", 2019, "k: 2019\n"),
        ("k: '85.50'\n", Decimal("85.50"), "k: 85.50\n"),
        ("k: a\n", Decimal("1E+3"), "k: 1000\n"),
        ("k: 2019年3月1日\n", dt.date(2019, 3, 1), "k: 2019-03-01\n"),
        ("k: a\n", True, "k: true\n"),
        ("k: a\n", "9", 'k: "9"\n'),  # a text of digits stays a text
        ("k: a\n", "true", 'k: "true"\n'),
        ("k: a\n", "b: c", 'k: "b: c"\n'),
        ("k: 'a'\n", "\u200b", 'k: "\\U0000200B"\n'),
        ("k:\nm: n\n", "b", "k: b\nm: n\n"),
        ("k: # c\nm: n\n", "b", "k: b # c\nm: n\n"),
        ("{k: , m: n}", "b", "{k: b, m: n}"),
        ("{'k':, m: n}", "b", "{'k': b, m: n}"),
        ("k: ~\n", "b", "k: b\n"),
        ("# 𝄞\u2028k: a # 𝄞\n", "b", "# 𝄞\u2028k: b # 𝄞\n"),
    ],
)
def test_another_value_on_one_line(text: str, value: object, expected: str) -> None:
    assert after(text, lambda root: SetValue(root, "k", value)) == expected


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        # a text under | or > becomes another, a line, nothing
        ("k: |\n  a\n  b\n\n# c\nm: n\n", LINES, "k: |\n  一\n  二\n\n# c\nm: n\n"),
        ("k: |2\n    a\nm: n\n", LINES, "k: |\n    一\n    二\nm: n\n"),
        ("k: |\n     a\n\n     b\nm: n\n", "一\n\n二", "k: |-\n     一\n\n     二\nm: n\n"),
        ("k: >-\n  a\n  b\nm: n\n", LINES, "k: |\n  一\n  二\nm: n\n"),
        ("k: |\n  a\n\nm: n\n", "一\n二\n\n", 'k: "一\\n二\\n\\n"\n\nm: n\n'),  # a blank line more or less is easily lost
        ("k: |+\n  a\n\n\nm: n\n", LINES, "k: |\n  一\n  二\nm: n\n"),
        ("k: |  # c\n  a\nm: n\n", LINES, "k: |  # c\n  一\n  二\nm: n\n"),
        ("k: |\t# c\n  a\nm: n\n", "b", "k: b\t# c\nm: n\n"),
        ("k: | # c\n  a # no comment\nm: n\n", "b", "k: b # c\nm: n\n"),
        ("k: >\n  a\nm: n\n", 5, "k: 5\nm: n\n"),
        ("k: |\n  a\nm: n\n", None, "k:\nm: n\n"),  # no blank is left behind the colon
        ("k: |- # c\n  a\n\nm: n\n", None, "k: # c\n\nm: n\n"),
        ("k: |\n  a", LINES, "k: |\n  一\n  二\n"),  # without a last line break it would be another text
        ("k: |\n  a", "b", "k: b"),
        ("k: |\r\n  a\r\nm: n\r\n", LINES, "k: |\r\n  一\r\n  二\r\nm: n\r\n"),
        ("k: |\n\n  \nm: n\n", LINES, "k: |\n  一\n  二\n\n  \nm: n\n"),
        # a value on one line becomes lines
        ("k: a # c\nm: n\n", LINES, "k: | # c\n  一\n  二\nm: n\n"),
        ("k: 'a'\nm: n\n", LINES, "k: |\n  一\n  二\nm: n\n"),
        ("k:\nm: n\n", LINES, "k: |\n  一\n  二\nm: n\n"),
        ("k:   # c\nm: n\n", [1, {"x": 2, "z": None}], "k:   # c\n  - 1\n  - x: 2\n    z:\nm: n\n"),
        ("k: a # c\nm: n\n", {"x": 1}, "k: # c\n  x: 1\nm: n\n"),
        ("k: [] # c\nm: n\n", [1], "k: # c\n  - 1\nm: n\n"),
        ("k: {a: b}\nm: n\n", [1], "k:\n  - 1\nm: n\n"),
        ("k: |\n  a\nm: n\n", [1], "k:\n  - 1\nm: n\n"),
        ("k:\n  a\nm: n\n", [1], "k:\n  - 1\nm: n\n"),
        ("k: a   \nm: n\n", None, "k:   \nm: n\n"),
        # and lines become others, or a value on one line
        ("k:\n  - 1\n  - x: 2\n    y: |\n      z\n\nm: n\n", [3, [4]], "k:\n  - 3\n  - [4]\n\nm: n\n"),
        ("k:\n- 1\nm: n\n", {"x": {"z": 1}}, "k:\n  x:\n    z: 1\nm: n\n"),
        ("k: # c\n  a: b\nm: n\n", {"x": 1}, "k: # c\n  x: 1\nm: n\n"),
        ("k:\n  a: b\n", None, "k:\n"),
        ("k:\n  a: b\n\n# c\nm: n\n", "b", "k: b\n\n# c\nm: n\n"),
        ("k:\n  a: 'x # y'\nm: n\n", "b", "k: b\nm: n\n"),
        ("k:\n  a: |\n    # y\nm: n\n", "b", "k: b\nm: n\n"),
        ("k:\n  a: b\nm: n\n", [], "k: []\nm: n\n"),
        ("k: [a, [b], 'c # d']\nm: n\n", "b", "k: b\nm: n\n"),
        ("k: [a, # c\n  b]\nm: n\n", 1, None),
        ("k:  # c\n  a: b\n", 1, None),
        ("k:\n  # c\n  a: b\n", 1, None),
        ("k:\n  a: b # c\n", 1, None),
        ("k:\n  - |\n    a\n    # b\n  # c\n  - d\n", 1, None),
        ("k: &x a\nm: *x\n", 1, None),
        ("m: &x a\nk: *x\n", 1, None),
        ("k: &x\n  a: b\n", 1, None),
        ("m: &x {a: b}\nk: *x\n", 1, None),
    ],
)  # fmt: skip
def test_another_value_of_several_lines(text: str, value: object, expected: str | None) -> None:
    """None: refused, for a comment would be lost, or an alias shares the value."""
    if expected is None:
        refuses(text, lambda root: SetValue(root, "k", value))
    else:
        assert after(text, lambda root: SetValue(root, "k", value)) == expected


WHOLE = {"reason": "缺数据：请补", "due": dt.date(2019, 6, 1)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("k:\n  reason: |\n    很长\n\n    的话\n  due: 2019-05-01\n\n# 注\nm: n\n", "k: {W}\n\n# 注\nm: n\n"),
        ("m: n\nk:\n  a: b", "m: n\nk: {W}"),
        ("k:\r\n  a: b\r\nm: n\r\n", "k: {W}\r\nm: n\r\n"),
        ("k: a # 注\n", "k: {W} # 注\n"),
        ("m: n # 注\n", "m: n # 注\nk: {W}\n"),
    ],
)
def test_a_mapping_on_one_line(text: str, expected: str) -> None:
    written = "{reason: 缺数据：请补, due: 2019-06-01}"
    assert after(text, lambda root: SetValue(root, "k", Flow(WHOLE))) == expected.replace("{W}", written)


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("- a\n- 'b' # c\n", "x", "- a\n- 'x' # c\n"),
        ("- a\n- b\n", LINES, "- a\n- |\n  一\n  二\n"),
        ("- a\n-\n", "x", "- a\n- x\n"),
        ("- a\n- b\n", None, "- a\n-\n"),
        ("- a\n- b\n", {"x": 1, "z": [2]}, "- a\n- x: 1\n  z:\n    - 2\n"),
        ("- a\n- b\n", [1, 2], "- a\n- [1, 2]\n"),
        ("- a\n- b: 1\n  c: 2\n- d\n", "x", "- a\n- x\n- d\n"),
        ("- a\n- b: 1\n  c: 2\n- d\n", {"x": 1, "z": 2}, "- a\n- x: 1\n  z: 2\n- d\n"),
        ("- a\n- |\n  b\n- d\n", "x", "- a\n- x\n- d\n"),
        ("[a, 'b ', c]", "x", "[a, 'x', c]"),
        ("[a, {b: c}, c]", "x", "[a, x, c]"),
        ("[a, b, c]", {"x": "1"}, '[a, {x: "1"}, c]'),
    ],
)
def test_another_item(text: str, value: object, expected: str) -> None:
    assert after(text, lambda root: SetValue(root, 1, value)) == expected


def test_another_spelling_of_a_key() -> None:
    assert after('"k ": 1 # c\nm: 2\n', lambda root: RenameKey(root, "k ", "k")) == '"k": 1 # c\nm: 2\n'
    assert after("k: 1\nm: 2\n", lambda root: RenameKey(root, "k", "a: b")) == '"a: b": 1\nm: 2\n'
    assert after("k: 1\nm: 2\n", lambda root: RenameKey(root, "k", 7)) == "7: 1\nm: 2\n"
    assert after("{k: 1, m: 2}\n", lambda root: RenameKey(root, "k", "a,b")) == '{"a,b": 1, m: 2}\n'
    refuses("k: 1\nm: 2\n", lambda root: RenameKey(root, "k", "m"))  # it would be there twice
    refuses("&x k: 1\nm: *x\n", lambda root: RenameKey(root, "k", "o"))
    refuses("&x k: 1\n", lambda root: RenameKey(root, "k", "o"))
    refuses("? |\n  k\n: 1\n", lambda root: RenameKey(root, "k\n", "o"))


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

    assert after("l:\n  # c\n  - 1 # d\n  - 2\nm: n\n", ask) == "l:\n  - x\n  - z\n  # c\nm: n\n"


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


def test_only_values_that_yaml_has_are_written() -> None:
    for value in (1.5, b"x", {"x": object()}):
        with pytest.raises(TypeError):
            after("k: a\n", lambda root, value=value: SetValue(root, "k", value))  # type: ignore[misc]


def misbehaves(monkeypatch: pytest.MonkeyPatch, text: str, *edits: tuple[int, int, str]) -> None:
    """Let the engine make other edits than it should: the result must be refused."""
    wrong = [Edit(start, end, (0,), new) for start, end, new in edits]
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
