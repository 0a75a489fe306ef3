"""The values of a file in which nothing is out of the ordinary, with as little work for each event as can be.

Only ASCII text is ever a number, a date or a word that means something, and whether it is ASCII a string knows.
`type(event)` is looked up faster than `event.__class__`, and there are as many of these lookups as there are events.

The reader tries this first. What is unusual (an alias, a key that is no scalar or is twice, too deep or too much)
ends it, and the whole file is read again with care, by `careful_tree`, which finds the words for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import repeat
from typing import Any

from ruamel.yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from dutykit.model.place import MarkedMapping, MarkedSequence, SourceFile
from dutykit.workspace.yaml.scalar import MAY_BE_TYPED, plain_value

NextEvent = Callable[[], Any]


class UnusualError(Exception):
    """The file holds something that is to be read with care."""


def plain_tree(get_event: NextEvent, source: SourceFile, depth: int, nodes: int) -> MarkedMapping | MarkedSequence:
    """The root of the document that `get_event` goes on to: at most `depth` levels and `nodes` events.

    Only for a stream without anchors and tags. Raises UnusualError, and what the parser raises.
    """
    event = get_event()
    # One step is at most two events; all the containers share the steps, so that no counting is needed.
    steps = repeat(None, nodes // 2)
    if type(event) is MappingStartEvent:
        return _mapping(get_event, event, source, depth, steps)
    if type(event) is SequenceStartEvent:
        return _sequence(get_event, event, source, depth, steps)
    raise UnusualError


def _mapping(get_event: NextEvent, start: Any, source: SourceFile, depth: int, steps: Iterator[None]) -> MarkedMapping:
    if not depth:
        raise UnusualError
    typed = MAY_BE_TYPED
    mapping = MarkedMapping()
    mapping.source, mapping.start = source, start
    events: list[Any] = []
    mapping.events = events
    value: Any
    for _step in steps:
        event = get_event()
        if type(event) is ScalarEvent:
            events.append(event)
            key = event.value
        elif type(event) is MappingEndEvent:
            break
        else:
            raise UnusualError
        event = get_event()
        kind = type(event)
        if kind is ScalarEvent:
            value = event.value
            if value.isascii() and (not value or value[0] in typed) and event.implicit[0]:
                value = plain_value(value)
        elif kind is MappingStartEvent:
            value = _mapping(get_event, event, source, depth - 1, steps)
        elif kind is SequenceStartEvent:
            value = _sequence(get_event, event, source, depth - 1, steps)
        else:
            raise UnusualError
        mapping[key] = value
        events.append(event)
    else:
        raise UnusualError
    if 2 * len(mapping) != len(events):  # a key is twice
        raise UnusualError
    return mapping


def _sequence(
    get_event: NextEvent, start: Any, source: SourceFile, depth: int, steps: Iterator[None]
) -> MarkedSequence:
    if not depth:
        raise UnusualError
    typed = MAY_BE_TYPED
    sequence = MarkedSequence()
    sequence.source, sequence.start = source, start
    events: list[Any] = []
    sequence.events = events
    value: Any
    for _step in steps:
        event = get_event()
        kind = type(event)
        if kind is MappingStartEvent:
            value = _mapping(get_event, event, source, depth - 1, steps)
        elif kind is ScalarEvent:
            value = event.value
            if value.isascii() and (not value or value[0] in typed) and event.implicit[0]:
                value = plain_value(value)
        elif kind is SequenceEndEvent:
            break
        elif kind is SequenceStartEvent:
            value = _sequence(get_event, event, source, depth - 1, steps)
        else:
            raise UnusualError
        sequence.append(value)
        events.append(event)
    else:
        raise UnusualError
    return sequence
