"""JSON with comments, as editors keep their settings: reads it, and changes members in place."""

from __future__ import annotations

import json
import re
from json.decoder import JSONDecodeError, JSONDecoder
from typing import Any, NamedTuple

_COMMENT = re.compile(r'("(?:\\.|[^"\\])*")|//[^\r\n]*|/\*.*?\*/', re.DOTALL)
_LAST_COMMA = re.compile(r'("(?:\\.|[^"\\])*")|,(?=\s*[}\]])', re.DOTALL)
_BLANK = re.compile(r"[ \t\r\n]*")


class JsoncError(Exception):
    """The text is not one JSON object with comments, or a key in it stands twice; nothing can be changed safely."""


class _Member(NamedTuple):
    """Where a member's value begins and ends."""

    start: int
    end: int


def read_jsonc(text: str) -> dict[str, Any]:
    """The object in `text`; comments and a comma after the last item are passed over. Raises JsoncError."""
    try:
        value = json.loads(_bare(text))
    except (ValueError, RecursionError) as error:
        raise JsoncError from error
    if not isinstance(value, dict):
        raise JsoncError
    return value


def with_member(text: str, path: tuple[str, ...], value: Any) -> str:
    """`text` with `value` at `path`, a key and keys below it; all else stays byte for byte.

    Objects on the way that are missing are made. Raises JsoncError, also where something else than an
    object stands on the way.
    """
    read_jsonc(text)
    bare = _bare(text)
    start = _skip(bare, 0)
    for depth, key in enumerate(path):
        if bare[start] != "{":
            raise JsoncError
        found = _members(bare, start)[0].get(key)
        if found is None:
            rest: Any = value
            for inner in reversed(path[depth + 1 :]):
                rest = {inner: rest}
            return _with_added(text, start, (key, rest))
        if depth == len(path) - 1:
            return text[: found.start] + _dumped(value, _indent_at(text, found.start), text) + text[found.end :]
        start = found.start
    raise JsoncError


def _bare(text: str) -> str:
    """`text` with comments and last commas blanked out: every other character keeps its position."""
    return _LAST_COMMA.sub(_blanked, _without_comments(text))


def _without_comments(text: str) -> str:
    return _COMMENT.sub(_blanked, text)


def _blanked(match: re.Match[str]) -> str:
    return match[0] if match[1] is not None else re.sub(r"[^\r\n]", " ", match[0])


def _skip(bare: str, position: int) -> int:
    match = _BLANK.match(bare, position)
    return position if match is None else match.end()


def _members(bare: str, start: int) -> tuple[dict[str, _Member], int]:
    """The members of the object that begins at `start`, and where its closing brace stands."""
    decoder = JSONDecoder()
    members: dict[str, _Member] = {}
    position = _skip(bare, start + 1)
    try:
        while bare[position] != "}":
            key, position = decoder.raw_decode(bare, position)
            position = _skip(bare, _skip(bare, position) + 1)
            _value, end = decoder.raw_decode(bare, position)
            if key in members:
                raise JsoncError
            members[key] = _Member(position, end)
            position = _skip(bare, end)
            if bare[position] == ",":
                position = _skip(bare, position + 1)
    except (JSONDecodeError, IndexError, RecursionError) as error:
        raise JsoncError from error
    return members, position


def _with_added(text: str, start: int, member: tuple[str, Any]) -> str:
    """`text` with a member more at the end of the object that begins at `start`."""
    members, close = _members(_bare(text), start)
    newline = "\r\n" if "\r\n" in text else "\n"
    outer = _indent_at(text, start)
    inner = outer + _step(text)
    head = text[:close].rstrip()  # comments after the last member stay with it
    if members:
        last = max(one.end for one in members.values())
        first = min(one.start for one in members.values())
        if "\n" in text[start:first]:
            inner = _indent_at(text, first)
        if "," not in _without_comments(text)[last:close]:
            head = text[:last] + "," + head[last:]
    key, value = member
    line = json.dumps(key, ensure_ascii=False) + ": " + _dumped(value, inner, text)
    return head + newline + inner + line + newline + outer + text[close:]


def _dumped(value: Any, indent: str, text: str) -> str:
    lines = json.dumps(value, ensure_ascii=False, indent=_step(text)).split("\n")
    return (("\r\n" if "\r\n" in text else "\n") + indent).join(lines)


def _indent_at(text: str, position: int) -> str:
    """The blanks that the line of `position` begins with."""
    line = text[text.rfind("\n", 0, position) + 1 : position]
    return line[: len(line) - len(line.lstrip(" \t"))]


def _step(text: str) -> str:
    """By how much `text` indents: as its first indented line."""
    match = re.search(r"^([ \t]+)\S", text, re.MULTILINE)
    return match[1] if match else "  "
