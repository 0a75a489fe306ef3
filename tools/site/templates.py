"""What each kind of report gives its template, from the fields of the views and the notes under them."""

from __future__ import annotations

import ast
import inspect
import pkgutil
import textwrap
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from importlib import import_module
from itertools import pairwise
from typing import Any, get_args, get_origin, get_type_hints

from dutykit.language import _
from dutykit.reports import views
from dutykit.reports.kinds import KINDS, ReportKind
from tools.site.plain_fields import plain_meaning
from tools.site.words import head, row, word


def text() -> str:
    """A table of fields for each kind of report, then one for each record that these consist of."""
    lines = []
    records: dict[type[Any], None] = {}
    for kind in KINDS:
        view = _view(kind)
        lines += [f"## {kind.name}", "", f"{_(kind.title)} · {_(kind.purpose)}", "", *_table(view), ""]
        records |= dict.fromkeys(_nested(view))
    lines += [f"## {word('各字段的组成', 'Records')}", ""]
    for one in sorted(records, key=lambda record: record.__name__):
        lines += [f"### {one.__name__}", "", *_table(one), ""]
    return "\n".join(lines)


def _view(kind: ReportKind) -> type[Any]:
    """The record that a kind's function gives, which names its kind."""
    for module in pkgutil.iter_modules(views.__path__, f"{views.__name__}."):
        for one in vars(import_module(module.name)).values():
            if isinstance(one, type) and is_dataclass(one) and getattr(one, "kind", None) == kind.name:
                return one
    raise LookupError(kind.name)


def _table(record: type[Any]) -> list[str]:
    notes = _notes(record)
    hints = get_type_hints(record)
    lines = head(word("字段", "Field"), word("值", "Value"), word("含义", "Meaning"))
    for one in fields(record):
        meaning = _(notes[one.name]) if one.name in notes else plain_meaning(one.name)
        lines.append(row(f"`{one.name}`", _type(hints[one.name]), meaning))
    return lines


def _type(hint: Any) -> str:
    """What a field contains, in words; a record as a link to its table."""
    if isinstance(hint, str):  # of a Literal
        return f"`{hint}`"
    arguments = get_args(hint)
    if get_origin(hint) is tuple:
        if arguments[-1] is ...:
            return word(f"列表：{_type(arguments[0])}", f"list: {_type(arguments[0])}")
        return word("、", ", ").join(_type(one) for one in arguments)
    if arguments:
        return word(" 或 ", " or ").join(_type(one) for one in arguments)
    if isinstance(hint, type) and is_dataclass(hint):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    words = {
        "Markup": word("图（SVG）", "drawing (SVG)"),
        "NoneType": "none",
        "bool": word("是或否", "true or false"),
        "float": word("数", "number"),
        "int": word("整数", "integer"),
        "str": word("文字", "text"),
    }
    return words[hint.__name__]


def _notes(record: type[Any]) -> dict[str, str]:
    """The notes that stand under the fields in the source."""
    (body,) = ast.parse(textwrap.dedent(inspect.getsource(record))).body
    found = {}
    for statement, following in pairwise(getattr(body, "body", ())):
        match statement, following:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(note))):
                found[name] = note
            case _:
                pass
    return found


def _nested(hint: Any) -> Iterator[type[Any]]:
    """The records that the fields of `hint` hold, and theirs."""
    for one in get_type_hints(hint).values() if is_dataclass(hint) else get_args(hint):
        if is_dataclass(one) and isinstance(one, type):
            yield one
        yield from _nested(one)
