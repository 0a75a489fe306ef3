"""Who does what in the last clauses of a longer sentence: prose is written so too, so the review asks about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dutykit.plans.grammar.statements.statement import Statement
from dutykit.plans.grammar.statements.wording import with_verbs
from dutykit.plans.grammar.words.body import is_group, is_office
from dutykit.plans.grammar.words.bracket import split_outside

_CLAUSE = re.compile("[，,；;]")
_STOPS = "。！？\n"
_THIS_WORK = re.compile("(?:该项|此项|这项|该|此|具体)(?:工作|任务|事项|项目)?(?=由)")
_PART = re.compile(r"(?:其中[：:，,]?)?(?P<part>[^由：:]{2,30})(?P<by>由[^由]{3,60})")
_DOES = re.compile("牵头|负责|承办|主办|会同|(?:组织|具体)实施|分工")
_BEGUN = re.compile("[^由：:、，]{2,12}(?:、[^由：:、，]{2,12}){0,4}?(?:牵头|负责)(?=[\u4e00-\u9fff]{2})")
_DIVIDES = "分工"
_LEAST_PARTS = 2
_MOST_CLAUSES = 6
_LONGEST, _SHORTEST_TASK = 400, 4


def in_last_clauses(text: str, first: int, end: int) -> tuple[int, Statement] | None:
    """What the sentence that ends at `end` states by its last clauses, and where they begin.

    The text before `first` is the number of the line; without one only clauses that divide the work are a statement.
    """
    begin = max(first, *(text.rfind(stop, first, end) + 1 for stop in _STOPS))
    if end - begin > _LONGEST:
        return None
    starts: list[int] = []
    at = begin
    for before, clause in split_outside(text[begin:end], _CLAUSE):
        at += len(before)
        starts.append(at)
        at += len(clause)
    for start in starts[-_MOST_CLAUSES:] if first else ():
        if (said := _each_his_own(text[start:end])) is not None:
            return end, replace(said, asked=text[start:end])
    for start in starts[1:][-_MOST_CLAUSES:]:
        if start - first < _SHORTEST_TASK:
            continue
        words = text[start:end]
        said = _of_this_work(words) or part_by_part(words) or _of_all(words, is_numbered=first > 0)
        if said is not None and with_verbs(text[begin : start - 1]) is None:
            return start, replace(said, asked=words)
    return None


def _each_his_own(words: str) -> Statement | None:
    """市教育局负责招聘教师，市人社局负责职称评聘: all of it is the task."""
    clauses = [clause for _before, clause in split_outside(words, _CLAUSE)]
    begun = [_BEGUN.match(clause) for clause in clauses]
    if not _LEAST_PARTS <= len(clauses) <= _MOST_CLAUSES or not all(begun):
        return None
    return _sure(with_verbs("，".join(one.group() for one in begun if one is not None)))


def _of_this_work(words: str) -> Statement | None:
    """该项工作由市教育局会同市财政局组织实施."""
    begun = _THIS_WORK.match(words)
    return None if begun is None else _sure(with_verbs(words[begun.end() :]))


def part_by_part(words: str) -> Statement | None:
    """其中食堂4处由市教育局负责，操场5处由市体育局负责: each has a part of the task."""
    clauses = [clause for _before, clause in split_outside(words, _CLAUSE)]
    if _PART.fullmatch(clauses[0]) is None:
        return None
    found: list[Statement] = []
    parts: list[str] = []
    for clause in clauses:
        part = _PART.fullmatch(clause)
        said = with_verbs(clause) if part is None and found else _sure(with_verbs(part["by"] if part else clause))
        if said is None:
            return None
        found.append(said)
        parts += [clause.removeprefix("其中")] if part is not None else []
    if len(parts) < _LEAST_PARTS:
        return None
    names = [given for said in found for given in said.names]
    return replace(
        found[0], names=list({(name.text, role): (name, role) for name, role in names}.values()), duties=parts
    )


def _of_all(words: str, *, is_numbered: bool) -> Statement | None:
    """市教育局、市财政局按职责分工负责，各学校做好宣传工作."""
    clauses: Sequence[str] = [clause for _before, clause in split_outside(words, _CLAUSE)]
    if _DOES.search(clauses[0]) is None or not (is_numbered or _DIVIDES in clauses[0]):
        return None
    return _sure(with_verbs(words, unknown=True))


def _sure(said: Statement | None) -> Statement | None:
    """What is stated, if known offices do it, the first of them no group."""
    if said is None or said.left or not said.names:
        return None
    first = said.names[0][0].text
    return said if is_office(first) and not is_group(first) and said.names_offices(or_groups=True) else None
