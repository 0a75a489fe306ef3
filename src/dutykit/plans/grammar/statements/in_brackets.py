"""Statements in brackets: …。（责任单位：市教育局）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dutykit.plans.grammar.statements.names_alone import are_offices, names_alone
from dutykit.plans.grammar.statements.statement import Found, Statement
from dutykit.plans.grammar.statements.wording import governing, stated_in, with_verbs, without_colons
from dutykit.plans.grammar.words.bracket import Bracket, brackets
from dutykit.plans.grammar.words.label import labels_in
from dutykit.plans.grammar.words.name import Name
from dutykit.plans.grammar.words.names import names_of
from dutykit.plans.grammar.words.outline import mark_of
from dutykit.plans.grammar.words.vocabulary import ANY_ROLE_WORD, LABEL_AS_ABOVE, is_time_limit

_TWICE = re.compile(r"[（(]([^（）()]*)[）)]")
"""What stands in a bracket that is set twice: （（市教育局））."""
_SENT_TO = re.compile("(?:报送?|报至|报给|反馈|发送?|送)[^，。；、]{2,30}$")
"""Before a bracket that says whom to ask there: 报市教育局（基础教育科，联系人：…）."""
_LONGEST_NAME = 40
_DEEPEST = 8
"""How many brackets a statement's may be in."""
_LONGEST = 8000
"""Characters of a bracket that may be a statement."""
_TIME_BEHIND = re.compile(r"\s{0,4}[（(\[【〔](?P<time>[^（）()\[\]【】〔〕]{2,30})[）)\]】〕]")
_TIME_BEFORE = re.compile(r"[（(\[【〔](?P<time>[^（）()\[\]【】〔〕]{2,30})[）)\]】〕]\s{0,4}$")


def in_brackets(text: str) -> Iterator[Found]:
    """The brackets of a line that are statements, none inside another."""
    done = 0
    label = next(iter(labels_in(text)), None) if "、" in text else None
    for one in brackets(text):
        if one.start < done or text[one.start] == "《" or one.depth > _DEEPEST:
            continue
        if label is not None and label.end() < one.start and text.startswith("、", one.end + 1):
            continue  # behind a name of the list that the label announces
        content = one.content(text)
        while (twice := _TWICE.fullmatch(content)) is not None:
            content = twice[1]
        if len(content) > _LONGEST:
            continue
        if "联系" in content and _SENT_TO.search(text, max(0, one.start - _LONGEST_NAME), one.start) is not None:
            continue
        spoken = ANY_ROLE_WORD.search(content) is not None or "限" in content
        stated = _of_bracket(content, one) if spoken else None
        stated = stated or units_above(content)
        if stated is None and one.closed and _closes_a_sentence(text, one):
            stated = names_alone(content)
        if stated is None:
            continue
        found = _with_time_beside(text, Found(one.start, min(one.end + 1, len(text)), stated, one.closed))
        if stated.bare and _is_weak(found.stated) and not _is_behind_a_stop(text, one):
            continue
        done = one.end + 1
        yield found


def _with_time_beside(text: str, found: Found) -> Found:
    """A statement with the bracket beside it that is only a time: （市教育局）（2027年6月）."""
    if not found.closed or not found.stated.names or found.stated.deadline:
        return found
    behind = _TIME_BEHIND.match(text, found.end)
    if behind is not None and is_time_limit(behind["time"]):
        return Found(found.start, behind.end(), replace(found.stated, deadline=behind["time"].strip()))
    before = _TIME_BEFORE.search(text[max(found.start - 40, 0) : found.start])
    if before is not None and is_time_limit(before["time"]):
        start = found.start - len(before.group())
        return Found(start, found.end, replace(found.stated, deadline=before["time"].strip()))
    return found


def _of_bracket(content: str, bracket: Bracket) -> Statement | None:
    if not bracket.closed and not labels_in(content):
        return with_verbs(content)
    return governing(content) or stated_in(content) or without_colons(content)


def units_above(text: str) -> Statement | None:
    """What 同上 states: a name that is none, until it is known what is above."""
    return Statement([(Name("同上"), "responsible")]) if LABEL_AS_ABOVE.fullmatch(text.strip()) else None


def _closes_a_sentence(text: str, bracket: Bracket) -> bool:
    """Whether it is behind a full stop, at the end of a sentence, or a line of its own."""
    before, after = _around(text, bracket)
    if not before and (not after or after in {"。", "；"}):
        return True
    if (
        len(before) <= 8
        and (not after or after in {"。", "；"})
        and (mark := mark_of(text)) is not None
        and mark.end + 1 < len(before)
    ):
        names = names_of(bracket.content(text))  # behind a heading: （一）资源建设（市教育局、市财政局）
        return before[-1] in "。；！" or (len(names) > 1 and are_offices(names))
    return len(before) > 8 and (before[-1] in "。；！" or not after or after[0] in "。；")


def _is_weak(stated: Statement) -> bool:
    """Whether names alone are one, with nothing beside it."""
    return len(stated.names) == 1 and not stated.deadline


def _is_behind_a_stop(text: str, bracket: Bracket) -> bool:
    return _around(text, bracket)[0][-1:] in {"", *"。；！"}


def _around(text: str, bracket: Bracket) -> tuple[str, str]:
    """What is before and behind a bracket, without the bracket beside it that is only a time."""
    start, end = bracket.start, bracket.end + 1
    behind = _TIME_BEHIND.match(text, end)
    if behind is not None and is_time_limit(behind["time"]):
        end = behind.end()
    before = _TIME_BEFORE.search(text[max(start - 40, 0) : start])
    if before is not None and is_time_limit(before["time"]):
        start -= len(before.group())
    return text[:start].rstrip(), text[end:].strip()
