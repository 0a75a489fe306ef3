"""Entries and items that are put into brackets, and removed from them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dutykit.model.place import MarkedMapping
from dutykit.workspace.yaml.changes import NONE, Changes
from dutykit.workspace.yaml.layout import flow_text
from dutykit.workspace.yaml.operations import Holder, UnsafeEditError
from dutykit.workspace.yaml.scalar_text import key_text
from dutykit.workspace.yaml.spans import Edit, Spans, key_event, value_event


def flow_edits(spans: Spans, holder: Holder, changes: Changes) -> Iterator[Edit]:
    """The edits of a mapping or sequence in brackets, one for each gap between the entries that stay.

    Raises UnsafeEditError where a comment would be removed.
    """
    steps: list[Any] = NONE.kept(holder)
    kept = set(changes.kept(holder))
    left: Any = None
    dropped: list[Any] = []
    new: list[str] = []
    for added, step in zip(_new_texts(holder, changes), [*steps, None], strict=True):
        new += added
        if step is not None and step not in kept:
            dropped.append(step)
            continue
        if dropped or new:
            yield _edit(spans, holder, (left, dropped, step), new)
        left, dropped, new = step, [], []


def _new_texts(holder: Holder, changes: Changes) -> Iterator[list[str]]:
    """What is new before each entry, and at the end."""
    if isinstance(holder, MarkedMapping):
        for before in (None, *holder):
            entries = changes.of(holder).entries.get(before, ())
            yield [f"{key_text(key, flow=True)}: {flow_text(value)}" for key, value in entries]
    else:
        for position in range(len(holder) + 1):
            yield [flow_text(value) for value in changes.of(holder).items.get(position, ())]


def _edit(spans: Spans, holder: Holder, gap: tuple[Any, list[Any], Any], new: list[str]) -> Edit:
    """The edit between two entries that stay, or between one and a bracket; the commas of what is dropped go with it."""
    left, dropped, right = gap
    if left is not None:
        start = _end(spans, holder, left)
        end = _end(spans, holder, dropped[-1]) if dropped else start
        new = ["", *new]
    elif right is not None:
        end = _start(holder, right)
        start = _start(holder, dropped[0]) if dropped else end
        new = [*new, ""]
    elif dropped:
        start, end = _start(holder, dropped[0]), spans.end(holder.start, holder) - 1
    else:
        start = end = int(holder.start.end_mark.index)
    if spans.has_comment(start, end):
        raise UnsafeEditError
    return Edit(start, end, ", ".join(new))


def _start(holder: Holder, step: Any) -> int:
    event = key_event(holder, step) if isinstance(holder, MarkedMapping) else value_event(holder, step)
    return int(event.start_mark.index)


def _end(spans: Spans, holder: Holder, step: Any) -> int:
    return spans.end(value_event(holder, step), holder[step])
