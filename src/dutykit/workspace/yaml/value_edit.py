"""Another value for a key or an item, and another spelling of a key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ruamel.yaml.events import AliasEvent, ScalarEvent

from dutykit.model.place import MarkedMapping, MarkedSequence
from dutykit.workspace.yaml.layout import Flow, flow_text, item_lines, value_lines
from dutykit.workspace.yaml.operations import RenameKey, SetValue, UnsafeEditError
from dutykit.workspace.yaml.scalar_text import scalar_text
from dutykit.workspace.yaml.spans import Edit, Spans, is_block, is_block_scalar, is_flow, key_event, value_event

_SIGN = re.compile("[|>][-+0-9]*")
"""What a text of several lines begins with."""
_COLON = re.compile("[ \t]*:")


def rename_edit(one: RenameKey) -> Edit:
    """The edit of a key. Raises UnsafeEditError where an alias may repeat it, or it is on several lines."""
    event = key_event(one.holder, one.key)
    if _is_repeatable(event) or is_block_scalar(event):
        raise UnsafeEditError
    name = scalar_text(one.name, event.style or "", flow=is_flow(one.holder))
    return Edit(event.start_mark.index, event.end_mark.index, name)


def set_edits(spans: Spans, one: SetValue) -> Iterator[Edit]:
    """The edits of a value that is there.

    Raises UnsafeEditError where an alias may repeat the value, or a comment inside it would be lost; those in the items of
    a list that becomes empty go with the items.
    """
    event, old = value_event(one.holder, one.step), one.holder[one.step]  # type: ignore[index] # a step of it
    if _is_repeatable(event):
        raise UnsafeEditError
    start, end = int(event.start_mark.index), spans.end(event, old)
    head, *below = _written(spans, one, event, spans.lines.line_of(end))
    after = spans.lines.line_end(spans.lines.line_of(end))
    new_lines = spans.lines.joined(below)
    if is_block_scalar(event):
        header = spans.lines.text[start : spans.lines.line_end(event.start_mark.line)]
        comment = _SIGN.sub("", header, count=1)
        yield Edit(start if head else spans.before_blanks(start), end, head + comment + new_lines)
    elif is_block(event, old):
        if _is_emptied(one, old) and spans.has_comment(_key_end(one), after):
            yield from _emptied_edits(spans, one)
            return
        start = spans.before_blanks(start)
        if spans.has_comment(start, after):
            raise UnsafeEditError
        yield Edit(start, end, (f" {head}" if head else "") + new_lines)
    elif spans.has_comment(start, end):
        raise UnsafeEditError
    else:
        if not head:
            start = spans.before_blanks(start)
        elif start == end and spans.lines.text[start - 1 : start] in {":", "-"}:  # an empty value
            head = " " + head
        yield Edit(start, end, head)
        yield Edit(after, after, new_lines)


def _is_emptied(one: SetValue, old: object) -> bool:
    """Whether a list under a key is to be an empty one."""
    value = one.value.value if isinstance(one.value, Flow) else one.value
    return value == [] and isinstance(old, MarkedSequence) and isinstance(one.holder, MarkedMapping)


def _key_end(one: SetValue) -> int:
    holder: Any = one.holder
    return int(key_event(holder, str(one.step)).end_mark.index)


def _emptied_edits(spans: Spans, one: SetValue) -> Iterator[Edit]:
    """The edits after which a list is empty: its items go as if dropped; the comments that are in none of them stay.

    Raises UnsafeEditError where its key has the colon on another line.
    """
    holder: Any = one.holder
    items: MarkedSequence = holder[one.step]
    colon = _COLON.match(spans.lines.text, _key_end(one))
    if colon is None:
        raise UnsafeEditError
    yield Edit(colon.end(), colon.end(), " []")
    for at, item in enumerate(items):
        above, last = spans.dash_line(items, at) - 1, spans.last_line(items.events[at], item)
        yield Edit(spans.lines.line_end(above), spans.lines.line_end(last), "")


def _is_repeatable(event: Any) -> bool:
    """Whether a value is an alias or has an anchor or a tag."""
    return isinstance(event, AliasEvent) or event.anchor is not None or event.ctag is not None


def _written(spans: Spans, one: SetValue, event: Any, last: int) -> list[str]:
    """The new value: the text on the line of its key or dash, and the lines below; the old one ends on line `last`."""
    holder, value = one.holder, one.value
    style = event.style if isinstance(event, ScalarEvent) and event.style in {"'", '"'} else ""
    if is_flow(holder):
        return [scalar_text(value, style, flow=True) if isinstance(value, str) else flow_text(value)]
    if isinstance(holder, MarkedMapping):
        column = int(key_event(holder, str(one.step)).start_mark.column)
    else:
        column = int(holder.start.start_mark.column)
        if isinstance(value, dict | list | tuple):
            first, *lines = item_lines(value, column)
            return [first[column + 2 :], *lines]
    return value_lines(value, column, style, _indent(spans, event, last, column))


def _indent(spans: Spans, event: Any, last: int, column: int) -> int:
    """How far in from `column` the lines of a text begin: as they do now, or two columns; deeper than comments below."""
    lines, indent = spans.lines, 2
    if is_block_scalar(event):
        present = (line for line in range(event.start_mark.line + 1, last + 1) if not lines.is_blank(line))
        indent = next((lines.indent(line) - column for line in present), indent)
    for line in lines.comments_below(last):
        indent = max(indent, lines.indent(line) - column + 1)
    return indent
