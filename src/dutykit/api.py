"""What dutykit offers to other programs: `from dutykit import …`; the rest of the package is private.

The records are those that the commands work with: frozen, their fields named as in the YAML files.
"""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

from dutykit.assess.coverage import Coverage, Pair, Tally
from dutykit.assess.coverage import coverage as _coverage
from dutykit.check.declare import check as rule
from dutykit.check.plugin import Plugin
from dutykit.model.catalogue import Catalogue, Indicator, Metric
from dutykit.model.finding import Finding, Flaw, Related, Severity
from dutykit.model.place import Place
from dutykit.model.refusal import Refusal
from dutykit.model.responsibility import Duty
from dutykit.model.review import Review
from dutykit.model.submission import Answer, Evidence, Problem, Submission
from dutykit.model.unit import Group, Register, Unit
from dutykit.model.workspace import Workspace
from dutykit.validate.validation import Request, validate
from dutykit.workspace.as_of import day_of
from dutykit.workspace.discover import FolderNotFoundError, WorkspaceNotFoundError, workspace_at
from dutykit.workspace.opening import open_workspace as _open_workspace

__all__ = [
    "Answer",
    "Catalogue",
    "Coverage",
    "Duty",
    "DutykitError",
    "Evidence",
    "Finding",
    "Flaw",
    "Group",
    "Indicator",
    "Metric",
    "Pair",
    "Place",
    "Plugin",
    "Problem",
    "Register",
    "Related",
    "Review",
    "Severity",
    "Submission",
    "Tally",
    "Unit",
    "Workspace",
    "coverage",
    "findings",
    "open_workspace",
    "responsibilities",
    "rule",
]


class DutykitError(Exception):
    """What was asked for cannot be done."""

    findings: tuple[Finding, ...] = ()
    """Why, where files of the workspace are the reason."""


def open_workspace(folder: str | os.PathLike[str] | None = None) -> Workspace:
    """The workspace at or above `folder`, by default the working folder, with all that could be read.

    `Workspace.incomplete` names the files of which a part could not be read; `findings` says why. Raises
    DutykitError if there is no workspace, or if its catalogue or its units could not be read.
    """
    root = _root(folder)
    workspace, faults = _open_workspace(root)
    if workspace is None:
        error = DutykitError(f"{root}: " + "; ".join(f"{one.place}: {one.message}" for one in faults))
        error.findings = tuple(faults)
        raise error
    return workspace


def findings(folder: str | os.PathLike[str] | None = None, *, as_of: dt.date | None = None) -> tuple[Finding, ...]:
    """All that `dutykit validate` finds in the workspace at or above `folder`, sorted by file, line, column and rule.

    Waivers are measured against the day `as_of`, by default `SOURCE_DATE_EPOCH`, else today. Nothing is written, no
    cache either. Raises DutykitError if there is no workspace.
    """
    request = Request(today=as_of or day_of(None), whole=True)
    return next(validate({_root(folder): []}, request)).findings


def responsibilities(workspace: Workspace) -> tuple[Duty, ...]:
    """Which unit is assigned which indicator, in which role: by indicator in the catalogue's order, as named there."""
    return tuple(workspace.responsibilities.duties)


def coverage(workspace: Workspace, cycle: int | None = None) -> Coverage:
    """What of the duties of `cycle`, by default the workspace's, is answered; a past cycle by its own catalogue.

    Raises DutykitError if the workspace has no cycle yet, or nothing of this one.
    """
    year = workspace.cycle if cycle is None else cycle
    if year is None or not workspace.has(year):
        raise DutykitError(f"{workspace.root}: no submissions" + (f" in {year}" if year else ""))
    return _coverage(workspace.at(year), year)


def _root(folder: str | os.PathLike[str] | None) -> Path:
    """The workspace's folder. Raises DutykitError."""
    try:
        return workspace_at(None if folder is None else Path(folder))
    except (FolderNotFoundError, WorkspaceNotFoundError, Refusal) as error:
        raise DutykitError(f"no workspace: {'.' if folder is None else os.fspath(folder)}") from error
