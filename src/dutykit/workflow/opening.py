"""Open one workspace for a command that reads it."""

from __future__ import annotations

from pathlib import Path

from dutykit.load.assemble import load_workspace
from dutykit.load.discover import find_workspace
from dutykit.model.finding import Finding
from dutykit.model.workspace import Workspace
from dutykit.workflow.validation import with_lines


def open_workspace(folder: Path | None) -> tuple[Workspace | None, list[Finding]]:
    """The workspace at or above `folder` (default: the working folder) and the faults of reading it.

    Runs no checks. Raises WorkspaceNotFoundError.
    """
    loaded = load_workspace(find_workspace(folder or Path.cwd()))
    return loaded.workspace, with_lines(loaded.findings, loaded.sources)
