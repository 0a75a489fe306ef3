"""Where a value is in its file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

Path = tuple[str | int, ...]
"""The keys and positions that lead from a file's root to a value."""


class Place(NamedTuple):
    """A place in a file: lines and columns count from 1, in characters."""

    file: str
    """Relative to the workspace, with forward slashes."""
    line: int
    column: int
    length: int = 1
    """How many characters on `line` belong to it; 1 where that is not known."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Mark(Protocol):
    """A position as the YAML parser gives it: lines and columns count from 0."""

    line: int
    column: int


class Marked(Protocol):
    """Anything the YAML parser met that has a start and an end: one of its events."""

    start_mark: Any
    end_mark: Any


class SourceFile:
    """One file that was read: its name in the workspace and its text."""

    __slots__ = ("_lines", "data", "name")

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.data = data
        """UTF-8, without a byte order mark."""
        self._lines: list[str] | None = None

    @property
    def text(self) -> str:
        """The text; bytes that are not UTF-8 become replacement characters."""
        return self.data.decode("utf-8", "replace")

    def line(self, number: int) -> str:
        """The text of line `number` (from 1), without its line break; empty past the end."""
        if self._lines is None:
            self._lines = split_lines(self.text)
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""

    def place(self, event: Marked) -> Place:
        """The place of a parser event in this file."""
        start, end = event.start_mark, event.end_mark
        length = end.column - start.column if end.line == start.line else 0
        if length <= 0:
            length = max(len(self.line(start.line + 1)) - start.column, 1) if end.line > start.line else 1
        return Place(self.name, start.line + 1, start.column + 1, length)

    def at(self, line: int, column: int, length: int = 1) -> Place:
        """A place in this file; `line` and `column` count from 1."""
        return Place(self.name, line, column, length)


def split_lines(text: str) -> list[str]:
    """The lines of `text`, broken where editors and YAML 1.2 break them: at fewer characters than splitlines() does."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


_NOTHING: frozenset[str | int] = frozenset()
ANYTHING = ""
"""In `lost`: what was not read may be any part."""


class MarkedMapping(dict[str, Any]):
    """A YAML mapping that knows where each of its keys and values is, and which of them could not be read."""

    __slots__ = ("_lost", "_positions", "events", "source", "start")

    source: SourceFile
    start: Marked
    events: list[Marked]
    """Key and value events in turn, in the order of the keys."""
    _positions: dict[str, int]
    _lost: frozenset[str | int]

    @property
    def lost(self) -> frozenset[str | int]:
        """The keys that the file has here and that were left out as faulty; ANYTHING among them is any key."""
        return getattr(self, "_lost", _NOTHING)

    def lose(self, *keys: str | int) -> None:
        """Note that these keys were left out."""
        self._lost = self.lost.union(keys)

    def lost_below(self, key: str) -> frozenset[str | int]:
        """What was left out of the mapping or list at `key`."""
        value = self.get(key)
        return value.lost if isinstance(value, MarkedMapping | MarkedSequence) else _NOTHING

    def place(self) -> Place:
        """Where the mapping begins: its first key, or its opening brace."""
        return self.source.place(self.events[0] if self.events else self.start)

    def _index(self, key: str) -> int | None:
        if key not in self:
            return None
        # Made at the first question: most mappings are never asked, and a faulty one may be asked for every key.
        if not hasattr(self, "_positions") or len(self._positions) != len(self):  # or asked while still being read
            self._positions = {present: 2 * number for number, present in enumerate(self)}
        return self._positions[key]

    def forget_positions(self) -> None:
        """To be called when a key was taken out: the same number of keys need not be the same keys."""
        if hasattr(self, "_positions"):
            del self._positions

    def key_place(self, key: str) -> Place:
        """Where `key` is; the mapping's own place if it is not there."""
        index = self._index(key)
        return self.place() if index is None else self.source.place(self.events[index])

    def value_place(self, key: str) -> Place:
        """Where the value of `key` is; its key if the value is empty or a block."""
        index = self._index(key)
        if index is None:
            return self.place()
        value = self.events[index + 1]
        start = value.start_mark
        if (start.line, start.column) == (value.end_mark.line, value.end_mark.column):
            return self.source.place(self.events[index])  # an empty value has no width to point at
        return self.source.place(value)


class MarkedSequence(list[Any]):
    """A YAML sequence that knows where each of its items is, and whether all of them could be read."""

    __slots__ = ("_lost", "events", "source", "start")

    source: SourceFile
    start: Marked
    events: list[Marked]
    _lost: frozenset[str | int]

    @property
    def lost(self) -> frozenset[str | int]:
        """The positions at which items were left out as faulty; empty only if all could be read."""
        return getattr(self, "_lost", _NOTHING)

    def lose(self, *positions: str | int) -> None:
        """Note that the items at these positions were left out."""
        self._lost = self.lost.union(positions)

    def place(self) -> Place:
        """Where the sequence begins: its first dash, or its opening bracket."""
        return self.source.place(self.start)

    def item_place(self, index: int) -> Place:
        """Where item `index` (from 0) is; a mapping is at its first key."""
        item = self[index]
        return item.place() if isinstance(item, MarkedMapping) else self.source.place(self.events[index])


def place_of_path(root: object, path: Sequence[str | int], *, key: bool = False) -> Place | None:
    """The place of the value at `path` below `root`, or of the nearest parent that is there.

    With `key`, the place of the last key instead of its value. None if `root` has no marks.
    """
    place = root.place() if isinstance(root, MarkedMapping | MarkedSequence) else None
    node = root
    for depth, step in enumerate(path):
        if isinstance(node, MarkedMapping) and isinstance(step, str) and step in node:
            last = depth == len(path) - 1
            place = node.key_place(step) if key and last else node.value_place(step)
            node = node[step]
        elif isinstance(node, MarkedSequence) and isinstance(step, int) and 0 <= step < len(node):
            place = node.item_place(step)
            node = node[step]
        else:
            break  # what pydantic adds to a path (a union's branch, say) has no place of its own
    return place
