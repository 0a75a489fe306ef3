"""What became of a report that was ordered."""

from __future__ import annotations

from dataclasses import dataclass

from dutykit.model.finding import Finding
from dutykit.reports.press.order import Order


@dataclass(frozen=True, slots=True)
class Made:
    """What became of an order: written if there are neither findings nor a failure."""

    order: Order
    findings: tuple[Finding, ...] = ()
    """Why the data do not allow the report."""
    failure: str = ""
    """Why it could not be made or written though the data allow it."""
    undrawn: frozenset[str] = frozenset()
    """Characters in it that none of dutykit's fonts draws: another machine's may."""
    unchanged: bool = False
    """Whether it was there already, made from the same data, template, fonts and program."""

    @property
    def written(self) -> bool:
        """Whether the report is there."""
        return not self.findings and not self.failure
