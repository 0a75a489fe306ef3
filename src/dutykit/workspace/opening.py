"""Open one workspace for a command that reads it."""

from __future__ import annotations

from pathlib import Path

from dutykit.model.finding import Finding
from dutykit.model.workspace import Workspace
from dutykit.process.garbage import collection_paused
from dutykit.workspace.assemble import load_workspace
from dutykit.workspace.discover import workspace_at
from dutykit.workspace.finding_lines import with_lines


def open_workspace(folder: Path | None) -> tuple[Workspace | None, list[Finding]]:
    """The workspace at or above `folder` (default: the working folder) and the faults of reading it.

    Runs no checks. Raises FolderNotFoundError and WorkspaceNotFoundError.
    """
    root = workspace_at(folder)
    with collection_paused(keep=True):  # what was read lives as long as the command
        loaded = load_workspace(root)
    return loaded.workspace, with_lines(loaded.findings, loaded.sources)
