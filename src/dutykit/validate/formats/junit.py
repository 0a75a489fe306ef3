"""Findings as JUnit XML: a suite a file, a case a file and rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.etree import ElementTree as ET

from dutykit.language import plural
from dutykit.model.finding import Finding
from dutykit.validate.formats.report import Report, Run, details
from dutykit.validate.formats.well_formed import xml_characters

MOST_CASES = 100_000
"""Up to this many cases, every rule is a case in every file, so that a CI system sees a failed one pass when it is
fixed. Beyond that (dozens of cities, more than a CI system likes to show) only rules that found something are, and
a file in which nothing was found has one passing case."""
NOTHING_FOUND = "nothing-found"
"""The name of that case."""


def render(report: Report) -> str:
    """The suites of all workspaces, file by file.

    A case fails if its rule found something of the severity `report.fail_on` or more. What weighs less is in the
    case's output, so that CI is red when `dutykit validate` is.
    """
    files = sum(len(_files(run)) for run in report.runs)
    everywhere = [rule.name for rule in report.rules] if files * len(report.rules) <= MOST_CASES else []
    suites = [suite for run in report.runs for suite in _suites(run, everywhere, report)]
    root = ET.Element("testsuites", {"name": "dutykit", **_sums(suites)})
    root.extend(suites)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _files(run: Run) -> list[str]:
    """The files of a run, also those that a finding states are missing."""
    return sorted({*run.files, *(finding.place.file for finding in run.findings)})


def _suites(run: Run, everywhere: Sequence[str], report: Report) -> Iterator[ET.Element]:
    found: dict[str, dict[str, list[Finding]]] = {}
    for finding in run.findings:
        found.setdefault(finding.place.file, {}).setdefault(finding.rule, []).append(finding)
    for file in _files(run):
        yield _suite(file, found.get(file, {}), run, everywhere, report)


def _suite(
    file: str, found: Mapping[str, Sequence[Finding]], run: Run, everywhere: Sequence[str], report: Report
) -> ET.Element:
    path = xml_characters(run.path(file))
    cases = [
        _case(path, rule, found.get(rule, []), run, report) for rule in sorted({*everywhere, *found}) or [NOTHING_FOUND]
    ]
    failures = sum(case.find("failure") is not None for case in cases)
    suite = ET.Element(
        "testsuite",
        {"name": path, "tests": str(len(cases)), "failures": str(failures), "errors": "0", "skipped": "0"},
    )
    suite.extend(cases)
    return suite


def _case(path: str, rule: str, findings: Sequence[Finding], run: Run, report: Report) -> ET.Element:
    case = ET.Element("testcase", {"classname": path, "name": xml_characters(rule)})
    failing = [one for one in findings if one.severity >= report.fail_on]
    passing = [one for one in findings if one.severity < report.fail_on]
    if failing:
        worst = max(failing, key=lambda one: one.severity)
        attributes = {"type": worst.severity.word, "message": xml_characters(_message(failing))}
        ET.SubElement(case, "failure", attributes).text = _text(failing, run)
    if passing:
        ET.SubElement(case, "system-out").text = _text(passing, run)
    return case


def _message(findings: Sequence[Finding]) -> str:
    first, more = findings[0].message, len(findings) - 1
    return plural("{message}（另有 {count} 处）", more).format(message=first, count=more) if more else first


def _text(findings: Iterable[Finding], run: Run) -> str:
    return xml_characters("\n".join(line for finding in findings for line in _lines(finding, run)))


def _lines(finding: Finding, run: Run) -> Iterator[str]:
    yield f"{run.path(str(finding.place))} {finding.severity.word} {finding.rule} {finding.message}"
    if finding.line.strip():
        yield f"    {finding.line.strip()}"
    for line in details(finding, run):
        yield f"    {line}"


def _sums(suites: Sequence[ET.Element]) -> dict[str, str]:
    return {key: str(sum(int(suite.attrib[key]) for suite in suites)) for key in ("tests", "failures", "errors")}
