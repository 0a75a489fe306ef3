"""Another value is written in the span of the old one, or refused for a reason."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from dutykit.workspace.yaml.layout import Flow
from dutykit.workspace.yaml.operations import RenameKey, SetValue
from tests.unit.workspace.yaml.editing import LINES, after, refuses


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
        ("# 𝄞\u2028\nk: a # 𝄞\u2028\n", "b", "# 𝄞\u2028\nk: b # 𝄞\u2028\n"),
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
        ("k: a\n   # c\n# d\nm: n\n", LINES, "k: |\n    一\n    二\n   # c\n# d\nm: n\n"),  # deeper than the comment
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
        # a list that is emptied loses its items with the comments inside them, and no other comment
        (
            "k: # c\n\n  # d\n  - a: 1\n    # e\n    b: 2\n  # f\n  - 3 # g\n  # h\nm: n\n",
            Flow([]),
            "k: [] # c\n\n  # d\n  # f\n  # h\nm: n\n",
        ),
        ("m: n\r\nk:\r\n# d\r\n- a", Flow([]), "m: n\r\nk: []\r\n# d"),
        ("k:\n  - a\n\n  - b\nm: n\n", Flow([]), "k: []\nm: n\n"),
        ("? k\n:\n  # d\n  - a\n", [], None),
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


def test_lines_in_an_item() -> None:
    text = "- k: a\n    # c\n  # d\n- m: |\n      b\n"
    expected = "- k: |\n     一\n     二\n    # c\n  # d\n- m: |\n      一\n      二\n"
    assert after(text, lambda root: [SetValue(root[0], "k", LINES), SetValue(root[1], "m", LINES)]) == expected


def test_another_spelling_of_a_key() -> None:
    assert after('"k ": 1 # c\nm: 2\n', lambda root: RenameKey(root, "k ", "k")) == '"k": 1 # c\nm: 2\n'
    assert after("k: 1\nm: 2\n", lambda root: RenameKey(root, "k", "a: b")) == '"a: b": 1\nm: 2\n'
    assert after("k: 1\nm: 2\n", lambda root: RenameKey(root, "k", 7)) == "7: 1\nm: 2\n"
    assert after("{k: 1, m: 2}\n", lambda root: RenameKey(root, "k", "a,b")) == '{"a,b": 1, m: 2}\n'
    refuses("k: 1\nm: 2\n", lambda root: RenameKey(root, "k", "m"))  # it would be there twice
    refuses("&x k: 1\nm: *x\n", lambda root: RenameKey(root, "k", "o"))
    refuses("&x k: 1\n", lambda root: RenameKey(root, "k", "o"))
    refuses("? |\n  k\n: 1\n", lambda root: RenameKey(root, "k\n", "o"))


def test_only_values_that_yaml_has_are_written() -> None:
    for value in (1.5, b"x", {"x": object()}):
        with pytest.raises(TypeError):
            after("k: a\n", lambda root, value=value: SetValue(root, "k", value))  # type: ignore[misc]
