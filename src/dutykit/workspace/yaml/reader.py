"""YAML bytes to plain values that know their places, in one pass over the parser's events.

Nothing is built before it is checked against the limits; tags, merge keys and custom types are
not supported. Every fault becomes a finding; the reader raises nothing for what a file contains.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Any

from _ruamel_yaml import CParser
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import DocumentStartEvent, StreamEndEvent

from dutykit.language import _
from dutykit.model.finding import Finding
from dutykit.model.place import Place, SourceFile
from dutykit.model.settings import Limits
from dutykit.process.garbage import collection_paused
from dutykit.workspace.faults import LIMIT_EXCEEDED, fault
from dutykit.workspace.yaml.line_breaks import has_odd_breaks
from dutykit.workspace.yaml.plain_tree import UnusualError, plain_tree

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DEEPEST_PLAIN = 200
"""Levels up to which plain_tree may use Python's own stack."""
_TAG_DIRECTIVES = 50
"""More than anyone writes; libyaml compares each one with all before it."""


@dataclass(slots=True)
class Document:
    """One file as read."""

    source: SourceFile
    value: Any = None
    """The root: MarkedMapping, MarkedSequence or a scalar; None where it could not be read."""
    findings: list[Finding] | tuple[Finding, ...] = ()
    readable: bool = False
    """Whether `value` holds all the file states; False after a fault that stops the reading."""


def read_yaml(data: bytes, name: str, limits: Limits) -> Document:
    """Read `data`, the bytes of the file `name`.

    Never raises for what `data` contains; see `Document.findings`.
    """
    if len(data) > limits.file_bytes:
        return Document(SourceFile(name, b""), None, [too_large(name, len(data), limits)])
    if data.startswith(_UTF16_MARKS):  # libyaml would read it
        from dutykit.workspace.yaml.encoding_fault import not_utf8_fault

        return Document(SourceFile(name, b""), None, [not_utf8_fault(data, name, 0)])
    # One byte is counted ten times as fast as four, and a percent sign is rare.
    if data.count(b"%") > _TAG_DIRECTIVES and data.count(b"%TAG") > _TAG_DIRECTIVES:
        message = _("%TAG 指令超过 {limit} 个，文件未读取").format(limit=_TAG_DIRECTIVES)
        return Document(SourceFile(name, b""), None, [fault(LIMIT_EXCEEDED, Place(name, 1, 1), message)])
    source = SourceFile(name, data.removeprefix(codecs.BOM_UTF8))
    if b"<<<<<<<" in data:
        from dutykit.workspace.yaml.syntax_fault import conflict_fault

        found = conflict_fault(source)
        if found is not None:
            return Document(source, None, [found])
    with collection_paused():
        value = plain_document(source, limits)
        if value:
            return Document(source, value, [], readable=True)
        from dutykit.workspace.yaml.careful_document import careful_document  # few files need it

        findings: list[Finding] = []
        value, readable = careful_document(source, limits, findings)
    return Document(source, value, findings, readable)


def too_large(name: str, size: int, limits: Limits) -> Finding:
    """The finding for a file of `size` bytes, more than the limit."""
    message = _("文件大小为 {size} 字节，超过上限 {limit} 字节，未读取").format(size=size, limit=limits.file_bytes)
    return fault(LIMIT_EXCEEDED, Place(name, 1, 1), message)


def plain_document(source: SourceFile, limits: Limits) -> Any:
    """The root of a file in which nothing is out of the ordinary; None for any other, which is read with care."""
    data = source.data
    if b"!" in data or b"&" in data or len(data) > limits.scalar_characters or limits.depth > _DEEPEST_PLAIN:
        return None  # there may be tags, anchors, or a scalar that is too long
    if has_odd_breaks(data):
        return None
    parser = CParser(data)
    get_event = parser.get_event
    try:
        get_event()  # the stream's start
        if get_event().__class__ is not DocumentStartEvent:
            return None
        value = plain_tree(get_event, source, limits.depth, limits.nodes)
        get_event()  # the document's end
        return value if get_event().__class__ is StreamEndEvent else None
    except (UnusualError, YAMLError, ValueError):
        return None
    finally:
        parser.dispose()
