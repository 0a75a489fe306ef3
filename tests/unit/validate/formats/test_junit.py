"""JUnit XML."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from dutykit.model.finding import Severity
from dutykit.validate.formats import junit
from dutykit.validate.formats.report import Report
from tests.unit.validate.formats.conftest import ANSWER, FINDINGS, RULES, SOURCES
from tests.unit.validate.formats.schemas import junit_schema


def read(report: Report) -> ET.Element:
    root = ET.fromstring(junit.render(report))
    junit_schema().validate(root)
    return root


def cases(root: ET.Element, kind: str) -> list[tuple[str, str]]:
    return [
        (case.attrib["classname"], case.attrib["name"]) for case in root.iter("testcase") if case.find(kind) is not None
    ]


def test_a_case_a_file_and_rule(report: Report) -> None:
    root = read(report)
    files = {*SOURCES, *(one.place.file for one in FINDINGS)}
    assert [suite.attrib["name"] for suite in root] == sorted(files)
    assert len(list(root.iter("testcase"))) == len(files) * len(RULES)


def test_what_weighs_less_does_not_fail(report: Report) -> None:
    errors = {(one.place.file, one.rule) for one in FINDINGS if one.severity is Severity.ERROR}
    rest = {(one.place.file, one.rule) for one in FINDINGS} - errors
    root = read(report)
    assert set(cases(root, "failure")) == errors
    assert set(cases(root, "system-out")) == rest
    assert set(cases(read(replace(report, fail_on=Severity.NOTE)), "failure")) == errors | rest


def test_two_findings_are_one_case(report: Report) -> None:
    (failure,) = (
        case.find("failure")
        for case in read(report).iter("testcase")
        if case.attrib["classname"] == ANSWER and len(case)
    )
    assert failure is not None
    assert failure.attrib["type"] == "error"
    assert failure.attrib["message"] == "得分 4.5 超过分值 3（另有 1 处）"
    text = failure.text or ""
    assert f"{ANSWER}:4:12" in text
    assert f"{ANSWER}:6:12" in text


def test_one_rule_of_two_weights_in_one_file(report: Report) -> None:
    """Settings give a rule one severity, but a format must not lose findings if they do not."""
    mixed = tuple(FINDINGS[0]._replace(severity=severity) for severity in (Severity.ERROR, Severity.NOTE))
    root = read(replace(report, runs=(replace(report.runs[0], findings=mixed),)))
    assert cases(root, "failure") == cases(root, "system-out") == [(mixed[0].place.file, mixed[0].rule)]


def test_the_sums(report_of_two: Report) -> None:
    root = read(report_of_two)
    for element in (root, *root.iter("testsuite")):
        assert int(element.attrib["tests"]) == len(list(element.iter("testcase")))
        assert int(element.attrib["failures"]) == len(list(element.iter("failure")))


def test_many_files_have_fewer_cases(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(junit, "MOST_CASES", 19)
    root = read(report)
    found = {(one.place.file, one.rule) for one in FINDINGS}
    clean = {(file, junit.NOTHING_FOUND) for file in SOURCES} - {(file, junit.NOTHING_FOUND) for file, _rule in found}
    assert {(case.attrib["classname"], case.attrib["name"]) for case in root.iter("testcase")} == found | clean


def test_control_characters_are_replaced(report: Report) -> None:
    assert "控制符 \ufffd[31m \ufffd \ufffd，半个 \ufffd，全个 𠮷" in "".join(read(report).itertext())
