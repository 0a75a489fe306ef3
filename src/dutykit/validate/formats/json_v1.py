"""Findings as dutykit's own JSON, version 1."""

from __future__ import annotations

from collections import Counter

from dutykit.model.finding import Finding, Related, Severity
from dutykit.validate.formats.fingerprint import fingerprints
from dutykit.validate.formats.report import Report, Run, end_column
from dutykit.validate.formats.well_formed import json_text

VERSION = 1
"""The JSON Schema of what `render` writes. Keys are only ever added within a version."""


def render(report: Report) -> str:
    """The document that schemas/findings-v1.schema.json describes."""
    findings = [finding for run in report.runs for finding in run.findings]
    counts = Counter(finding.severity for finding in findings)
    return json_text(
        {
            "version": VERSION,
            "tool": {"name": "dutykit", "version": report.version},
            "workspaces": [_workspace(run) for run in report.runs],
            "summary": {
                "files": sum(len(run.files) for run in report.runs),
                "errors": counts[Severity.ERROR],
                "warnings": counts[Severity.WARNING],
                "notes": counts[Severity.NOTE],
                "rules": dict(sorted(Counter(finding.rule for finding in findings).items())),
            },
        }
    )


def _workspace(run: Run) -> dict[str, object]:
    named = zip(run.findings, fingerprints(run.findings), strict=True)
    return {
        "prefix": run.prefix,
        "files": list(run.files),
        "findings": [_finding(finding, fingerprint) for finding, fingerprint in named],
        "waived": [{**_finding(one.finding, one.finding.fingerprint), "reason": one.reason} for one in run.waived],
    }


def _finding(finding: Finding, fingerprint: str) -> dict[str, object]:
    place = finding.place
    return {
        "rule": finding.rule,
        "severity": finding.severity.word,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "endColumn": end_column(place, finding.line),
        "message": finding.message,
        "fix": finding.fix,
        "lineText": finding.line,
        "related": [_related(related) for related in finding.related],
        "fingerprint": fingerprint,
    }


def _related(related: Related) -> dict[str, object]:
    place = related.place
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "endColumn": end_column(place, related.line),
        "message": related.message,
        "lineText": related.line,
    }
