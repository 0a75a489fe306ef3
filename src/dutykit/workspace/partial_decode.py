"""A record from a file with faults: each fault becomes a finding at its line, and what is left is read without it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from pydantic import ValidationError

from dutykit.language import _
from dutykit.model.finding import Finding
from dutykit.model.place import MarkedMapping, MarkedSequence, Path, Place, place_of_path
from dutykit.model.record import VISIBLE, Record
from dutykit.workspace.faults import MISSING_KEY, MOST_FINDINGS, UNKNOWN_KEY, WRONG_TYPE, fault, shortened, too_many
from dutykit.workspace.part import Beginning, count_nodes, without
from dutykit.workspace.value_guess import likely_value
from dutykit.workspace.yaml.reader import Document
from dutykit.workspace.yaml.syntax_fault import key_slip, text_slip

R = TypeVar("R", bound=Record)

_ROUNDS = 8
"""How often the rest of a file is tried again without its faulty parts."""
_MOST_ERRORS = 4_000
"""With more errors than these only the beginning of a file is looked at, and nothing of it is kept."""
_ENOUGH_ERRORS = 1_000
"""How many errors that beginning should have: each of a list's may be one place's, and MOST_FINDINGS are reported."""


def decode_in_part(kind: type[R], document: Document, error: ValidationError) -> tuple[R | None, list[Finding]]:
    """The record in `document` without its faulty parts, and a finding for each, where validating it all gave `error`.

    None if what is left is no record.
    """
    findings: list[Finding] = []
    data = document.value
    left_out: set[tuple[int, str | int]] = set()
    """Keys that were there but faulty: once left out they are not missing."""
    more = 0
    beginning: Beginning | None = None
    for _round in range(_ROUNDS):
        if beginning is None and error.error_count() > _MOST_ERRORS:
            beginning = _beginning_with_errors(kind, data)
            data = beginning.data
        else:
            faults = _by_place(data, error)
            for path, errors in faults.items():
                parent = _begin_of(data, path[:-1])
                if errors[0]["type"] != "missing":
                    left_out.add((parent, path[-1] if path else ""))
                elif (parent, path[-1]) in left_out or (beginning is not None and parent in beginning.cut):
                    continue
                if errors[0]["input"] is None and path and path[-1] in _lost(data, path[:-1]):
                    continue  # an alias of nothing, which was reported
                if len(findings) < MOST_FINDINGS:
                    findings.append(_finding(document, kind, data, path, errors))
                else:
                    more += 1
            if beginning is not None:
                break
            # A part that lacks a key goes whole.
            gone = (path[:-1] if errors[0]["type"] == "missing" else path for path, errors in faults.items())
            data = without(data, gone)
            if data is None:
                break
        try:
            record = kind.model_validate(data)
        except ValidationError as again:
            error = again
        else:
            return (record if beginning is None else None), _notes(findings, more, beginning)
    return None, _notes(findings, more, beginning)


def _notes(findings: list[Finding], more: int, beginning: Beginning | None) -> list[Finding]:
    """`findings` once each, for under an alias stand the faults of its anchor again, and one that states there are more."""
    once = list(dict.fromkeys(findings))
    if beginning is not None:
        return [*once, too_many(once[-1].place)]
    return [*once, too_many(once[-1].place, more)] if more else once


def _beginning_with_errors(kind: type[Record], data: object) -> Beginning:
    """So much of `data`, which has too many errors, as has enough of them: all at once may take 200 MB."""
    few, many = 0, count_nodes(data)
    beginning = Beginning(data, many)
    while many - few > 1:
        nodes = (few + many) // 2
        tried = Beginning(data, nodes)
        count = _error_count(kind, tried.data)
        if count < _ENOUGH_ERRORS:
            few = nodes
            continue
        many, beginning = nodes, tried
        if count <= _MOST_ERRORS:
            break
    return beginning


def _error_count(kind: type[Record], data: object) -> int:
    try:
        kind.model_validate(data)
    except ValidationError as error:
        return error.error_count()
    return 0


def _lost(data: object, path: Path) -> frozenset[str | int]:
    """What the reader could not read of the mapping or sequence at `path`."""
    for step in path:
        data = data[step]  # type: ignore[index] # a known part of the data
    return data.lost if isinstance(data, MarkedMapping | MarkedSequence) else frozenset()


def _begin_of(data: object, path: Path) -> int:
    """What tells the mapping at `path` from all others, also after parts of it were left out."""
    for step in path:
        data = data[step]  # type: ignore[index] # a known part of the data
    return id(data.start) if isinstance(data, MarkedMapping | MarkedSequence) else 0


def _by_place(data: object, error: ValidationError) -> dict[Path, list[Mapping[str, Any]]]:
    """Errors by the path they are at; a union's branches all stand at one path."""
    found: dict[Path, list[Mapping[str, Any]]] = {}
    for one in error.errors(include_url=False):
        path, missing = one["loc"], one["type"] == "missing"
        known = _known_part(data, path)
        found.setdefault((*known, path[-1]) if missing else known, []).append(one)
    return found


