"""Adds items and keys to a YAML text, and sets lists and texts in it; every other character stays as it is.

Nothing is trusted: who asks for the new text has to read it again and find in it what was wanted.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Any

from dutykit.model.place import MarkedMapping, MarkedSequence
from dutykit.workspace.catalogue_writer import flow_list, flow_scalar, scalar
from dutykit.workspace.yaml.editor import UnsafeEditError
from dutykit.workspace.yaml.reader import Document

_BLANK_OR_COMMENT = re.compile(r"(?:\s|,|#[^\n]*(?:\n|$))*")
_TO_LINE_END = re.compile(r"[^\n]*")


class Insertion:
    """Collects changes to one document; they must not touch the same value twice."""

    def __init__(self, document: Document) -> None:
        self._text = document.source.text
        self._edits: list[tuple[int, int, int, str]] = []

    @property
    def changed(self) -> bool:
        """Whether there is anything to change."""
        return bool(self._edits)

    def text(self) -> str:
        """The text with all changes. Raises UnsafeEditError if two of them overlap."""
        parts: list[str] = []
        done = 0
        for start, end, _order, new in sorted(self._edits):
            if start < done:
                raise UnsafeEditError
            parts += (self._text[done:start], new)
            done = end
        return "".join((*parts, self._text[done:]))

    def set_text(self, holder: MarkedMapping, key: str, value: str) -> None:
        """Another text under `key`. Raises UnsafeEditError for one that stands on several lines."""
        self._set(holder, key, flow_scalar(value) if holder.start.flow_style else scalar(value))  # type: ignore[attr-defined] # an event

    def set_date(self, holder: MarkedMapping, key: str, value: dt.date) -> None:
        """Another day under `key`. Raises UnsafeEditError where several lines stand there."""
        self._set(holder, key, value.isoformat())

    def _set(self, holder: MarkedMapping, key: str, written: str) -> None:
        event = _value_event(holder, key)
        start, end = event.start_mark, event.end_mark
        if start.line != end.line or getattr(event, "anchor", None) is not None or start.index == end.index:
            raise UnsafeEditError
        self._replace(start.index, end.index, written)

    def set_names(self, holder: MarkedMapping, key: str, names: Sequence[str]) -> None:
        """Other names under `key`: a list in brackets anew, of a list of lines only the end."""
        value, event = holder[key], _value_event(holder, key)
        if not isinstance(value, MarkedSequence):
            raise UnsafeEditError
        if event.flow_style:
            self._replace(event.start_mark.index, self._end(value, event), flow_list(names))
            return
        kept = len(value)
        if list(names[:kept]) != list(value):
            raise UnsafeEditError
        self.append(holder, key, [[f"- {scalar(name)}"] for name in names[kept:]])

    def add_key(self, holder: MarkedMapping, after: str, line: str) -> None:
        """A key with its value on one line, behind the key `after`."""
        value, event = holder[after], _value_event(holder, after)
        end = self._end(value, event)
        if holder.start.flow_style:  # type: ignore[attr-defined] # an event
            self._insert(end, f", {line}")
            return
        column = holder.events[0].start_mark.column
        self._insert(self._line_end(end), f"{self._break()}{' ' * column}{line}")

    def append(self, holder: MarkedMapping, key: str, items: Sequence[Sequence[str]]) -> None:
        """Items at the end of the list under `key`, each as its lines, unindented, the first with its dash."""
        if not items:
            return
        value, event = holder[key], _value_event(holder, key)
        if not isinstance(value, MarkedSequence):
            raise UnsafeEditError
        end = self._end(value, event)
        if event.flow_style:
            if value:
                raise UnsafeEditError
            column = holder.events[2 * list(holder).index(key)].start_mark.column + 2
            self._replace(event.start_mark.index, end, "")
        else:
            column = event.start_mark.column
        at = self._line_end(end)
        new = "".join(f"{self._break()}{' ' * column}{line}" for item in items for line in item)
        self._insert(at, new)

    def add_lines_at_end(self, lines: Sequence[str]) -> None:
        """Lines below everything else, a blank line before them."""
        ended = not self._text or self._text.endswith("\n")
        self._insert(len(self._text), ("" if ended else self._break()) + self._break().join(("", *lines, "")))

    def _replace(self, start: int, end: int, new: str) -> None:
        self._edits.append((start, end, len(self._edits), new))

    def _insert(self, at: int, new: str) -> None:
        self._replace(at, at, new)

    def _line_end(self, at: int) -> int:
        match = _TO_LINE_END.match(self._text, at)
        end = at if match is None else match.end()
        return end - 1 if self._text[at:end].endswith("\r") else end

    def _break(self) -> str:
        return "\r\n" if "\r\n" in self._text else "\n"

    def _end(self, value: Any, event: Any) -> int:
        """Where a value ends, its closing bracket included."""
        if not isinstance(value, MarkedMapping | MarkedSequence):
            at: int = event.end_mark.index
            while at > event.start_mark.index and self._text[at - 1] in "\r\n \t":
                at -= 1  # a block's end is set behind its last line break
            return at
        closing = "}" if isinstance(value, MarkedMapping) else "]"
        if not value:
            inner = int(event.start_mark.index + 1 if event.flow_style else event.end_mark.index)
        else:
            last = list(value.values())[-1] if isinstance(value, MarkedMapping) else value[-1]
            inner = self._end(last, value.events[-1])
        if not event.flow_style:
            return inner
        match = _BLANK_OR_COMMENT.match(self._text, inner)
        closed = inner if match is None else match.end()
        if self._text[closed : closed + 1] != closing:
            raise UnsafeEditError
        return closed + 1


def _value_event(holder: MarkedMapping, key: str) -> Any:
    return holder.events[2 * list(holder).index(key) + 1]
