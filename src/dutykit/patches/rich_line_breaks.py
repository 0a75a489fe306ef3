"""Lets rich break a line between any two Chinese characters.

A sentence without spaces is one word to rich: it is cut, or begins a new line because of one Latin word in it. typer
makes the columns of its help itself, and offers no way to have them fold.

Upstream: https://github.com/Textualize/rich/issues/2494 (closed: "Rich isn't aware of the rules regarding wrapping
Chinese").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

LIBRARY = "rich"

_PART = re.compile(r"\s*[“‘（《〔「【]*(?:[!-{}~]+\|?|\||[^!-~\s])[，。、；：？！”’）》〕」】…—]*\s*")
"""A word, a choice with the bar behind it, or one character, with the marks that may not begin a line behind it."""


@contextmanager
def chinese_line_breaks() -> Iterator[None]:
    """Break lines as Chinese is broken, in text and in the columns of tables, inside."""
    from rich import _wrap, table

    column, words = table.Column, _wrap.words
    table.Column = partial(column, overflow="fold")  # type: ignore[assignment,misc] # a class with one argument set
    _wrap.words = _words
    try:
        yield
    finally:
        table.Column = column  # type: ignore[misc]
        _wrap.words = words


def _words(text: str) -> Iterator[tuple[int, int, str]]:
    """The parts of `text` between which a line may break, each with where it begins and ends; choices are parts too."""
    for match in _PART.finditer(text):
        yield *match.span(), match.group()
