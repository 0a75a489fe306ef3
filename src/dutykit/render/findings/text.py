"""Findings as they are shown in a terminal."""

from __future__ import annotations

from dutykit.render.findings.report import Report
from dutykit.render.findings.well_formed import encodable
from dutykit.render.terminal import finding_text


def render(report: Report, *, color: bool = False) -> str:
    """Each finding with its line, its related places and its fix; empty if nothing was found."""
    return encodable(
        "".join(
            finding_text(finding, color=color, prefix=run.prefix) + "\n"
            for run in report.runs
            for finding in run.findings
        )
    )
