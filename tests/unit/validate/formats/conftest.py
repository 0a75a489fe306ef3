"""A report with all that a format can stumble over."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dutykit.language import use_language
from dutykit.model.finding import Finding, Related, Rule, Severity
from dutykit.model.place import Place, SourceFile
from dutykit.validate.formats.report import Report, Run

ANSWER = "submissions/2019/市财政局.yaml"
ODD_NAME = "submissions/2019/100% 完成,#1?:[草稿].yaml"
CATALOGUE = "data/indicators.yaml"
SOURCES = {
    name: SourceFile(name, text.encode())
    for name, text in {
        CATALOGUE: "chapters:\n  - {id: 9, points: 3}\n",
        ANSWER: "unit: 市财政局\nanswers:\n  - indicator: 9\n    score: 4.5\n  - indicator: 9\n    score: 4.5\n",
        ODD_NAME: 'unit: "甲\t<局> & 乙"\n',
        "data/units.yaml": "units: []\n",
    }.items()
}
RULES = (
    Rule("file-unreadable", Severity.ERROR, "无法读取文件。", "读不出来等于没有报送。", "检查 *权限* 和 <路径>。"),
    Rule("numbering-gap", Severity.NOTE, "编号不连续。", "可能漏了一项。", "补上 {缺的} 一项。"),
    Rule("score-over-points", Severity.ERROR, "得分超过分值。", "总分会偏高。", "改正得分。"),
    Rule("unknown-key", Severity.WARNING, "存在未知字段。", "多半写错了。", "改正键名。"),
)


def _at(name: str, line: int, text: str) -> tuple[Place, str]:
    """The place of `text` on a line of a source, and the line."""
    whole = SOURCES[name].line(line)
    return Place(name, line, whole.index(text) + 1, len(text)), whole


def _findings() -> Iterator[Finding]:
    points = Related(_at(CATALOGUE, 2, "3")[0], "指标 9 的分值在这里", SOURCES[CATALOGUE].line(2))
    for line in (4, 6):
        place, text = _at(ANSWER, line, "4.5")
        message, fix = "得分 4.5 超过分值 3", "改为 3 以内：100% 以内, 不得为负"
        yield Finding("score-over-points", Severity.ERROR, place, message, fix, (points,), text)
    place, text = _at(ODD_NAME, 1, "unit")
    yield Finding(
        "unknown-key",
        Severity.WARNING,
        place,
        "第一行 <a href='x'>&amp;\r\n第二行 {0} [见](1) ]]> ::error::",
        line=text,
    )
    yield Finding("numbering-gap", Severity.NOTE, place, "控制符 \x1b[31m \x00 \ufffe，半个 \ud800，全个 𠮷", line=text)
    missing = Place("submissions/2019/没有.yaml", 1, 1)
    yield Finding("file-unreadable", Severity.ERROR, missing, "缺少文件")


FINDINGS = tuple(sorted(_findings(), key=lambda one: one.order))


@pytest.fixture
def report() -> Report:
    """One workspace."""
    return Report((Run(FINDINGS, tuple(sorted(SOURCES))),), RULES, "1.2.3")


@pytest.fixture
def report_of_two() -> Report:
    """Two workspaces with the same faults."""
    runs = tuple(Run(FINDINGS, tuple(sorted(SOURCES)), prefix) for prefix in ("城市/甲/", "城市/乙/"))
    return Report(runs, RULES, "1.2.3")


@pytest.fixture
def nothing() -> Report:
    """A workspace in which nothing was found."""
    return Report((Run((), tuple(sorted(SOURCES))),), RULES, "1.2.3")


@pytest.fixture
def english() -> Iterator[None]:
    """English for one test."""
    use_language("en")
    yield
    use_language("zh")
