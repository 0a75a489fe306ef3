"""Every fault of a record is named at its place, and hides no other."""

from __future__ import annotations

import pytest

from dutykit.model.finding import Finding
from dutykit.model.settings import Limits
from dutykit.model.submission import Submission
from dutykit.model.unit import Register
from dutykit.workspace.decode import decode
from dutykit.workspace.yaml.reader import read_yaml


def submission(text: str) -> tuple[Submission | None, list[Finding], bool]:
    return decode(Submission, read_yaml(text.encode(), "甲.yaml", Limits()))


def said(findings: list[Finding]) -> list[tuple[str, int, int, str]]:
    return [(one.rule, one.place.line, one.place.column, one.message) for one in findings]


GOOD = "unit: 甲\ncycle: 2019\nstate: draft\n"


@pytest.mark.parametrize(
    ("extra", "rule", "line", "column", "part"),
    [
        ("nots: x\n", "unknown-key", 4, 1, "nots"),
        ("answers: 3\n", "wrong-type", 4, 10, "应为列表"),
        ("answers:\n  - 3\n", "wrong-type", 5, 5, "字段: 值"),
        ("answers:\n  - {rating: met}\n", "missing-key", 5, 6, "indicator"),
        ("answers:\n  - {indicator: 1, rating: 好}\n", "wrong-type", 5, 28, "只能是 met、partly"),
        ("answers:\n  - {indicator: 1, score: '5'}\n", "wrong-type", 5, 27, "应为数字"),
        ("answers:\n  - {indicator: 1, score: true}\n", "wrong-type", 5, 27, "应为数字"),
        ("answers:\n  - {indicator: 1, narrative: 5}\n", "wrong-type", 5, 31, "应为文字"),
        ("answers:\n  - {indicator: 1, narrative: ''}\n", "wrong-type", 5, 31, "不能为空"),
        ("answers:\n  - {indicator: [1]}\n", "wrong-type", 5, 17, "列表"),
        ("submitted_on: 2019年3月1日\n", "wrong-type", 4, 15, "应为日期"),
        ("sample: yes\n", "wrong-type", 4, 9, "true 或 false"),
        ("answers:\n  -indicator: 1\n", "wrong-type", 5, 3, "“-”后缺少空格"),
        ("answers:\n  －　indicator: 1\n", "wrong-type", 5, 3, "列表项以“－”开头"),
        ("answers:\n  \u3000- indicator: 1\n", "wrong-type", 5, 3, "全角空格"),
        ("answers:\n  - indicator：1\n", "wrong-type", 5, 5, "字段“indicator”后是全角冒号"),
    ],
)
def test_each_fault_has_its_place(extra: str, rule: str, line: int, column: int, part: str) -> None:
    _record, findings, complete = submission(GOOD + extra)
    assert not complete
    assert said(findings)[0][:3] == (rule, line, column)
    assert part in findings[0].message
    assert len(findings) == 1


def test_all_faults_at_once_and_the_rest_is_kept() -> None:
    record, findings, complete = submission(
        "unit: 甲\ncycle: '2019'\nstate: draft\nanswers:\n"
        "  - {indicator: 1, ratin: met}\n  - {indicator: 2, score: x}\n  - {rating: met}\n  - {indicator: 4}\n"
    )
    assert record is None  # without its cycle it is no submission
    assert not complete
    assert [(one.rule, one.place.line) for one in findings] == [
        ("wrong-type", 2),
        ("unknown-key", 5),
        ("wrong-type", 6),
        ("missing-key", 7),
    ]
    record, findings, complete = submission(
        GOOD + "answers:\n  - {indicator: 1, ratin: met}\n  - {indicator: 2, score: x}\n  - {rating: met}\n"
    )
    assert record is not None
    assert [answer.indicator for answer in record.answers] == ["1", "2"]
    assert [one.rule for one in findings] == ["unknown-key", "wrong-type", "missing-key"]
    assert record.answers[1].score is None
    assert record.answers[1].place[1:3] == (6, 6)


def test_a_mistyped_key_gets_the_likely_one() -> None:
    _record, findings, _complete = submission(GOOD + "answers:\n  - {indicator: 1, narative: x}\n")
    assert findings[0].fix == "检查字段名，是否应为“narrative”？"


def test_a_strange_key_gets_the_list() -> None:
    _record, findings, _complete = decode(
        Register, read_yaml("units:\n  - {id: 甲, kind: county, 电话: 1}\n".encode(), "u.yaml", Limits())
    )
    assert "aliases" in (findings[0].fix or "")


@pytest.mark.parametrize("text", ["- 1\n", "just text\n", "9\n"])
def test_a_root_of_another_kind(text: str) -> None:
    record, findings, _complete = submission(text)
    assert record is None
    assert [one.rule for one in findings] == ["wrong-type"]
    assert findings[0].place.line == 1
