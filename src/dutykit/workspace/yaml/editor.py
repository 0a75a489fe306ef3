"""Changes single values of a YAML text and leaves every other character as it is.

An edit is a span of the text and what stands there afterwards. Nothing is trusted: the text that
results is read again, and must hold exactly what was there before but for the changes asked for.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from dutykit.model.mend import AddKey, Change, Reorder, Replace, Rewrite
from dutykit.model.place import MarkedMapping, MarkedSequence
from dutykit.model.settings import Limits
from dutykit.workspace.yaml.reader import Document, read_yaml
from dutykit.workspace.yaml.scalar import plain_value


class UnsafeEditError(Exception):
    """A change cannot be made without a risk to the rest of the text."""


class _Edit(NamedTuple):
    start: int
    end: int
    text: str


def edited(document: Document, changes: Sequence[Change], limits: Limits) -> Document:
    """The document as it reads after `changes`; its text differs from the old one in their spans only.

    Raises UnsafeEditError if that cannot be had; `document` is not changed either way.
    """
    text = document.source.text
    edits = sorted(_edit(text, change) for change in changes)
    parts: list[str] = []
    done = 0
    for edit in edits:
        if edit.start < done:
            raise UnsafeEditError
        parts += (text[done : edit.start], edit.text)
        done = edit.end
    data = "".join((*parts, text[done:])).encode()
    after = read_yaml(data, document.source.name, limits)
    known = {(one.rule, one.message) for one in document.findings}
    if not after.readable or any((one.rule, one.message) not in known for one in after.findings):
        raise UnsafeEditError
    if _shape(after.value, _Wanted(())) != _shape(document.value, _Wanted(changes)):
        raise UnsafeEditError
    return after


def _edit(text: str, change: Change) -> _Edit:
    match change:
        case Rewrite():
            return _rewrite(text, change)
        case AddKey():
            return _add_key(text, change)
        case Replace():
            return _replace(text, change)
        case Reorder():
            return _reorder(text, change)


def _event(holder: MarkedMapping | MarkedSequence, step: str | int, *, of_key: bool = False) -> Any:
    if isinstance(holder, MarkedMapping):
        return holder.events[2 * list(holder).index(str(step)) + (not of_key)]
    return holder.events[int(step)]


def _rewrite(text: str, change: Rewrite) -> _Edit:
    event = _event(change.holder, change.step, of_key=change.of_key)
    start, end = event.start_mark, event.end_mark
    style = getattr(event, "style", "?")
    if (
        style not in {None, "", "'", '"'}
        or event.anchor is not None
        or event.ctag is not None
        or start.line != end.line
    ):
        raise UnsafeEditError  # a block, an alias, or a value over several lines
    written = _written(change.value, style or "")
    if start.index == end.index and text[start.index - 1 : start.index] in {":", "-"}:  # an empty value
        written = " " + written
    return _Edit(start.index, end.index, written)


# What may stand unquoted anywhere, also inside brackets: letters and digits with marks that mean nothing to YAML.
_PLAIN = re.compile(r"\w(?:[\w\-./（）〔〕、·]|(?<=[^\s]) (?=[\w（〔]))*")

_DIGITS = re.compile("[0-9]+(?:[eE][0-9]+)?")  # a long one is a text to us, but a number to other programs


def _written(value: object, style: str) -> str:
    """`value` as YAML in the quotes that stood there; numbers and dates lose theirs."""
    match value:
        case dt.date():
            return value.isoformat()
        case bool():
            raise UnsafeEditError
        case int():
            return str(value)
        case Decimal():
            return format(value, "f")
        case dict():
            return "{" + ", ".join(f"{key}: {_written(one, '')}" for key, one in value.items()) + "}"
        case str():
            if not value.isprintable():
                raise UnsafeEditError
            if style == "'":
                return "'" + value.replace("'", "''") + "'"
            if style == "" and plain_value(value) == value and _PLAIN.fullmatch(value) and not _DIGITS.fullmatch(value):
                return value
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case _:
            raise UnsafeEditError


def _add_key(text: str, change: AddKey) -> _Edit:
    key_event = _event(change.holder, change.after, of_key=True)
    value_event = _event(change.holder, change.after)
    end = value_event.end_mark
    if key_event.start_mark.line != end.line:
        raise UnsafeEditError  # the line after the key may be the value's
    written = _written(change.value, "")
    if getattr(change.holder.start, "flow_style", False):
        return _Edit(end.index, end.index, f", {change.key}: {written}")
    line_end, line_break = _line_end(text, end.index)
    indent = " " * key_event.start_mark.column
    return _Edit(line_end, line_end, f"{line_break}{indent}{change.key}: {written}")


def _replace(text: str, change: Replace) -> _Edit:
    key, value = _event(change.holder, change.key, of_key=True), _event(change.holder, change.key)
    start = key.start_mark
    if value.anchor is not None or getattr(change.holder.start, "flow_style", False):
        raise UnsafeEditError
    if getattr(value, "flow_style", True) or not isinstance(change.holder[change.key], MarkedMapping):
        raise UnsafeEditError  # only a mapping in lines of its own says by its indent where it ends
    lines = _lines(text)
    last = start.line
    for number in range(start.line, len(lines)):
        line = lines[number]
        if number > start.line and line.strip() and _indent(line) <= start.column:
            break
        if "#" in line:
            raise UnsafeEditError  # a comment would be lost
        if line.strip():
            last = number
    end, _line_break = _line_end(text, sum(map(len, lines[:last])))
    return _Edit(start.index, end, f"{change.key}: {_written(change.value, '')}")


# The parser's line breaks; Python's own splitlines() knows more of them.
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


def _line_end(text: str, index: int) -> tuple[int, str]:
    """Where the line that `index` is on ends, before its break, and that break; at the end of the text, the usual one."""
    found = _BREAK.search(text, index)
    if found:
        return found.start(), found.group()
    return len(text), _usual_break(text)


def _usual_break(text: str) -> str:
    first = _BREAK.search(text)
    return first.group() if first else "\n"


def _lines(text: str) -> list[str]:
    """The lines of `text` with their breaks, as the parser counts them."""
    lines, done = [], 0
    for found in _BREAK.finditer(text):
        lines.append(text[done : found.end()])
        done = found.end()
    return [*lines, text[done:]]


def _reorder(text: str, change: Reorder) -> _Edit:
    """Whole items with the comments that are certainly theirs, moved; the blank lines between them stay.

    A comment is an item's own if it stands deeper than the dash, or between the dash and the blank
    line or item before it, in the dash's column. Any other comment could belong elsewhere, and
    then nothing is moved.
    """
    lines = _lines(text)
    if getattr(change.holder.start, "flow_style", False) or len(change.order) != len(change.holder):
        raise UnsafeEditError
    dashes = [event.start_mark.line for event in change.holder.events]
    column = change.holder.start.start_mark.column
    if sorted(set(dashes)) != dashes:
        raise UnsafeEditError
    for line in dashes:
        before, dash, _after = lines[line].partition("-")
        if not dash or before != " " * column:
            raise UnsafeEditError
    blocks, gaps = _blocks(lines, dashes, column)
    moved = [blocks[position] for position in change.order]
    if _is_unended(blocks[-1]) and change.order[-1] != len(blocks) - 1:
        last = change.order.index(len(blocks) - 1)
        moved[last] += _usual_break(text)
        moved[-1] = moved[-1][: _BREAK_AT_END.search(moved[-1]).start()]  # type: ignore[union-attr] # all but the last block end in a break
    whole = "".join(piece for block, gap in zip(moved, [*gaps, ""], strict=True) for piece in (block, gap))
    start = sum(map(len, lines[: dashes[0]]))
    length = sum(map(len, blocks)) + sum(map(len, gaps))
    return _Edit(start, start + length, whole)


_BREAK_AT_END = re.compile("(?:\r\n|[\n\r\x85\u2028\u2029])\\Z")


def _is_unended(block: str) -> bool:
    return not _BREAK_AT_END.search(block)


def _blocks(lines: list[str], dashes: list[int], column: int) -> tuple[list[str], list[str]]:
    """Each item's lines, its own comments above it included, and the blank lines between the items."""
    if dashes[0] > 0 and lines[dashes[0] - 1].lstrip(" ").startswith("#"):
        raise UnsafeEditError  # about the first item, or about the list?
    heads = [""]
    blocks, gaps = [], []
    for dash, following in zip(dashes, [*dashes[1:], len(lines)], strict=True):
        end = dash + 1
        for number in range(dash + 1, following):
            if lines[number].strip() and _indent(lines[number]) > column:
                end = number + 1
            elif following == len(lines) and lines[number].strip() and not lines[number].lstrip(" ").startswith("#"):
                break  # the list is over
        if following == len(lines):
            rest = next((line for line in lines[end:] if line.strip()), "")
            if rest.startswith(" " * column + "#"):
                raise UnsafeEditError  # about the last item, or about the list?
            blocks.append(heads.pop() + "".join(lines[dash:end]))
            break
        blank = end
        while blank < following and not lines[blank].strip():
            blank += 1
        comments = lines[blank:following]
        if any(not line.startswith(" " * column + "#") for line in comments):
            raise UnsafeEditError
        blocks.append(heads.pop() + "".join(lines[dash:end]))
        gaps.append("".join(lines[end:blank]))
        heads.append("".join(comments))
    return blocks, gaps


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


