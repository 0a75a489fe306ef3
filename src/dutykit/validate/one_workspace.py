"""Load one workspace, run the checks on it, and apply what it decides about findings."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from dutykit.check.policy import apply_policy
from dutykit.check.run import run_checks
from dutykit.model.finding import Finding, Waived
from dutykit.workspace.assemble import Loaded, load_workspace


def check_workspace(
    root: Path, select: frozenset[str], ignore: frozenset[str], today: dt.date
) -> tuple[Loaded, list[Finding], list[Waived]]:
    """What is in the workspace `root`, the findings on it, unsorted and without their lines, and those waived."""
    loaded = load_workspace(root)
    found = list(loaded.findings)
    if loaded.workspace is not None:
        found += run_checks(loaded.workspace)
    findings, waived = apply_policy(found, loaded.workspace, today=today, select=select, ignore=ignore)
    return loaded, findings, waived
