"""The files of a workspace field by field, from the JSON Schemas, whose notes are those of the records."""

from __future__ import annotations

from typing import Any

from dutykit.schemas.json_schema import SCHEMAS, json_schema
from tools.site.words import head, row, word

FILES = {
    "catalogue": "data/indicators.yaml",
    "units": "data/units.yaml",
    "submission": "submissions/2019/*.yaml",
    "review": "reviews/2019/*.yaml",
    "individual-review": "reviews/2019/*/*.yaml",
    "cycles": "data/cycles.yaml",
    "scoring": "data/scoring.yaml",
    "evaluation": "data/evaluations/*.yaml",
    "settings": "dutykit.yaml",
}


def text() -> str:
    """A section for each kind of file: the fields at its top, then those of each part in the order they are used."""
    lines: list[str] = []
    for kind in SCHEMAS:
        schema = json_schema(kind)
        label = word("JSON Schema：", "JSON Schema: ")
        lines += ["", f"## {FILES[kind]}", "", f"{label}`dutykit schema {kind}`", "", *_table(schema, kind)]
        definitions = schema.get("$defs", {})
        for name, field in _parts(schema, definitions).items():
            title = definitions[name].get("title", name)
            lines += ["", f"({_anchor(kind, name)})=", f"### {field} · {title}", "", *_table(definitions[name], kind)]
    return "\n".join(lines) + "\n"


def _parts(schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, str]:
    """The definitions by name, each with the field that it is first used by."""
    found: dict[str, str] = {}
    rest = [schema]
    while rest:
        for field, described in rest.pop(0).get("properties", {}).items():
            for part in (described, described.get("items", {}), *described.get("anyOf", ())):
                name = str(part.get("$ref", "")).rpartition("/")[2]
                if name and name not in found:
                    found[name] = field
                    rest.append(definitions[name])
    return found


def _table(schema: dict[str, Any], kind: str) -> list[str]:
    required = schema.get("required", ())
    lines = head(word("字段", "Field"), word("值", "Value"), word("含义", "Meaning"))
    for name, field in schema.get("properties", {}).items():
        meaning = field.get("description", "")
        default = field.get("default")
        if default not in (None, False) and not isinstance(default, dict):
            meaning += word(f"；默认 `{default}`", f"; default: `{default}`")
        if name in required:
            meaning += word("（必填）", " (required)")
        lines.append(row(f"`{name}`", _value(field, kind), meaning))
    return lines


def _value(field: dict[str, Any], kind: str) -> str:
    """What may be written as the value, in words."""
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return f"[{word('字段组', 'fields')}](#{_anchor(kind, name)})"
    if "enum" in field:
        return word("、", ", ").join(f"`{one}`" for one in field["enum"] if one is not None)
    if "const" in field:
        return f"`{field['const']}`"
    if "anyOf" in field:
        choices = dict.fromkeys(_value(one, kind) for one in field["anyOf"] if one != {"type": "null"})
        return word(" 或 ", " or ").join(choices)
    types = field.get("type", "string")
    (name, *_rest) = [one for one in ([types] if isinstance(types, str) else types) if one != "null"]
    if name == "array":
        items = _value(field.get("items", {}), kind)
        return word(f"列表：{items}", f"list: {items}")
    if name == "object":
        values = field.get("additionalProperties")
        inner = _value(values, kind) if isinstance(values, dict) else word("任意值", "anything")
        return word(f"名称: {inner}", f"name: {inner}")
    return _scalar(name, field)


def _scalar(name: str, field: dict[str, Any]) -> str:
    words = {
        "string": word("文字", "text"),
        "integer": word("整数", "integer"),
        "number": word("数", "number"),
        "boolean": "`true`、`false`" if word("zh", "en") == "zh" else "`true`, `false`",
    }
    if field.get("format") == "date":
        return word("日期", "date")
    low, high = field.get("minimum"), field.get("maximum")
    limits = f" {low}–{high}" if low is not None and high is not None else f" ≥ {low}" if low is not None else ""
    return words[name] + limits


def _anchor(kind: str, name: str) -> str:
    return f"{kind}-{name.lower()}"
