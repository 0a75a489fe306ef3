"""Headings that have neither a number nor a style: short lines with tasks below them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from dutykit.plans.grammar.record import Line
from dutykit.plans.grammar.words.body import GROUP_WORD, is_office, looks_like_body
from dutykit.plans.grammar.words.outline import mark_of

_TITLE = re.compile(r"\s*[\u4e00-\u9fffA-Za-z0-9“”·、]{4,24}\s*")
_STATED = re.compile("责任|牵头|负责|配合|主办|[局委办厅]）|以[上下].{0,8}[由需]")
_STATEMENT_ALONE = re.compile(r"\s*(?:[（(\[【〔]|[\u4e00-\u9fff]{2,10}[:：])")
_LEAST = 2
"""How many such lines there are at least: one may be anything."""


def plain_headings(lines: Sequence[Line], head: Collection[int]) -> frozenset[int]:
    """The numbers of the lines that are such headings; `head` are those that say what document it is.

    None where the document has numbered chapters, or styles: then it has set its headings itself.
    """
    written = [line for line in lines if line.text.strip() and line.number not in head]
    if any(line.cells or line.heading or _is_chapter(line.text) for line in written):
        return frozenset()
    titles = [at for at, line in enumerate(written) if _is_title(written, at, line)]
    found = [
        written[at].number
        for at, end in pairwise([*titles, len(written)])
        if any(_STATED.search(line.text) for line in written[at + 1 : end])
    ]
    return frozenset(found) if len(found) >= _LEAST else frozenset()


_UNIT = re.compile(
    r"\s*[【\[［〔]?(?P<unit>[\u4e00-\u9fff、（）]{3,30}?)(?:的?(?:主要|工作)?(?:职责|任务|责任)(?:分工|清单)?)?[】\]］〕]?[：:]?\s*"
)
_LEAST_UNITS = 3


def unit_headings(lines: Sequence[Line]) -> frozenset[int]:
    """The numbers of the lines that hold nothing but a unit, with what it does below, where no statement stands anywhere."""
    written = [line for line in lines if line.text.strip()]
    if not written or any(line.cells or line.heading or _ASSIGNS.search(line.text) for line in written):
        return frozenset()
    units = [_is_unit(line.text) for line in written]
    found = [
        line.number for line, unit, below in zip(written, units, [*units[1:], True], strict=True) if unit and not below
    ]
    return frozenset(found) if len(found) >= _LEAST_UNITS else frozenset()


_ASSIGNS = re.compile(r"(?:责任|牵头|配合|主办)(?:单位|部门)|[局委办厅部](?:[）)]|牵头|负责)")


def _is_unit(text: str) -> bool:
    match = _UNIT.fullmatch(text)
    names = match["unit"].split("、") if match is not None else []
    return bool(names) and all(is_office(one) or (looks_like_body(one) and GROUP_WORD.match(one)) for one in names)


def _is_title(lines: Sequence[Line], at: int, line: Line) -> bool:
    """A short line without a stop, followed by a numbered line or a sentence."""
    if not _TITLE.fullmatch(line.text) or mark_of(line.text) is not None or at + 1 == len(lines):
        return False
    if is_office(line.text.strip()) or (at and lines[at - 1].text.rstrip()[-1:] in "，、：:"):
        return False
    following = lines[at + 1].text
    if mark_of(following) is not None:
        return True
    return not (_TITLE.fullmatch(following) or _STATEMENT_ALONE.match(following))


def _is_chapter(text: str) -> bool:
    mark = mark_of(text)
    return mark is not None and mark.level == "chapter"
