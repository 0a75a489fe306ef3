"""Where in a line its responsibility statements stand."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dutykit.model.role import Role
from dutykit.plans.grammar.body import could_be_body, is_office, looks_like_body
from dutykit.plans.grammar.bracket import Bracket, brackets
from dutykit.plans.grammar.convention import NUMBERED, POINTING, is_not_listed
from dutykit.plans.grammar.label import LABEL_WITH_COLON, label_of, labels_in
from dutykit.plans.grammar.last_clauses import in_last_clauses, part_by_part
from dutykit.plans.grammar.names import Name, is_known, names_of
from dutykit.plans.grammar.outline import mark_of, text_begins
from dutykit.plans.grammar.statement import Statement
from dutykit.plans.grammar.vocabulary import (
    ANY_LABEL,
    ANY_ROLE_WORD,
    COLON_SIGNS,
    LABEL,
    LABEL_AS_ABOVE,
    is_time_limit,
    label_role,
)
from dutykit.plans.grammar.wording import (
    beginning_with_verbs,
    governing,
    stated_in,
    with_labels,
    with_verbs,
    without_colons,
)

_WITH_STOP = re.compile(
    r"^(?P<label>\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*)?(?:责任|牵头|配合)(?:单位|部门))。(?=\s*[^\s。；]{2})"
)
_SPACED = re.compile(rf"(?:[\u4e00-\u9fff][ \u3000\xa0]{{1,4}}){{2,5}}[\u4e00-\u9fff](?=[ \u3000\xa0]*[{COLON_SIGNS}])")
_LABEL_ALONE = re.compile(rf"\s*[\[【〔（(]?(?P<whole>{ANY_LABEL})[\]】〕）)]?\s*[{COLON_SIGNS}]?\s*")
_STOP = re.compile("[。\n]")
_TWICE = re.compile(r"[（(]([^（）()]*)[）)]")
"""What stands in a bracket that is set twice: （（市教育局））."""
_DASH = re.compile(r"[—―]{1,2}(?P<names>[^—―。]{4,200})。?\s*$")
_BY = re.compile("[，,](?=由)")
_CLOSES = re.compile("[。；;]")
_COMMA = re.compile("[，,](?=[^，,]*$)")
_VERB_BEGINS = re.compile(
    "(?:共同|联合|负责|抓紧|及时|统筹|全面|定期|认真|积极|依法)?(?:开发|制定|建立|建设|开展|组织|推进|推动|实施|落实|完善|出台|编制|研究|起草|印发|修订|"
    "加强|规范|健全|打造|构建|培育|优化|新建|改扩?建|扩建|探索|举办|开设|设立|做好|对|强化|提升|引导|指导|督促|检查|排查|整治|清理|核查|建成|提出|拟定)"
)
"""How the task goes on behind the offices that do it."""
_POINTS = re.compile(POINTING)
_POINTED = re.compile(rf"(?<=[。！？：:；;\s])(?={POINTING})|(?<=[，,])(?={NUMBERED})")
_BEFORE_COLON = re.compile(r"\s*(?P<said>[^：:。；;（）()]{4,80}(?:负责|牵头|配合|参与|落实))[：:](?=\s*[^\s])")
_BEFORE_COMMA = re.compile(rf"\s*(?P<said>由[^，,：:。；;]{{3,40}}(?:负责|牵头))[，,](?={_VERB_BEGINS.pattern})")
_TEXT_LABEL = re.compile(
    r"(?<=[；;，,。\s])(?:工作|主要|重点|具体|目标|项目|整改|建设)?(?:任务|内容|措施|举措|事项|目标)(?:名称|内容)?\s*[:：]"
)
"""What begins the text behind a statement."""
_NOTE = re.compile(r"\s*(?:备?注|说明)\s*[:：]\s*")
_NEXT_NUMBERED = re.compile(rf"[，,；;](?={NUMBERED})")
_SHORTEST_SENTENCE, _LONGEST_SENTENCE = 4, 400
_SENT_TO = re.compile("(?:报送?|报至|报给|反馈|发送?|送)[^，。；、]{2,30}$")
"""Before a bracket that says whom to ask there: 报市教育局（基础教育科，联系人：…）."""
_LONGEST_NAME = 40
_DEEPEST = 8
"""How many brackets a statement's may be in."""
_LONGEST_LIST = 1000
"""Characters of names alone that may be a list of units."""
_LONGEST = 8000
"""Characters of a bracket that may be a statement."""


