"""Looks through the texts of files, and states where in them a thing is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dutykit.model.layout import REVIEWS_FOLDER, SUBMISSIONS_FOLDER
from dutykit.model.place import Place, SourceFile, split_lines
from dutykit.model.workspace import Workspace

MOST = 50
"""Findings of one rule in a file; where there are more, such as in a list of addresses, the file is the fault."""


def matches(source: SourceFile, pattern: re.Pattern[str]) -> Iterator[tuple[Place, re.Match[str]]]:
    """Everything in the file that matches, comments too, with its place; `pattern` must not span lines."""
    text = source.text
    if pattern.search(text):
        for number, line in enumerate(split_lines(text), 1):
            for match in pattern.finditer(line):
                yield source.at(number, match.start() + 1, len(match.group())), match


def written_sources(workspace: Workspace) -> Iterator[SourceFile]:
    """The texts of submissions and reviews, also of those that could not be read whole, by name."""
    for name in sorted(workspace.sources):
        if name.startswith((SUBMISSIONS_FOLDER + "/", REVIEWS_FOLDER + "/")):
            yield workspace.sources[name]


def inside(workspace: Workspace, value: Place, text: str, offset: int, length: int) -> Place:
    """Where `length` characters at `offset` of a value's `text` stand; the whole value if it is not as written."""
    source = workspace.sources.get(value.file)
    if source is None or not text:
        return value
    line = source.line(value.line)
    for quote in ("", '"', "'"):
        start = value.column - 1 + len(quote)
        if line.startswith(quote + text, value.column - 1):
            return Place(value.file, value.line, start + offset + 1, max(min(length, len(text) - offset), 1))
    return value
