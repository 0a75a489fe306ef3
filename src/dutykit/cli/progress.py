"""A bar for what takes more than a moment."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TypeVar

from dutykit.cli.screen import Screen

T = TypeVar("T")


def with_bar(screen: Screen, things: Sequence[T], what: str) -> Iterator[T]:
    """`things` one by one, with a bar on stderr if that is a terminal and there are several."""
    if screen.quiet or len(things) < 2 or not sys.stderr.isatty():
        yield from things
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=screen.console(sys.stderr), transient=True) as bar:
        yield from bar.track(things, description=what)
