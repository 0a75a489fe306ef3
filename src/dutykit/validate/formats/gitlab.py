"""Findings as a GitLab Code Quality report."""

from __future__ import annotations

from dutykit.model.finding import Finding, Severity
from dutykit.text.digest import digest_of
from dutykit.validate.formats.fingerprint import fingerprints
from dutykit.validate.formats.report import Report, Run
from dutykit.validate.formats.well_formed import json_text

# GitLab knows info, minor, major, critical and blocker; nothing here endangers what runs.
_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render(report: Report) -> str:
    """A list with one entry a finding."""
    return json_text(
        [
            _entry(finding, fingerprint, run)
            for run in report.runs
            for finding, fingerprint in zip(run.findings, fingerprints(run.findings), strict=True)
        ]
    )


def _entry(finding: Finding, fingerprint: str, run: Run) -> dict[str, object]:
    return {
        "description": finding.message,
        "check_name": finding.rule,
        "fingerprint": _in_report(fingerprint, run),
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": run.path(finding.place.file), "lines": {"begin": finding.place.line}},
    }


def _in_report(fingerprint: str, run: Run) -> str:
    """The fingerprint, distinguished from the same one in another workspace: GitLab keeps only the first of two."""
    if not run.prefix:
        return fingerprint
    return digest_of(f"{run.prefix}\0{fingerprint}")[:16]
