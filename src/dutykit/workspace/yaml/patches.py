"""What is to be put into a YAML file or taken out of it, and what it says afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dutykit.model.place import MarkedMapping, MarkedSequence

Holder = MarkedMapping | MarkedSequence


@dataclass(frozen=True, slots=True, eq=False)
class SetKey:
    """A key's value: another one, or one where the key was not there; None leaves the key empty."""

    holder: MarkedMapping
    key: str
    value: object
    after: tuple[str, ...] = ()
    """A new key goes after the last of these that is there; after all keys if none is."""


@dataclass(frozen=True, slots=True, eq=False)
class DropKey:
    """A key that goes with its value."""

    holder: MarkedMapping
    key: str


@dataclass(frozen=True, slots=True, eq=False)
class PutItem:
    """A new item of a sequence that has some."""

    holder: MarkedSequence
    before: int
    """The position of the item it goes before; the length of the sequence to go last."""
    value: object


@dataclass(frozen=True, slots=True, eq=False)
class DropItem:
    """An item that goes; not for all of a sequence's items."""

    holder: MarkedSequence
    position: int


Patch = SetKey | DropKey | PutItem | DropItem


class Wanted:
    """The patches by the container each is in."""

    def __init__(self, patches: Iterable[Patch]) -> None:
        self.keys: dict[tuple[int, str], SetKey] = {}
        self.dropped: set[tuple[int, str | int]] = set()
        self.put: dict[tuple[int, int], list[object]] = {}
        self.added: dict[int, list[SetKey]] = {}
        for patch in patches:
            match patch:
                case SetKey():
                    self.keys[id(patch.holder), patch.key] = patch
                    if patch.key not in patch.holder:
                        self.added.setdefault(id(patch.holder), []).append(patch)
                case DropKey():
                    self.dropped.add((id(patch.holder), patch.key))
                case PutItem():
                    self.put.setdefault((id(patch.holder), patch.before), []).append(patch.value)
                case DropItem():
                    self.dropped.add((id(patch.holder), patch.position))


def plain_after(value: object, wanted: Wanted) -> object:
    """All that `value` says, as it is after the patches."""
    if isinstance(value, MarkedMapping):
        entries: dict[str, object] = {}
        for key, one in value.items():
            if (id(value), key) in wanted.dropped:
                continue
            change = wanted.keys.get((id(value), key))
            entries[key] = plain_after(one, wanted) if change is None else change.value
        entries |= {change.key: change.value for change in wanted.added.get(id(value), ())}
        return entries
    if isinstance(value, MarkedSequence):
        items: list[object] = []
        for position in range(len(value) + 1):
            items += wanted.put.get((id(value), position), ())
            if position < len(value) and (id(value), position) not in wanted.dropped:
                items.append(plain_after(value[position], wanted))
        return items
    return value


def shape(value: object) -> object:
    """All that a plain value says, its types included; of numbers their value counts."""
    if isinstance(value, dict):
        return {key: shape(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [shape(one) for one in value]
    kind = "number" if isinstance(value, int) and not isinstance(value, bool) else type(value).__name__
    return (kind.replace("Decimal", "number"), str(value))