@dataclass(frozen=True, slots=True)
class Found:
    """A statement and the characters of its line that it takes."""

    start: int
    end: int
    stated: Statement
    closed: bool = True
    """Whether its bracket is closed."""


def statements_in(text: str) -> list[Found]:
    """All statements of a line, in order; none inside another."""
    if (above := _as_above(text)) is not None:
        return [Found(0, len(text), above)]
    found = list(_in_brackets(text))
    found.extend(_pointing(text, found))
    found.extend(_in_the_open(text, found))
    if all(one.stated.bare for one in found):
        last = _before_the_text(text) or _last_sentence(text) or _behind_a_dash(text) or _without_colons(text)
        if last is not None:
            found = [one for one in found if one.end <= last.start]
            found += [last, *_like_the_last(text, last, found)]
    return sorted(found, key=lambda one: one.start)


def _in_brackets(text: str) -> Iterator[Found]:
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
        stated = stated or _as_above(content)
        if stated is None and one.closed and _closes_a_sentence(text, one):
            stated = _bare(content)
        if stated is None:
            continue
        found = _with_time_beside(text, Found(one.start, min(one.end + 1, len(text)), stated, one.closed))
        if stated.bare and _is_weak(found.stated) and not _is_behind_a_stop(text, one):
            continue
        done = one.end + 1
        yield found


_TIME_BEHIND = re.compile(r"\s{0,4}[（(\[【〔](?P<time>[^（）()\[\]【】〔〕]{2,30})[）)\]】〕]")
_TIME_BEFORE = re.compile(r"[（(\[【〔](?P<time>[^（）()\[\]【】〔〕]{2,30})[）)\]】〕]\s{0,4}$")


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


def _as_above(text: str) -> Statement | None:
    """What 同上 states: a name that is none, until it is known what is above."""
    return Statement([(Name("同上"), "responsible")]) if LABEL_AS_ABOVE.fullmatch(text.strip()) else None


def _pointing(text: str, taken: list[Found]) -> Iterator[Found]:
    """Sentences that say of which tasks they are: 以下均由市教育局负责."""
    done = text_begins(text)
    for start, end in _sentences_that_may_point(text, done):
        if start < done or any(one.start < end and start < one.end for one in taken):
            continue
        sentence = text[start:end]
        if re.match(NUMBERED, sentence):
            sentence = _NEXT_NUMBERED.split(sentence, maxsplit=1)[0]
        for part in dict.fromkeys((sentence, re.split("[；;]", sentence, maxsplit=1)[0])):
            if (said := governing(part.strip())) is not None:
                done = start + len(part) + (text[start + len(part) :][:1] == "。")
                yield Found(0 if _NOTE.fullmatch(text, 0, start) else start, done, said)
                break


def _sentences_that_may_point(text: str, first: int) -> list[tuple[int, int]]:
    if _POINTS.search(text) is None:
        return []
    starts = {first, *(match.start() for match in _POINTED.finditer(text, first))}
    if is_not_listed(text):
        starts.update(match.end() for match in _STOP.finditer(text, first))
    found = []
    for start in sorted(starts):
        stop = _STOP.search(text, start, start + _LONGEST_SENTENCE)
        if stop is not None or len(text) - start <= _LONGEST_SENTENCE:
            found.append((start, stop.start() if stop is not None else len(text)))
    return found


def _bare(content: str) -> Statement | None:
    """What a bracket states that only lists names, and perhaps how to read them. Whether it is one, the whole plan says."""
    if len(content) > _LONGEST_LIST or _is_label(content):
        return None
    stated = with_labels(content, "responsible")
    if stated is None or stated.left or stated.other or stated.others or (stated.persons and len(stated.names) == 1):
        return None
    names = [name.text for name, _role in stated.names]
    unknown = [one for one in names if not (looks_like_body(one) or could_be_body(one))]
    if len(unknown) == len(names) or (unknown and sum(map(is_office, names)) < 2 * len(unknown)):
        return None
    stated.bare = all(name.role is None for name, _role in stated.names)
    return stated


