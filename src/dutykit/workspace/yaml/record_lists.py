"""Changes to the fields and lists of a record, as operations on the file it was read from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dutykit.model.record import Record
from dutykit.workspace.yaml.answers import fields_before, node_of
from dutykit.workspace.yaml.operations import Drop, Operation, PutItem, SetValue

Wanted = tuple[Record | None, Mapping[str, Any]]
"""An item of a list as it is to be: the record it was, None for a new one, and its fields; what is None is absent."""


def changed_field(record: Record, name: str, value: Any) -> Iterator[Operation]:
    """The operation that gives a field another value."""
    node, now = node_of(record), getattr(record, name)
    if isinstance(value, str) and isinstance(now, str) and not now.endswith("\n"):
        value = value.removesuffix("\n")
    if value != now and (value is not False or name in node):
        yield SetValue(node, name, value, fields_before(type(record), name))


def changed_list(record: Record, name: str, gone: set[int], new: Sequence[object]) -> Iterator[Operation]:
    """The operations on a list: the positions in `gone` go, new items come last; an empty list goes with its key."""
    node, count = node_of(record), len(getattr(record, name))
    if count and (new or len(gone) < count):
        yield from (Drop(node[name], at) for at in sorted(gone))
        yield from (PutItem(node[name], count, value) for value in new)
    elif new:
        yield SetValue(node, name, list(new), fields_before(type(record), name))
    elif gone:
        yield Drop(node, name)


def wanted_list(record: Record, name: str, wanted: Sequence[Wanted]) -> Iterator[Operation]:
    """The operations after which a list has just the items in `wanted`; those that stay keep their places."""
    present: Sequence[Record] = getattr(record, name)
    kept = {id(old) for old, _fields in wanted if old is not None}
    for old, fields in wanted:
        for field, value in fields.items() if old is not None else ():
            now = getattr(old, field)
            if value is None and now is not None and old is not None:
                yield Drop(node_of(old), field)
            elif value is not None and old is not None:
                yield from changed_field(old, field, value)
    new = [{key: value for key, value in fields.items() if value is not None} for old, fields in wanted if old is None]
    gone = {at for at, one in enumerate(present) if id(one) not in kept}
    yield from changed_list(record, name, gone, new)
