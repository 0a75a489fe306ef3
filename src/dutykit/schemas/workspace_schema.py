"""JSON Schemas that know one workspace's units, indicators and metrics, so that an editor can offer them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dutykit.language import _
from dutykit.model.catalogue import Element, Indicator, Metric
from dutykit.model.finding import Rule
from dutykit.model.layout import CATALOGUE_FILE, REGISTER_FILE
from dutykit.model.office_words import kind_word
from dutykit.model.role import ROLES
from dutykit.model.unit import Group, Register, Unit
from dutykit.model.workspace import Workspace
from dutykit.schemas.json_schema import json_schema

_LONGEST = 120
"""Characters of an indicator's text that a list of choices shows."""

# How the schemas are put, after trying what yaml-language-server makes of each form: values are in
# `enum` with `enumDescriptions` (with `const` it words its diagnostics in English whatever the locale,
# and its hover names the value in place of the field); conditions are put with `pattern` or `const`
# (it would list the values of an `enum` inside an `if` in its hovers); `errorMessage` is what it says of
# a wrong value (by default it lists all right ones). Other validators skip the last two.


def workspace_schema(name: str, workspace: Workspace, rules: Iterable[Rule]) -> dict[str, Any]:
    """The JSON Schema of the file kind `name` for this workspace; raises KeyError for a kind there is none of.

    What a file's faulty part may name is not held to a list.
    """
    schema = json_schema(name)
    definitions = schema.get("$defs", {})
    match name:
        case "submission":
            _submission(schema, definitions["Answer"], workspace)
        case "catalogue":
            if REGISTER_FILE not in workspace.incomplete:
                for role in ROLES:
                    _hold(definitions["Indicator"]["properties"][role]["items"], _names(workspace.register))
        case "units":
            members = definitions["Group"]["properties"]["members"]["items"]
            _offer(members, _names(workspace.register, groups=False))
        case "review":
            if REGISTER_FILE not in workspace.incomplete and CATALOGUE_FILE not in workspace.incomplete:
                _hold(schema["properties"]["unit"], _names(workspace.register, groups=False))
                everything = [entry.indicator for entry in workspace.catalogue.by_id.values()]
                for part in ("IndicatorReview", "OfficeFinding"):
                    described = definitions[part]["properties"]["indicator"]
                    kept = {key: described[key] for key in ("title", "description") if key in described}
                    definitions[part]["properties"]["indicator"] = {**kept, **_ids(everything, None)}
        case "cycles":
            if REGISTER_FILE not in workspace.incomplete:
                _hold(definitions["Differing"]["properties"]["units"]["items"], _names(workspace.register))
        case "settings":
            meanings = {rule.name: _(rule.what) for rule in rules}
            severity = schema["properties"]["severity"]
            severity["properties"] = {
                rule: {"title": rule, "description": meaning, **severity["additionalProperties"]}
                for rule, meaning in meanings.items()
            }
            _offer(definitions["Waiver"]["properties"]["rule"], meanings)
    return schema


def _submission(schema: dict[str, Any], answer: dict[str, Any], workspace: Workspace) -> None:
    if REGISTER_FILE in workspace.incomplete or CATALOGUE_FILE in workspace.incomplete:
        return
    register, catalogue = workspace.register, workspace.catalogue
    _hold(schema["properties"]["unit"], _names(register, groups=False))
    indicators = {entry.indicator.id: entry.indicator for entry in catalogue.by_id.values()}
    # A unit is offered the indicators assigned to it; an answer to one it is assigned not is as wrong here as in `validate`.
    by_unit = [
        {
            "if": {"required": ["unit"], "properties": {"unit": {"pattern": _one_of((unit.id, *unit.aliases))}}},
            "then": {"properties": {"answers": {"items": {"properties": {"indicator": _ids(own, unit.id)}}}}},
        }
        for unit in register.by_id.values()
        if (own := [indicators[duty.indicator] for duty in workspace.responsibilities.by_unit.get(unit.id, ())])
    ]
    by_indicator = [
        {
            "if": {"required": ["indicator"], "properties": {"indicator": _is(indicator.id)}},
            "then": {"properties": {"metrics": _metrics(indicator)}},
        }
        for indicator in indicators.values()
        if indicator.metrics
    ]
    for part, conditions in ((schema, by_unit), (answer, by_indicator)):
        if conditions:
            part["allOf"] = conditions


