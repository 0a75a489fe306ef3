"""YAML bytes to plain values that know their places, in one pass over the parser's events.

Nothing is built before it is checked against the limits; tags, merge keys and custom types are
not supported. Every fault becomes a finding; the reader raises nothing for what a file contains.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Any

from _ruamel_yaml import CParser
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import DocumentEndEvent, DocumentStartEvent, StreamEndEvent

from dutykit.language import _
from dutykit.model.finding import Finding
from dutykit.model.place import Place, SourceFile
from dutykit.model.settings import Limits
from dutykit.process.garbage import collection_paused
from dutykit.workspace.faults import FILE_EMPTY, LIMIT_EXCEEDED, SEVERAL_DOCUMENTS, fault
from dutykit.workspace.yaml.careful_tree import CarefulTree, StopReadingError
from dutykit.workspace.yaml.encoding_fault import not_utf8_fault, undecodable_fault
from dutykit.workspace.yaml.plain_tree import UnusualError, plain_tree
from dutykit.workspace.yaml.syntax_fault import syntax_fault

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
        return Document(SourceFile(name, b""), None, [not_utf8_fault(data, name, 0)])
    # One byte is counted ten times as fast as four, and a percent sign is rare.
    if data.count(b"%") > _TAG_DIRECTIVES and data.count(b"%TAG") > _TAG_DIRECTIVES:
        message = _("%TAG 指令超过 {limit} 个，文件未读取").format(limit=_TAG_DIRECTIVES)
        return Document(SourceFile(name, b""), None, [fault(LIMIT_EXCEEDED, Place(name, 1, 1), message)])
    source, findings = SourceFile(name, data.removeprefix(codecs.BOM_UTF8)), list[Finding]()
    document = Document(source, None, findings)
    with collection_paused():
        try:
            document.value = plain_document(source, limits) or _first_document(source, limits, findings)
            document.readable = True
        except StopReadingError:
            pass
        except MarkedYAMLError as error:
            findings.append(syntax_fault(source, error))
        except (YAMLError, ValueError) as error:
            findings.append(undecodable_fault(source, error))
    return document


def too_large(name: str, size: int, limits: Limits) -> Finding:
    """The finding for a file of `size` bytes, more than the limit."""
    message = _("文件大小为 {size} 字节，超过上限 {limit} 字节，未读取").format(size=size, limit=limits.file_bytes)
    return fault(LIMIT_EXCEEDED, Place(name, 1, 1), message)


def plain_document(source: SourceFile, limits: Limits) -> Any:
    """The root of a file in which nothing is out of the ordinary; None for any other, which is read with care."""
    data = source.data
    if b"!" in data or b"&" in data or len(data) > limits.scalar_characters or limits.depth > _DEEPEST_PLAIN:
        return None  # there may be tags, anchors, or a scalar that is too long
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


def _first_document(source: SourceFile, limits: Limits, findings: list[Finding]) -> Any:
    parser = CParser(source.data)
    get_event = parser.get_event
    try:
        get_event()  # the stream's start
        is_empty = get_event().__class__ is not DocumentStartEvent
        value = None if is_empty else CarefulTree(source, limits, findings).root(get_event)
        if is_empty or (value is None and not findings):
            findings.append(fault(FILE_EMPTY, source.at(1, 1), _("文件为空，没有任何内容")))
            raise StopReadingError
        event = get_event()
        while event.__class__ is DocumentEndEvent:
            event = get_event()
        if event.__class__ is DocumentStartEvent:
            message = _("从此处起是第二份 YAML 文档，该文档及其后的内容未读取")
            findings.append(fault(SEVERAL_DOCUMENTS, source.place(event), message))
        return value
    finally:
        parser.dispose()
