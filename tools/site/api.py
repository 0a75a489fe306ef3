"""The names that other programs may use, from `dutykit.api`."""

from __future__ import annotations

import inspect
from dataclasses import fields, is_dataclass
from types import FunctionType

from dutykit import api
from dutykit.model.record import Record
from tools.site.words import head, row, word


def text() -> str:
    """A table of all names: how each is called or what its fields are, and the first line of its docstring."""
    lines = head(word("名称", "Name"), word("字段或参数", "Fields or arguments"), word("说明", "What it is"))
    for name in api.__all__:
        value = getattr(api, name)
        says = (inspect.getdoc(value) or "").partition("\n")[0]
        lines.append(row(f"`{name}`", " ".join(f"`{one}`" for one in _parts(value)), says))
    return "\n".join(lines) + "\n"


def _parts(value: object) -> list[str]:
    """The arguments of a function, the fields of a record."""
    if isinstance(value, FunctionType):
        return list(inspect.signature(value).parameters)
    if isinstance(value, type) and issubclass(value, Record):
        return list(value.model_fields)
    if is_dataclass(value):
        return [one.name for one in fields(value)]
    return [*getattr(value, "_fields", ())]
