"""The lines of a YAML text, as the parser counts them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

# Those of YAML 1.2; libyaml's own are more, and Python's splitlines() knows more still.
BREAK = re.compile("\r\n|[\n\r]")


class TextLines:
    """Where each line of a text begins and ends; lines count from 0."""

    def __init__(self, text: str) -> None:
        self.text = text
        breaks = [found.span() for found in BREAK.finditer(text)]
        self.starts = [0, *(end for _start, end in breaks)]
        self._ends = [*(start for start, _end in breaks), len(text)]
        self.line_break = text[slice(*breaks[0])] if breaks else "\n"
        """The usual one."""
        self.is_ended = bool(breaks) and breaks[-1][1] == len(text)
        """Whether the last line has its break."""

    def line(self, number: int) -> str:
        """A line without its break; empty before the first and after the last."""
        return self.text[self.starts[number] : self.line_end(number)] if 0 <= number < len(self.starts) else ""

    def is_blank(self, number: int) -> bool:
        """Whether nothing is on a line."""
        return not self.line(number).strip()

    def is_comment(self, number: int) -> bool:
        """Whether a line is a comment, or looks like one inside a text."""
        return self.line(number).lstrip(" \t").startswith("#")

    def indent(self, number: int) -> int:
        """With how many spaces a line begins."""
        line = self.line(number)
        return len(line) - len(line.lstrip(" "))

    def comments_below(self, number: int) -> Iterator[int]:
        """The lines of comments below a line, up to the next line that is neither a comment nor blank."""
        for line in range(number + 1, len(self.starts)):
            if self.is_comment(line):
                yield line
            elif not self.is_blank(line):
                return

    def line_end(self, number: int) -> int:
        """The index before a line's break."""
        return self._ends[number]

    def next_line(self, number: int) -> int:
        """The index at which the line after `number` begins."""
        return self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)

    def line_of(self, index: int) -> int:
        """The line that an index is on."""
        return bisect_right(self.starts, index) - 1

    def joined(self, lines: Iterable[str]) -> str:
        """`lines` as they come after a line, each with a break before it."""
        return "".join(self.line_break + line for line in lines)
