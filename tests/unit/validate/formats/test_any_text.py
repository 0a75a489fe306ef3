"""Whatever a finding says, every format stays well formed."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from dutykit.model.finding import Finding, Related, Rule, Severity
from dutykit.model.place import Place
from dutykit.validate.formats.register import formats
from dutykit.validate.formats.report import Report, Run
from tests.unit.validate.formats.schemas import (
    check_gitlab,
    json_validator,
    junit_schema,
    read_commands,
    sarif_validator,
)

# All of Unicode, lone surrogates too, and more often what some format takes for its own.
TEXTS = st.text(st.characters(categories=None) | st.sampled_from("\x00\x1b\r\n\u2028%:,<>&\"'{}[]()]\\\ud800\udcff"))
NAMES = TEXTS.map(lambda text: "a" + text)  # names within a workspace are neither absolute nor empty
PLACES = st.builds(Place, NAMES, st.integers(1, 9), st.integers(1, 30), st.integers(1, 30))
RULES = st.from_regex("[a-z]{1,6}(-[a-z]{1,6}){0,2}", fullmatch=True)
FINDINGS = st.builds(
    Finding,
    rule=RULES,
    severity=st.sampled_from(Severity),
    place=PLACES,
    message=TEXTS,
    fix=st.none() | TEXTS,
    related=st.lists(st.builds(Related, PLACES, TEXTS, TEXTS), max_size=2).map(tuple),
    line=TEXTS,
)


def _run(findings: list[Finding], files: list[str], prefix: str) -> Run:
    return Run(tuple(sorted(findings, key=lambda one: one.order)), tuple(sorted(files)), prefix)


RUNS = st.builds(
    _run,
    st.lists(FINDINGS, max_size=3),
    st.lists(NAMES, max_size=2, unique=True),
    st.just("") | NAMES.map(lambda name: f"{name}/"),
)
REPORTS = st.builds(
    Report,
    st.lists(RUNS, max_size=2, unique_by=lambda run: run.prefix).map(tuple),
    st.lists(
        st.builds(Rule, RULES, st.sampled_from(Severity), TEXTS, TEXTS, TEXTS),
        max_size=2,
        unique_by=lambda rule: rule.name,
    ).map(tuple),
    st.just("1.2.3"),
    st.sampled_from(Severity),
)


@given(REPORTS)
def test_every_format_stays_well_formed(report: Report) -> None:
    texts = {name: render(report) for name, render in formats().items()}
    for text in texts.values():
        text.encode()
    count = sum(len(run.findings) for run in report.runs)
    json_validator().validate(json.loads(texts["json"]))
    sarif = json.loads(texts["sarif"])
    sarif_validator().validate(sarif)
    assert len(sarif["runs"][0]["results"]) == count
    junit_schema().validate(ET.fromstring(texts["junit"]))
    assert len(check_gitlab(texts["gitlab"])) == count
    commands = read_commands(texts["github"])
    assert len(commands) == count
    assert [properties["title"] for _name, properties, _message in commands] == [
        finding.rule for run in report.runs for finding in run.findings
    ]
