"""What follows a finding's message where a format has room for text only."""

from __future__ import annotations

from dutykit.language import _
from dutykit.model.finding import Finding
from dutykit.validate.formats.report import Run


def details(finding: Finding, run: Run) -> list[str]:
    """A line for each related place, and one that states how to fix it."""
    lines = [f"{_('另见')} {run.path(str(related.place))} {related.message}" for related in finding.related]
    return [*lines, f"{_('处理建议：')}{finding.fix}"] if finding.fix else lines
