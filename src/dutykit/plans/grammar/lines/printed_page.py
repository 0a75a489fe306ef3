"""What a printed document has beside its text: the numbers of its pages, and the table of contents in front."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dutykit.plans.grammar.lines.annex import ANNEX
from dutykit.plans.grammar.record import Line
from dutykit.plans.grammar.words.label import LABEL_WITH_COLON
from dutykit.plans.grammar.words.outline import mark_of

_DASH = "[-－—–―─·•.．]"
_PAGE_NUMBER = re.compile(rf"\s*(?:{_DASH}+\s*\d{{1,4}}\s*{_DASH}+|第\s*\d+\s*页(?:\s*[，,/]?\s*共\s*\d+\s*页)?)\s*")
_CONTENTS = re.compile(r"\s*目\s*[录錄次]\s*")
_PAGE_BEHIND = re.compile(r"[\s.．…·•─—－-]*\d{0,4}\s*$")
_NUMBERED_PAGE = re.compile(r"(?:[\s.．…·•─—－-]{2,}|\t)\d{1,4}\s*$")
_TITLE_LONGEST = 30
_ENDS = "。！？；：;:）)】〕]」』"


def set_apart(lines: Sequence[Line]) -> list[Line]:
    """The lines, those of page numbers and contents marked as none of the text."""
    contents = {id(line) for line in _contents(lines) if line.text.strip()}
    found = []
    for line in lines:
        if id(line) in contents:
            found.append(replace(line, aside="contents", cells=(), table=0))
        elif line.aside is None and not line.cells and _PAGE_NUMBER.fullmatch(line.text):
            found.append(replace(line, aside="page"))
        else:
            found.append(line)
    return found


def text_of(lines: Sequence[Line]) -> list[Line]:
    """The lines that are the text itself; a sentence that a page's number parts is one line again."""
    return [line for line in _rejoined(lines) if line.aside is None]


def _rejoined(lines: Sequence[Line]) -> Iterator[Line]:
    at = 0
    while at < len(lines):
        line, at = lines[at], at + 1
        end = at
        while end < len(lines) and (lines[end].aside == "page" or not lines[end].text.strip()):
            end += 1
        parted = any(one.aside == "page" for one in lines[at:end])
        if parted and end < len(lines) and _goes_on(line, lines[end]):
            text = line.text.rstrip() + lines[end].text.strip()
            line, at = replace(line, text=text, joined=lines[end].number - line.number), end + 1
        yield line


def _goes_on(line: Line, following: Line) -> bool:
    """Whether a sentence that is no title ends on the next page."""
    text = line.text.rstrip()
    if line.cells or following.cells or line.aside or following.aside or following.heading or "，" not in text:
        return False
    mark = mark_of(text)
    if mark is not None and mark.level in {"chapter", "section"} and len(text) <= _TITLE_LONGEST:
        return False
    if text[-1] in _ENDS or LABEL_WITH_COLON.search(text) is not None:
        return False
    return not any(begins(following.text) for begins in (mark_of, ANNEX.match, LABEL_WITH_COLON.match))


def _contents(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines of the table of contents: up to the first that begins as its first entry does, else those with a page."""
    first = next((at for at, line in enumerate(lines) if _CONTENTS.fullmatch(line.text) and not line.aside), None)
    if first is None:
        return ()
    written = [at for at in range(first + 1, len(lines)) if lines[at].text.strip()]
    if not written:
        return ()
    title = _PAGE_BEHIND.sub("", lines[written[0]].text).strip()
    for at in written[1:]:
        if title and lines[at].text.strip().startswith(title):
            return lines[first:at]
    end = next((at for at in written if not _NUMBERED_PAGE.search(lines[at].text)), len(lines))
    return lines[first:end] if end > written[0] else ()
