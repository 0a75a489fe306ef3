"""Statements that a line begins or ends with by verbs alone: …。由市教育局牵头，市财政局配合。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dutykit.model.role import Role
from dutykit.plans.grammar.statements.last_clauses import in_last_clauses, part_by_part
from dutykit.plans.grammar.statements.names_alone import are_offices, names_alone
from dutykit.plans.grammar.statements.statement import Found, Statement
from dutykit.plans.grammar.statements.wording import beginning_with_verbs, with_verbs, without_colons
from dutykit.plans.grammar.words.body import looks_like_body
from dutykit.plans.grammar.words.bracket import brackets
from dutykit.plans.grammar.words.convention import POINTING
from dutykit.plans.grammar.words.label import LABEL_WITH_COLON
from dutykit.plans.grammar.words.names import names_of
from dutykit.plans.grammar.words.outline import text_begins
from dutykit.plans.grammar.words.vocabulary import ANY_ROLE_WORD

_DASH = re.compile(r"[—―]{1,2}(?P<names>[^—―。]{4,200})。?\s*$")
_BY = re.compile("[，,](?=由)")
_CLOSES = re.compile("[。；;]")
_COMMA = re.compile("[，,]")
_VERB_BEGINS = re.compile(
    "(?:共同|联合|负责|抓紧|及时|统筹|全面|定期|认真|积极|依法)?(?:开发|制定|建立|建设|开展|组织|推进|推动|实施|落实|完善|出台|编制|研究|起草|印发|修订|"
    "加强|规范|健全|打造|构建|培育|优化|新建|改扩?建|扩建|探索|举办|开设|设立|做好|对|强化|提升|引导|指导|督促|检查|排查|整治|清理|核查|建成|提出|拟定)"
)
"""How the task goes on behind the offices that do it."""
_POINTS = re.compile(POINTING)
_BEFORE_COLON = re.compile(r"\s*(?P<said>[^：:。；;（）()]{4,80}(?:负责|牵头|配合|参与|落实))[：:](?=\s*[^\s])")
_BEFORE_COMMA = re.compile(rf"\s*(?P<said>由[^，,：:。；;]{{3,40}}(?:负责|牵头))[，,](?={_VERB_BEGINS.pattern})")
_SHORTEST_SENTENCE, _LONGEST_SENTENCE = 4, 400
_BY_WHOM = re.compile("由")
_MOST_STARTS = 3
_LEADS = re.compile("由?(?P<names>[^，,。；;：:由]{2,60}?)(?P<verb>牵头|负责)(?![，,。；;、])")
_DOES_WITH = re.compile(
    "由?(?P<names>[^，,。；;：:由]{2,40}?)(?:(?P<verb>牵头|负责)[，,])?会同(?P<rest>[^，,。；;：:]{4,60})"
)


def by_verbs_alone(text: str, taken: Sequence[Found]) -> list[Found]:
    """The statement, those that sentences before it make in the same way, and those `taken` that are before it."""
    last = _before_the_text(text) or _last_sentence(text) or _behind_a_dash(text) or _without_colons(text)
    if last is None:
        return [*taken]
    before = [one for one in taken if one.end <= last.start]
    return [*before, last, *_like_the_last(text, last, before)]


def _last_sentence(text: str) -> Found | None:
    """The end of a line that is nothing but offices and what they do: …。由市教育局牵头，市财政局配合。"""
    if ANY_ROLE_WORD.search(text[-_LONGEST_SENTENCE:]) is None or text.rstrip()[-1:] in "：:":
        return None
    end = len(text.rstrip("。；; \t\u3000\xa0"))
    if text[end - 1 : end] in {"）", ")"} and all(one.end != end - 1 for one in brackets(text)):
        end -= 1  # its bracket was not opened
    first = text_begins(text)
    start = end
    while start > first:
        before = max(first, *(text.rfind(stop, first, start - 1) + 1 for stop in "。；;！？"))
        sentence = text[before:start].strip()
        if not _SHORTEST_SENTENCE <= len(sentence) <= _LONGEST_SENTENCE:
            break
        by = [match.start() for match in _BY.finditer(sentence)]
        if start == end and (within := _within(sentence, is_numbered=0 < first == before)) is not None:
            at, stated = within
            return Found(len(text) if at is None else text.index(sentence, before) + at, len(text), stated)
        if (
            start == end
            and (found := _begun(text.index(sentence, before), sentence, is_numbered=first > 0)) is not None
        ):
            return found
        if by and with_verbs(sentence[: by[0]]) is None:  # what is before 由 is the task
            said = next(((at, one) for at in by if (one := with_verbs(sentence[at + 1 :])) is not None), None)
            if start < end or said is None:
                break
            return Found(text.index(sentence, before) + said[0], len(text), said[1])
        if with_verbs(sentence) is None:
            break
        start = before
    if start == end:
        last = in_last_clauses(text, first, end)
        return None if last is None else Found(last[0], end, last[1])
    whole = with_verbs(text[start:end].strip())
    return None if whole is None else Found(start, len(text), whole)


def _before_the_text(text: str) -> Found | None:
    """Who does what, with a colon before what it is: 市公安局牵头，市教育局配合：整治周边; 由市公安局负责，整治周边."""
    first = text_begins(text)
    for form in (_BEFORE_COLON, *([_BEFORE_COMMA] if first else [])):
        if (begun := form.match(text, first)) is not None and LABEL_WITH_COLON.match(text, first) is None:
            said = with_verbs(begun["said"])
            if said is not None and not said.left and said.names and said.names_offices():
                return Found(first, begun.end(), said)
    return None


def _like_the_last(text: str, last: Found, taken: Sequence[Found]) -> Iterator[Found]:
    """What sentences before the last one state in the same way, each of a task of its own: …，由市教育局负责；…，由…."""
    if _BY.match(text, last.start) is None:
        return
    at = text_begins(text)
    for stop in _CLOSES.finditer(text, at, last.start):
        by = _BY.search(text, at, stop.start())
        at = stop.end()
        if by is None or any(one.start < stop.start() and by.start() < one.end for one in taken):
            continue
        said = with_verbs(text[by.end() : stop.start()])
        if said is not None and said.names_offices():
            yield Found(by.start(), stop.start(), said)


def _within(sentence: str, *, is_numbered: bool) -> tuple[int | None, Statement] | None:
    """What a sentence states that is the task itself, and where the task ends; None where all of it is the task.

    市教育局牵头制定规划，市财政局配合 and 市教育局会同市科技局开发课程 are tasks as they stand; 专网建设由市教育局牵头 and
    推广应用，市教育局负责 are one with its statement behind.
    """
    if _POINTS.match(sentence) or with_verbs(sentence) is not None:
        return None
    if (said := _shared_work(sentence, is_numbered=is_numbered)) is not None:
        return None, said
    if (said := part_by_part(sentence)) is not None:
        return None, said
    if not is_numbered or _BY.search(sentence) is not None:
        return None
    starts = [match.start() for match in _BY_WHOM.finditer(sentence, 2)][-_MOST_STARTS:]
    found = next(((at, said) for at in starts if (said := _of_offices(sentence[at:])) is not None), None)
    for comma in () if starts else [*_COMMA.finditer(sentence, 2)][: -_MOST_STARTS - 1 : -1]:
        if (said := _of_offices(sentence[comma.end() :])) is None:
            break
        found = comma.end(), said  # …，市教育局牵头，市财政局配合
    return found if found is not None and with_verbs(sentence[: found[0]].rstrip("，,")) is None else None


def _of_offices(words: str) -> Statement | None:
    said = with_verbs(words)
    return said if said is not None and said.names_offices() else None


def _shared_work(sentence: str, *, is_numbered: bool) -> Statement | None:
    """Who does what in a sentence that begins with who does it, and with whom."""
    if (begun := _LEADS.match(sentence)) is not None:
        _clause, _comma, last = sentence[begun.end() :].rpartition("，")
        names, said = names_of(begun["names"]), with_verbs(last) if _comma else None
        if (
            said is None
            or any(role not in {"support", "guide"} for _name, role in said.names)
            or not are_offices(names)
        ):
            return None
        role: Role = "lead" if begun["verb"] == "牵头" else "responsible"
        return replace(said, names=[*((name, role) for name in names), *said.names], plain=False)
    if (
        (begun := _DOES_WITH.match(sentence)) is not None
        and (is_numbered or sentence.startswith("由"))
        and are_offices(names := names_of(begun["names"]))
    ):
        rest = begun["rest"]
        does: Role = "responsible" if begun["verb"] == "负责" else "lead"
        for end in range(3, len(rest) - 1):
            partners = names_of(rest[:end])
            sure = are_offices(partners[:1]) and all(looks_like_body(name.text) for name in partners)
            if sure and _VERB_BEGINS.match(rest, end) is not None:
                return Statement(
                    [*((name, does) for name in names), *((name, "support") for name in partners)], plain=False
                )
    return None


def _begun(start: int, sentence: str, *, is_numbered: bool) -> Found | None:
    """A statement that the sentence from `start` begins with, or has behind the task, and that more follows in it."""
    starts = [0, *(match.end() for match in _BY.finditer(sentence))]
    for at in starts:
        if (said := beginning_with_verbs(sentence[at:], behind_title=is_numbered and at == 0)) is not None:
            return Found(start + at, start + at + said[1], said[0])
    return None


def _behind_a_dash(text: str) -> Found | None:
    """Names alone at the end of a line: …。——市教育局、市公安局."""
    match = _DASH.search(text)
    said = names_alone(match["names"]) if match is not None else None
    return None if match is None or said is None else Found(match.start(), len(text), said)


def _without_colons(text: str) -> Found | None:
    """A line, or its last sentence, of labels that lack their colons."""
    first = text_begins(text)
    last = max(text.rfind(stop, 0, len(text.rstrip()) - 1) for stop in "。；！？") + 1
    for start in dict.fromkeys((first, last)):
        if len(text) - start <= _LONGEST_SENTENCE and (said := without_colons(text[start:].strip(" 　。"))) is not None:
            return Found(start, len(text), said)
    return None
