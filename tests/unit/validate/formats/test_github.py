"""GitHub workflow commands."""

from __future__ import annotations

from dutykit.validate.formats.github import render
from dutykit.validate.formats.report import Report
from tests.unit.validate.formats.conftest import FINDINGS, ODD_NAME
from tests.unit.validate.formats.schemas import read_commands


def test_escapes(report: Report) -> None:
    (line,) = [line for line in render(report).splitlines() if "title=unknown-key" in line]
    assert line.startswith(
        "::warning file=submissions/2019/100%25 完成%2C#1?%3A[草稿].yaml,line=1,col=1,endColumn=5,title=unknown-key::"
    )
    assert line.endswith("&amp;%0D%0A第二行 {0} [见](1) ]]> ::error::")


def test_read_back(report: Report) -> None:
    commands = read_commands(render(report))
    assert [name for name, _properties, _message in commands] == [
        {"note": "notice"}.get(one.severity.word, one.severity.word) for one in FINDINGS
    ]
    assert [properties["file"] for _name, properties, _message in commands] == [one.place.file for one in FINDINGS]
    assert ODD_NAME in {properties["file"] for _name, properties, _message in commands}


def test_fix_and_related_places_follow_the_message(report: Report) -> None:
    messages = [message for _name, _properties, message in read_commands(render(report))]
    assert (
        "得分 4.5 超过分值 3\n另见 data/indicators.yaml:2:21 指标 9 的分值在这里\n处理建议：改为 3 以内：100% 以内, 不得为负"
    ) in messages
