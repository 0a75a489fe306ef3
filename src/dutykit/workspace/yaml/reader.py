"""YAML bytes to plain values that know their places, in one pass over the parser's events.

Nothing is built before it is checked against the limits; tags, merge keys and custom types are
not supported. Every fault becomes a finding; the reader raises nothing for what a file contains.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Any, NoReturn

from _ruamel_yaml import CParser
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from dutykit.language import _
from dutykit.model.finding import Finding, Related
from dutykit.model.place import MarkedMapping, MarkedSequence, Place, SourceFile, split_lines
from dutykit.model.settings import Limits
from dutykit.process.garbage import collection_paused
from dutykit.workspace.faults import (
    BAD_ALIAS,
    CUSTOM_TAG,
    DUPLICATE_KEY,
    FILE_EMPTY,
    KEY_NOT_TEXT,
    LIMIT_EXCEEDED,
    MOST_FINDINGS,
    NOT_UTF8,
    SEVERAL_DOCUMENTS,
    YAML_SYNTAX,
    fault,
    shortened,
    too_many,
)
from dutykit.workspace.plain_tree import UnusualError, plain_tree
from dutykit.workspace.yaml.scalar import MAY_BE_TYPED, plain_value

_UNPRINTABLE = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
"""YAML 1.2's c-printable, turned round: what a YAML stream may not contain; compiling it takes as long as reading ten files."""


@dataclass(slots=True)
class Document:
    """One file as read."""

    source: SourceFile
    value: Any = None
    """The root: MarkedMapping, MarkedSequence or a scalar; None where it could not be read."""
    findings: list[Finding] | tuple[Finding, ...] = ()
    readable: bool = False
    """Whether `value` holds all the file says; False after a fault that stops the reading."""


def read_yaml(data: bytes, name: str, limits: Limits) -> Document:
    """Read `data`, the bytes of the file `name`.

    Never raises for what `data` contains; see `Document.findings`.
    """
    if len(data) > limits.file_bytes:
        return Document(SourceFile(name, b""), None, [too_large(name, len(data), limits)])
    if data.startswith(_UTF16_MARKS):  # libyaml would read it
        return Document(SourceFile(name, b""), None, [_not_utf8(data, name, 0)])
    # One byte is counted ten times as fast as four, and a percent sign is rare.
    if data.count(b"%") > _TAG_DIRECTIVES and data.count(b"%TAG") > _TAG_DIRECTIVES:
        message = _("%TAG 指令超过 {limit} 个，文件未读取").format(limit=_TAG_DIRECTIVES)
        return Document(SourceFile(name, b""), None, [fault(LIMIT_EXCEEDED, Place(name, 1, 1), message)])
    return _Reader(SourceFile(name, data.removeprefix(codecs.BOM_UTF8)), limits).read()


def too_large(name: str, size: int, limits: Limits) -> Finding:
    """The finding for a file of `size` bytes, more than the limit."""
    message = _("文件大小为 {size} 字节，超过上限 {limit} 字节，未读取").format(size=size, limit=limits.file_bytes)
    return fault(LIMIT_EXCEEDED, Place(name, 1, 1), message)


_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DEEPEST_PLAIN = 200
"""Levels up to which plain_tree may use Python's own stack."""
_TAG_DIRECTIVES = 50
"""More than anyone writes; libyaml compares each one with all before it."""

# Keys of the files are words of ASCII letters; a text that runs on in the next line has none of these forms.
_NO_BLANK = re.compile(r"[ -]*([a-z_0-9]+):(?=[^\s:/])")
_FULL_WIDTH_COLON = re.compile(r"[ -]*([a-z_0-9]+)：")
_ODD_INDENT = re.compile(r" *([\t\u3000\xa0\u2002-\u200a])")
_LOOK_BACK = 30
"""Lines before the one where the parser noticed an error that are looked at for its cause."""


class _StopReadingError(Exception):
    """Raised inside the reader when nothing after this place is to be read."""


class _RefusedKey:
    """Stands for a key that is written twice."""