class _Wanted:
    """The changes asked for, by the container each is in; containers that aliases share are one."""

    def __init__(self, changes: Sequence[Change]) -> None:
        self.values: dict[tuple[int, str | int], object] = {}
        self.keys: dict[tuple[int, str | int], object] = {}
        self.added: dict[tuple[int, str], AddKey] = {}
        self.orders: dict[int, tuple[int, ...]] = {}
        for change in changes:
            match change:
                case Rewrite(of_key=True):
                    self.keys[id(change.holder), change.step] = str(change.value)  # as keys are read
                case Rewrite():
                    self.values[id(change.holder), change.step] = change.value
                case AddKey():
                    self.added[id(change.holder), change.after] = change
                case Replace():
                    self.values[id(change.holder), change.key] = change.value
                case Reorder():
                    self.orders[id(change.holder)] = change.order


def _shape(value: object, wanted: _Wanted) -> object:
    """All that `value` says, order and types included, as it is after the changes."""
    if isinstance(value, MarkedMapping):
        entries: list[object] = []
        for key, one in value.items():
            at = (id(value), key)
            entries.append((wanted.keys.get(at, key), _shape(wanted.values.get(at, one), wanted)))
            if at in wanted.added:
                entries.append((wanted.added[at].key, _shape(wanted.added[at].value, wanted)))
        return ("mapping", entries)
    if isinstance(value, MarkedSequence):
        items = [_shape(wanted.values.get((id(value), step), one), wanted) for step, one in enumerate(value)]
        return ("sequence", [items[step] for step in wanted.orders.get(id(value), range(len(items)))])
    if isinstance(value, dict):
        return ("mapping", [(key, _shape(one, wanted)) for key, one in value.items()])
    return (type(value).__name__, str(value))
