"""A syntax error is reported where its cause is, if that can be seen, else where the parser noticed it."""

from __future__ import annotations

import re
from pathlib import Path

import _ruamel_yaml
import pytest

from dutykit.model.finding import Finding
from dutykit.model.place import Place
from dutykit.model.settings import Limits
from dutykit.workspace.yaml.reader import read_yaml
from dutykit.workspace.yaml.syntax_fault import key_slip, syntax_problem


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
        ("a:\n  -indicator: 1\n    b: 2\n", (2, 3, 10), "“-”后缺少空格"),
        ("a:\n  - b: 1\n  -c: 2\n", (3, 3, 2), "“-”后缺少空格"),
        ("a: |\n文字\nb: 1\n", (2, 1, 2), "没有缩进"),
        ("- a: 1\n  b: >-\n\n  文 字\n  c: 1\n", (4, 3, 3), "没有缩进"),
        ("a: 1\n<<<<<<< HEAD\nb: 1\n||||||| 基\nb: 3\n=======\nb: 2\n>>>>>>> 别处\nc: 1\n", (2, 1, 12), "到第 8 行"),
        ("<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> x\n", (1, 1, 12), "到第 5 行"),
        ("a: |\n  甲\n<<<<<<< HEAD\n  乙\n=======\n  丙\n>>>>>>> x\n", (3, 1, 12), "合并冲突"),
        ('a: "甲\n<<<<<<< HEAD\n  乙\n=======\n  丙"\n', (2, 1, 12), "合并冲突"),
        ("a: 甲\n=======\nb: 1\n", (2, 1, 7), "合并冲突留下的标记"),
        ("a: 甲\nb: 1\n>>>>>>> x\n", (3, 1, 9), "合并冲突留下的标记"),
        ("a: 1\n  b: 2\n", (2, 3, 1), "“b”缩进过多"),
        ("a: 1\nb: 甲\n\n c_d:\n", (4, 2, 3), "“c_d”缩进过多"),
        ("a: '甲'乙\nb: 1\n", (1, 7, 1), "引号之后还有文字"),
        ('a: 1\nb: "甲"“乙”\n', (2, 7, 1), "引号之后还有文字"),
        ("a:\n  - {b: 1，c: 2}\n", (2, 10, 1), "全角的“，”"),
        ("a: [{b: 1}、{b: 2}]\n", (1, 11, 1), "全角的“、”"),
        ("a:\n  - b: 1\n  －　c: 2\n", (3, 3, 1), "以“－”开头"),
        ("a: x\u2028b: y\n", (1, 5, 1), "U+2028"),
        ("a: x\x85b: y\nc: 1\n", (1, 5, 1), "U+0085"),
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
        ("a: 1\n  B: 2\n", (2, 4), None),
        ("a: b\n  文字: c\n", (2, 5), None),
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


def test_a_line_separator_moves_no_line_and_is_blamed_for_nothing_elsewhere() -> None:
    finding = fault("a: |\n  x\u2028  y\u2029\x85\nb: 1\nc: 1: x\n")
    assert finding.place[1:3] == (4, 5)
    assert "U+" not in finding.message


NOT_OF_A_FILE = {
    "found undefined alias": "the reader's own, bad-alias",
    "found duplicate anchor; first occurrence": "only where a tree is composed",
}
"""What libyaml has words for that its parser does not say of a file as we read it."""
ABOUT_BYTES = re.compile(r"UTF-|Unicode character$|surrogate")
"""Of bytes that are no characters: `encoding_fault` says what they are."""


def test_every_message_of_libyaml_is_known() -> None:
    texts = {one.group().decode() for one in re.finditer(rb"[ -~]{8,}", Path(_ruamel_yaml.__file__).read_bytes())}
    kinds = ("found ", "did not find ", "could not find ", "mapping ", "block sequence ", "control ")
    said = {one for one in texts if one.startswith(kinds) and "%s" not in one}
    assert len(said) > 35
    escapes = {"found an incorrect leading UTF-8 octet", "found an incorrect trailing UTF-8 octet"}
    own = {one for one in said if one in escapes or not ABOUT_BYTES.search(one)} - set(NOT_OF_A_FILE)
    unknown = {one for one in own if syntax_problem(one) == one}
    assert unknown == set()


@pytest.mark.parametrize(
    "text",
    [
        "a: !重要 b\n", "a: !<x b\n", "a: !!\n", "a: !x%zz b\n", "a: !x%ff b\n", "a: !x%e4%41 b\n", "a: ? 甲\n",
        'a: "甲\n---\n乙"\n', "a: '甲\n...\n乙'\n", "a: |0\n  甲\n", 'a: "D:\\xx"\n', 'a: "\\UFFFFFFFF"\n', "%YAML 2.0\n---\na: 1\n",
        "%FOO\n---\na: 1\n", "%YAML abc\n---\na: 1\n", "%YAML 1\n---\na: 1\n", "%YAML 1111111111.1\n---\na: 1\n",
        "%TAG !a! x\n%TAG !a! y\n---\na: 1\n", "%\n---\na: 1\n", "%TAG x\n---\na: 1\n", "%TAG !a x\n---\na: 1\n", "%TAG !a! \n---\na: 1\n",
        "%YAML 1.2 x\n---\na: 1\n", "%YAML 1.2\n%YAML 1.2\n---\na: 1\n",
    ],
)  # fmt: skip
def test_no_message_stays_english(text: str) -> None:
    assert not re.search("[A-Za-z]{3,} [a-z]+", fault(text).message.replace("%YAML", "").replace("%TAG", ""))


@pytest.mark.parametrize(
    ("key", "word", "length"),
    [
        ("\u3000\u3000- indicator", "全角空格", 2),
        ("\xa0rating", "不换行空格", 1),
        ("-indicator", "“-”后", 1),
        ("<<", "合并键", 1),
        ("－　indicator", "以“－”开头", 1),
        ("—rating", "以“—”开头", 1),
    ],
)
def test_a_key_nobody_knows_for_a_slip(key: str, word: str, length: int) -> None:
    slip = key_slip(key, Place("a.yaml", 1, 1))
    assert slip is not None
    assert word in slip[1]
    assert slip[0].length == length
    assert key_slip("rating", Place("a.yaml", 1, 1)) is None
