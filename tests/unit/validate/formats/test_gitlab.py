"""GitLab Code Quality."""

from __future__ import annotations

from dutykit.validate.formats.gitlab import render
from dutykit.validate.formats.report import Report
from tests.unit.validate.formats.conftest import FINDINGS
from tests.unit.validate.formats.schemas import check_gitlab


def test_the_fields(report: Report, nothing: Report) -> None:
    entries = check_gitlab(render(report))
    assert [entry["location"]["path"] for entry in entries] == [one.place.file for one in FINDINGS]
    assert [entry["location"]["lines"]["begin"] for entry in entries] == [one.place.line for one in FINDINGS]
    severities = {"error": "major", "warning": "minor", "note": "info"}
    assert [entry["severity"] for entry in entries] == [severities[one.severity.word] for one in FINDINGS]
    assert check_gitlab(render(nothing)) == []


def test_the_same_fault_in_two_workspaces_is_two(report_of_two: Report) -> None:
    assert len(check_gitlab(render(report_of_two))) == 2 * len(FINDINGS)
