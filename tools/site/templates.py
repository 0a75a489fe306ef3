"""What each kind of report gives its template, from the fields of the views and the notes under them."""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

from dutykit.language import _
from dutykit.reports.kinds import KINDS, ReportKind


def text() -> str:
    """A table of fields for each kind of report, then one for each record that these consist of."""
    lines = []
    shown: dict[type[Any], None] = {}
    for kind in KINDS:
        view = _view(kind)
        lines += [f"## {kind.name}", "", f"{_(kind.title)} · {_(kind.purpose)}", "", *_table(view)]
        for one in _nested(view):
            shown.setdefault(one)
    lines += ["## Records", ""]
    for one in sorted(shown, key=lambda record: record.__name__):
        lines += [f"### {one.__name__}", "", inspect.getdoc(one) or "", "", *_table(one)]
    return "\n".join(lines).rstrip() + "\n"


def _view(kind: ReportKind) -> type[Any]:
    """The record that a kind's function gives, which names its kind."""
    for module in list(sys.modules.values()):
        for one in vars(module).values() if module.__name__.startswith("dutykit.reports.views") else ():
            if isinstance(one, type) and is_dataclass(one) and getattr(one, "kind", None) == kind.name:
                return one
    raise LookupError(kind.name)


def _table(record: type[Any]) -> Iterator[str]:
    notes = _notes(record)
    hints = get_type_hints(record)
    yield "| field | type | what it is |"
    yield "| --- | --- | --- |"
    for one in fields(record):
        yield f"| `{one.name}` | {_type(hints[one.name])} | {notes.get(one.name, '')} |"
    yield ""


def _type(hint: Any) -> str:
    arguments = get_args(hint)
    if get_origin(hint) is tuple:
        if arguments[-1] is ...:
            return f"list of {_type(arguments[0])}"
        return f"({', '.join(_type(one) for one in arguments)})"
    if arguments:
        return " or ".join(_type(one) for one in arguments)
    return {"Markup": "drawing", "NoneType": "nothing", "str": "text"}.get(hint.__name__, str(hint.__name__))


def _notes(record: type[Any]) -> dict[str, str]:
    """The notes that stand under the fields in the source."""
    (body,) = ast.parse(textwrap.dedent(inspect.getsource(record))).body
    assert isinstance(body, ast.ClassDef)  # noqa: S101 (the source of a class is one)
    found = {}
    for before, after in zip(body.body, body.body[1:], strict=False):
        match before, after:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                found[name] = " ".join(text.split()).replace("|", "\\|")
            case _:
                pass
    return found


def _nested(hint: Any) -> Iterator[type[Any]]:
    """The records that the fields of `hint` hold, and theirs."""
    for one in get_type_hints(hint).values() if is_dataclass(hint) else get_args(hint):
        if is_dataclass(one) and isinstance(one, type):
            yield one
        yield from _nested(one)
