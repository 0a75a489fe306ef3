"""Findings as GitHub workflow commands, which become annotations beside the lines of a change."""

from __future__ import annotations

from dutykit.model.finding import Finding, Severity
from dutykit.text.visible import without_controls
from dutykit.validate.formats.report import Report, Run, details, end_column
from dutykit.validate.formats.well_formed import encodable

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(report: Report) -> str:
    """One command a line for each finding; empty if nothing was found."""
    commands = (_command(finding, run) for run in report.runs for finding in run.findings)
    return without_controls(
        encodable("".join(f"{command}\n" for command in commands))
    )  # they go to a log, and there raw


def _command(finding: Finding, run: Run) -> str:
    place = finding.place
    properties = {
        "file": run.path(place.file),
        "line": str(place.line),
        "col": str(place.column),
        "endColumn": str(end_column(place, finding.line)),
        "title": finding.rule,
    }
    notes = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    message = "\n".join((finding.message, *details(finding, run)))
    return f"::{_COMMANDS[finding.severity]} {notes}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