def _known_part(data: object, path: Sequence[str | int]) -> Path:
    """The steps of `path` that lead somewhere in `data`."""
    known: list[str | int] = []
    for step in path:
        if isinstance(data, dict) and step in data:
            data = data[step]
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            break
        known.append(step)
    return tuple(known)


def _finding(
    document: Document, kind: type[Record], root: object, path: Path, errors: list[Mapping[str, Any]]
) -> Finding:
    error = errors[0]
    if error["type"] == "missing":
        message = _("缺少必填字段“{key}”").format(key=path[-1])
        return fault(MISSING_KEY, _place(document, root, path[:-1]), message)
    if error["type"] == "extra_forbidden":
        key = shortened(str(path[-1]))
        place = _place(document, root, path, key=True)
        slip = key_slip(str(path[-1]), place)
        if slip is not None:
            return fault(UNKNOWN_KEY, *slip)
        allowed = _allowed_keys(kind, path[:-1])
        message = _("未知字段“{key}”").format(key=key)
        return fault(UNKNOWN_KEY, place, message, _key_fix(key, allowed))
    slip = _slip_in(root, path, error["input"])
    if slip is not None:
        return fault(WRONG_TYPE, *slip)
    message = _wrong(errors)
    fix = None
    if error["type"] == "string_type" and isinstance(error["input"], int | Decimal | dt.date):
        fix = _("给该值加引号，使其成为文字")
    elif isinstance(error["input"], str) and re.fullmatch(r"[-+]?0[0-9]+(?:\.[0-9]*)?", error["input"]):
        fix = _("去掉数字前的 0")
    elif (likely := likely_value(error)) is not None:
        fix = _("检查取值，是否应为 {name}？").format(name=likely)
    name = next((str(step) for step in reversed(path) if isinstance(step, str)), None)
    if name is not None:
        message = _("“{key}”{problem}").format(key=shortened(name), problem=message)
    return fault(WRONG_TYPE, _place(document, root, path), message, fix)


def _slip_in(root: object, path: Path, value: object) -> tuple[Place, str, str] | None:
    """A slip because of which `value`, at `path`, is of the wrong type."""
    places = (
        ((str(key), place_of_path(root, (*path, key), key=True)) for key in value) if isinstance(value, dict) else ()
    )
    found = (key_slip(key, place) for key, place in places if place is not None)
    slip = next((one for one in found if one is not None), None)
    place = place_of_path(root, path)
    return text_slip(value, place) if isinstance(value, str) and place is not None else slip


def _place(document: Document, root: object, path: Path, *, key: bool = False) -> Place:
    return place_of_path(root, path, key=key) or document.source.at(1, 1)


def _key_fix(key: str, allowed: list[str]) -> str | None:
    if not allowed:
        return None
    from dutykit.text.likeness import closest

    likely = closest(key, allowed)
    if likely is not None:
        return _("检查字段名，是否应为“{name}”？").format(name=likely)
    return _("改用此处可用的字段：{keys}").format(keys=_("、").join(allowed))


