"""Values as lines of YAML, in the layout in which the files of a workspace are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dutykit.workspace.yaml.scalar_text import key_text, scalar_text

_NOT_LITERAL = re.compile("[^\t\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Flow:
    """A mapping or list that is written in brackets, on one line."""

    value: object


def names(texts: Iterable[str]) -> Flow:
    """A list of names on one line."""
    return Flow([*texts])


def flow_text(value: object) -> str:
    """Any value on one line, as it can be written inside brackets. Raises TypeError for what YAML has no form for."""
    match value:
        case Flow():
            return flow_text(value.value)
        case Mapping():
            return "{" + ", ".join(f"{key_text(key, flow=True)}: {flow_text(one)}" for key, one in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(flow_text, value)) + "]"
        case _:
            return scalar_text(value, flow=True)


def value_lines(value: object, column: int, style: str = "", indent: int = 2) -> list[str]:
    """A value behind a key or a dash in `column` (from 0): the text that follows on its line, then the lines below.

    `style`: the quotes of a text on one line. `indent`: of a text of several lines, in columns from `column`.
    """
    match value:
        case Mapping() if value:
            return ["", *(line for key, one in value.items() for line in entry_lines(key, one, column + 2))]
        case list() | tuple() if value:
            return ["", *(line for one in value for line in item_lines(one, column + 2))]
        case str():
            return literal_lines(value, column + indent) if is_literal(value) else [scalar_text(value, style)]
        case None:
            return [""]
        case _:
            return [flow_text(value)]


def entry_lines(key: str, value: object, column: int) -> list[str]:
    """An entry of a block mapping whose keys are in `column` (from 0)."""
    head, *lines = value_lines(value, column)
    return [f"{' ' * column}{key_text(key)}: {head}".rstrip(" "), *lines]


def item_lines(value: object, column: int) -> list[str]:
    """An item of a block sequence whose dashes are in `column` (from 0); a list in a list is on one line."""
    if isinstance(value, Mapping) and value:
        _head, first, *lines = value_lines(value, column)
        return [" " * column + "- " + first[column + 2 :], *lines]
    head, *lines = value_lines(Flow(value) if isinstance(value, list | tuple) else value, column)
    return [" " * column + f"- {head}".rstrip(" "), *lines]


def is_literal(text: str) -> bool:
    """Whether `text` is better, and can be, written as a block of lines; blank lines at its end would be lost there."""
    return (
        "\n" in text
        and not _NOT_LITERAL.search(text)
        and text[0] not in " \t\n"
        and not text.endswith("\n\n")
        and all(line == "" or line.strip() for line in text.split("\n"))
    )


def literal_lines(text: str, indent: int) -> list[str]:
    """A text as a block: its sign, then its lines `indent` columns in."""
    lines = [" " * indent + line if line else "" for line in text.removesuffix("\n").split("\n")]
    return ["|" if text.endswith("\n") else "|-", *lines]
