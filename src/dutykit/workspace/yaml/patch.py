"""Puts values into a YAML text, and takes values out, with every comment and all other characters left as they are.

Like `yaml_editor`, which only rewrites what is there, it trusts nothing: the text that results is read again, and must
say exactly what was asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from ruamel.yaml.events import AliasEvent

from dutykit.model.place import MarkedMapping, MarkedSequence
from dutykit.model.settings import Limits
from dutykit.workspace.yaml.editor import UnsafeEditError
from dutykit.workspace.yaml.lines import TextLines
from dutykit.workspace.yaml.patches import (
    DropItem,
    DropKey,
    Holder,
    Patch,
    PutItem,
    SetKey,
    Wanted,
    plain_after,
    shape,
)
from dutykit.workspace.yaml.reader import Document, read_yaml
from dutykit.workspace.yaml.text import entry_lines, flow_text, is_literal, item_lines, literal_lines, scalar_text


class _Edit(NamedTuple):
    start: int
    end: int
    rank: int
    """Of two edits at one place: a value comes before what is put after it, and the inner before the outer."""
    number: int
    text: str


def patched(document: Document, patches: Sequence[Patch], limits: Limits) -> Document:
    """The document as it reads after `patches`; patches at one place come in the order given.

    Raises UnsafeEditError if it cannot be had; `document` is not changed either way.
    """
    if not patches:
        return document
    text = document.source.text
    edits = sorted(_Patcher(document, patches).edits())
    parts: list[str] = []
    done = 0
    for edit in edits:
        if edit.start < done:
            raise UnsafeEditError
        parts += (text[done : edit.start], edit.text)
        done = edit.end
    after = read_yaml("".join((*parts, text[done:])).encode(), document.source.name, limits)
    known = {(one.rule, one.message) for one in document.findings}
    if not after.readable or any((one.rule, one.message) not in known for one in after.findings):
        raise UnsafeEditError
    if shape(plain_after(after.value, Wanted(()))) != shape(plain_after(document.value, Wanted(patches))):
        raise UnsafeEditError
    return after


class _Patcher:
    """Turns the patches of one document into edits of its text."""

    def __init__(self, document: Document, patches: Sequence[Patch]) -> None:
        self.text = document.source.text
        self.patches = patches
        self.wanted = Wanted(patches)
        self.lines = TextLines(self.text)
        self.parents: dict[int, tuple[Holder | None, Any]] = {}
        """Each container's own container, and the event it begins with."""
        self.shared: set[int] = set()
        self._meet(document.value, None)

    def _meet(self, value: object, parent: Holder | None) -> None:
        if not isinstance(value, MarkedMapping | MarkedSequence):
            return
        if id(value) in self.parents:
            self.shared.add(id(value))
            return
        self.parents[id(value)] = (parent, value.start)
        for one in value.values() if isinstance(value, MarkedMapping) else value:
            self._meet(one, value)

    def edits(self) -> Iterator[_Edit]:
        flows: dict[int, Holder] = {}
        for number, patch in enumerate(self.patches):
            flow = self._outermost_flow(patch.holder)
            if flow is not None:
                flows[id(flow)] = flow
                continue
            match patch:
                case SetKey() if patch.key in patch.holder:
                    yield from self._replace(patch, number)
                case SetKey():
                    yield self._add(patch, number)
                case DropKey():
                    yield self._drop_key(patch, number)
                case PutItem():
                    yield self._put(patch, number)
                case DropItem():
                    yield self._drop_item(patch, number)
        for number, flow in enumerate(flows.values(), len(self.patches)):
            start, end = flow.start.start_mark.index, self._flow_end(flow)
            if "#" in self.text[start:end] and re.search(r"(?m)(?:^|\s)#", self.text[start:end]):
                raise UnsafeEditError  # a comment would be lost
            yield _Edit(start, end, 0, number, flow_text(plain_after(flow, self.wanted)))

    def _outermost_flow(self, holder: Holder) -> Holder | None:
        """The outermost container in brackets that `holder` is in. Raises UnsafeEditError if it is used elsewhere too."""
        found: Holder | None = None
        at: Holder | None = holder
        while at is not None:
            if id(at) in self.shared or getattr(at.start, "anchor", None) is not None:
                raise UnsafeEditError
            if getattr(at.start, "flow_style", False):
                found = at
            at = self.parents[id(at)][0]
        return found

    def _depth_rank(self, holder: Holder) -> int:
        """The rank of what is put into `holder`: what goes deeper in comes first."""
        rank = 1 << 20
        at: Holder | None = holder
        while at is not None:
            rank -= 1
            at = self.parents[id(at)][0]
        return rank

    def _flow_end(self, holder: Holder) -> int:
        """The index after the closing bracket."""
        end = holder.start.end_mark.index
        if holder:
            last = list(holder.values())[-1] if isinstance(holder, MarkedMapping) else holder[-1]
            end = self._value_end(holder.events[-1], last)
        close = re.compile(r"(?:[\s,]|#[^\n\r]*)*[\]}]").match(self.text, end)
        if close is None:
            raise UnsafeEditError
        return close.end()

    def _value_end(self, event: Any, value: object) -> int:
        """The index after a value in brackets."""
        if isinstance(value, MarkedMapping | MarkedSequence) and event is value.start:
            return self._flow_end(value)
        return int(event.end_mark.index)

    def _last_line(self, event: Any, value: object, *, kept: bool = False) -> int:
        """The last line of a value that says something; with `kept`, of what stays of it."""
        if isinstance(value, MarkedMapping | MarkedSequence) and event is value.start:
            if getattr(event, "flow_style", False):
                return self.lines.line_of(self._flow_end(value))
            steps: list[Any] = list(value) if isinstance(value, MarkedMapping) else list(range(len(value)))
            stays = [at for at, step in enumerate(steps) if (id(value), step) not in self.wanted.dropped]
            at = stays[-1] if kept and stays else len(steps) - 1
            inner = value.events[2 * at + 1] if isinstance(value, MarkedMapping) else value.events[at]
            return self._last_line(inner, value[steps[at]], kept=kept)
        if getattr(event, "style", None) in {"|", ">"}:
            first = int(event.start_mark.line)
            line = (
                self.lines.line_of(max(event.end_mark.index - 1, 0))
                if event.end_mark.column == 0
                else event.end_mark.line - 1
            )
            if event.end_mark.index >= len(self.text) and not self.lines.is_ended:
                line = len(self.lines.starts) - 1
            if "+" not in self.lines.line(first)[event.start_mark.column :].partition("#")[0]:
                while line > first and not self.lines.line(line).strip():
                    line -= 1
            return max(line, first)
        if event.start_mark.index == event.end_mark.index:
            return int(event.start_mark.line) if not isinstance(event, AliasEvent) else int(event.end_mark.line)
        return int(event.end_mark.line)

    def _key_event(self, holder: MarkedMapping, key: str) -> Any:
        return holder.events[2 * list(holder).index(key)]

    def _value_event(self, holder: MarkedMapping, key: str) -> Any:
        return holder.events[2 * list(holder).index(key) + 1]

    def _replace(self, patch: SetKey, number: int) -> Iterator[_Edit]:
        """Another value for a key that is there."""
        event, old = self._value_event(patch.holder, patch.key), patch.holder[patch.key]
        key_event = self._key_event(patch.holder, patch.key)
        column = int(key_event.start_mark.column)
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None) or getattr(event, "ctag", None):
            raise UnsafeEditError
        is_collection = isinstance(patch.value, dict | list | tuple) and bool(patch.value)
        if is_collection:
            yield from self._replace_by_collection(patch, number, event, old, column)
            return
        if isinstance(old, MarkedMapping | MarkedSequence):
            raise UnsafeEditError  # nobody asks for it
        style = getattr(event, "style", None) or ""
        start, end = event.start_mark.index, event.end_mark.index
        value = patch.value
        if style in {"|", ">"}:
            header, last = (
                self.lines.line(event.start_mark.line)[event.start_mark.column :],
                self._last_line(event, old),
            )
            comment = header[header.index(" #") :] if " #" in header else ""
            body = next(
                (one for one in map(self.lines.line, range(event.start_mark.line + 1, last + 1)) if one.strip()), ""
            )
            indent = max(len(body) - len(body.lstrip(" ")), column + 1) if body else column + 2
            if isinstance(value, str) and is_literal(value):
                sign, *lines = literal_lines(value, indent)
                yield _Edit(start, self.lines.line_end(last), 0, number, sign + comment + self.lines.joined(lines))
            else:
                yield _Edit(start, self.lines.line_end(last), 0, number, scalar_text(value) + comment)
            return
        rest = self.text[end : self.lines.line_end(self.lines.line_of(end))]
        if isinstance(value, str) and is_literal(value) and not rest.strip():
            sign, *lines = literal_lines(value, column + 2)
            written = sign + self.lines.joined(lines)
        else:
            written = scalar_text(
                value, style if isinstance(value, str) and event.start_mark.line == event.end_mark.line else ""
            )
        if start == end and written:
            written = " " + written
        while not written and self.text[start - 1] == " ":
            start -= 1
        yield _Edit(start, end, 0, number, written)

    def _replace_by_collection(
        self, patch: SetKey, number: int, event: Any, old: object, column: int
    ) -> Iterator[_Edit]:
        lines = entry_lines(patch.key, patch.value, column)[1:]
        if isinstance(old, MarkedMapping | MarkedSequence) and old and not getattr(event, "flow_style", False):
            first = self._key_event(patch.holder, patch.key).start_mark.line
            yield _Edit(
                self.lines.line_end(first),
                self.lines.line_end(self._last_line(event, old)),
                0,
                number,
                self.lines.joined(lines),
            )
            return
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(old, MarkedMapping | MarkedSequence):
            end = self._flow_end(old)
        if self.lines.line_of(start) != self.lines.line_of(end) or getattr(event, "style", None) in {"|", ">"}:
            raise UnsafeEditError
        while self.text[start - 1] == " ":
            start -= 1
        yield _Edit(start, end, 0, number, "")
        at = self.lines.line_end(self.lines.line_of(end))
        yield _Edit(at, at, self._depth_rank(patch.holder), number, self.lines.joined(lines))

    def _add(self, patch: SetKey, number: int) -> _Edit:
        """A key that is not there yet."""
        holder = patch.holder
        kept = [key for key in holder if (id(holder), key) not in self.wanted.dropped]
        if not kept:
            raise UnsafeEditError
        before = next((key for key in reversed(kept) if key in patch.after), kept[-1])
        column = int(holder.events[0].start_mark.column)
        at = self.lines.line_end(self._last_line(self._value_event(holder, before), holder[before], kept=True))
        lines = entry_lines(patch.key, patch.value, column)
        return _Edit(at, at, self._depth_rank(holder), number, self.lines.joined(lines))

    def _drop_key(self, patch: DropKey, number: int) -> _Edit:
        key_event = self._key_event(patch.holder, patch.key)
        line = int(key_event.start_mark.line)
        if self.lines.line(line)[: key_event.start_mark.column].strip():
            raise UnsafeEditError  # the line begins with a dash that has to stay
        last = self._last_line(self._value_event(patch.holder, patch.key), patch.holder[patch.key])
        return self._without_lines(line, last, number)

    def _without_lines(self, first: int, last: int, number: int) -> _Edit:
        end = self.lines.next_line(last)
        start = self.lines.starts[first]
        if end == len(self.text) and not self.lines.is_ended and first > 0:
            start = self.lines.line_end(
                first - 1
            )  # the last line had no break: the one that is last now has none either
        return _Edit(start, end, 0, number, "")

    def _dash_line(self, holder: MarkedSequence, position: int) -> int:
        """The line an item's dash is on. Raises UnsafeEditError if anything stands before it."""
        column = int(holder.start.start_mark.column)
        line = int(holder.events[position].start_mark.line)
        while line >= 0 and self.lines.line(line)[column : column + 1] != "-":
            line -= 1
        if line < 0 or self.lines.line(line)[:column].strip():
            raise UnsafeEditError
        return line

    def _put(self, patch: PutItem, number: int) -> _Edit:
        holder = patch.holder
        column = int(holder.start.start_mark.column)
        kept = [one for one in range(len(holder)) if (id(holder), one) not in self.wanted.dropped]
        earlier = [one for one in kept if one < patch.before]
        lines = item_lines(patch.value, column)
        if earlier:
            line = self._last_line(holder.events[earlier[-1]], holder[earlier[-1]], kept=True)
            if self._is_spaced(holder):
                lines = ["", *lines]
        else:
            line = self._dash_line(holder, 0) - 1
            while line >= 0 and (not self.lines.line(line).strip() or self.lines.line(line).lstrip().startswith("#")):
                line -= 1
            if line < 0:
                raise UnsafeEditError
            if self._is_spaced(holder):
                lines = [*lines, ""]
        at = self.lines.line_end(line)
        return _Edit(at, at, self._depth_rank(holder), number, self.lines.joined(lines))

    def _is_spaced(self, holder: MarkedSequence) -> bool:
        """Whether blank lines stand between the items."""
        if len(holder) < 2:
            return False
        end = self._last_line(holder.events[0], holder[0])
        return not self.lines.line(end + 1).strip()

    def _drop_item(self, patch: DropItem, number: int) -> _Edit:
        holder = patch.holder
        first = self._dash_line(holder, patch.position)
        return self._without_lines(
            first, self._last_line(holder.events[patch.position], holder[patch.position]), number
        )
