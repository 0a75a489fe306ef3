"""The base of every record read from a file, and the field types they share."""

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Self

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
        record = handler(cls._given(data) if None in data.values() else data)
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
        return isinstance(value, MarkedMapping | MarkedSequence) and bool(value.lost)

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


def _text_of_id(value: object) -> object:
    """Ids are text: `id: 9` and `id: "9"` are the same id."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Text = Annotated[str, StringConstraints(min_length=1)]
"""A text that is not empty."""

Id = Annotated[
    str,
    BeforeValidator(_text_of_id),
    StringConstraints(min_length=1),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string", "minLength": 1}]}),
]
"""An indicator's or a problem's id: a number or a text, compared as text."""

Cycle = Annotated[int, Field(ge=1900, le=2999)]
"""A year."""

Number = Annotated[int | Decimal, WithJsonSchema({"type": "number"})]
"""A whole number or an exact decimal, as written; never a binary float."""

LIST = Strict(False)
"""Lets a tuple field take the lists that YAML gives; its items stay strict."""
