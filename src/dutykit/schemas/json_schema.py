"""JSON Schemas of the files, with the Chinese field notes of the records as descriptions."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from itertools import pairwise
from typing import Any

from dutykit.language import _
from dutykit.model.record import Record
from dutykit.workspace.inventory import EDITED, record_of

SCHEMAS: dict[str, type[Record]] = {kind.name: record_of(kind) for kind in EDITED}
"""The record of each kind of file that people edit."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the file kind `name`, a key of SCHEMAS; raises KeyError for another."""
    kind = SCHEMAS[name]
    schema = kind.model_json_schema()
    definitions: dict[str, dict[str, Any]] = schema.get("$defs", {})
    records = {one.__name__: one for one in _records_of(kind)}
    for title, definition in {kind.__name__: schema, **definitions}.items():
        definition.pop("title", None)
        definition.pop("description", None)
        notes = field_notes(records[title]) if title in records else {}
        required = definition.get("required", ())
        for field, described in definition.get("properties", {}).items():
            described.pop("title", None)
            note = _(notes[field]) if field in notes else ""
            _describe_values(described, note)
            if field not in required:
                _allow_empty(described)
            if note:
                described["title"] = re.split("[，：；（,:;(]", note, maxsplit=1)[0].strip()
                described["description"] = note
    _name_definitions(schema, definitions)
    return {"$schema": _DIALECT, "$id": f"urn:dutykit:schema:{name}:1", **schema}


def _describe_values(described: dict[str, Any], note: str) -> None:
    """Put what the note says of each value ("met 达到、partly 部分达到") beside the values, where editors look."""
    for branch in (described, *described.get("anyOf", ())):
        if "const" in branch:  # a list of one, which null can be added to
            branch["enum"] = [branch.pop("const")]
        if "enum" in branch:
            words = [re.search(rf"\b{value} ([^、,，]+)", note) for value in branch["enum"]]
            meanings = [word.group(1).strip().removeprefix("(").removesuffix(")") if word else "" for word in words]
            if any(meanings):
                branch["enumDescriptions"] = meanings


def _allow_empty(described: dict[str, Any]) -> None:
    """Let an optional key be left empty, as records do and skeletons leave it.

    One type with null in it, where that can be: editors read it better than two alternatives.
    """
    if described.get("default", "") in (None, [], {}):
        del described["default"]  # an editor would write it out
    branches = [one for one in described.get("anyOf", ()) if one != {"type": "null"}]
    if len(branches) == 1:
        del described["anyOf"]
        described.update(branches[0])
    if "enum" in described:
        described["enum"] = [*described["enum"], None]
    if described.get("additionalProperties") == {"type": "number"}:
        described["additionalProperties"] = {"type": ["number", "null"]}  # a metric without its number yet
    if "$ref" in described:
        described["anyOf"] = [{"$ref": described.pop("$ref")}, {"type": "null"}]
    elif isinstance(described.get("type"), str):
        described["type"] = [described["type"], "null"]


def _name_definitions(schema: dict[str, Any], definitions: dict[str, dict[str, Any]]) -> None:
    """Give each definition the title of the key it is first used under: editors show it where an item is wrong."""
    for definition in (schema, *definitions.values()):
        for described in definition.get("properties", {}).values():
            for part in (described, described.get("items", {}), *described.get("anyOf", ())):
                target = definitions.get(str(part.get("$ref", "")).rpartition("/")[2])
                if target is not None and "title" in described:
                    target.setdefault("title", described["title"])


def field_notes(record: type[Record]) -> dict[str, str]:
    """The note under each field of a record's class and of the records it extends, as written in their source."""
    notes: dict[str, str] = {}
    for base in record.__bases__:
        if issubclass(base, Record):
            notes |= field_notes(base)
    # Read here and not by pydantic, which would parse the sources at every start.
    body = ast.parse(textwrap.dedent(inspect.getsource(record))).body[0]
    statements = body.body if isinstance(body, ast.ClassDef) else []
    for statement, following in pairwise(statements):
        match statement, following:
            case ast.AnnAssign(target=ast.Name(id=field)), ast.Expr(value=ast.Constant(value=str(note))):
                notes[field] = inspect.cleandoc(note)
    return notes


def _records_of(kind: type[Record]) -> list[type[Record]]:
    """All records there are; a definition is looked up among them by its class's name."""
    found: list[type[Record]] = []
    rest: list[type[Record]] = [Record]
    while rest:
        one = rest.pop()
        found.append(one)
        rest.extend(one.__subclasses__())
    return found if kind in found else [kind]
