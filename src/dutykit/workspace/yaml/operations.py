"""What to change in a YAML text, and the values it is to have afterwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from dutykit.model.place import MarkedMapping, MarkedSequence
from dutykit.workspace.yaml.layout import Flow

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


class Changes:
    """Operations by the container each is in; a container that aliases repeat is one."""

    def __init__(self, operations: Iterable[Operation] = ()) -> None:
        self.values: dict[tuple[int, Step], object] = {}
        self.keys: dict[tuple[int, Step], str] = {}
        self.dropped: set[tuple[int, Step]] = set()
        self.items: defaultdict[tuple[int, int], list[object]] = defaultdict(list)
        """New items by the position they go before."""
        self.entries: defaultdict[tuple[int, str | None], list[tuple[str, object]]] = defaultdict(list)
        """New keys with their values by the key they go after; None where no key stays."""
        self.orders: dict[int, tuple[int, ...]] = {}
        new: list[SetValue] = []
        for one in operations:
            match one:
                case SetValue() if is_new(one):
                    new.append(one)
                case SetValue():
                    self.values[id(one.holder), one.step] = one.value
                case RenameKey():
                    self.keys[id(one.holder), one.key] = str(one.name)
                case Drop():
                    self.dropped.add((id(one.holder), one.step))
                case PutItem():
                    self.items[id(one.holder), one.before].append(one.value)
                case Reorder():
                    self.orders[id(one.holder)] = one.order
        for one in new:
            self.entries[id(one.holder), self.key_before(one)].append((str(one.step), one.value))

    def kept(self, holder: Holder) -> list[Step]:
        """The keys or positions that are not dropped."""
        steps = holder if isinstance(holder, MarkedMapping) else range(len(holder))
        return [step for step in steps if (id(holder), step) not in self.dropped]

    def key_before(self, new: SetValue) -> str | None:
        """The key that a new one goes after; None where no key stays."""
        kept = [str(key) for key in self.kept(new.holder)]
        return next((key for key in reversed(kept) if key in new.after), kept[-1] if kept else None)


def is_new(operation: SetValue) -> bool:
    """Whether it adds a key."""
    return isinstance(operation.holder, MarkedMapping) and operation.step not in operation.holder


NONE = Changes()


def outline(value: object, changes: Changes = NONE) -> object:
    """All that `value` contains after `changes`, with its order and types; numbers are compared by their digits."""
    match value:
        case Flow():
            return outline(value.value, changes)
        case dict():
            entries = _added(value, None, changes)
            for key, one in value.items():
                at = (id(value), key)
                if at not in changes.dropped:
                    entries.append((changes.keys.get(at, str(key)), outline(changes.values.get(at, one), changes)))
                entries += _added(value, key, changes)
            return ("mapping", entries)
        case list() | tuple():
            items: list[object] = []
            for position in range(len(value) + 1):
                place = (id(value), position)
                items += (outline(one, changes) for one in changes.items.get(place, ()))
                if position < len(value) and place not in changes.dropped:
                    items.append(outline(changes.values.get(place, value[position]), changes))
            order = changes.orders.get(id(value))
            return ("sequence", items if order is None else [items[position] for position in order])
        case int() | Decimal() if not isinstance(value, bool):
            return ("number", format(Decimal(value), "f"))
        case _:
            return (type(value).__name__, str(value))


def _added(mapping: object, before: str | None, changes: Changes) -> list[tuple[str, object]]:
    """The new entries of a mapping that go after the key `before`."""
    return [(key, outline(one, changes)) for key, one in changes.entries.get((id(mapping), before), ())]
