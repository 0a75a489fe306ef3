"""The base of every record read from a file, and the field types they share."""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, ClassVar, Self, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from dutykit.model.place import ANYTHING, MarkedMapping, MarkedSequence, Place

NOWHERE = Place("", 1, 1)
_CONTAINERS = (MarkedMapping, MarkedSequence)


class Record(BaseModel):
    """A frozen, strict record that knows where it stood in its file."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    node: ClassVar[MarkedMapping | None] = None
    """The mapping this record was read from; None for a record made in memory."""

    @model_validator(mode="wrap")
    @classmethod
    def _keep_node(cls, data: Any, handler: Callable[[Any], Self]) -> Self:
        if not isinstance(data, MarkedMapping):
            return handler(data)
        given = cls._given(data) if None in data.values() else data
        record = handler(_with_days(given, day_fields(cls)))
        object.__setattr__(record, "node", data)  # beside the fields: not compared, not dumped
        return record

    @classmethod
    def _given(cls, data: MarkedMapping) -> dict[str, Any]:
        """`data` without the keys that are there but left empty, as a skeleton leaves them; required ones stay."""
        fields = cls.model_fields
        return {
            key: value
            for key, value in data.items()
            if value is not None or key not in fields or fields[key].is_required()
        }

    def has_key(self, field: str) -> bool:
        """Whether the key `field` is in the file, with a value or left empty."""
        return field in self.model_fields_set if self.node is None else field in self.node

    def unread(self, field: str) -> bool:
        """Whether what the file states of `field` could not be read whole: what is absent there is not missing.

        A field that is absent may be under a key that nobody knows.
        """
        node = self.node
        if node is None:
            return False
        lost = node.lost
        if lost and (
            field in lost or ANYTHING in lost or (field not in node and not lost <= type(self).model_fields.keys())
        ):
            return True
        value = node.get(field)
        return isinstance(value, _CONTAINERS) and bool(value.lost)

    @property
    def place(self) -> Place:
        """Where the record begins."""
        return NOWHERE if self.node is None else self.node.place()

    def place_of(self, field: str) -> Place:
        """Where the value of `field` is; the record's own place if it is not given."""
        return NOWHERE if self.node is None else self.node.value_place(field)

    def key_place(self, field: str) -> Place:
        """Where the key `field` is; the record's own place if it is not given."""
        return NOWHERE if self.node is None else self.node.key_place(field)

    def item_place(self, field: str, index: int) -> Place:
        """Where item `index` (from 0) of the list `field` is."""
        items = None if self.node is None else self.node.get(field)
        return items.item_place(index) if isinstance(items, MarkedSequence) else self.place_of(field)

    def entry_place(self, field: str, key: str, *, of_key: bool = False) -> Place:
        """Where the entry `key` of the mapping `field` is: its value, or with `of_key` its key."""
        entries = None if self.node is None else self.node.get(field)
        if not isinstance(entries, MarkedMapping):
            return self.place_of(field)
        return entries.key_place(key) if of_key else entries.value_place(key)


@cache
def day_fields(kind: type[Record]) -> frozenset[str]:
    """The fields of a record that are days: one in quotes is the same day, as it is to editors."""
    fields = kind.model_fields.items()
    return frozenset(name for name, one in fields if dt.date in (one.annotation, *get_args(one.annotation)))


def _with_days(data: dict[str, Any], names: frozenset[str]) -> dict[str, Any]:
    """`data` with the days that are in quotes; what is no day stays a text, for its fault to be named."""
    if not names:
        return data
    days = {name: day for name in names if isinstance(text := data.get(name), str) and (day := _day(text)) is not None}
    return {**data, **days} if days else data


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if len(text) == 10 and text.isascii() and text[4] == text[7] == "-" else None
    except ValueError:
        return None


def _text_of_id(value: object) -> object:
    """Ids are text: `id: 9` and `id: "9"` are the same id."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


# Spaces, and characters that show nothing. In the syntax that Python, Rust and JavaScript share, for the JSON Schemas.
VISIBLE = (
    r"[^\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3000\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb]"
)
"""What a text has at least one of."""


def is_blank(text: str | None) -> bool:
    """Whether a text states nothing that can be seen."""
    if text is None:
        return True
    # Nearly every text begins so, and to compile the pattern costs more than all the rules that ask.
    return not "\u4e00" <= text[:1] <= "\u9fff" and re.search(VISIBLE, text) is None


Text = Annotated[str, StringConstraints(min_length=1, pattern=VISIBLE)]
"""A text in which something can be seen."""

Draft = Annotated[str, StringConstraints(min_length=1)]
"""A text that may be of blanks while a unit writes it; rules look at it once it is submitted."""

Id = Annotated[
    str,
    BeforeValidator(_text_of_id),
    StringConstraints(min_length=1, pattern=VISIBLE),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string", "minLength": 1, "pattern": VISIBLE}]}),
]
"""An indicator's or a problem's id: a number or a text, compared as text."""

Cycle = Annotated[int, Field(ge=1900, le=2999)]
"""A year."""

Number = Annotated[int | Decimal, WithJsonSchema({"type": "number"})]
"""A whole number or an exact decimal, as written; never a binary float."""

LIST = Strict(False)
"""Lets a tuple field take the lists that YAML gives; its items stay strict."""
