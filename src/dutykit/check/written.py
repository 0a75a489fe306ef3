"""Where characters stand in what records were read from: in values and keys, not in comments."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from dutykit.language import _
from dutykit.model.place import MarkedMapping, MarkedSequence, Place, SourceFile
from dutykit.model.record import Record


def written_places(characters: Collection[str], records: Iterable[Record]) -> Iterator[tuple[Place, str]]:
    """The place of each value in `records` that holds one of the `characters`, with each such character."""
    wanted = frozenset(characters)
    for record in records:
        if record.node is None:
            continue
        for text, start, end in _values(record.node):
            for character in sorted(wanted.intersection(text)):
                yield _place(record.node.source, character, start, end), character


def named_character(character: str) -> str:
    """The character, where it can be shown beside others, and its number."""
    code = f"U+{ord(character):04X}"
    if not character.isprintable() or unicodedata.combining(character):
        return _("字符 {code}").format(code=code)
    return _("“{character}”（{code}）").format(character=character, code=code)


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
