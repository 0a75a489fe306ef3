"""What to change in a YAML text."""

from __future__ import annotations

from dataclasses import dataclass

from dutykit.model.place import MarkedMapping, MarkedSequence

Holder = MarkedMapping | MarkedSequence
Step = str | int
"""A key of a mapping, or the position of an item (from 0)."""


class UnsafeEditError(Exception):
    """An operation cannot be made without a risk to the rest of the text."""


@dataclass(frozen=True, slots=True, eq=False)
class SetValue:
    """Another value for a key or an item, or a new key with its value."""

    holder: Holder
    step: Step
    value: object
    """A scalar, or a mapping or list of them: in lines of its own, on one line if it is a Flow. None leaves it empty."""
    after: tuple[str, ...] = ()
    """A new key goes after the last of these that is present; after all keys if none is."""


@dataclass(frozen=True, slots=True, eq=False)
class RenameKey:
    """Another spelling of a key, whose value stays."""

    holder: MarkedMapping
    key: str
    name: str | int
    """Read as a text in any case; a number is written without quotes."""


@dataclass(frozen=True, slots=True, eq=False)
class Drop:
    """A key with its value, or an item, that is removed; with it go the comments on its own lines."""

    holder: Holder
    step: Step


@dataclass(frozen=True, slots=True, eq=False)
class PutItem:
    """A new item of a sequence."""

    holder: MarkedSequence
    before: int
    """The position of the item it goes before; the length of the sequence to go last."""
    value: object


@dataclass(frozen=True, slots=True, eq=False)
class Reorder:
    """The items of a sequence in another order."""

    holder: MarkedSequence
    order: tuple[int, ...]
    """The present positions of the items, in the order they are to have."""


Operation = SetValue | RenameKey | Drop | PutItem | Reorder


def is_new(operation: SetValue) -> bool:
    """Whether it adds a key."""
    return isinstance(operation.holder, MarkedMapping) and operation.step not in operation.holder
