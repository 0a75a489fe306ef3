"""The numbers Word draws before a paragraph: they are not in its text, but a plan is unreadable without them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dutykit.text.numeral import chinese_numeral

if TYPE_CHECKING:
    from docx.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HAN = {
    "chineseCounting",
    "chineseCountingThousand",
    "ideographDigital",
    "japaneseCounting",
    "chineseLegalSimplified",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "japaneseDigitalTenThousand",
}
_CIRCLED = {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"}
_LAST_CIRCLED = 20


@dataclass(frozen=True, slots=True)
class _Level:
    kind: str
    text: str
    start: int


class Numbering:
    """Counts the numbered paragraphs of one document, in order."""

    def __init__(self, levels: dict[str, dict[int, _Level]], styles: dict[str, tuple[str, int]]) -> None:
        self._levels = levels
        self._styles = styles
        self._counts: dict[str, list[int]] = {}

    @classmethod
    def of(cls, document: Document) -> Numbering:
        """What the document states about its numbers; nothing where it has none."""
        try:
            root: Any = document.part.numbering_part.element
        except (KeyError, NotImplementedError):  # a document without lists has no such part
            return cls({}, {})
        abstract = {one.get(f"{_W}abstractNumId"): _levels(one) for one in root.iterfind(f"{_W}abstractNum")}
        levels: dict[str, dict[int, _Level]] = {}
        for one in root.iterfind(f"{_W}num"):
            base = one.find(f"{_W}abstractNumId")
            if base is not None:
                levels[one.get(f"{_W}numId")] = abstract.get(base.get(f"{_W}val"), {})
        return cls(levels, _styles(document))

    def number(self, paragraph: Any) -> str:
        """The number that is before `paragraph`; empty for none. Each paragraph is to be asked for once."""
        given = _given(paragraph.find(f"{_W}pPr"))
        if given is None:
            style = paragraph.find(f"{_W}pPr/{_W}pStyle")
            given = self._styles.get(style.get(f"{_W}val", "")) if style is not None else None
        if given is None or given[0] not in self._levels:
            return ""
        key, level = given
        levels = self._levels[key]
        own = levels.get(level)
        if own is None or own.kind in {"bullet", "none"}:
            return ""
        counts = self._counts.setdefault(key, [0] * 9)
        counts[level] = counts[level] + 1 if counts[level] else own.start
        counts[level + 1 :] = [0] * (8 - level)

        def one(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = levels.get(at, own)
            return _written(counts[at] or other.start, other.kind)

        return re.sub("%([1-9])", one, own.text)


def _levels(abstract: Any) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for level in abstract.iterfind(f"{_W}lvl"):
        at = level.get(f"{_W}ilvl", "0")
        if at in set("012345678"):
            start = _value(level, "start", "1")
            found[int(at)] = _Level(
                _value(level, "numFmt", "decimal"),
                _value(level, "lvlText", ""),
                int(start) if start.isdecimal() and len(start) < 5 else 1,
            )
    return found


def _styles(document: Document) -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    root: Any = document.styles.element
    for style in root.iterfind(f"{_W}style"):
        given = _given(style.find(f"{_W}pPr"))
        if given is not None:
            found[style.get(f"{_W}styleId", "")] = given
    return found


def _given(properties: Any) -> tuple[str, int] | None:
    numbering = None if properties is None else properties.find(f"{_W}numPr")
    if numbering is None:
        return None
    key, level = _value(numbering, "numId", "0"), _value(numbering, "ilvl", "0")
    return (key, int(level)) if level in set("012345678") else None


def _value(node: Any, name: str, default: str) -> str:
    child = node.find(f"{_W}{name}")
    value = default if child is None else child.get(f"{_W}val", default)
    return str(value)


def _written(number: int, kind: str) -> str:
    if kind in _HAN:
        return chinese_numeral(number) if number >= 1 else "〇"
    if kind in _CIRCLED and 1 <= number <= _LAST_CIRCLED:
        return chr(ord("①") + number - 1)
    return str(number)
