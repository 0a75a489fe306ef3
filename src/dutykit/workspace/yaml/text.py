"""Plain values as YAML text, in the style submissions are written in."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from dutykit.workspace.yaml.scalar import plain_value

# What may stand unquoted anywhere: letters and digits with marks that mean nothing to YAML.
_PLAIN = re.compile(r"\w(?:[\w\-./（）〔〕、·]|(?<=[^\s]) (?=[\w（〔]))*")
_FINGERPRINT = re.compile("sha256:[0-9a-f]+")
_CHINESE = re.compile(r"[\u3400-\u9fff“‘《（〔【]")
"""What a text begins with that no program takes for anything but a text."""
_NOT_PLAIN = re.compile(
    r": |:$| #|[\[\]{},]|\s$"
    r"|[^ -~\xa1-\u167f\u1681-\u1fff\u200b-\u2027\u2030-\u205e\u2060-\u2fff\u3001-\ud7ff\uff01-\uff60\U00010000-\U0003ffff]"
)
_DIGITS = re.compile("[0-9]+(?:[eE][0-9]+)?")  # a long one is a text to us, but a number to other programs
_SAID_BY_OTHERS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
"""Words that older YAML takes for something else, in any case."""
_NOT_LITERAL = re.compile("[^\t\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def scalar_text(value: object, style: str = "") -> str:
    """A value on one line, a text in the quotes `style` if it needs or has any; None is nothing."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case dt.date():
            return value.isoformat()
        case int():
            return str(value)
        case Decimal():
            return _number_text(value)
        case str():
            return _text(value, style)
        case _:
            return flow_text(value)


def is_literal(text: str) -> bool:
    """Whether `text` is better, and can be, written as a block of lines."""
    lines = text.split("\n")
    return (
        "\n" in text
        and not _NOT_LITERAL.search(text)
        and bool(text.strip("\n"))
        and text[0] not in " \t\n"
        and all(line == "" or line.strip() for line in lines)
    )


def literal_lines(text: str, indent: int) -> list[str]:
    """A text as a block: its sign, then its lines `indent` columns in."""
    body = text.rstrip("\n")
    end = len(text) - len(body)
    sign = {0: "|-", 1: "|"}.get(end, "|+")
    lines = [" " * indent + line if line else "" for line in body.split("\n")]
    return [sign, *lines, *[""] * (end - 1 if end > 1 else 0)]


def flow_text(value: object) -> str:
    """Any value on one line, as it may stand inside brackets."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key_text(key)}: {flow_text(one)}".rstrip() for key, one in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(flow_text, value)) + "]"
    return "null" if value is None else scalar_text(value)


def entry_lines(key: str, value: object, column: int) -> list[str]:
    """An entry of a block mapping whose keys stand in `column` (from 0)."""
    lead = " " * column + key_text(key) + ":"
    if isinstance(value, Mapping) and value:
        return [lead, *(line for name, one in value.items() for line in entry_lines(name, one, column + 2))]
    if isinstance(value, Sequence) and not isinstance(value, str) and value:
        return [lead, *(line for one in value for line in item_lines(one, column + 2))]
    if isinstance(value, str) and is_literal(value):
        sign, *lines = literal_lines(value, column + 2)
        return [f"{lead} {sign}", *lines]
    return [f"{lead} {scalar_text(value)}".rstrip()]


def item_lines(value: object, column: int) -> list[str]:
    """An item of a block sequence whose dashes stand in `column` (from 0)."""
    if isinstance(value, Mapping) and value:
        lines = [line for key, one in value.items() for line in entry_lines(key, one, column + 2)]
        return [" " * column + "- " + lines[0][column + 2 :], *lines[1:]]
    return [" " * column + "- " + flow_text(value)]


def key_text(key: str) -> str:
    """A mapping's key."""
    return _text(key, "")


def _number_text(value: Decimal) -> str:
    text = format(value, "f")
    return text if "." in text else str(int(value)) if value == int(value) and plain_value(text) == int(value) else text


def _text(value: str, style: str) -> str:
    if style == "'" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    if style == "" and _is_plain(value):
        return value
    return '"' + "".join(map(_escaped, value)) + '"'


def _is_plain(value: str) -> bool:
    if not value or plain_value(value) != value or _DIGITS.fullmatch(value) or value.casefold() in _SAID_BY_OTHERS:
        return False
    return bool(
        _PLAIN.fullmatch(value)
        or _FINGERPRINT.fullmatch(value)
        or (_CHINESE.match(value) and not _NOT_PLAIN.search(value))
    )


_ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    return character if character.isprintable() or character == "\u3000" else f"\\U{ord(character):08X}"
