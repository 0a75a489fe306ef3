"""A catalogue and a register of units as YAML texts, laid out as a person would write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dutykit.model.catalogue import ROLES, Catalogue, Indicator, Source
from dutykit.model.unit import Group, Register, Unit
from dutykit.workspace.yaml.scalar import plain_value
from dutykit.workspace.yaml.writer import yaml_scalar

# Text that is surely itself unquoted: it begins with a letter or a Chinese mark, and no colon, number sign or
# blank of any kind stands in it but one blank between two words.
_SAFE = r"[^\s:#]*"
_PLAIN = re.compile(rf"[\w（〔《“【①-⑳]{_SAFE}(?: [\w（〔“]{_SAFE})*")
_FLOW_UNSAFE = re.compile(r"[\[\]{},]")


def catalogue_text(catalogue: Catalogue, comment: Iterable[str] = ()) -> str:
    """The text of data/indicators.yaml; `comment` are lines for its top."""
    lines = [
        *_commented(comment),
        f"title: {scalar(catalogue.title)}",
        *source_lines(catalogue.source),
        *([f"section_numbers: {catalogue.section_numbers}"] if catalogue.section_numbers != "continuous" else []),
        "",
        "chapters:",
    ]
    for chapter in catalogue.chapters:
        lines.append(f"  - title: {scalar(chapter.title)}")
        if chapter.note:
            lines.append(f"    note: {scalar(chapter.note)}")
        lines.append("    sections:")
        for section in chapter.sections:
            lines.append(f"      - title: {scalar(section.title)}")
            if section.note:
                lines.append(f"        note: {scalar(section.note)}")
            lines.append("        indicators:")
            for indicator in section.indicators:
                lines.extend(" " * 10 + line for line in indicator_lines(indicator))
    return "\n".join(lines) + "\n"


def register_text(register: Register, comment: Iterable[str] = ()) -> str:
    """The text of data/units.yaml; `comment` are lines for its top."""
    lines = [*_commented(comment), "units:" if register.units else "units: []"]
    lines.extend(f"  {line}" for unit in register.units for line in unit_lines(unit))
    lines += ["", "groups:" if register.groups else "groups: []"]
    lines.extend(f"  {line}" for group in register.groups for line in group_lines(group))
    return "\n".join(lines) + "\n"


def source_lines(source: Source) -> Iterator[str]:
    """The catalogue's `source` and what is known of it."""
    yield "source:"
    yield f"  title: {scalar(source.title)}"
    yield f"  issuer: {scalar(source.issuer)}"
    if source.number:
        yield f"  number: {scalar(source.number)}"
    if source.dated:
        yield f"  dated: {source.dated.isoformat()}"
    if source.published:
        yield f"  published: {source.published.isoformat()}"
    if source.addressees:
        yield f"  addressees: {flow_list(source.addressees)}"
    if source.note:
        yield f"  note: {scalar(source.note)}"


def indicator_lines(indicator: Indicator) -> list[str]:
    """An indicator as an item of a list, unindented."""
    key = (
        int(indicator.id)
        if indicator.id.isascii() and indicator.id.isdecimal() and str(int(indicator.id)) == indicator.id
        else indicator.id
    )
    lines = [f"- id: {key if isinstance(key, int) else scalar(key)}", f"  text: {scalar(indicator.text)}"]
    lines.extend(f"  {role}: {flow_list(indicator.named(role))}" for role in ROLES if indicator.named(role))
    if indicator.inherited:
        lines.append(f"  inherited: {flow_list(indicator.inherited)}")
    if indicator.open_ended:
        lines.append("  open_ended: true")
    if indicator.deadline:
        lines.append(f"  deadline: {scalar(indicator.deadline)}")
    if indicator.note:
        lines.append(f"  note: {scalar(indicator.note)}")
    return lines


def unit_lines(unit: Unit) -> list[str]:
    """A unit as an item of a list, unindented."""
    fields = [f"id: {flow_scalar(unit.id)}", f"kind: {unit.kind}", f"aliases: {flow_list(unit.aliases)}"]
    if not unit.note:
        return [f"- {{{', '.join(fields)}}}"]
    return [f"- {fields[0]}", *(f"  {field}" for field in fields[1:]), f"  note: {scalar(unit.note)}"]


def group_lines(group: Group) -> list[str]:
    """A group as an item of a list, unindented."""
    lines = [f"- id: {scalar(group.id)}", f"  members: {flow_list(group.members)}"]
    if group.aliases:
        lines.append(f"  aliases: {flow_list(group.aliases)}")
    if group.note:
        lines.append(f"  note: {scalar(group.note)}")
    return lines


def flow_list(names: Iterable[str]) -> str:
    """Names in a row, as YAML."""
    return f"[{', '.join(flow_scalar(name) for name in names)}]"


def scalar(text: str) -> str:
    """`text` as a YAML value on one line; quoted only where it must be."""
    text = " ".join(text.split("\n"))
    plain = text.isprintable() and _PLAIN.fullmatch(text) and plain_value(text) == text
    return text if plain else yaml_scalar(text)


def flow_scalar(text: str) -> str:
    """`text` as a YAML value inside brackets."""
    if _FLOW_UNSAFE.search(text):
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' if text.isprintable() else yaml_scalar(text)
    return scalar(text)


def _commented(lines: Iterable[str]) -> list[str]:
    given = [f"# {line}".rstrip() for line in lines]
    return [*given, ""] if given else []
