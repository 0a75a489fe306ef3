"""What every format is given: the findings of one or more workspaces, and what there is to know about them."""

from __future__ import annotations

from dataclasses import dataclass

from dutykit.language import _
from dutykit.model.finding import Finding, Rule, Severity, Waived
from dutykit.model.place import Place


@dataclass(frozen=True, slots=True)
class Run:
    """One workspace that was validated."""

    findings: tuple[Finding, ...]
    """Sorted by `Finding.order`."""
    files: tuple[str, ...]
    """The files that were looked at, relative to the workspace."""
    prefix: str = ""
    """What is before a file's name where it is shown: empty for one workspace, else its folder and a slash."""

    waived: tuple[Waived, ...] = ()
    """What a waiver let pass."""

    def path(self, file: str) -> str:
        """The file's name as it is shown."""
        return self.prefix + file


@dataclass(frozen=True, slots=True)
class Report:
    """All that one `dutykit validate` found."""

    runs: tuple[Run, ...]
    rules: tuple[Rule, ...]
    """Every rule there is, sorted by name, also those that found nothing."""
    version: str
    """Of dutykit."""
    fail_on: Severity = Severity.ERROR
    """The severity from which on a finding is a failure, where a format tells failures from remarks."""


def end_column(place: Place, line: str) -> int:
    """The column after the last character of `place`, not past the end of its line where `line` is known."""
    end = place.column + place.length
    return max(place.column, min(end, len(line) + 1)) if line else end


def details(finding: Finding, run: Run) -> list[str]:
    """A line for each related place, and one that states how to fix it."""
    lines = [f"{_('另见')} {run.path(str(related.place))} {related.message}" for related in finding.related]
    return [*lines, f"{_('处理建议：')}{finding.fix}"] if finding.fix else lines
