"""Where the values of a document begin and end in its text, and where its comments are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from ruamel.yaml.events import ScalarEvent

from dutykit.model.place import MarkedMapping, MarkedSequence
from dutykit.workspace.yaml.changes import NONE, Changes
from dutykit.workspace.yaml.lines import TextLines
from dutykit.workspace.yaml.operations import Holder, Step, UnsafeEditError

_CLOSING = re.compile(r"(?:[\s,]|#[^\n\r]*)*[\]}]")
_NUMBER_SIGN = re.compile(r"(?<!\S)#")


class Edit(NamedTuple):
    """A span of a text, and what replaces it."""

    start: int
    end: int
    text: str
    rank: tuple[int, ...] = (0,)
    """Which of two edits at one place comes first: a value, then what is put after it, the inner before the outer."""


def is_flow(holder: Holder) -> bool:
    """Whether a mapping or sequence is written in brackets."""
    return bool(getattr(holder.start, "flow_style", False))


def is_block_scalar(event: Any) -> bool:
    """Whether a value is a text under `|` or `>`."""
    return getattr(event, "style", None) in {"|", ">"}


def is_block(event: Any, value: object) -> bool:
    """Whether a value is a mapping or sequence in lines of its own, written at `event`."""
    return isinstance(value, MarkedMapping | MarkedSequence) and event is value.start and not is_flow(value)


def key_event(holder: MarkedMapping, key: str) -> Any:
    """The parser's event of a key."""
    return holder.events[2 * list(holder).index(key)]


def value_event(holder: Holder, step: Step) -> Any:
    """The parser's event of the value of a key, or of an item."""
    if isinstance(holder, MarkedMapping):
        return holder.events[2 * list(holder).index(str(step)) + 1]
    return holder.events[int(step)]


class Spans:
    """The ends of the values of a document, whose root is `root`."""

    def __init__(self, lines: TextLines, root: object) -> None:
        self.lines = lines
        self._root = root

    def end(self, event: Any, value: object, changes: Changes = NONE) -> int:
        """The index after a value: after its closing bracket, its last line; of what is left of it after `changes`.

        Raises UnsafeEditError where no closing bracket is found.
        """
        if isinstance(value, MarkedMapping | MarkedSequence) and event is value.start:
            if is_flow(value):
                return self._flow_end(value)
            kept = changes.kept(value)
            if not kept and isinstance(value, MarkedSequence) and changes.of(value).items:
                return self.lines.line_end(self.line_above(value))
            last = (kept or NONE.kept(value))[-1]
            return self.end(value_event(value, last), value[last], changes)  # type: ignore[index] # a step of it
        return self._block_scalar_end(event) if is_block_scalar(event) else int(event.end_mark.index)

    def last_line(self, event: Any, value: object, changes: Changes = NONE) -> int:
        """The line (from 0) on which a value ends; see `end`."""
        return self.lines.line_of(self.end(event, value, changes))

    def dash_line(self, holder: MarkedSequence, position: int) -> int:
        """The line of an item's dash. Raises UnsafeEditError if anything else is before the dash."""
        column = int(holder.start.start_mark.column)
        line = int(holder.events[position].start_mark.line)
        while line >= 0 and self.lines.line(line)[column : column + 1] != "-":
            line -= 1
        if line < 0 or self.lines.line(line)[:column].strip():
            raise UnsafeEditError
        return line

    def line_above(self, holder: MarkedSequence) -> int:
        """The line above the first item: what replaces all items comes below it.

        Raises UnsafeEditError where there is none.
        """
        line = self.dash_line(holder, 0) - 1
        if line < 0:
            raise UnsafeEditError
        return line

    def ended_text(self) -> list[Edit]:
        """For a text under `|` or `>` at the end of a document: the edit after which it ends without a line break."""
        value: Any = self._root
        event: Any = getattr(value, "start", None)
        while isinstance(value, MarkedMapping | MarkedSequence) and value and event is value.start:
            event, value = value.events[-1], value[NONE.kept(value)[-1]]  # type: ignore[index] # a step of it
        after = getattr(event, "start_mark", None)
        return [Edit(after.index + 1, after.index + 1, "-")] if after and is_block_scalar(event) else []

    def before_blanks(self, index: int) -> int:
        """The index after the last character before `index` that is no blank or line break."""
        while index and self.lines.text[index - 1].isspace():
            index -= 1
        return index

    def has_comment(self, start: int, end: int) -> bool:
        """Whether a comment begins between two indices."""
        found = [one.start() for one in _NUMBER_SIGN.finditer(self.lines.text, start, end)]
        if not found:
            return False
        texts = [*self._texts(self._root, set())]
        return any(not any(first <= at < last for first, last in texts) for at in found)

    def _flow_end(self, value: Holder) -> int:
        start = value.start
        end = int(start.end_mark.index)
        if self.lines.text[end - 1 : end] not in {"[", "{"}:
            raise UnsafeEditError  # a pair in a list, which has no braces of its own
        if value:
            last = NONE.kept(value)[-1]
            end = self.end(value.events[-1], value[last])  # type: ignore[index] # a step of it
        close = _CLOSING.match(self.lines.text, end)
        if close is None:
            raise UnsafeEditError
        return close.end()

    def _block_scalar_end(self, event: Any) -> int:
        """Blank lines after a text belong to it only if its sign says so."""
        lines, first = self.lines, int(event.start_mark.line)
        last = lines.line_of(event.end_mark.index - 1)
        if "+" not in lines.line(first)[event.start_mark.column :].partition("#")[0]:
            while lines.is_blank(last):
                last -= 1
        return lines.line_end(last)

    def _texts(self, value: object, seen: set[int]) -> Iterator[tuple[int, int]]:
        """The spans of all scalars; of a text under `|` or `>` its lines."""
        if not isinstance(value, MarkedMapping | MarkedSequence) or id(value) in seen:
            return
        seen.add(id(value))
        for event in value.events:
            if isinstance(event, ScalarEvent):
                start = self.lines.line_end(event.start_mark.line) if is_block_scalar(event) else event.start_mark.index
                yield start, event.end_mark.index
        for one in value.values() if isinstance(value, MarkedMapping) else value:
            yield from self._texts(one, seen)
