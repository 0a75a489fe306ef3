"""Findings as text: carets under the right characters, and nothing that moves the cursor."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from dutykit.check.all_rules import all_rules
from dutykit.check.rule_examples import rule_examples
from dutykit.model.finding import Finding, Related, Severity
from dutykit.model.place import Place
from dutykit.output.finding_text import finding_text, rule_list, rule_page
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


LONG = Finding(
    "some-rule",
    Severity.ERROR,
    Place("submissions/2019/错误.yaml", 3, 1),
    "市财政局在 2019 年度有两份自评材料；从文件名看，该文件是副本，所以不予采用" * 2,
    "将 submissions/2019/市财政局 - 副本.yaml 移出该文件夹，其中有需要的内容，先并入采用的一份",
    (Related(Place("submissions/2019/市财政局.yaml", 2, 1, 3), "采用的一份在这里，以单位名称命名的一份为准"),),
)


@pytest.mark.parametrize("width", [40, 60, 80])
def test_a_long_sentence_goes_on_indented_where_there_is_no_room(width: int) -> None:
    lines = finding_text(LONG, width=width, wrap=True).splitlines()
    assert max(map(cell_len, lines)) <= width
    begun = [
        at for at, line in enumerate(lines) if line.lstrip().startswith(("submissions/2019/错误", "另见", "处理建议"))
    ]
    assert len(begun) == 3
    for at, line in enumerate(lines):
        indent = len(line) - len(line.lstrip())
        assert indent == (4 if at and at in begun else 0 if at in begun else 4 if at < begun[1] else 8)
    whole = finding_text(LONG, width=width)
    assert "".join("".join(lines).split()) == "".join(whole.split())


def test_a_program_that_reads_it_gets_a_line_a_sentence() -> None:
    assert len(finding_text(LONG, width=40).splitlines()) == 3


def test_the_place_and_the_severity_are_painted_and_not_the_same_word_in_a_name() -> None:
    first = finding_text(LONG, color=True).splitlines()[0]
    assert first.startswith("\033[1msubmissions/2019/错误.yaml:3:1\033[0m \033[1;31m错误\033[0m some-rule ")


@pytest.mark.parametrize("width", [80, 100])
def test_no_page_of_a_rule_is_wider_than_asked(width: int) -> None:
    rules = all_rules()
    pages = {rule.name: rule_page(rule, rule_examples(rule.name), width) for rule in rules}
    wide = {name for name, page in pages.items() if max(map(cell_len, page.splitlines())) > width}
    assert wide == set()
    assert max(map(cell_len, rule_list(rules, width).splitlines())) <= width


def test_nothing_of_an_example_is_lost_where_it_is_wrapped() -> None:
    name = "closed-without-review"
    rule = next(one for one in all_rules() if one.name == name)
    narrow, wide = (rule_page(rule, rule_examples(name), width) for width in (60, 1000))
    assert "".join(narrow.replace("|", "").split()) == "".join(wide.replace("|", "").split())
    assert "\n    |           closed" in rule_page(rule, rule_examples(name), 100)
