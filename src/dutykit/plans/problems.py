"""A rectification plan (整改方案) to problems: what is wrong, what is done about it, by whom and until when."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from dutykit.plans.grammar.record import Plan, Task

_PROBLEM = "问题表现|存在问题|存在的问题|具体问题|反馈问题|问题描述|问题内容|主要问题|突出问题|整改问题|问题"
_MEASURE = "整改措施|整改任务|工作措施|具体措施|主要措施|整改内容|整改要求|措施"
_GOAL = "整改目标|工作目标|预期目标|目标任务|目标"
_PERSON = "(?:整改|主要|分管|直接|具体|包联)?(?:责任领导|责任人|负责人|联系人)|分管领导"
_LABEL = re.compile(
    rf"(?:^|(?<=[。；;\n]))\s*(?:(?P<problem>{_PROBLEM})|(?P<measure>{_MEASURE})|(?P<goal>{_GOAL})|(?P<person>{_PERSON})|"
    r"(?P<other>[\u4e00-\u9fff]{2,8}))\s*[：:]"
)
_DAY = re.compile(
    r"(?P<y>20\d{2})年(?:(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日|(?P<part>上旬|中旬))?|(?P<half>上半年)|第?(?P<quarter>[一二三四])季度)?"
)
_LAST = {"上旬": 10, "中旬": 20}
_LONGEST = 40
"""Characters of a time limit that may hold a day."""


@dataclass(frozen=True, slots=True)
class FoundProblem:
    """One problem of a rectification plan."""

    number: str
    """Its number in the document, else its place there, counted from 1."""
    line: int
    text: str
    measure: str
    goal: str
    person: str
    deadline: str
    """As written."""
    due: dt.date | None
    """The day it states; None where it states none (长期坚持)."""
    units: tuple[str, ...]
    """Who has to put it right, names as written."""
    support: tuple[str, ...]
    others: str
    """What the document has besides."""

    @property
    def whole(self) -> str:
        """All of it in one text, as a problem of the ledger has it."""
        parts = [
            self.text,
            *(f"{label}：{value}" for label, value in (("整改措施", self.measure), ("整改目标", self.goal)) if value),
            *([f"整改时限：{self.deadline}"] if self.deadline else []),
            *([self.person] if self.person else []),
            *([f"配合单位：{'、'.join(self.support)}"] if self.support else []),
            *([self.others] if self.others else []),
        ]
        return "".join(part if part.endswith(("。", "；")) else f"{part}。" for part in parts)


def problems_of(plan: Plan) -> list[FoundProblem]:
    """The problems of a plan, in their order."""
    numbers = [task.number for task in plan.tasks]
    own = all(numbers) and len(set(numbers)) == len(numbers)
    return [_problem(task, task.number if own else str(at)) for at, task in enumerate(plan.tasks, 1)]


def due_of(deadline: str) -> dt.date | None:
    """The last day that a time limit states; the month's or the year's last where it names no day."""
    match = _DAY.search(deadline[:_LONGEST])
    if match is None:
        return None
    year = int(match["y"])
    if match["quarter"]:
        month = 3 * ("一二三四".index(match["quarter"]) + 1)
    elif match["half"]:
        month = 6
    else:
        month = int(match["m"] or 12)
    try:
        last = calendar.monthrange(year, month)[1]
        return dt.date(year, month, int(match["d"]) if match["d"] else _LAST.get(match["part"] or "", last))
    except (ValueError, calendar.IllegalMonthError):
        return None


def _problem(task: Task, number: str) -> FoundProblem:
    parts: dict[str, list[str]] = {}
    for kind, text in _labelled(task):
        parts.setdefault(kind, []).append(text)
    title = _heading(task)
    texts = parts.get("problem", [])
    if not texts:
        texts = [title] if title and ("measure" in parts or not parts.get("text")) else parts.pop("text", [])
    elif title and not any(title in text for text in texts):
        texts = [title, *texts]
    measures = [*parts.get("measure", []), *parts.get("text", [])]
    deadline = task.deadline or ""
    return FoundProblem(
        number,
        task.line,
        "：".join(text.rstrip("。") for text in texts if text) or "（原文未写明）",
        _joined(measures),
        _joined(parts.get("goal", [])),
        "；".join(parts.get("person", [])),
        deadline,
        due_of(deadline),
        tuple(dict.fromkeys(party.name for party in task.parties if party.role in {"lead", "responsible"})),
        tuple(dict.fromkeys(party.name for party in task.parties if party.role in {"support", "guide"})),
        "；".join(parts.get("other", [])),
    )


def _heading(task: Task) -> str:
    """What stands above a task; a heading that is labelled 问题： is joined to the one above it."""
    heading = task.section or task.chapter
    if heading is None:
        return ""
    labelled = _LABEL.match(heading.title)
    if labelled is None or labelled["problem"] is None:
        return heading.title.strip("。 ")
    above = task.chapter.title.strip("。 ") if task.section is not None and task.chapter is not None else ""
    text = heading.title[labelled.end() :].strip("。 ")
    return f"{above}：{text}" if above else text


def _joined(texts: list[str]) -> str:
    return "；".join(dict.fromkeys(text.rstrip("。；") for text in texts if text))


def _labelled(task: Task) -> Iterator[tuple[str, str]]:
    """The labelled parts of a task's text and of its note; `text` is what has no label, `other` any other label's."""
    for source in (task.text, task.note.replace("；", "\n")):
        marks = list(_LABEL.finditer(source))
        if (before := source[: marks[0].start()].strip(" 。；\n") if marks else source.strip(" \n")) and before:
            yield "text", before
        ends = [*(mark.start() for mark in marks[1:]), len(source)]
        for mark, end in zip(marks, ends, strict=False):
            kind = next(name for name, value in mark.groupdict().items() if value)
            text = source[mark.end() : end].strip(" \n；")
            whole = mark.group().strip(" \n")
            yield kind, text if kind in {"problem", "measure", "goal"} else f"{whole.rstrip('：:')}：{text}"
