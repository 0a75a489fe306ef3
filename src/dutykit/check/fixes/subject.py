"""What a fix is given to work on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dutykit.check.fixes.fix import Fix
from dutykit.model.record import Record
from dutykit.model.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Subject:
    """One file as read, faults and all, and the workspace it belongs to."""

    kind: type[Record]
    """What the file should hold."""
    name: str
    """Relative to the workspace."""
    root: object
    """The values as read, before they were made records: also what is no record yet is fixed."""
    workspace: Workspace


FixFunction = Callable[[Subject], Iterable[Fix]]
