"""Annexes that only list whom to turn to: names, offices, telephones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from dutykit.plans.grammar.lines.annex import ANNEX
from dutykit.plans.grammar.record import Line
from dutykit.plans.grammar.statements.find import statements_in
from dutykit.plans.grammar.words.outline import mark_of

_TITLE = re.compile(
    r"\s*(?:\d{1,2}[.．、])?[^。；;！？:：\t]{0,40}"
    r"(?:名单|名册|通讯录|联系(?:人|方式|电话)|联络员|电话|(?:联系人?|联络员?|通讯)[^。；：\t]{0,6}表)》?\s*"
)
_OF_TASKS = re.compile("任务|分工|分解|清单|台账|措施|事项|项目|内容|问题")
_HEADING_LONGEST = 12


def without_contacts(lines: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
    """The lines of the plan, and those of such annexes behind its first statement."""
    starts = [at for at, line in enumerate(lines) if ANNEX.match(line.text)]
    lists = [(at, end) for at, end in pairwise([*starts, len(lines)]) if _lists_contacts(lines, at, end)]
    if not lists:
        return lines, ()
    first = next((at for at, line in enumerate(lines) if line.cells or statements_in(line.text)), len(lines))
    kept: list[Line] = []
    contacts: list[Line] = []
    done = 0
    for at, end in lists:
        if at > first:
            kept += lines[done:at]
            done = _end_of_list(lines, at, end)
            contacts += lines[at:done]
    return [*kept, *lines[done:]], contacts


def _lists_contacts(lines: Sequence[Line], at: int, end: int) -> bool:
    """Whether the annex that begins here is called a list of contacts, beside 附件 or on the next line."""
    title = ANNEX.sub("", _text(lines[at]), count=1)
    if not title.strip():
        title = next((text for line in lines[at + 1 : end] if (text := _text(line)).strip()), "")
    heads = (cell for line in lines[at:end] for cell in line.cells if len(cell) <= _HEADING_LONGEST)
    return bool(_TITLE.fullmatch(title)) and not _OF_TASKS.search(title) and not any(map(_OF_TASKS.search, heads))


def _end_of_list(lines: Sequence[Line], at: int, end: int) -> int:
    """Where the list ends: before the chapter in which somebody is responsible again; the beginning, if that is in none."""
    stated = next(
        (
            one
            for one in range(at + 1, end)
            if not lines[one].cells and any(found.stated.names for found in statements_in(lines[one].text))
        ),
        None,
    )
    if stated is None:
        return end
    marks = ((one, mark_of(lines[one].text)) for one in range(stated, at, -1) if not lines[one].cells)
    return next((one for one, mark in marks if mark is not None and mark.level == "chapter"), at)


def _text(line: Line) -> str:
    """The text of a line; of a table's row only where it holds one text."""
    filled = {cell.strip() for cell in line.cells if cell.strip()}
    return line.text if not line.cells else filled.pop() if len(filled) == 1 else ""
