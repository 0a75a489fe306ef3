"""Runs the checks over a workspace and stamps what they yield."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import Check
from dutykit.check.register import CHECKS
from dutykit.model.finding import Finding
from dutykit.model.workspace import Workspace


def run_checks(workspace: Workspace, checks: Iterable[Check] = CHECKS) -> list[Finding]:
    """The findings of `checks` on `workspace`, unsorted."""
    return [
        Finding(one.rule.name, one.rule.severity, flaw.place, flaw.message, flaw.fix, flaw.related)
        for one in checks
        for flaw in one.flaws(workspace)
    ]
