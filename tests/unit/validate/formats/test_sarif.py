"""SARIF 2.1.0."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest

from dutykit.language import use_language
from dutykit.model.finding import Finding, Severity, Waived
from dutykit.model.place import Place
from dutykit.validate.formats.report import Report
from dutykit.validate.formats.sarif import MOST_RESULTS, render
from tests.unit.validate.formats.conftest import FINDINGS, ODD_NAME
from tests.unit.validate.formats.schemas import sarif_validator


def run_of(report: Report) -> dict[str, Any]:
    document = json.loads(render(report))
    sarif_validator().validate(document)
    (run,) = document["runs"]
    assert isinstance(run, dict)
    return run


def test_valid(report: Report, report_of_two: Report, nothing: Report) -> None:
    assert len(run_of(report)["results"]) == len(FINDINGS)
    assert len(run_of(report_of_two)["results"]) == 2 * len(FINDINGS)
    assert run_of(nothing)["results"] == []


def test_results_point_at_their_rules(report: Report) -> None:
    run = run_of(report)
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])


def test_a_rule_nobody_knows_has_no_index(report: Report) -> None:
    (result, *_rest) = run_of(replace(report, rules=()))["results"]
    assert "ruleIndex" not in result
    assert result["ruleId"]


def test_results_point_at_their_files(report: Report) -> None:
    run = run_of(report)
    for result in run["results"]:
        for place in (*result["locations"], *result.get("relatedLocations", ())):
            location = place["physicalLocation"]["artifactLocation"]
            assert run["artifacts"][location["index"]]["location"]["uri"] == location["uri"]
            assert location["uriBaseId"] in run["originalUriBaseIds"]


def test_file_names_are_percent_encoded(report: Report) -> None:
    uris = [artifact["location"]["uri"] for artifact in run_of(report)["artifacts"]]
    assert all(re.fullmatch("[A-Za-z0-9._~/%-]+", uri) for uri in uris)
    assert ODD_NAME in [unquote(uri) for uri in uris]


@pytest.mark.parametrize(
    ("prefix", "uri"),
    [
        ("/城/", "file:///%E5%9F%8E/a"),
        ("C:/x/", "file:///C%3A/x/a"),
        ("b:c/", "b%3Ac/a"),
        ("\udcff/", "%FF/a"),
        ("\ud800/", "%EF%BF%BD/a"),
    ],
)
def test_unusual_names(report: Report, prefix: str, uri: str) -> None:
    run = replace(report.runs[0], prefix=prefix, findings=(), files=("a",))
    (artifact,) = run_of(replace(report, runs=(run,)))["artifacts"]
    assert artifact["location"]["uri"] == uri
    assert ("uriBaseId" in artifact["location"]) is not uri.startswith("file:")


def test_snippets(report: Report) -> None:
    for result, finding in zip(run_of(report)["results"], FINDINGS, strict=True):
        physical = result["locations"][0]["physicalLocation"]
        if not finding.line:
            assert "snippet" not in physical["region"]
            continue
        start, end = physical["region"]["startColumn"], physical["region"]["endColumn"]
        assert physical["region"]["snippet"]["text"] == finding.line[start - 1 : end - 1]
        assert physical["contextRegion"]["snippet"]["text"] == finding.line


def test_a_place_that_is_the_whole_line_has_no_context(report: Report) -> None:
    (finding, *_rest) = (one for one in FINDINGS if one.line)
    whole = finding._replace(place=finding.place._replace(column=1, length=len(finding.line)))
    (result,) = run_of(replace(report, runs=(replace(report.runs[0], findings=(whole,)),)))["results"]
    assert "contextRegion" not in result["locations"][0]["physicalLocation"]


def test_messages_hold_no_placeholders_and_no_links(report: Report) -> None:
    (text,) = [r["message"]["text"] for r in run_of(report)["results"] if r["ruleId"] == "unknown-key"]
    assert "{{0}} [见\\](1)" in text
    (gap,) = [rule for rule in run_of(report)["tool"]["driver"]["rules"] if rule["id"] == "numbering-gap"]
    assert "{{缺的}}" in gap["help"]["text"]


def test_markdown_is_escaped(report: Report) -> None:
    rules = run_of(report)["tool"]["driver"]["rules"]
    assert "\\*权限\\* 和 \\<路径\\>" in rules[0]["help"]["markdown"]


def test_the_language_is_said(report: Report, english: None) -> None:
    english_run = run_of(report)
    use_language("zh")
    chinese_run = run_of(report)
    assert (english_run["language"], chinese_run["language"]) == ("en-US", "zh-CN")
    assert [r["partialFingerprints"] for r in english_run["results"]] == [
        r["partialFingerprints"] for r in chinese_run["results"]
    ]


def test_the_tool_says_where_it_is_from(report: Report) -> None:
    assert run_of(report)["tool"]["driver"]["informationUri"].startswith("urn:")


def test_no_more_results_than_github_takes(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_RESULTS == 25_000
    monkeypatch.setattr("dutykit.validate.formats.sarif.MOST_RESULTS", 25)
    many = tuple(
        sorted((one._replace(message=f"{one.message} {number}") for one in FINDINGS for number in range(6)),
               key=lambda one: one.order)
    )  # fmt: skip
    run = run_of(replace(report, runs=(replace(report.runs[0], findings=many),)))
    assert len(run["results"]) == 25
    levels = [one["level"] for one in run["results"]]
    assert levels == sorted(levels, key=["error", "warning", "note"].index)
    (said,) = run["invocations"][0]["toolExecutionNotifications"]
    assert f"共 {len(many)} 条结果" in said["message"]["text"]


def test_what_was_waived_is_suppressed_and_keeps_its_fingerprint(report: Report) -> None:
    whole = run_of(report)
    first, *others = report.runs[0].findings
    waived = replace(report.runs[0], findings=tuple(others), waived=(Waived(first, "待\x1b核实"),))
    run = run_of(replace(report, runs=(waived,)))
    assert [one["partialFingerprints"] for one in run["results"]] == [
        one["partialFingerprints"] for one in whole["results"]
    ]
    assert [one.get("suppressions") for one in run["results"]][1:] == [None] * len(others)
    assert run["results"][0]["suppressions"][0]["justification"] == "待\ufffd核实"


def test_a_name_that_is_no_utf8_keeps_its_bytes(report: Report) -> None:
    odd = Finding("unknown-key", Severity.ERROR, Place("submissions/bad\\udcff.yaml", 1, 1), "有错")
    run = run_of(replace(report, runs=(replace(report.runs[0], findings=(odd,)),)))
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "submissions/bad%FF.yaml"


def test_texts_command_no_terminal(report: Report) -> None:
    for result in run_of(report)["results"]:
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", result["message"]["text"])