def _names(register: Register, *, groups: bool = True) -> dict[str, str]:
    """Every name a unit (or group) may be given by, with what an editor says of it; ids before aliases."""
    everyone: list[Unit | Group] = [*register.by_id.values(), *(register.group_by_id.values() if groups else ())]
    names = {one.id: _about(one) for one in everyone}
    for one in everyone:
        for alias in one.aliases:
            if register.canonical.get(alias) == one.id:
                names.setdefault(alias, _("{unit}的简称").format(unit=one.id))
    return names


def _about(one: Unit | Group) -> str:
    text = (
        _("统称，所含单位：{members}").format(members=_("、").join(one.members))
        if isinstance(one, Group)
        else kind_word(one.kind)
    )
    return _("{text}；简称：{aliases}").format(text=text, aliases=_("、").join(one.aliases)) if one.aliases else text


def _hold(described: dict[str, Any], meanings: Mapping[str, str]) -> None:
    """Allow no other names than these."""
    if meanings:
        described["enum"] = list(meanings)
        described["enumDescriptions"] = list(meanings.values())
        described["errorMessage"] = _("不是单位名录（data/units.yaml）中的名称")


def _offer(described: dict[str, Any], meanings: Mapping[str, str]) -> None:
    """Offer these names, and allow others: names that this very file or a later dutykit may bring."""
    if meanings:
        kept = {key: described.pop(key) for key in tuple(described) if key not in {"title", "description"}}
        described["anyOf"] = [{"enum": list(meanings), "enumDescriptions": list(meanings.values())}, kept]


def _ids(indicators: Sequence[Indicator], unit: str | None) -> dict[str, Any]:
    """The ids of these indicators, as a number or as text: `9` and `"9"` are one."""
    message = _("指标体系中无此指标") if unit is None else _("{unit}不承担该项指标").format(unit=unit)
    values = [int(one.id) if _is_number(one.id) else one.id for one in indicators]
    choice = {
        "enum": values,
        "enumDescriptions": [_shortened(one.text) for one in indicators],
        "errorMessage": message,
    }
    numbers = [str(value) for value in values if isinstance(value, int)]
    if not numbers:
        return choice
    return {"anyOf": [choice, {"type": "string", "pattern": _one_of(numbers), "errorMessage": message}]}


def _is(indicator: str) -> dict[str, Any]:
    if not _is_number(indicator):
        return {"const": indicator}
    return {"anyOf": [{"const": int(indicator)}, {"const": indicator}]}


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and str(int(text)) == text


def _metrics(indicator: Indicator) -> dict[str, Any]:
    return {
        "properties": {
            name: {"title": _shortened(name), "description": _quantity(one), "type": ["number", "null"]}
            for name, one in indicator.quantities.items()
        },
        "additionalProperties": False,
        "errorMessage": _("该指标没有此监测指标或基础数据"),
    }


def _quantity(one: Metric | Element) -> str:
    """What a metric or an element is, in a few sentences."""
    parts = [_("监测指标") if isinstance(one, Metric) else _("基础数据")]
    if one.unit:
        parts.append(_("计量单位：{unit}").format(unit=one.unit))
    if isinstance(one, Metric):
        if one.formula:
            parts.append(_("公式：{formula}").format(formula=one.formula))
        if one.target is not None:
            if one.target.min is not None:
                parts.append(_("不低于 {limit}").format(limit=one.target.min))
            if one.target.max is not None:
                parts.append(_("不高于 {limit}").format(limit=one.target.max))
        if one.because:
            parts.append(_("依据：{because}").format(because=one.because))
    return _("；").join(parts)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _one_of(names: Iterable[str]) -> str:
    """A pattern, for JavaScript and Python alike, that one of these names matches whole."""
    return "^(" + "|".join(re.sub(r"([\\^$.*+?()\[\]{}|/])", r"\\\1", name) for name in names) + ")$"
