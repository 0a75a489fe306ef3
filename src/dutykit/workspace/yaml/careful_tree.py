"""The values of a file with something unusual in it, and a finding for each of its faults.

`plain_tree` reads all other files. Aliases are counted with all that they repeat, before any of it is used.
"""

from __future__ import annotations

from typing import Any, NoReturn

from ruamel.yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from dutykit.language import _
from dutykit.model.finding import Finding, Related
from dutykit.model.place import MarkedMapping, MarkedSequence, SourceFile
from dutykit.model.settings import Limits
from dutykit.workspace.faults import (
    BAD_ALIAS,
    CUSTOM_TAG,
    DUPLICATE_KEY,
    KEY_NOT_TEXT,
    LIMIT_EXCEEDED,
    MOST_FINDINGS,
    fault,
    shortened,
    too_many,
)
from dutykit.workspace.yaml.line_breaks import restored
from dutykit.workspace.yaml.scalar import MAY_BE_TYPED, plain_value


class StopReadingError(Exception):
    """Nothing after this place is to be read."""


class _RefusedKey:
    """Stands for a key that is written twice."""


class _Open:
    """A mapping or sequence that is being read."""

    __slots__ = ("anchor", "before", "container", "events", "key", "key_event", "wants_key")

    def __init__(self, start: Any, source: SourceFile, anchor: str | None, before: int) -> None:
        self.wants_key = start.__class__ is MappingStartEvent
        self.container: Any = MarkedMapping() if self.wants_key else MarkedSequence()
        self.container.source, self.container.start = source, start
        self.events: list[Any] = []
        self.container.events = self.events
        self.key: Any = None
        self.key_event: Any = None
        self.anchor = anchor
        self.before = before
        """Nodes before it."""


