"""Finds where the characters stand that no font draws."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dutykit.check.report_rules import CHARACTER_WITHOUT_GLYPH
from dutykit.language import _
from dutykit.model.finding import Finding, Severity
from dutykit.model.place import MarkedMapping, MarkedSequence, Place, SourceFile
from dutykit.model.record import Record

MOST_FINDINGS = 100
"""How many places of one report are reported; who has more fixes those first, or the fonts."""


def glyph_findings(
    missing: Iterable[str], records: Iterable[Record], sources: Mapping[str, SourceFile], fonts: Iterable[str]
) -> list[Finding]:
    """A finding for each value in `records` that holds one of the characters `missing`, and each such character.

    Where there are more than MOST_FINDINGS, the last finding counts the others.
    `fonts` are the names of the fonts that were tried, in that order.
    A character that is in no value comes from a template and is reported without a line.
    """
    wanted = frozenset(missing)
    tried = _("、").join(fonts)
    places: set[tuple[Place, str]] = set()
    found: set[str] = set()
    for record in records:
        if record.node is None:
            continue
        for text, start, end in _values(record.node):
            for character in wanted.intersection(text):
                found.add(character)
                places.add((_place(record.node.source, character, start, end), character))
    places.update((Place("templates/report", 1, 1), character) for character in wanted - found)
    ordered = sorted(places)
    findings = [_finding(character, place, sources, tried) for place, character in ordered[:MOST_FINDINGS]]
    if len(ordered) > MOST_FINDINGS:
        findings.append(_others(ordered[MOST_FINDINGS][0], len(ordered) - MOST_FINDINGS, sources))
    return findings


def _others(place: Place, number: int, sources: Mapping[str, SourceFile]) -> Finding:
    message = _("现有字体不含的字符过多，仅列出前 {listed} 处，从此处起另有 {more} 处未列出")
    fix = _("先改正所列各处，再重新运行命令")
    text = message.format(listed=MOST_FINDINGS, more=number)
    return Finding(CHARACTER_WITHOUT_GLYPH.name, Severity.ERROR, place, text, fix, line=_line(sources, place))


def _finding(character: str, place: Place, sources: Mapping[str, SourceFile], tried: str) -> Finding:
    shown = character if character.isprintable() and not unicodedata.combining(character) else ""
    code = f"U+{ord(character):04X}"
    if shown:
        message = _("现有字体均不含“{character}”（{code}），已查找：{fonts}").format(
            character=shown, code=code, fonts=tried
        )
    else:
        message = _("现有字体均不含字符 {code}，已查找：{fonts}").format(code=code, fonts=tried)
    return Finding(CHARACTER_WITHOUT_GLYPH.name, Severity.ERROR, place, message, line=_line(sources, place))


def _line(sources: Mapping[str, SourceFile], place: Place) -> str:
    source = sources.get(place.file)
    return "" if source is None else source.line(place.line)


def _values(node: Any) -> Iterator[tuple[str, Any, Any]]:
    """Every text in a YAML node, keys too, with the marks where it starts and ends."""
    if isinstance(node, MarkedMapping):
        for position, (key, value) in enumerate(node.items()):
            event = node.events[position * 2]
            yield key, event.start_mark, event.end_mark
            yield from _value(value, node.events[position * 2 + 1])
    elif isinstance(node, MarkedSequence):
        for position, value in enumerate(node):
            yield from _value(value, node.events[position])


def _value(value: Any, event: Any) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(value, str):
        yield value, event.start_mark, event.end_mark
    else:
        yield from _values(value)


def _place(source: SourceFile, character: str, start: Any, end: Any) -> Place:
    """Where `character` is between two marks; the start if it is written there as an escape."""
    for number in range(start.line, end.line + 1):
        line = source.line(number + 1)
        after = start.column if number == start.line else 0
        column = line.find(character, after)
        if column >= 0:
            return Place(source.name, number + 1, column + 1)
    return Place(source.name, start.line + 1, start.column + 1)
