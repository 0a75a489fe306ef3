"""The operations that give a record in a file other values: fields, lists of names, records in it, and lists of those."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dutykit.model.place import MarkedMapping, MarkedSequence
from dutykit.model.record import Record
from dutykit.workspace.yaml.answers import fields_before
from dutykit.workspace.yaml.layout import names
from dutykit.workspace.yaml.operations import Drop, Operation, PutItem, SetValue


def field_edit(node: MarkedMapping, kind: type[Record], field: str, value: object) -> Iterator[Operation]:
    """Another value of a field; None takes it out."""
    if value is not None:
        yield SetValue(node, field, value, fields_before(kind, field))
    elif field in node:
        yield Drop(node, field)


def names_edit(node: MarkedMapping, kind: type[Record], field: str, wanted: Sequence[str]) -> Iterator[Operation]:
    """Another list of names: those that stay keep their places and comments; an optional list goes when it is empty."""
    there: Any = node.get(field)
    old = list(there) if isinstance(there, MarkedSequence) else []
    if old == list(wanted):
        return
    kept = [name for name in old if name in wanted]
    new = [name for name in wanted if name not in old]
    if old and kept and [*kept, *new] == list(wanted):
        yield from (Drop(there, at) for at, name in enumerate(old) if name not in wanted)
        yield from (PutItem(there, len(old), name) for name in new)
    elif wanted or kind.model_fields[field].is_required():
        yield SetValue(node, field, names(wanted), fields_before(kind, field))
    elif field in node:
        yield Drop(node, field)


def part_edit(
    node: MarkedMapping, kind: type[Record], field: str, part: type[Record], values: Mapping[str, object]
) -> Iterator[Operation]:
    """Other values of some fields of the record in `field`; a value of None takes a field out, and an empty record goes."""
    there = node.get(field)
    if not isinstance(there, MarkedMapping) or not there:
        new = {name: values[name] for name in part.model_fields if values.get(name) is not None}
        if new:
            yield SetValue(node, field, new, fields_before(kind, field))
        return
    left = (set(there) - {name for name, value in values.items() if value is None}) | {
        name for name, value in values.items() if value is not None
    }
    if not left:
        yield Drop(node, field)
        return
    for name in part.model_fields:
        if name in values:
            yield from field_edit(there, part, name, values[name])


def entries_edit(
    node: MarkedMapping, kind: type[Record], field: str, values: Mapping[str, object]
) -> Iterator[Operation]:
    """Other entries of the mapping in `field`; a value of None takes an entry out, and an empty mapping goes."""
    there = node.get(field)
    if not isinstance(there, MarkedMapping) or not there:
        new = {key: value for key, value in values.items() if value is not None}
        if new:
            yield SetValue(node, field, new, fields_before(kind, field))
        return
    if not (set(there) | {key for key, value in values.items() if value is not None}) - {
        key for key, value in values.items() if value is None
    }:
        yield Drop(node, field)
        return
    for key, value in values.items():
        if value is not None:
            yield SetValue(there, key, value)
        elif key in there:
            yield Drop(there, key)


def items_edit(
    node: MarkedMapping, kind: type[Record], field: str, gone: set[int], new: Sequence[tuple[int | None, object]]
) -> Iterator[Operation]:
    """Items of the list in `field` that go, by their positions, and new ones, each with the position it goes before."""
    there: Any = node.get(field)
    count = len(there) if isinstance(there, MarkedSequence) else 0
    values = [value for _before, value in new]
    if not gone and not new:
        return
    if count and (new or len(gone) < count):
        yield from (Drop(there, at) for at in sorted(gone))
        yield from (PutItem(there, count if before is None else before, value) for before, value in new)
    elif new or kind.model_fields[field].is_required():
        yield SetValue(node, field, values, fields_before(kind, field))
    elif field in node:
        yield Drop(node, field)