def _allowed_keys(kind: type[Record], path: Path) -> list[str]:
    """The keys that the mapping at `path` may have, from the record's JSON Schema."""
    schema = _schema(kind)
    definitions = schema.get("$defs", {})
    node: Mapping[str, Any] = schema
    for step in path:
        node = _resolved(node, definitions)
        node = node.get("items", {}) if isinstance(step, int) else node.get("properties", {}).get(step, {})
    return list(_resolved(node, definitions).get("properties", {}))


@cache
def _schema(kind: type[Record]) -> dict[str, Any]:
    return kind.model_json_schema()


def _resolved(node: Mapping[str, Any], definitions: Mapping[str, Any]) -> Mapping[str, Any]:
    for _step in range(4):
        if "$ref" in node:
            node = definitions.get(str(node["$ref"]).rpartition("/")[2], {})
        elif "anyOf" in node:
            node = next((branch for branch in node["anyOf"] if branch.get("type") != "null"), {})
    return node


def _wrong(errors: list[Mapping[str, Any]]) -> str:
    """What is wrong with a value, in words that go after its key."""
    types = {error["type"] for error in errors}
    error = errors[0]
    given = _shown(error["input"])
    context = error.get("ctx", {})
    if len(types) > 1 and types <= {"int_type", "is_instance_of", "decimal_type", "decimal_parsing"}:
        return _("应为数字，现为{given}").format(given=given)
    match error["type"]:
        case "string_type":
            return _("应为文字，现为{given}").format(given=given)
        case "int_type" | "int_from_float":
            return _("应为整数，现为{given}").format(given=given)
        case "bool_type":
            return _("应为 true 或 false，现为{given}").format(given=given)
        case "date_type" if isinstance(error["input"], str) and re.fullmatch(
            r"[0-9]{4}-[0-9]{2}-[0-9]{2}", error["input"]
        ):
            return _("不是日历上的日期：{day}").format(day=error["input"])
        case "date_type":
            return _("应为日期（如 2019-01-31），现为{given}").format(given=given)
        case "literal_error":
            expected = _("、").join(re.findall("'([^']+)'", str(context.get("expected", ""))))
            return _("只能是 {expected}，现为{given}").format(expected=expected, given=given)
        case "tuple_type" | "list_type":
            return _("应为列表（每项以“- ”开头），现为{given}").format(given=given)
        case "model_type" | "dict_type" | "model_attributes_type":
            return _("应为若干“字段: 值”，现为{given}").format(given=given)
        case "string_too_short" | "string_too_long" | "string_pattern_mismatch" as kind:
            return _wrong_text(kind, str(error["input"]), context)
        case "greater_than_equal":
            return _("不能小于 {limit}，现为{given}").format(limit=context.get("ge", ""), given=given)
        case "greater_than":
            return _("必须大于 {limit}，现为{given}").format(limit=context.get("gt", ""), given=given)
        case _:
            return _("的值不正确：{given}").format(given=given)


def _wrong_text(kind: str, text: str, context: Mapping[str, Any]) -> str:
    if kind == "string_too_short":
        return _("不能为空")
    if kind == "string_too_long":
        message = _("不能超过 {limit} 个字符，现为 {count} 个")
        return message.format(limit=context.get("max_length", ""), count=len(text))
    if context.get("pattern") == VISIBLE:
        return _("不能只有空白或不可见的字符")
    return _("格式不正确，应符合 {pattern}").format(pattern=context.get("pattern", ""))


def _shown(value: object) -> str:
    """A value as a message shows it: its kind, and the value where it is short."""
    match value:
        case None:
            return _("空值")
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            return _("数字 {value}").format(value=value)
        case dt.date():
            return _("日期 {value}").format(value=value)
        case str():
            return _("文字“{value}”").format(value=shortened(value, 30))
        case list() | tuple():
            return _("列表")
        case dict():
            return _("一组“字段: 值”")
        case _:
            return type(value).__name__
