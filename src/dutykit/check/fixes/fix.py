"""A safe fix of a file: the rule it answers, the value it is about, and the change to make."""

from __future__ import annotations

from dataclasses import dataclass

from dutykit.model.place import Path
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
