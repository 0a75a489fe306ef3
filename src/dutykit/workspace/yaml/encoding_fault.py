"""Bytes and characters that a YAML file may not contain: which they are, and in which encoding they could be read."""

from __future__ import annotations

import re

from dutykit.language import _
from dutykit.model.finding import Finding
from dutykit.model.place import Place, SourceFile, split_lines
from dutykit.workspace.faults import NOT_UTF8, YAML_SYNTAX, fault

_UNPRINTABLE = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
"""YAML 1.2's c-printable, turned round: what a YAML stream may not contain; compiling it takes as long as reading ten files."""


def undecodable_fault(source: SourceFile, error: Exception) -> Finding:
    """libyaml states only that some byte or character is wrong; which, and what it may be, is found here."""
    data = source.data
    try:
        text = data.decode()
    except UnicodeDecodeError as undecodable:
        source.data = b""  # what the wrong bytes look like helps nobody
        return not_utf8_fault(data, source.name, undecodable.start)
    unprintable = re.search(_UNPRINTABLE, text)
    if unprintable:
        return _control_character(source, text, unprintable)
    return fault(YAML_SYNTAX, source.at(1, 1), str(error).strip().split("\n")[0])


def not_utf8_fault(data: bytes, name: str, start: int) -> Finding:
    """The finding for bytes that are not UTF-8 from `start` on."""
    place = _end_of(data[:start].decode(), name)
    encoding = _encoding_guess(data)
    if encoding is None:
        return fault(NOT_UTF8, place, _("文件不是 UTF-8 编码"))
    message = _("文件不是 UTF-8 编码，可能是 {encoding}").format(encoding=encoding)
    fix = _("另存为 UTF-8 编码，或运行：iconv -f {encoding} -t UTF-8 原文件 > 新文件").format(encoding=encoding)
    return fault(NOT_UTF8, place, message, fix)


def _encoding_guess(data: bytes) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    return "GB18030"


def _control_character(source: SourceFile, text: str, match: re.Match[str]) -> Finding:
    message = _("文件中含有不允许的控制字符 U+{code:04X}").format(code=ord(match.group()))
    return fault(YAML_SYNTAX, _end_of(text[: match.start()], source.name), message, _("删去该字符"))


def _end_of(text: str, name: str) -> Place:
    """The place right after `text`, with which the file `name` begins."""
    lines = split_lines(text)
    return Place(name, len(lines), len(lines[-1]) + 1)
