"""Operations by the container each is in, and all that a document contains after them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from dutykit.model.place import MarkedMapping
from dutykit.workspace.yaml.layout import Flow
from dutykit.workspace.yaml.operations import (
    Drop,
    Holder,
    Operation,
    PutItem,
    RenameKey,
    Reorder,
    SetValue,
    Step,
    is_new,
)


class HolderChanges:
    """The operations on one mapping or sequence."""

    def __init__(self) -> None:
        self.values: dict[Step, object] = {}
        self.names: dict[str, str] = {}
        self.dropped: set[Step] = set()
        self.items: defaultdict[int, list[object]] = defaultdict(list)
        """New items by the position they go before."""
        self.entries: defaultdict[str | None, list[tuple[str, object]]] = defaultdict(list)
        """New keys with their values by the key they go after; None where no key stays."""
        self.order: tuple[int, ...] | None = None


_NOTHING = HolderChanges()


class Changes:
    """Operations by the container each is in; a container that aliases repeat is one."""

    def __init__(self, operations: Iterable[Operation] = ()) -> None:
        self._of: defaultdict[int, HolderChanges] = defaultdict(HolderChanges)
        new: list[SetValue] = []
        for one in operations:
            own = self._of[id(one.holder)]
            match one:
                case SetValue() if is_new(one):
                    new.append(one)
                case SetValue():
                    own.values[one.step] = one.value
                case RenameKey():
                    own.names[one.key] = str(one.name)
                case Drop():
                    own.dropped.add(one.step)
                case PutItem():
                    own.items[one.before].append(one.value)
                case Reorder():
                    own.order = one.order
        for one in new:
            self._of[id(one.holder)].entries[self.key_before(one)].append((str(one.step), one.value))

    def of(self, holder: object) -> HolderChanges:
        """The operations on a mapping or sequence."""
        return self._of.get(id(holder), _NOTHING)

    def kept(self, holder: Holder) -> list[Step]:
        """The keys or positions that are not dropped."""
        steps = holder if isinstance(holder, MarkedMapping) else range(len(holder))
        return [step for step in steps if step not in self.of(holder).dropped]

    def key_before(self, new: SetValue) -> str | None:
        """The key that a new one goes after; None where no key stays."""
        kept = [str(key) for key in self.kept(new.holder)]
        return next((key for key in reversed(kept) if key in new.after), kept[-1] if kept else None)


NONE = Changes()


def outline(value: object, changes: Changes = NONE) -> object:
    """All that `value` contains after `changes`, with its order and types; numbers are compared by their digits."""
    match value:
        case str():
            return value
        case dict():
            own = changes.of(value)
            entries = [*own.entries.get(None, ())]
            for key, one in value.items():
                if key not in own.dropped:
                    entries.append((own.names.get(key, key), own.values.get(key, one)))
                entries += own.entries.get(key, ())
            return ("mapping", [(key, outline(one, changes)) for key, one in entries])
        case list() | tuple():
            own = changes.of(value)
            items: list[object] = []
            for position, one in enumerate(value):
                items += own.items.get(position, ())
                items += [] if position in own.dropped else [own.values.get(position, one)]
            content = [outline(one, changes) for one in (*items, *own.items.get(len(value), ()))]
            return ("sequence", content if own.order is None else [content[position] for position in own.order])
        case Flow():
            return outline(value.value, changes)
        case int() | Decimal() if not isinstance(value, bool):
            return ("number", format(Decimal(value), "f"))
        case _:
            return (type(value).__name__, str(value))