class _Reader:
    """Turns one stream of events into values."""

    def __init__(self, source: SourceFile, limits: Limits) -> None:
        self.source = source
        self.limits = limits
        self.findings: list[Finding] = []
        self.refused = False
        """Whether any key was refused so far."""
        self.aliases = 0
        self.expanded = 0
        """Nodes that aliases stand for, over those that are written out."""
        self.anchors: dict[str, tuple[Any, int]] = {}
        """Finished anchored values and how many nodes each holds."""

    def read(self) -> Document:
        document = Document(self.source, None, self.findings)
        with collection_paused():
            try:
                document.value = self._plain_document() or self._first_document()
                document.readable = True
            except _StopReadingError:
                pass
            except MarkedYAMLError as error:
                self.findings.append(self._syntax(error))
            except (YAMLError, ValueError) as error:
                self.findings.append(self._undecodable(error))
        return document

    def _plain_document(self) -> Any:
        """The root of a file in which nothing is out of the ordinary; None for any other, which is read with care."""
        data, limits = self.source.data, self.limits
        if b"!" in data or b"&" in data or len(data) > limits.scalar_characters or limits.depth > _DEEPEST_PLAIN:
            return None  # there may be tags, anchors, or a scalar that is too long
        parser = CParser(data)
        get_event = parser.get_event
        try:
            get_event()  # the stream's start
            if get_event().__class__ is not DocumentStartEvent:
                return None
            value = plain_tree(get_event, self.source, limits.depth, limits.nodes)
            get_event()  # the document's end
            return value if get_event().__class__ is StreamEndEvent else None
        except (UnusualError, YAMLError, ValueError):
            return None
        finally:
            parser.dispose()

    def _first_document(self) -> Any:
        parser = CParser(self.source.data)
        get_event = parser.get_event
        try:
            get_event()  # the stream's start
            first = get_event()
            if first.__class__ is not DocumentStartEvent:
                self.findings.append(self._empty())
                raise _StopReadingError
            value = self._node(get_event)
            if value is None and not self.findings:
                self.findings.append(self._empty())
                raise _StopReadingError
            event = get_event()
            while event.__class__ is DocumentEndEvent:
                event = get_event()
            if event.__class__ is DocumentStartEvent:
                message = _("从此处起是第二份 YAML 文档，该文档及其后的内容未读取")
                self.findings.append(fault(SEVERAL_DOCUMENTS, self.source.place(event), message))
            return value
        finally:
            parser.dispose()

    def _node(self, get_event: Any) -> Any:
        """The value of the next node with all it holds; iterative, so that depth costs no stack."""
        plain, typed = plain_value, MAY_BE_TYPED
        source, max_depth = self.source, self.limits.depth
        # There may be tags or anchors to look for, or a scalar that is too long.
        marked = b"!" in source.data or b"&" in source.data or len(source.data) > self.limits.scalar_characters
        stack: list[tuple[Any, Any, Any]] = []
        anchored: list[tuple[int, str, int]] = []  # depth, name, nodes before it
        container: Any = None
        events: list[Any] = []
        in_mapping = key_next = False
        key: Any = None
        key_event: Any = None
        event: Any = None
        for nodes in range(self.limits.nodes):
            event = get_event()
            kind = event.__class__
            if kind is ScalarEvent:
                value = event.value
                if marked:
                    self._scalar_marks(event)
                if key_next:
                    key_next = False
                    key_event = event
                    key = self._duplicate(container, event) if value in container else value
                    continue
                if (not value or value[0] in typed) and event.implicit[0]:
                    value = plain(value)
                    if marked and event.anchor is not None:
                        self.anchors[event.anchor] = (value, 1)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if key_next:
                    message = _("字段名必须是文字，此处为列表或映射")
                    self.findings.append(fault(KEY_NOT_TEXT, source.place(event), message))
                    raise _StopReadingError
                if len(stack) >= max_depth:
                    self._stop(event, _("嵌套超过 {limit} 层，其后的内容未读取").format(limit=max_depth))
                if marked:
                    if event.ctag is not None:
                        self._refuse_tag(event)
                    if event.anchor is not None:
                        anchored.append((len(stack), event.anchor, nodes + self.expanded))
                        self.anchors.pop(event.anchor, None)
                stack.append((container, key, key_event))
                in_mapping = key_next = kind is MappingStartEvent
                container = MarkedMapping() if in_mapping else MarkedSequence()
                events = container.events = []
                container.source, container.start = source, event
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                value, event = container, container.start
                if in_mapping and self.refused:
                    self._let_go(container)
                container, key, key_event = stack.pop()
                if container is None:
                    return value
                in_mapping, key_next = container.__class__ is MarkedMapping, False
                events = container.events
                if anchored and anchored[-1][0] == len(stack):
                    _depth, anchor, before = anchored.pop()
                    self.anchors[anchor] = (value, nodes + self.expanded - before)
            elif kind is AliasEvent:
                value = self._alias(event, nodes)
                if key_next:
                    message = _("字段名不能是引用")
                    self.findings.append(fault(KEY_NOT_TEXT, source.place(event), message))
                    raise _StopReadingError
            else:  # no other event can stand inside a document
                raise _StopReadingError
            if in_mapping:
                container[key] = value
                events += (key_event, event)
                key_next = True
            elif container is None:
                return value
            else:
                container.append(value)
                events.append(event)
        return self._stop(event, _("节点数超过 {limit} 个，其后的内容未读取").format(limit=self.limits.nodes))

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
            del mapping[key]  # type: ignore[arg-type] # put there by _node
            del mapping.events[2 * position : 2 * position + 2]
        if refused:
            mapping.forget_positions()

    def _duplicate(self, mapping: MarkedMapping, event: Any) -> _RefusedKey:
        """Report a key that is there already; its value is read under the key returned, and then let go."""
        key = event.value
        first = Related(mapping.key_place(key), _("第一次写在这里"))
        message = _("字段“{key}”在同一层中重复").format(key=shortened(key))
        self._report(fault(DUPLICATE_KEY, self.source.place(event), message, related=(first,)))
        self.refused = True
        return _RefusedKey()

    def _alias(self, event: Any, written: int) -> Any:
        self.aliases += 1
        if self.aliases > self.limits.aliases:
            self._stop(event, _("引用超过 {limit} 次，其后的内容未读取").format(limit=self.limits.aliases))
        if event.anchor not in self.anchors:
            message = _("引用 *{name} 没有对应的锚点，或引用了自身").format(name=shortened(event.anchor))
            self._report(fault(BAD_ALIAS, self.source.place(event), message))
            return None
        value, nodes = self.anchors[event.anchor]
        self.expanded += nodes
        if written + self.expanded > self.limits.nodes:
            message = _("引用展开后节点数超过 {limit} 个，其后的内容未读取").format(limit=self.limits.nodes)
            self._stop(event, message)
        return value

    def _refuse_tag(self, event: Any) -> None:
        message = _("不支持 YAML 标签 {tag}").format(tag=shortened(str(event.tag)))
        self._report(fault(CUSTOM_TAG, self.source.place(event), message))

    def _report(self, finding: Finding) -> None:
        """Add a finding after which the reading goes on; stop when there are too many of them."""
        self.findings.append(finding)
        if len(self.findings) >= MOST_FINDINGS:
            self.findings.append(too_many(finding.place))
            raise _StopReadingError

    def _stop(self, event: Any, message: str) -> NoReturn:
        self.findings.append(fault(LIMIT_EXCEEDED, self.source.place(event), message))
        raise _StopReadingError

    def _undecodable(self, error: Exception) -> Finding:
        """libyaml says only that some byte or character is wrong; which, and what it may be, is found here."""
        data = self.source.data
        try:
            text = data.decode()
        except UnicodeDecodeError as undecodable:
            self.source.data = b""  # what the wrong bytes look like helps nobody
            return _not_utf8(data, self.source.name, undecodable.start)
        unprintable = re.search(_UNPRINTABLE, text)
        if unprintable:
            return _control_character(self.source, text, unprintable)
        return fault(YAML_SYNTAX, self.source.at(1, 1), _first_line(str(error)))

    def _empty(self) -> Finding:
        return fault(FILE_EMPTY, self.source.at(1, 1), _("文件为空，没有任何内容"))

    def _syntax(self, error: MarkedYAMLError) -> Finding:
        line, column = self._reported(error)
        begin = error.context_mark.line + 1 if error.context_mark is not None else 1
        slip = self._slip(begin, line)
        if slip is not None:
            return fault(YAML_SYNTAX, *slip)
        related: tuple[Related, ...] = ()
        if error.context_mark is not None and error.context_mark.line + 1 != line:
            start = self.source.at(error.context_mark.line + 1, error.context_mark.column + 1)
            related = (Related(start, _("出错的部分从此处开始")),)
        problem = syntax_problem(_first_line(str(error.problem or error)))
        message = _("不是正确的 YAML：{problem}").format(problem=problem)
        return fault(YAML_SYNTAX, self.source.at(line, column), message, related=related)

    def _reported(self, error: MarkedYAMLError) -> tuple[int, int]:
        """Where the parser noticed the error; past the end, the end of the last line that says something."""
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        lines = self.source.text.count("\n") + 1
        if line > lines or (line == lines and not self.source.line(line)):
            line = lines
            while line > 1 and not self.source.line(line).strip():
                line -= 1
            column = len(self.source.line(line).rstrip()) + 1
        return line, column

    def _slip(self, begin: int, end: int) -> tuple[Place, str, str] | None:
        """A slip that explains a syntax error noticed on line `end`: place, message and fix; the nearest first.

        The parser notices a missing colon or a wrong indent only further down.
        """
        for number in range(end, max(begin, end - _LOOK_BACK, 1) - 1, -1):
            line = self.source.line(number)
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            if match := _ODD_INDENT.match(line):
                message = _("缩进中含有{name}").format(name=_blank_name(match.group(1)))
                place = self.source.at(number, match.start(1) + 1, len(match.group(1)))
                return place, message, _("改用半角空格缩进")
            if match := _FULL_WIDTH_COLON.match(line):
                message = _("字段“{key}”后是全角冒号").format(key=shortened(match.group(1)))
                place = self.source.at(number, match.end(1) + 1)
                return place, message, _("将全角冒号改为半角冒号加一个空格")
            if match := _NO_BLANK.match(line):
                message = _("字段“{key}”的冒号后缺少空格").format(key=shortened(match.group(1)))
                return self.source.at(number, match.end(1) + 1), message, _("在冒号后加一个空格")
        return None


