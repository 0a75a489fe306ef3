"""Findings as they are shown in a terminal."""

from __future__ import annotations

from dutykit.output.finding_text import finding_text
from dutykit.validate.formats.report import Report
from dutykit.validate.formats.well_formed import encodable


def render(report: Report, *, color: bool = False) -> str:
    """Each finding with its line, its related places and its fix; empty if nothing was found."""
    return encodable(
        "".join(
            finding_text(finding, color=color, prefix=run.prefix) + "\n"
            for run in report.runs
            for finding in run.findings
        )
    )
