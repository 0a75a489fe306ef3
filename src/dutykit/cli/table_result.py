"""Gives the user a table that was made: on the screen, page by page, or in a file."""

from __future__ import annotations

from pathlib import Path

from dutykit.cli.paging import show
from dutykit.cli.screen import Screen
from dutykit.model.workspace import Workspace


def deliver(screen: Screen, workspace: Workspace, data: bytes, kind: str, output: Path | None) -> None:
    """Write `data` of the format `kind` to `output`, or to the screen. Raises Refusal."""
    if output is not None:
        from dutykit.output.choice import save

        save(workspace, output, data)
        screen.out(str(output))
    elif kind == "table":
        show(screen, data.decode())
    else:
        screen.out_bytes(data)
