"""GitLab Code Quality."""

from __future__ import annotations

from dutykit.render.findings.gitlab import render
from dutykit.render.findings.report import Report
from tests.unit.render.findings.conftest import FINDINGS
from tests.unit.render.findings.schemas import check_gitlab


def test_the_fields(report: Report, nothing: Report) -> None:
    entries = check_gitlab(render(report))
    assert [entry["location"]["path"] for entry in entries] == [one.place.file for one in FINDINGS]
    assert [entry["location"]["lines"]["begin"] for entry in entries] == [one.place.line for one in FINDINGS]
    severities = {"error": "major", "warning": "minor", "note": "info"}
    assert [entry["severity"] for entry in entries] == [severities[one.severity.word] for one in FINDINGS]
    assert check_gitlab(render(nothing)) == []


def test_the_same_fault_in_two_workspaces_is_two(report_of_two: Report) -> None:
    assert len(check_gitlab(render(report_of_two))) == 2 * len(FINDINGS)
