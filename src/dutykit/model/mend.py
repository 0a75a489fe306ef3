"""A safe mend of a file: the rule it answers, the value it is about, and the change to make."""

from __future__ import annotations

from dataclasses import dataclass

from dutykit.model.place import MarkedMapping, MarkedSequence

Path = tuple[str | int, ...]
"""The keys and positions that lead from a file's root to a value."""


@dataclass(frozen=True, slots=True, eq=False)
class Rewrite:
    """Another value for one scalar, or with `of_key` another spelling of a key."""

    holder: MarkedMapping | MarkedSequence
    step: str | int
    value: object
    """What is to be read there afterwards: a text, a number or a date."""
    of_key: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class AddKey:
    """A key that a mapping gets, right after one of its others."""

    holder: MarkedMapping
    after: str
    key: str
    value: object
    """A text, a number, a date, or a mapping of them, which stands on one line."""


@dataclass(frozen=True, slots=True, eq=False)
class Replace:
    """Another value, whole, for a key whose value may go over several lines; it then stands on one."""

    holder: MarkedMapping
    key: str
    value: object


@dataclass(frozen=True, slots=True, eq=False)
class Reorder:
    """The items of a sequence in another order."""

    holder: MarkedSequence
    order: tuple[int, ...]
    """The present positions of the items, in the order they are to have."""


Change = Rewrite | AddKey | Replace | Reorder


@dataclass(frozen=True, slots=True, eq=False)
class Mend:
    """One change to one file, and why."""

    rule: str
    """The name of the rule whose finding this mends."""
    path: Path
    """The value it is about."""
    message: str
    change: Change
    is_identity: bool = False
    """Whether the value is an id or a name: then it may not collide with another afterwards."""
