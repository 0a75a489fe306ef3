"""Keys and items in lines of their own: new ones, and those that are dropped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dutykit.model.place import MarkedSequence
from dutykit.workspace.yaml.changes import Changes
from dutykit.workspace.yaml.layout import entry_lines, item_lines
from dutykit.workspace.yaml.operations import Drop, PutItem, SetValue, UnsafeEditError
from dutykit.workspace.yaml.spans import Edit, Spans, key_event, value_event


def key_edit(spans: Spans, one: SetValue, changes: Changes) -> Edit:
    """A new key, below the value of the key it goes after. Raises UnsafeEditError where no key stays."""
    holder: Any = one.holder
    key = changes.key_before(one)
    if key is None:
        raise UnsafeEditError
    column = int(holder.events[0].start_mark.column)
    line = spans.last_line(value_event(holder, key), holder[key], changes)
    for comment in spans.lines.comments_below(line):
        if spans.lines.indent(comment) > column:
            line = comment  # it is about the value
    return _inserted(spans, line, entry_lines(str(one.step), one.value, column), (1, -column, 2))


def item_edit(spans: Spans, one: PutItem, changes: Changes) -> Edit:
    """A new item: below the item it goes after, in the place of all items, or above the first and the comments on it.

    Raises UnsafeEditError where the first item is behind the dash of another.
    """
    holder, lines = one.holder, spans.lines
    column = int(holder.start.start_mark.column)
    new = item_lines(one.value, column)
    kept = changes.kept(holder)
    earlier = [int(step) for step in kept if int(step) < one.before]
    is_spaced = len(holder) > 1 and lines.is_blank(spans.last_line(holder.events[0], holder[0]) + 1)
    rank = (1, -column, 1)
    if earlier:
        line = spans.last_line(holder.events[earlier[-1]], holder[earlier[-1]], changes)
        return _inserted(spans, line, ["", *new] if is_spaced else new, rank)
    if not kept and spans.dash_line(holder, 0):
        return _inserted(spans, spans.line_above(holder), new, rank)
    new = [*new, ""] if is_spaced else new
    dash = spans.dash_line(holder, 0)
    above = (line for line in range(dash - 1, -1, -1) if not lines.is_blank(line) and not lines.is_comment(line))
    top = next(above, None)
    if top is None:
        start = lines.starts[dash]
        return Edit(start, start, "".join(text + lines.line_break for text in new), rank)
    return _inserted(spans, top, new, rank)


def _inserted(spans: Spans, line: int, new: list[str], rank: tuple[int, ...]) -> Edit:
    at = spans.lines.line_end(line)
    return Edit(at, at, spans.lines.joined(new), rank)


def drop_edits(spans: Spans, one: Drop, changes: Changes) -> Iterator[Edit]:
    """The whole lines of a key or an item; of a key behind a dash, the text up to the next key that stays.

    Raises UnsafeEditError where a comment would be lost with that text.
    """
    holder: Any = one.holder
    if isinstance(holder, MarkedSequence):
        first = spans.dash_line(holder, int(one.step))
    else:
        steps, kept, start = list(holder), changes.kept(holder), holder.events[0].start_mark
        is_behind_dash = bool(spans.lines.line(start.line)[: start.column].strip())
        if is_behind_dash and kept and steps.index(one.step) < steps.index(kept[0]):
            end = key_event(holder, str(kept[0])).start_mark.index
            if spans.has_comment(start.index, end):
                raise UnsafeEditError
            if one.step == steps[0]:
                yield Edit(start.index, end, "")
            return
        first = int(key_event(holder, str(one.step)).start_mark.line)
    last = spans.last_line(value_event(holder, one.step), holder[one.step])
    yield Edit(spans.lines.starts[first], spans.lines.next_line(last), "")
