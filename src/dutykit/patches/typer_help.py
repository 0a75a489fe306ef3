"""Keeps typer from showing English types, ranges and words in help, such as TEXT, [1900<=x<=2999] and [required].

Our metavars and help texts say in the user's language what a parameter takes, and a number out of range is refused
with its limits. The titles of boxes and the words behind a help text are constants of typer.

Upstream: https://github.com/pallets/click/issues/2679 (open), for click, from which typer has the range; no issue of
typer's is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from typing import Any

LIBRARY = "typer"


@dataclass(frozen=True, slots=True)
class HelpWords:
    """The words of typer's help, in some language."""

    arguments: str
    options: str
    commands: str
    required: str
    default: str
    """With {} for the value."""


NAMES = (
    "ARGUMENTS_PANEL_TITLE",
    "OPTIONS_PANEL_TITLE",
    "COMMANDS_PANEL_TITLE",
    "REQUIRED_LONG_STRING",
    "DEFAULT_STRING",
)
"""What typer calls them, in the order of HelpWords."""


@contextmanager
def help_words(words: HelpWords) -> Iterator[None]:
    """Show `words` in help inside."""
    from typer import rich_utils

    before = [getattr(rich_utils, name) for name in NAMES]
    for name, word in zip(NAMES, astuple(words), strict=True):
        setattr(rich_utils, name, word)
    try:
        yield
    finally:
        for name, word in zip(NAMES, before, strict=True):
            setattr(rich_utils, name, word)


def without_types(parameter: Any) -> None:
    """Show neither the range of `parameter` (of typer.core) in help nor, if it is an argument, its type."""
    parameter._get_number_range_help_str = _no_range  # noqa: SLF001
    if parameter.param_type_name == "argument":
        parameter.display_type_rich = _no_type


def _no_range() -> None:
    return None


def _no_type(ctx: Any) -> None:  # noqa: ARG001 (typer's interface)
    return None
