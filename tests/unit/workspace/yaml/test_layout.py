"""Values are laid out in lines as a person writes them."""

from __future__ import annotations

import pytest

from dutykit.workspace.yaml.layout import Flow, entry_lines, flow_text, is_literal, item_lines, names, value_lines


def test_an_entry() -> None:
    value = {
        "a": "一\n二\n",
        "b": [1, {"c": None, "d": []}, [2, {"e": "x,y"}], "三\n四"],
        "f": {"on": {}},
        "g": names(["甲", "乙[1]"]),
        "h": Flow({"i": {"j": None}, "k": Flow(("l",))}),
    }
    assert entry_lines("k", value, 2) == [
        "  k:",
        "    a: |",
        "      一",
        "      二",
        "    b:",
        "      - 1",
        "      - c:",
        "        d: []",
        '      - [2, {e: "x,y"}]',
        "      - |-",
        "        三",
        "        四",
        "    f:",
        "      on: {}",
        '    g: [甲, "乙[1]"]',
        "    h: {i: {j: null}, k: [l]}",
    ]


def test_an_item() -> None:
    assert item_lines({"a": {"b": 1}, "c": 2}, 1) == [" - a:", "     b: 1", "   c: 2"]
    assert item_lines(None, 1) == [" -"]
    assert item_lines([], 0) == ["- []"]
    assert item_lines({}, 0) == ["- {}"]
    assert item_lines("a", 0) == ["- a"]


def test_a_value() -> None:
    assert value_lines(None, 0) == [""]
    assert value_lines("a", 0, "'") == ["'a'"]
    assert value_lines("a\nb\n", 1, "'", 3) == ["|", "    a", "    b"]
    assert value_lines(("a",), 1) == ["", "   - a"]
    assert flow_text([None, True, "a\nb", {}]) == '[null, true, "a\\nb", {}]'


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("a\nb", True),
        ("a\n\n  b\n", True),
        ("甲\u3000\n\u3000乙\n", True),
        ("a\n#b\n", True),
        ("a\n😀\ufffd", True),
        ("a", False),
        ("", False),
        ("\n", False),
        ("a\n\n", False),  # a blank line more or less at its end is easily lost
        (" a\nb", False),  # its first line tells how far in the others are
        ("\ta\nb", False),
        ("\na\nb", False),
        ("a\n \nb", False),
        ("a\nb\r\n", False),
        ("a\nb\x85", False),
        ("a\n\u2028b", False),
        ("a\n\ufeffb", False),
        ("a\n\x7fb", False),
    ],
)
def test_a_text_of_several_lines(text: str, *, block: bool) -> None:
    assert is_literal(text) is block
    written = value_lines(text, 0)
    assert (len(written) > 1) is block
