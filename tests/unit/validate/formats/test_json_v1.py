"""Our own JSON."""

from __future__ import annotations

import json

import jsonschema
import pytest

from dutykit.model.finding import Severity
from dutykit.schemas.installation import FINDINGS_SCHEMA
from dutykit.validate.formats.json_v1 import render
from dutykit.validate.formats.report import Report
from tests.unit.validate.formats.conftest import FINDINGS
from tests.unit.validate.formats.schemas import json_validator


def test_as_its_schema_says(report: Report, report_of_two: Report, nothing: Report) -> None:
    for one in (report, report_of_two, nothing):
        json_validator().validate(json.loads(render(one)))


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(FINDINGS_SCHEMA.read_text(encoding="utf-8")))


@pytest.mark.parametrize("key", ["version", "tool", "workspaces", "summary"])
def test_the_schema_misses_a_key(key: str, report: Report) -> None:
    document = json.loads(render(report))
    del document[key]
    with pytest.raises(jsonschema.ValidationError):
        json_validator().validate(document)


def test_places_and_lines(report: Report) -> None:
    document = json.loads(render(report))
    (found, *_rest) = [one for one in document["workspaces"][0]["findings"] if one["rule"] == "score-over-points"]
    assert found["lineText"][found["column"] - 1 : found["endColumn"] - 1] == "4.5"
    (related,) = found["related"]
    assert related["lineText"][related["column"] - 1 : related["endColumn"] - 1] == "3"


def test_the_summary_counts(report_of_two: Report) -> None:
    summary = json.loads(render(report_of_two))["summary"]
    errors = sum(one.severity is Severity.ERROR for one in FINDINGS)
    assert summary["files"] == 8
    assert (summary["errors"], summary["warnings"], summary["notes"]) == (2 * errors, 2, 2)
    assert sum(summary["rules"].values()) == 2 * len(FINDINGS)