class CarefulTree:
    """Reads the values of one document; what is wrong with them is added to `findings`."""

    def __init__(
        self, source: SourceFile, limits: Limits, findings: list[Finding], *, odd_breaks: bool = False
    ) -> None:
        self.source = source
        self.odd_breaks = odd_breaks
        """Whether characters of texts were replaced while they were parsed."""
        self.limits = limits
        self.findings = findings
        # There may be tags or anchors to look for, or a scalar that is too long.
        self.marked = b"!" in source.data or b"&" in source.data or len(source.data) > limits.scalar_characters
        self.refused = False
        """Whether any key was refused so far."""
        self.aliases = 0
        self.expanded = 0
        """Nodes that aliases stand for, over those that are written out."""
        self.anchors: dict[str, tuple[Any, int]] = {}
        """Finished anchored values and how many nodes each holds."""

    def root(self, get_event: Any) -> Any:
        """The value of the next node with all it holds; without recursion, so that depth costs no stack.

        Raises StopReadingError after a fault that stops the reading, and what the parser raises.
        """
        plain, typed, marked = plain_value, MAY_BE_TYPED, self.marked
        stack: list[_Open] = []
        inner: _Open | None = None
        event: Any = None
        for nodes in range(self.limits.nodes):
            event = get_event()
            kind = event.__class__
            if kind is ScalarEvent:
                value = restored(event.value) if self.odd_breaks else event.value
                if marked:
                    self._scalar_marks(event)
                if inner is not None and inner.wants_key:
                    inner.wants_key = False
                    inner.key_event = event
                    inner.key = self._duplicate(inner.container, event, value) if value in inner.container else value
                    continue
                if (not value or value[0] in typed) and event.implicit[0]:
                    value = plain(value)
                    if marked and event.anchor is not None:
                        self.anchors[event.anchor] = (value, 1)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                inner = self._opened(event, stack, nodes)
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                value, event = self._closed(stack.pop(), nodes)
                inner = stack[-1] if stack else None
            elif kind is AliasEvent:
                value = self._alias(event, nodes, inner)
                if inner is not None and inner.wants_key:
                    self._refuse_key(event, _("字段名不能是引用"))
            else:  # no other event is possible inside a document
                raise StopReadingError
            if inner is None:
                return value
            if inner.key_event is None:
                inner.container.append(value)
                inner.events.append(event)
            else:
                inner.container[inner.key] = value
                inner.events += (inner.key_event, event)
                inner.wants_key = True
        return self._stop(event, _("节点数超过 {limit} 个，其后的内容未读取").format(limit=self.limits.nodes))

    def _opened(self, event: Any, stack: list[_Open], nodes: int) -> _Open:
        if stack and stack[-1].wants_key:
            self._refuse_key(event, _("字段名必须是文字，此处为列表或映射"))
        if len(stack) >= self.limits.depth:
            self._stop(event, _("嵌套超过 {limit} 层，其后的内容未读取").format(limit=self.limits.depth))
        if self.marked:
            if event.ctag is not None:
                self._refuse_tag(event)
            if event.anchor is not None:
                self.anchors.pop(event.anchor, None)
        inner = _Open(event, self.source, event.anchor, nodes + self.expanded)
        stack.append(inner)
        return inner

    def _closed(self, inner: _Open, nodes: int) -> tuple[Any, Any]:
        """A finished mapping or sequence, and the event it begins with."""
        container = inner.container
        if self.refused:
            self._let_go(container)
        if inner.anchor is not None:
            self.anchors[inner.anchor] = (container, nodes + self.expanded - inner.before)
        return container, container.start

    def _scalar_marks(self, event: Any) -> None:
        """Look at a scalar's length, tag and anchor; a typed value replaces itself as the anchor's afterwards."""
        if len(event.value) > self.limits.scalar_characters:
            message = _("单个值超过 {limit} 个字符，其后的内容未读取").format(limit=self.limits.scalar_characters)
            self._stop(event, message)
        if event.ctag is not None:
            self._refuse_tag(event)
        if event.anchor is not None:
            self.anchors[event.anchor] = (event.value, 1)

    def _let_go(self, mapping: MarkedMapping) -> None:
        """Take the values of refused keys out of a mapping again."""
        keys: list[Any] = list(mapping)
        refused = [(position, key) for position, key in enumerate(keys) if isinstance(key, _RefusedKey)]
        for position, key in reversed(refused):
            del mapping[key]  # type: ignore[arg-type] # put there by root
            del mapping.events[2 * position : 2 * position + 2]
        if refused:
            mapping.forget_positions()

    def _duplicate(self, mapping: MarkedMapping, event: Any, key: str) -> _RefusedKey:
        """Report a key that is there already; its value is read under the key returned, and then let go."""
        first = Related(mapping.key_place(key), _("第一次写在这里"))
        message = _("字段“{key}”在同一层中重复").format(key=shortened(key))
        self._report(fault(DUPLICATE_KEY, self.source.place(event), message, related=(first,)))
        mapping.lose(key)
        self.refused = True
        return _RefusedKey()

    def _alias(self, event: Any, written: int, inner: _Open | None) -> Any:
        self.aliases += 1
        if self.aliases > self.limits.aliases:
            self._stop(event, _("引用超过 {limit} 次，其后的内容未读取").format(limit=self.limits.aliases))
        if event.anchor not in self.anchors:
            message = _("引用 *{name} 没有对应的锚点，或引用了自身").format(name=shortened(event.anchor))
            self._report(fault(BAD_ALIAS, self.source.place(event), message))
            if inner is not None:
                inner.container.lose(len(inner.container) if inner.key_event is None else inner.key)
            return None
        value, nodes = self.anchors[event.anchor]
        self.expanded += nodes
        if written + self.expanded > self.limits.nodes:
            message = _("引用展开后节点数超过 {limit} 个，其后的内容未读取").format(limit=self.limits.nodes)
            self._stop(event, message)
        return value

    def _refuse_key(self, event: Any, message: str) -> NoReturn:
        self.findings.append(fault(KEY_NOT_TEXT, self.source.place(event), message))
        raise StopReadingError

    def _refuse_tag(self, event: Any) -> None:
        message = _("不支持 YAML 标签 {tag}").format(tag=shortened(str(event.tag)))
        self._report(fault(CUSTOM_TAG, self.source.place(event), message))

    def _report(self, finding: Finding) -> None:
        """Add a finding after which the reading goes on; stop when there are too many of them."""
        self.findings.append(finding)
        if len(self.findings) >= MOST_FINDINGS:
            self.findings.append(too_many(finding.place))
            raise StopReadingError

    def _stop(self, event: Any, message: str) -> NoReturn:
        self.findings.append(fault(LIMIT_EXCEEDED, self.source.place(event), message))
        raise StopReadingError
