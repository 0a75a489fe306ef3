"""Findings in the JSON documents that list them beside something else."""

from __future__ import annotations

from dutykit.model.finding import Finding, Severity
from dutykit.model.place import Place
from dutykit.output.finding_json import findings_json


def test_where_they_are_and_what_they_say() -> None:
    found = Finding("unknown-unit", Severity.ERROR, Place("submissions/2019/甲.yaml", 3, 7), "不在单位名录中")
    wanted = {
        "rule": "unknown-unit",
        "file": "submissions/2019/甲.yaml",
        "line": 3,
        "column": 7,
        "message": "不在单位名录中",
    }
    assert findings_json([found, found]) == [wanted, wanted]
    assert findings_json(()) == []
