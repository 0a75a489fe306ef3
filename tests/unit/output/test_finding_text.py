"""Findings as text: carets under the right characters, and nothing that moves the cursor."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from dutykit.model.finding import Finding, Related, Severity
from dutykit.model.place import Place
from dutykit.output.finding_text import finding_text
from dutykit.text.visible import visible


def finding(line: str, column: int, length: int) -> Finding:
    return Finding("some-rule", Severity.ERROR, Place("甲.yaml", 1, column, length), "有错", line=line)


@pytest.mark.parametrize(
    ("line", "column", "length", "marked"),
    [
        ("unit: 市财证局", 7, 4, "市财证局"),
        ("  单位名称: x", 9, 1, "x"),
        ("\ta: ｂ", 5, 1, "ｂ"),
        ("a", 5, 1, ""),
        ("长" * 300 + "错" + "尾" * 300, 301, 1, "错"),
        ("x" * 50 + "错" * 100, 51, 100, "错"),
    ],
)
def test_the_caret_stands_under_what_is_wrong(line: str, column: int, length: int, marked: str) -> None:
    shown, carets = finding_text(finding(line, column, length)).splitlines()[1:3]
    gutter = shown.index("|") + 2
    start = cell_len(carets[: carets.index("^")])
    assert cell_len(shown) <= 200
    before = 0
    for position, character in enumerate(shown):
        if before == start and position >= gutter:
            assert shown[position:].startswith(marked[:1])
            break
        before += cell_len(character)
    assert carets.count("^") >= min(cell_len(marked), 1)


def test_related_places_have_their_line_too() -> None:
    one = Finding(
        "some-rule",
        Severity.NOTE,
        Place("甲.yaml", 3, 1),
        "有错",
        "改成这样",
        (Related(Place("乙.yaml", 2, 1, 3), "在这里", "另一处: 2"),),
        "x: 1",
    )
    text = finding_text(one)
    assert "另见 乙.yaml:2:1 在这里" in text
    assert "另一处: 2" in text
    assert text.splitlines()[-1] == "    处理建议：改成这样"
    assert "\033[" not in text
    assert "\033[" in finding_text(one, color=True)


def test_visible() -> None:
    assert visible("a\tb\x1b[0m\u202e\n\u200b好\u3000") == "a b\ufffd[0m\ufffd\ufffd\ufffd好\u3000"
