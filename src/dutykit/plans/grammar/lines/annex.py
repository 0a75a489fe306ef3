"""Annexes with tasks of their own behind a plan's text: 附件1, 附表：…, with the title beside it or on the next lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dutykit.plans.grammar.record import Head, Line
from dutykit.plans.grammar.words.outline import mark_of

_COUNT = r"\s*[\d一二三四五六七八九十]{0,3}\s*"
ANNEX = re.compile(rf"\s*附(?:[件表录]{_COUNT}[:：.．、]?|{_COUNT}(?:[:：]|$))")
"""What an annex begins with."""
_TITLE = re.compile(r"[^，。；！？：:]{0,50}")
_TITLE_LINES = 3
_ASIDE = re.compile(r"\s*[（(][^（）()]{1,30}[）)]\s*")
"""（单位：万元） below the title."""


def with_annexes(lines: Sequence[Line], head: Head) -> tuple[list[Line], dict[int, bool]]:
    """The lines, each beginning of such an annex in one with its title, and the numbers of these lines.

    With each number stands whether it begins a part of the plan: an annex may be the plan itself, which `head` names.
    """
    found: list[Line] = []
    begins: dict[int, bool] = {}
    at = 0
    while at < len(lines):
        line = lines[at]
        listed, taken = _listed(lines, at), _title_lines(lines, at)
        together = lines[at : at + max(listed, taken)]
        text = " ".join(one.text.strip() for one in together if one.text.strip())
        is_plan = any(one.number in head.lines for one in together) or (
            taken > 0 and "".join(ANNEX.sub("", text, count=1).split()) == head.plan_title
        )
        if taken:
            begins[line.number] = not is_plan
        if together and not is_plan:
            line = replace(line, text=text, joined=together[-1].number - line.number)
            at += len(together) - 1
        found.append(line)
        at += 1
    return found, begins


def _listed(lines: Sequence[Line], first: int) -> int:
    """How many lines a list of annexes takes that begins at this one: 附件：1.…, with 2.… below it; 0 if none does."""
    begun = None if lines[first].cells else ANNEX.match(lines[first].text)
    mark = None if begun is None else mark_of(lines[first].text[begun.end() :])
    taken, count = 0, 1
    if mark is None or mark.number != "1":
        return 0
    for at in range(first + 1, len(lines)):
        line = lines[at]
        if line.cells or not line.text.strip():
            break
        mark = mark_of(line.text)
        if mark is None or mark.number != str(count + 1) or not _TITLE.fullmatch(line.text[mark.end :]):
            break
        taken, count = at - first + 1, count + 1
    return taken


def _title_lines(lines: Sequence[Line], first: int) -> int:
    """How many lines an annex begins with that begins at this one and has a table or numbered tasks; 0 if none does."""
    begun = None if lines[first].cells else ANNEX.match(lines[first].text)
    beside = lines[first].text[begun.end() :].strip() if begun is not None else ""
    if begun is None or not _TITLE.fullmatch(beside) or mark_of(beside) is not None:
        return 0  # 附件：1.… is a list of annexes
    titles = 0
    last = first
    for at in range(first + 1, len(lines)):
        line = lines[at]
        if not line.cells and not line.text.strip():
            continue
        mark = None if line.cells else mark_of(line.text)
        if line.cells and _goes_on_behind(lines, at):
            return 0
        if line.cells or (mark is not None and mark.level != "chapter"):
            return last - first + 1
        if _ASIDE.fullmatch(line.text):
            last = at
            continue
        if mark is not None or titles == _TITLE_LINES or ANNEX.match(line.text) or not _TITLE.fullmatch(line.text):
            return 0
        titles, last = titles + 1, at
    return 0


def _goes_on_behind(lines: Sequence[Line], table: int) -> bool:
    """Whether the text goes on behind a table with another number than its first: then the table stands in it."""
    behind = (lines[at] for at in range(table, len(lines)))
    following = next((line for line in behind if not line.cells and line.text.strip()), None)
    mark = None if following is None else mark_of(following.text)
    return mark is not None and mark.number not in {"1", "一"}
