"""Walks over a file as read, along the records it should hold: finds ids, dates and numbers also where they are wrong."""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from dutykit.model.catalogue import Element, Indicator, Metric
from dutykit.model.cycle import Differing, Stage
from dutykit.model.place import MarkedMapping, MarkedSequence, Path, Place
from dutykit.model.record import Record
from dutykit.model.review import Closing, IndicatorReview, IndividualReview, Occurrence, OfficeFinding, Review
from dutykit.model.role import ROLES
from dutykit.model.scoring import Event, Points, Scoring
from dutykit.model.settings import Waiver
from dutykit.model.submission import Answer, CarriedProblem, Problem, Submission
from dutykit.model.unit import Group, Unit
from dutykit.workspace.yaml.operations import RenameKey, SetValue
from dutykit.workspace.yaml.spans import key_event, value_event

FieldName = tuple[type[Record], str]

PROBLEM_IDS: frozenset[FieldName] = frozenset(
    {(Problem, "id"), (CarriedProblem, "problem"), (OfficeFinding, "id"), (Closing, "problem")}
)
"""Fields that hold a problem's id, by which it is followed through files and cycles."""
IDS: frozenset[FieldName] = PROBLEM_IDS | {
    (Indicator, "id"),
    (Answer, "indicator"),
    (Waiver, "indicator"),
    (IndicatorReview, "indicator"),
    (OfficeFinding, "indicator"),
    (Occurrence, "event"),
    (Event, "id"),
}
"""Fields that hold the id of an indicator, a problem or an event."""
KEYED_IDS: frozenset[FieldName] = frozenset(
    {(Points, "chapters"), (Points, "sections"), (Points, "indicators"), (Scoring, "weights")}
)
"""Fields whose keys are ids or numbers of headings."""
UNIT_NAMES: frozenset[FieldName] = frozenset(
    {(Indicator, role) for role in ROLES}
    | {
        (Indicator, "inherited"),
        (Group, "members"),
        (Submission, "unit"),
        (Review, "unit"),
        (IndividualReview, "unit"),
        (Differing, "units"),
    }
)
"""Fields that name a unit or group defined elsewhere."""
NAMES: frozenset[FieldName] = UNIT_NAMES | {
    (Unit, "id"),
    (Unit, "aliases"),
    (Group, "id"),
    (Group, "aliases"),
    (Metric, "id"),
    (Element, "id"),
    (Stage, "name"),
}
"""Fields that hold a name."""
KEYED_NAMES: frozenset[FieldName] = frozenset({(Answer, "metrics")})
"""Fields whose keys are names."""

_LONGEST = 200
"""Characters of a text that is still looked at; no id, name, date or number is longer."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One scalar, or one key of a mapping whose keys are the user's."""

    field: FieldName
    path: Path
    holder: MarkedMapping | MarkedSequence
    step: str | int
    value: object
    of_key: bool = False

    @property
    def is_id(self) -> bool:
        """Whether it is an id, or the number of a heading."""
        return self.field in (KEYED_IDS if self.of_key else IDS)

    @property
    def is_name(self) -> bool:
        """Whether it is a name."""
        return self.field in (KEYED_NAMES if self.of_key else NAMES)

    @property
    def text(self) -> str | None:
        """The value, if it is a text that can be an id, a name, a date or a number."""
        return self.value if isinstance(self.value, str) and len(self.value) <= _LONGEST else None

    @property
    def event(self) -> Any:
        """What the parser met there."""
        if self.of_key and isinstance(self.holder, MarkedMapping):
            return key_event(self.holder, str(self.step))
        return value_event(self.holder, self.step)

    @property
    def place(self) -> Place:
        """Where it is."""
        if isinstance(self.holder, MarkedMapping):
            step = str(self.step)
            return self.holder.key_place(step) if self.of_key else self.holder.value_place(step)
        return self.holder.item_place(int(self.step))

    def is_beside(self, text: str) -> bool:
        """Whether `text` already is another item of the list, or another key of the mapping, that this is in."""
        return (self.of_key or isinstance(self.holder, MarkedSequence)) and text in self.holder

    def rewritten(self, value: object) -> SetValue | RenameKey:
        """The change to `value`. An unquoted text of digits becomes a number, as people write ids."""
        plain = getattr(self.event, "style", None) in {None, ""}
        if isinstance(value, str) and plain and self.is_id and str(_whole(value)) == value:
            value = int(value)
        if self.of_key and isinstance(self.holder, MarkedMapping) and isinstance(value, str | int):
            return RenameKey(self.holder, str(self.step), value)
        return SetValue(self.holder, self.step, value)


def leaves(kind: type[Record], root: object) -> Iterator[Leaf]:
    """Every scalar below `root` that is where a record of `kind` has a field; what an alias repeats comes once."""
    if isinstance(root, MarkedMapping):
        yield from _in_mapping(kind, root, (), set())


def wants_date(field: FieldName) -> bool:
    """Whether the field holds a date and nothing else."""
    return _scalars(field) == {dt.date}


def wants_whole_number(field: FieldName) -> bool:
    """Whether the field holds a whole number and nothing else."""
    return _scalars(field) == {int}


def wants_number(field: FieldName) -> bool:
    """Whether the field holds a number, whole or decimal, and nothing else."""
    return _scalars(field) == {int, Decimal}


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else None


def _in_mapping(kind: type[Record], mapping: MarkedMapping, path: Path, seen: set[int]) -> Iterator[Leaf]:
    if id(mapping) in seen:
        return
    seen.add(id(mapping))
    for key, value in mapping.items():
        info = kind.model_fields.get(key)
        if info is not None:
            yield from _under(Leaf((kind, key), (*path, key), mapping, key, value), seen)


def _under(leaf: Leaf, seen: set[int]) -> Iterator[Leaf]:
    """`leaf`, or the scalars below it if its value is none."""
    value, field = leaf.value, leaf.field
    if not isinstance(value, MarkedMapping | MarkedSequence):
        yield leaf
        return
    record = _record(field)
    if isinstance(value, MarkedMapping) and record is not None:
        yield from _in_mapping(record, value, leaf.path, seen)
    elif id(value) not in seen:
        seen.add(id(value))
        if isinstance(value, MarkedSequence):
            for position, one in enumerate(value):
                yield from _under(Leaf(field, (*leaf.path, position), value, position, one), seen)
        else:
            for key, one in value.items():
                yield Leaf(field, (*leaf.path, key), value, key, key, of_key=True)
                yield from _under(Leaf(field, (*leaf.path, key), value, key, one), seen)


@cache
def _types(field: FieldName) -> frozenset[Any]:
    """The types that a field's value, its items or its entries may have."""
    return frozenset(_leaf_types(field[0].model_fields[field[1]].annotation))


def _leaf_types(annotation: Any) -> Iterator[Any]:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _leaf_types(arguments[0])
    elif origin in {Union, types.UnionType, tuple}:
        for one in arguments:
            yield from _leaf_types(one)
    elif origin is dict:
        yield from _leaf_types(arguments[1])
    elif annotation is not type(None) and annotation is not Ellipsis:
        yield annotation


@cache
def _record(field: FieldName) -> type[Record] | None:
    return next((one for one in _types(field) if isinstance(one, type) and issubclass(one, Record)), None)


@cache
def _scalars(field: FieldName) -> frozenset[Any]:
    return frozenset(one for one in _types(field) if not (isinstance(one, type) and issubclass(one, Record)))
