"""What was read in simplified characters, with every text of it as its document in traditional ones writes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any, Protocol, TypeVar

from dutykit.plans.grammar.record import Line
from dutykit.text.simplified import simplified

_AROUND = 40
"""Lines before and behind a place that its words may come from."""


def in_simplified(line: Line) -> Line:
    """A line as it would be in simplified characters: each place is the same."""
    return replace(line, text=simplified(line.text), cells=tuple(map(simplified, line.cells)))


class Read(Protocol):
    """What was read from lines, and keeps them."""

    @property
    def lines(self) -> dict[int, str]:
        """The text of every line, by its number."""


_Read = TypeVar("_Read", bound=Read)


def in_source_characters(read: _Read, lines: Sequence[Line]) -> _Read:
    """What was `read`, a plan, from `lines` in simplified characters, in the characters of these lines."""
    source = _Source(lines)
    restored: Any = source.restored(read, 0)
    found: _Read = replace(restored, lines={number: source.text(text, number) for number, text in read.lines.items()})
    return found


class _Source:
    """Finds the words of a document again. What was put together from several places is found piece by piece."""

    def __init__(self, lines: Sequence[Line]) -> None:
        parts: list[str] = []
        self._starts: dict[int, int] = {}
        length = 0
        for line in lines:
            self._starts.setdefault(line.number, length)
            parts += [line.text, *line.cells]
            length += sum(len(one) + 1 for one in (line.text, *line.cells))
        self._written = "\n".join(parts)
        self._simple = simplified(self._written)
        self._characters = dict(zip(reversed(self._simple), reversed(self._written), strict=True))
        self.text = lru_cache(maxsize=4096)(self._text)

    def restored(self, value: Any, line: int) -> Any:
        """`value`, of whatever type, with its texts as they are written; codes are ASCII and stay."""
        if isinstance(value, str):
            return self.text(value, line)
        if isinstance(value, tuple):
            return tuple(self.restored(one, line) for one in value)
        if isinstance(value, dict):
            return {self.restored(key, line): self.restored(one, line) for key, one in value.items()}
        if is_dataclass(value) and not isinstance(value, type):
            here = getattr(value, "line", line)
            changes = {
                one.name: self.restored(getattr(value, one.name), here) for one in fields(value) if one.name != "lines"
            }
            return replace(value, **changes)
        return value

    def _text(self, text: str, line: int) -> str:
        if text.isascii():
            return text
        first, last = self._starts.get(line - _AROUND, 0), self._starts.get(line + _AROUND, len(self._simple))
        begin, end = (first, last) if line else (0, len(self._simple))
        found = ""
        while len(found) < len(text):
            at, size = self._longest(text, len(found), begin, end)
            found += self._written[at : at + size] if size else self._characters.get(text[len(found)], text[len(found)])
        return found

    def _longest(self, text: str, start: int, begin: int, end: int) -> tuple[int, int]:
        """Where the longest piece of `text` from `start` stands between `begin` and `end`, and how long it is."""
        best = (0, 0)
        low, high = 1, len(text) - start
        size = high  # as a rule all of it is there
        while low <= high:
            at = self._simple.find(text[start : start + size], begin, end)
            if at >= 0:
                best, low = (at, size), size + 1
            else:
                high = size - 1
            size = (low + high + 1) // 2
        return best
