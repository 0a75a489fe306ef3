"""A bar for what takes more than a moment."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sized
from typing import TypeVar

from dutykit.cli.screen import Screen

T = TypeVar("T")


def with_bar(
    screen: Screen,
    things: Iterable[T],
    what: str,
    *,
    total: int | None = None,
    name: Callable[[T], str] | None = None,
) -> Iterator[T]:
    """`things` one by one, with a bar on stderr if that is a terminal and there are several.

    `total` is how many there are, where they have no length; `name` says what a thing that is done is called.
    """
    count = len(things) if isinstance(things, Sized) else total or 0
    if screen.quiet or count < 2 or not sys.stderr.isatty():
        yield from things
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=screen.console(sys.stderr), transient=True) as bar:
        task = bar.add_task(what, total=count)
        for one in things:
            bar.update(task, advance=1, description=what if name is None else name(one))
            yield one