def syntax_problem(problem: str) -> str:
    """What libyaml says of a syntax error, in the language in use; an unknown description as it is."""
    known = {
        "mapping values are not allowed in this context": _("此处不能出现“: ”（值中含有冒号时须加引号）"),
        "did not find expected key": _("缩进不一致，或缺少字段"),
        "did not find expected '-' indicator": _("列表项未对齐，或缺少“- ”"),
        "did not find expected ',' or ']'": _("方括号未成对，或缺少逗号"),
        "did not find expected ',' or '}'": _("花括号未成对，或缺少逗号"),
        "did not find expected node content": _("此处缺少内容"),
        "found character that cannot start any token": _(
            "此处不能出现该字符（缩进只能用空格；以 @ 或 ` 开头的文字须加引号）"
        ),
        "found unexpected end of stream": _("引号未成对，直到文件末尾"),
        "could not find expected ':'": _("字段名后缺少“: ”"),
        "block sequence entries are not allowed in this context": _("此处不能开始列表"),
        "found unknown escape character": _("双引号中有无法识别的转义 \\"),
        "did not find expected <document start>": _("此处的内容不属于任何一层（请检查缩进）"),
        "found undefined tag handle": _("使用了未定义的标签"),
        "did not find expected alphabetic or numeric character": _("以 * 或 & 开头的文字须加引号"),
        "did not find expected comment or line break": _("“|”或“>”后须换行，文字写在下一行并缩进"),
        "did not find expected tag URI": _("以 ! 开头的文字须加引号"),
        "found unexpected ':'": _("此处不能出现冒号（文字须加引号）"),
        "found duplicate %YAML directive": _("%YAML 指令重复"),
        "found a tab character that violates indentation": _("缩进中含有制表符"),
    }
    return known.get(problem, problem)


def _blank_name(character: str) -> str:
    return {"\t": _("制表符"), "\u3000": _("全角空格"), "\xa0": _("不换行空格")}.get(character, _("特殊空格"))


def _not_utf8(data: bytes, name: str, start: int) -> Finding:
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


def _first_line(text: str) -> str:
    return text.strip().split("\n")[0]
