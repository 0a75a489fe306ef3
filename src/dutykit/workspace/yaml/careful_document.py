"""The first document of a file that has something out of the ordinary in it, and what is wrong with the file."""

from __future__ import annotations

from typing import Any

from _ruamel_yaml import CParser
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import DocumentEndEvent, DocumentStartEvent

from dutykit.language import _
from dutykit.model.finding import Finding
from dutykit.model.place import ANYTHING, MarkedMapping, SourceFile
from dutykit.model.settings import Limits
from dutykit.workspace.faults import FILE_EMPTY, SEVERAL_DOCUMENTS, fault
from dutykit.workspace.yaml.careful_tree import CarefulTree, StopReadingError
from dutykit.workspace.yaml.encoding_fault import undecodable_fault
from dutykit.workspace.yaml.line_breaks import has_odd_breaks, parsed_data
from dutykit.workspace.yaml.syntax_fault import odd_break_fault, syntax_fault


def careful_document(source: SourceFile, limits: Limits, findings: list[Finding]) -> tuple[Any, bool]:
    """The root of the document, and whether it holds all the file states; what is wrong is added to `findings`."""
    try:
        return _first_document(source, limits, findings), True
    except StopReadingError:
        pass
    except MarkedYAMLError as error:
        findings.append(syntax_fault(source, error))
    except (YAMLError, ValueError) as error:
        findings.append(undecodable_fault(source, error))
    return None, False


def _first_document(source: SourceFile, limits: Limits, findings: list[Finding]) -> Any:
    odd_breaks = has_odd_breaks(source.data)
    data = parsed_data(source.data) if odd_breaks else source.data
    if data is None:
        findings.append(odd_break_fault(source))
        raise StopReadingError
    parser = CParser(data)
    get_event = parser.get_event
    try:
        get_event()  # the stream's start
        is_empty = get_event().__class__ is not DocumentStartEvent
        value = None if is_empty else CarefulTree(source, limits, findings, odd_breaks=odd_breaks).root(get_event)
        if is_empty or (value is None and not findings):
            findings.append(fault(FILE_EMPTY, source.at(1, 1), _("文件为空，没有任何内容")))
            raise StopReadingError
        event = get_event()
        while event.__class__ is DocumentEndEvent:
            event = get_event()
        if event.__class__ is DocumentStartEvent:
            message = _("从此处起是第二份 YAML 文档，该文档及其后的内容未读取")
            findings.append(fault(SEVERAL_DOCUMENTS, source.place(event), message))
            if isinstance(value, MarkedMapping):
                value.lose(ANYTHING)
        return value
    finally:
        parser.dispose()
