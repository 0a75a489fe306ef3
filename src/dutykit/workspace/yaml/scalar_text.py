"""Plain values as YAML text: one function for every scalar that is written into a file."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache

from dutykit.workspace.yaml.scalar import plain_value

# Letters and digits with marks that mean nothing to YAML: such a text needs no quotes anywhere.
_WORDS = re.compile(r"\w(?:[\w\-./（）〔〕、·]|(?<=[^\s]) (?=[\w（〔]))*")
_PLAIN_START = re.compile("[A-Za-z]|[0-9.]*[\u3400-\u9fff“‘《（〔【①-⑳]")
"""What a text begins with that no program reads as anything but a text."""
_UNSAFE = re.compile(r": |:$| #|\s$")
_UNSAFE_IN_FLOW = re.compile(r" #|\s$|[\[\]{},:?]")  # libyaml ends a text there at any colon and question mark
# A long one, and one with a zero before it, is a text to us, but a number to other programs.
_DIGITS = re.compile(r"[-+]?(?:0[xo][0-9A-Fa-f_]+|[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?)")
_YAML_1_1_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
"""Words, in any case, that older YAML reads as something else."""


def scalar_text(value: object, style: str = "", *, flow: bool = False) -> str:
    """`value` on one line; a text in the quotes `style`, or without them where they are not needed.

    With `flow` the text can be written inside brackets. None is empty, or `null` inside brackets.
    Raises TypeError for what is not a scalar.
    """
    match value:
        case None:
            return "null" if flow else ""
        case bool():
            return "true" if value else "false"
        case dt.date():
            return value.isoformat()
        case int():
            return str(value)
        case Decimal():
            return format(value, "f")
        case str():
            return _text(value, style, flow=flow)
        case _:
            raise TypeError(value)


@lru_cache(maxsize=1024)
def key_text(key: str, *, flow: bool = False) -> str:
    """A key of a mapping, which is always read as a text: `on` and whole numbers need no quotes there."""
    return key if key == "on" else scalar_text(id_value(key), flow=flow)


def id_value(text: str) -> int | str:
    """An id as it is written in a file: a whole number where it reads as one."""
    is_number = len(text) < 16 and text.isascii() and text.isdigit() and str(int(text)) == text
    return int(text) if is_number else text


def _text(value: str, style: str, *, flow: bool) -> str:
    if style == "'" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    if style == "" and _is_plain(value, _UNSAFE_IN_FLOW if flow else _UNSAFE):
        return value
    return '"' + "".join(map(_escaped, value)) + '"'


def _is_plain(value: str, unsafe: re.Pattern[str]) -> bool:
    if plain_value(value) != value or _DIGITS.fullmatch(value) or value.casefold() in _YAML_1_1_WORDS:
        return False
    if _WORDS.fullmatch(value):
        return True
    return bool(_PLAIN_START.match(value)) and value.isprintable() and not unsafe.search(value)


_ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    return character if character.isprintable() or character == "\u3000" else f"\\U{ord(character):08X}"
