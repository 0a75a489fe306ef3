"""A safe fix of a file: the rule it answers, the value it is about, the change to make, and what it is given to work on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dutykit.model.place import Path
from dutykit.model.record import Record
from dutykit.model.workspace import Workspace
from dutykit.workspace.yaml.operations import Operation


@dataclass(frozen=True, slots=True, eq=False)
class Fix:
    """One change to one file, and why."""

    rule: str
    """The name of the rule whose finding this fixes."""
    path: Path
    """The value it is about."""
    message: str
    change: Operation
    is_identity: bool = False
    """Whether the value is an id or a name: then it may not collide with another afterwards."""


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
