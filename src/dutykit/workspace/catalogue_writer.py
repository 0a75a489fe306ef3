"""A catalogue and a register of units as YAML texts, laid out as a person would write them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dutykit.model.catalogue import Catalogue, Chapter, Indicator, Metric, Section, Source
from dutykit.model.record import Record
from dutykit.model.role import ROLES
from dutykit.model.unit import Group, Register, Unit
from dutykit.workspace.yaml.layout import Flow, entry_lines, names
from dutykit.workspace.yaml.scalar_text import id_value


def catalogue_text(catalogue: Catalogue, comment: Iterable[str] = ()) -> str:
    """The text of data/indicators.yaml; `comment` are lines for its top."""
    head: dict[str, object] = {"title": catalogue.title, "source": source_value(catalogue.source)}
    if catalogue.section_numbers != "continuous":
        head["section_numbers"] = catalogue.section_numbers
    return _text(comment, head, {"chapters": [chapter_value(one) for one in catalogue.chapters]})


def register_text(register: Register, comment: Iterable[str] = ()) -> str:
    """The text of data/units.yaml; `comment` are lines for its top."""
    units = {"units": [unit_value(one) for one in register.units]}
    return _text(comment, units, {"groups": [group_value(one) for one in register.groups]})


def source_value(source: Source) -> dict[str, object]:
    """The catalogue's `source` as it is written."""
    return _filled(source, *Source.model_fields)


def chapter_value(chapter: Chapter) -> dict[str, object]:
    """A chapter as it is written."""
    return _filled(chapter, "title", "note") | {"sections": [section_value(one) for one in chapter.sections]}


def section_value(section: Section) -> dict[str, object]:
    """A section as it is written."""
    return _filled(section, "title", "note") | {"indicators": [indicator_value(one) for one in section.indicators]}


def indicator_value(indicator: Indicator) -> dict[str, object]:
    """An indicator as it is written."""
    facts = _filled(indicator, "text", *ROLES, "inherited", "open_ended", "deadline")
    if indicator.points is not None:
        facts["points"] = indicator.points
    if indicator.metrics:
        facts["metrics"] = [metric_value(one) for one in indicator.metrics]
    return {"id": id_value(indicator.id)} | facts | _filled(indicator, "evidence_required", "note")


def metric_value(metric: Metric) -> dict[str, object]:
    """A metric as it is written: its parts on one line each."""
    value = _filled(metric, "id", "unit", "formula")
    if metric.elements:
        value["elements"] = [Flow(_given(one)) for one in metric.elements]
    for key in ("target", "variation"):
        part = getattr(metric, key)
        value |= {} if part is None else {key: Flow(_given(part))}
    return value | _filled(metric, "because")


def unit_value(unit: Unit) -> dict[str, object] | Flow:
    """A unit as it is written: on one line unless it has a note."""
    value: dict[str, object] = {"id": unit.id, "kind": unit.kind, "aliases": names(unit.aliases)}
    value |= _filled(unit, "succeeds", "distinct_from")
    return value | {"note": unit.note} if unit.note else Flow(value)


def group_value(group: Group) -> dict[str, object]:
    """A group as it is written."""
    return {"id": group.id, "members": names(group.members)} | _filled(group, "aliases", "distinct_from", "note")


def _given(record: Record) -> dict[str, object]:
    """Those of the fields that state anything; a number may be zero."""
    return {key: value for key in type(record).model_fields if (value := getattr(record, key)) is not None}


def _filled(record: Record, *keys: str) -> dict[str, object]:
    """Those of the fields that are not empty."""
    values = {key: getattr(record, key) for key in keys}
    return {key: names(value) if isinstance(value, tuple) else value for key, value in values.items() if value}


def _text(comment: Iterable[str], *parts: dict[str, Any]) -> str:
    """The parts of a file under a comment, a blank line between them."""
    head = ["\n".join(f"# {line}".rstrip() for line in comment)]
    bodies = ["\n".join(line for key, value in part.items() for line in entry_lines(key, value, 0)) for part in parts]
    return "\n\n".join([*filter(None, head), *bodies]) + "\n"
