"""A syntax error is reported where its cause is, if that can be seen, else where the parser noticed it."""

from __future__ import annotations

import pytest

from dutykit.model.finding import Finding
from dutykit.model.settings import Limits
from dutykit.workspace.yaml.reader import read_yaml
from dutykit.workspace.yaml.syntax_fault import syntax_problem


def fault(text: str) -> Finding:
    document = read_yaml(text.encode(), "a.yaml", Limits())
    assert not document.readable
    (finding,) = document.findings
    assert finding.rule == "yaml-syntax"
    return finding


@pytest.mark.parametrize(
    ("text", "place", "word"),
    [
        ("a:\n\t- b\n", (2, 1, 1), "制表符"),
        ("a:\n  \u3000b: 1\n c: [\n", (2, 3, 1), "全角空格"),
        ("a: 1\n\xa0b: [\nc: 2\n", (2, 1, 1), "不换行空格"),
        ("a: 1\n \u2003b: [\nc: 2\n", (2, 2, 1), "特殊空格"),
        ("a: 1\nb：2\nc: 3\n", (2, 2, 1), "“b”"),
        ("a: 1\n- b_1：2\n  c: 3\n", (2, 6, 1), "“b_1”"),
        ("a:\n  - b:1\n    c: 2\n", (2, 6, 1), "“b”"),
        ("a: 1\nb:1\nc: 2\n", (2, 2, 1), "“b”"),
        ("a:1\nb:2\nc: 3\n", (2, 2, 1), "“b”"),  # the nearest first
    ],
)
def test_a_slip_that_explains_it(text: str, place: tuple[int, int, int], word: str) -> None:
    finding = fault(text)
    assert finding.place[1:] == place
    assert word in finding.message
    assert finding.fix is not None
    assert finding.related == ()


@pytest.mark.parametrize(
    ("text", "place", "related"),
    [
        ("a: [1, 2\n", (1, 9), None),
        ("a: b: c\n", (1, 5), None),
        ("a: '没有结束\nb: 1\n", (2, 5), (1, 4)),
        ("a: '没有结束\nb: 1\n\n\n", (2, 5), (1, 4)),
        ("a: @b\n", (1, 4), None),
        ("a: [\n\n\n\n", (1, 5), None),
        ("[\n", (1, 2), None),
        ("a: 1\n  b: 2\n", (2, 4), None),
        ("- a\nb: 1\n", (2, 1), (1, 1)),
        ("a: http://x\nb: [\n", (2, 5), None),
        ("A:1\nb: [\n", (2, 2), None),
        ("a: [\n# d:1\n\nb: 2\n", (4, 5), (1, 4)),  # no comment is a slip
        ("a: [x\n\n   \n", (1, 6), None),
        ("a: b: c", (1, 5), None),
        ("x: 1\na: b: c", (2, 5), None),
        ("a: [\n\t\n\t# c\n 'd' 'e'\n", (4, 6), (1, 4)),  # neither blank lines nor comments are slips
    ],
)
def test_where_it_was_noticed(text: str, place: tuple[int, int], related: tuple[int, int] | None) -> None:
    finding = fault(text)
    assert finding.place[1:3] == place
    assert finding.message.startswith("不是正确的 YAML：")
    assert [one.place[1:3] for one in finding.related] == ([] if related is None else [related])
    assert finding.fix is None


@pytest.mark.parametrize(("between", "line"), [(0, 2), (28, 2), (29, 2), (30, 33)])
def test_a_slip_far_above_does_not_explain_it(between: int, line: int) -> None:
    assert fault("a: [\nb：1,\n" + "c,\n" * between + "'d' 'e'\n").place.line == line


def test_what_libyaml_says_is_put_into_words() -> None:
    assert "引号" in syntax_problem("found unexpected end of stream")
    assert syntax_problem("something new") == "something new"