def lists_in_a_sentence(text: str) -> list[str]:
    """Brackets inside sentences that hold nothing but names of offices."""
    found = []
    for one in brackets(text) if "、" in text else ():
        if not one.closed or one.depth or one.end - one.start > _LONGEST_LIST:
            continue
        names = names_of(one.content(text))
        if len(names) > 1 and all(is_office(name.text) for name in names):
            found.append(one.content(text))
    return found


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
        return before[-1] in "。；！" or (len(names) > 1 and _are_offices(names))
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


def joined_label(text: str) -> str:
    """`text` with labels that are set wide apart (责 任 单 位：) written together; 责任单位。 before units is 责任单位：."""
    text = _WITH_STOP.sub(r"\g<label>：", text)
    if " " not in text and "\u3000" not in text and "\xa0" not in text:
        return text
    return _SPACED.sub(
        lambda match: "".join(match.group().split()) if _is_label(match.group()) else match.group(), text
    )


def _is_label(text: str) -> bool:
    return LABEL.fullmatch("".join(text.split())) is not None


class _Spans:
    """Parts of a line; of one inside another the outer counts."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if not self._ends or start >= self._ends[-1]:
                self._starts.append(start)
                self._ends.append(end)

    def end_around(self, at: int) -> int:
        """Where the part ends that begins at this position or before it; -1 if none does."""
        found = bisect_right(self._starts, at) - 1
        return self._ends[found] if found >= 0 else -1

    def next_start(self, at: int, default: int) -> int:
        """Where the next part begins."""
        found = bisect_left(self._starts, at)
        return self._starts[found] if found < len(self._starts) else default


def _in_the_open(text: str, taken: list[Found]) -> Iterator[Found]:
    """Statements with a label that are in no bracket: they end with the sentence."""
    marks = labels_in(text)
    if not marks:
        return
    done = 0
    spans = _Spans((one.start, one.end) for one in taken)
    inner = _Spans((one.start, one.end) for one in brackets(text) if one.closed)
    ends = _Ends(text, marks, inner)
    for mark in marks:
        at = mark.start()
        if (
            at < done
            or _TEXT_LABEL.match(text, at)
            or spans.end_around(mark.end() - 1) > mark.end() - 1
            or inner.end_around(at - 1) >= mark.end()
        ):
            continue
        stop = ends.stop(mark)
        stop = min(stop, spans.next_start(mark.end(), stop), ends.next_task(mark, stop))
        stated = with_labels(f"{label_of(mark)}{mark['note'] or ''}：{text[mark.end() : stop]}")
        if stated is not None and stated.says_something and not (mark["said"] and not _are_sure(stated)):
            yield Found(at, stop, stated)
        done = stop  # all labels up to there were read


class _Ends:
    """Where statements that begin with a label may end, found once for a line, whatever the number of its labels."""

    def __init__(self, text: str, marks: Sequence[re.Match[str]], inner: _Spans) -> None:
        self._text, self._inner = text, inner
        self._stops = list(_STOP.finditer(text))
        self._next: dict[int, int] = {}
        """Of stops the next one that ends a statement, as far as somebody asked."""
        self._text_labels = [one.start() for one in _TEXT_LABEL.finditer(text)]
        self._tasks: dict[str, list[tuple[int, int]]] = {}
        cut = at = 0
        for mark in marks:
            cut = max(cut, *(text.rfind(one, at, mark.start()) for one in "；;"))
            at = mark.start()
            if cut and _are_of_a_task(text[max(cut + 1, at - _LONGEST_SENTENCE) : at]):
                self._tasks.setdefault(label_of(mark), []).append((cut, mark.end()))

    def stop(self, mark: re.Match[str]) -> int:
        """Where the sentence ends."""
        first = at = bisect_left(self._stops, mark.end(), key=re.Match.start)
        while at < len(self._stops) and at not in self._next and not self._ends(self._stops[at]):
            at += 1
        at = self._next.get(at, at)
        if first not in self._next:
            self._next.update(dict.fromkeys(range(first, at + 1), at))
        return self._stops[at].start() if at < len(self._stops) else len(self._text)

    def _ends(self, stop: re.Match[str]) -> bool:
        at = stop.start()
        return self._inner.end_around(at) <= at and _ends_statement(self._text, stop.end())

    def next_task(self, mark: re.Match[str], stop: int) -> int:
        """Where another task begins that has the same label, or the text does: 责任单位：甲；工作任务：扩大学位."""
        found = bisect_left(self._text_labels, mark.end())
        if found < len(self._text_labels) and self._text_labels[found] < stop:
            return self._text_labels[found]
        tasks = self._tasks.get(label_of(mark), [])
        found = bisect_left(tasks, (mark.end(), 0))
        return tasks[found][0] if found < len(tasks) and tasks[found][1] <= stop else stop


def _are_of_a_task(words: str) -> bool:
    words = words.strip("，, ")
    return bool(words) and not looks_like_body(words)


def _ends_statement(text: str, at: int) -> bool:
    """Whether the sentence behind position `at` no longer belongs to the statement before it."""
    rest = text[at:].lstrip()
    if not rest:
        return True
    from dutykit.plans.grammar.convention import is_convention

    first = re.split("[。\n]", rest, maxsplit=1)[0]
    return not (LABEL_WITH_COLON.match(rest) or is_convention(re.split("[，,]", first)[0]))


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


_BY_WHOM = re.compile("由")
_MOST_STARTS = 3
_LEADS = re.compile("由?(?P<names>[^，,。；;：:由]{2,60}?)(?P<verb>牵头|负责)(?![，,。；;、])")
_DOES_WITH = re.compile(
    "由?(?P<names>[^，,。；;：:由]{2,40}?)(?:(?P<verb>牵头|负责)[，,])?会同(?P<rest>[^，,。；;：:]{4,60})"
)


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
    comma = next((match.start() for match in _COMMA.finditer(sentence, 2)), None)
    for at in [*starts, *([] if starts or comma is None else [comma + 1])]:
        said = with_verbs(sentence[at:])
        if said is not None and said.names_offices():
            return (at, said) if with_verbs(sentence[:at].rstrip("，,")) is None else None
    return None


def _shared_work(sentence: str, *, is_numbered: bool) -> Statement | None:
    """Who does what in a sentence that begins with who does it, and with whom."""
    if (begun := _LEADS.match(sentence)) is not None:
        _clause, _comma, last = sentence[begun.end() :].rpartition("，")
        names, said = names_of(begun["names"]), with_verbs(last) if _comma else None
        if (
            said is None
            or any(role not in {"support", "guide"} for _name, role in said.names)
            or not _are_offices(names)
        ):
            return None
        role: Role = "lead" if begun["verb"] == "牵头" else "responsible"
        return replace(said, names=[*((name, role) for name in names), *said.names], plain=False)
    if (
        (begun := _DOES_WITH.match(sentence)) is not None
        and (is_numbered or sentence.startswith("由"))
        and _are_offices(names := names_of(begun["names"]))
    ):
        rest = begun["rest"]
        does: Role = "responsible" if begun["verb"] == "负责" else "lead"
        for end in range(3, len(rest) - 1):
            partners = names_of(rest[:end])
            sure = _are_offices(partners[:1]) and all(looks_like_body(name.text) for name in partners)
            if sure and _VERB_BEGINS.match(rest, end) is not None:
                return Statement(
                    [*((name, does) for name in names), *((name, "support") for name in partners)], plain=False
                )
    return None


def _are_offices(names: Sequence[Name]) -> bool:
    return bool(names) and all(is_office(name.text) for name in names)


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
    said = _bare(match["names"]) if match is not None else None
    return None if match is None or said is None else Found(match.start(), len(text), said)


def _without_colons(text: str) -> Found | None:
    """A line, or its last sentence, of labels that lack their colons."""
    first = text_begins(text)
    last = max(text.rfind(stop, 0, len(text.rstrip()) - 1) for stop in "。；！？") + 1
    for start in dict.fromkeys((first, last)):
        if len(text) - start <= _LONGEST_SENTENCE and (said := without_colons(text[start:].strip(" 　。"))) is not None:
            return Found(start, len(text), said)
    return None


def _are_sure(said: Statement) -> bool:
    return not said.left and all(is_known(name) for name, _role in said.names)


def label_alone(text: str) -> str | None:
    """The label that a line consists of (责任单位：), with what it is about on the next line."""
    match = _LABEL_ALONE.fullmatch(text)
    if match is None:
        return None
    label = "".join(match["whole"].split())
    return label if label_role(label) is not None else None
