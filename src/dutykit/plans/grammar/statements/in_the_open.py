"""Statements with a label that are in no bracket: …。责任单位：市教育局。"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from dutykit.plans.grammar.statements.statement import Found, Statement
from dutykit.plans.grammar.statements.wording import with_labels
from dutykit.plans.grammar.words.body import looks_like_body
from dutykit.plans.grammar.words.bracket import brackets
from dutykit.plans.grammar.words.convention import is_convention
from dutykit.plans.grammar.words.label import LABEL_WITH_COLON, label_of, labels_in
from dutykit.plans.grammar.words.name import is_known

_STOP = re.compile("[。\n]")
_TEXT_LABEL = re.compile(
    r"(?<=[；;，,。\s])(?:工作|主要|重点|具体|目标|项目|整改|建设)?(?:任务|内容|措施|举措|事项|目标)(?:名称|内容)?\s*[:：]"
)
"""What begins the text behind a statement."""
_LONGEST_SENTENCE = 400


def in_the_open(text: str, taken: list[Found]) -> Iterator[Found]:
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


def _are_sure(said: Statement) -> bool:
    return not said.left and all(is_known(name) for name, _role in said.names)


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
    first = re.split("[。\n]", rest, maxsplit=1)[0]
    return not (LABEL_WITH_COLON.match(rest) or is_convention(re.split("[，,]", first)[0]))
