"""A problem while it is being read, and what it is once the whole document was."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dutykit.model.submission import FoundBy
from dutykit.plans.grammar.lines.paragraphs import in_a_row
from dutykit.plans.grammar.statements.find import statements_in
from dutykit.plans.grammar.statements.statement import Statement
from dutykit.plans.grammar.statements.wording import with_labels
from dutykit.plans.grammar.words.body import looks_like_body
from dutykit.plans.grammar.words.elision import Elisions
from dutykit.plans.grammar.words.names import names_of
from dutykit.plans.grammar.words.vocabulary import INNER_OFFICE, LABEL, VERB
from dutykit.plans.rectification.field import Field, Labelled, labelled, names_persons, role_of
from dutykit.plans.rectification.finder import finder_in
from dutykit.plans.rectification.record import FoundProblem, Question, QuestionKind
from dutykit.plans.rectification.time_limit import due_of
from dutykit.text.numeral import numeral_value

ITS_OWN: frozenset[Field] = frozenset({"problem", "measure", "goal"})
"""What only a problem has, and headings do not state for several."""
LISTS: frozenset[Field] = ITS_OWN | {"state"}
"""What goes on over several lines and may be a numbered list."""
NO_TEXT = "（原文未写明）"
_PERSON_BESIDE = re.compile(r"[（(](?P<who>[\u4e00-\u9fff·]{2,4}(?:[、，, ]+[\u4e00-\u9fff·]{2,4})*)[）)]")
_ABOUT = re.compile(r"(?:(?:针对|关于|对于)(?P<what>.+?)|“(?P<quoted>[^“”]+)”)(?:的|这一)?问题[。：:，,]?")
_ABOUT_QUOTED = re.compile(r"(?:针对|关于|对于)“(?P<what>[^“”]+)”(?:的|这一)?问题[，,。：:]?(?P<rest>.*)", re.DOTALL)
_IS_SOURCE = re.compile("来源|途径|反馈单位|督导类")


@dataclass(slots=True, eq=False)
class Draft:
    """A problem while it is being read."""

    line: int
    depth: int = 0
    """How deep its own number is, else that of the heading it is under."""
    number: str = ""
    is_part: bool = False
    """Whether it is another measure of the problem before it, with units or a time of its own."""
    heading: str = ""
    above: list[str] = field(default_factory=list)
    """All headings it is under, the nearest first, and the plan's title: they may say who found it."""
    title: list[str] = field(default_factory=list)
    """What it is called where nothing is labelled as its text."""
    parts: dict[Field, list[Labelled]] = field(default_factory=dict)
    lines: set[int] = field(default_factory=set)
    open: Field | None = None
    """What a line without a label goes on with."""
    listed: tuple[int, int] = (0, 0)
    """How deep the last number of a list in it is, and which it is."""
    shared: tuple[Labelled, ...] = ()
    """What the headings above state for all problems below them."""

    def add(self, one: Labelled, lines: set[int]) -> None:
        """Take what a label announces."""
        self.parts.setdefault(one.field, []).append(one)
        self.open = one.field
        self.listed = (0, 0)
        self.lines |= lines

    def go_on(self, text: str, lines: set[int]) -> None:
        """Take a line that belongs to what was stated last."""
        last = self.parts[self.open][-1] if self.open is not None else None
        if last is None or self.open is None:
            self.title.append(text)
        else:
            self.parts[self.open][-1] = replace(last, value=f"{last.value}\n{text}".strip("\n"))
        self.lines |= lines

    @property
    def waits(self) -> bool:
        """Whether the last label has nothing behind it yet."""
        return self.open is not None and not self.parts[self.open][-1].value

    def values(self, name: Field) -> list[str]:
        """What is stated under one kind of label, each once."""
        return list(dict.fromkeys(one.value for one in self.parts.get(name, []) if one.value))

    def inherit(self) -> None:
        """Take what the headings above state for all problems below them, where nothing here states it."""
        stated = {*self.parts, *(["units"] if any(one.names for one in _inside(self)) else [])}
        taken = [one for one in self.shared if one.field not in stated]
        self.lines |= {one.line for one in taken}
        beside = [replace(one, field="other") for one in self.shared if one.field in stated and one.line in self.lines]
        for one in (*taken, *beside):
            self.parts.setdefault(one.field, []).append(one)


class Finisher:
    """Makes problems of drafts, once all names of the document are known."""

    def __init__(self, drafts: Sequence[Draft], issued: dt.date | None, preface: str) -> None:
        self._drafts = drafts
        self._issued = issued
        self._found_by = finder_in(preface)
        self._said = [_statements(draft) for draft in drafts]
        self._elisions = Elisions([[name.text for name, _role in one.names] for said in self._said for one in said])
        self.questions: list[Question] = []

    def problems(self) -> list[FoundProblem]:
        """The problems, in the document's order."""
        numbers = _numbers(self._drafts)
        found = [self._problem(*each) for each in zip(self._drafts, self._said, numbers, strict=True)]
        kinds: tuple[QuestionKind, ...] = ("found_by", "no_limit")
        for kind in kinds:  # what no problem says is asked once
            asked = [one for one in self.questions if one.kind == kind]
            if len(asked) == len(found) > 1:
                self.questions = [one for one in self.questions if one not in asked] + [Question(0, kind)]
        return found

    def _problem(self, draft: Draft, said: Sequence[Statement], number: str) -> FoundProblem:
        text, measures = _text_and_measures(draft)
        both = [_goal_and_measure(value) for value in measures]
        goals = [*draft.values("goal"), *(goal for goal, _measure in both)]
        stated = [*draft.values("deadline"), *(one.deadline for one in said if one.deadline)]
        deadline = "；".join(dict.fromkeys(stated))
        due = due_of(deadline, self._issued)
        leads, support, persons = self._parties(said)
        others = [*_with_labels(draft.parts, "state"), *_with_labels(draft.parts, "other")]
        problem = FoundProblem(
            number,
            draft.line,
            text or NO_TEXT,
            _joined([measure for _goal, measure in both]),
            _joined(goals),
            "；".join(dict.fromkeys([*_with_labels(draft.parts, "person"), *persons])),
            _line(deadline),
            due.day,
            tuple(dict.fromkeys(leads)),
            tuple(one for one in dict.fromkeys(support) if one not in leads),
            "；".join(dict.fromkeys(others)),
            _finder(draft) or self._found_by,
        )
        self._ask(draft, problem, due.unsure)
        return problem

    def _parties(self, said: Sequence[Statement]) -> tuple[list[str], list[str], list[str]]:
        leads: list[str] = []
        support: list[str] = []
        persons: list[str] = []
        for one in said:
            restored = self._elisions.restored([name.text for name, _role in one.names])
            for (_name, role), whole in zip(one.names, restored, strict=True):
                (leads if role in {"lead", "responsible"} else support).append(whole)
            persons += one.persons
            persons += [f"其他：{left}" for left in one.left]
        return leads, support, persons

    def _ask(self, draft: Draft, problem: FoundProblem, unsure: QuestionKind | None) -> None:
        asked: list[tuple[int, QuestionKind, str]] = []
        if problem.text == NO_TEXT:
            asked.append((problem.line, "no_text", ""))
        if not problem.units:
            asked.append((problem.line, "no_unit", problem.text))
        if unsure is not None:
            line = next((one.line for one in draft.parts.get("deadline", [])), problem.line)
            asked.append((line, unsure if problem.deadline else "no_limit", problem.deadline))
        if problem.found_by is None:
            asked.append((problem.line, "found_by", problem.text))
        asked += [
            (one.line, "state", f"{one.label}：{_line(one.value)}") for one in draft.parts.get("state", []) if one.value
        ]
        self.questions += [Question(line, kind, problem.number, subject) for line, kind, subject in asked]


def _statements(draft: Draft) -> list[Statement]:
    """What is stated of who has to do it: under labels, else in the texts."""
    labels = draft.parts.get("units", [])
    inner = [one for one in labels if INNER_OFFICE.search(one.label)]
    if len(inner) == len(labels):
        inner = []
    found = [said for one in labels if one not in inner and (said := _statement(one)) is not None]
    found += [Statement(persons=[f"{one.label}：{_line(one.value)}"]) for one in inner]
    return found if any(one.names for one in found) else found + _inside(draft)


def _inside(draft: Draft) -> list[Statement]:
    """What the texts of a problem state without a label: （市教育局负责）."""
    texts = (*draft.values("measure"), *draft.values("problem"), *draft.title)
    return [one.stated for text in texts for line in text.split("\n") for one in statements_in(line)]


def _statement(one: Labelled) -> Statement | None:
    value = one.value
    persons: list[str] = []
    row = (
        "、".join(filter(None, (part.strip() for part in value.split("\n"))))
        if names_persons(one.label)
        else in_a_row(value)
    )
    for match in reversed(list(_PERSON_BESIDE.finditer(row))):
        if _are_persons(match["who"]):
            before = row[: match.start()]
            persons.insert(0, f"{re.split('[、，,；; ]', before)[-1]}{match['who']}")
            row = before + row[match.end() :]
    if names_persons(one.label):
        row, beside = _apart(row)
        persons += beside
    said = with_labels(row, role_of(one.label) or "responsible")
    if said is not None and persons:
        said.persons.append(f"责任人：{'、'.join(persons)}")
    return said


def _are_persons(text: str) -> bool:
    parts = re.split("[、，, ]+", text)
    return not any(
        looks_like_body(one) or VERB.fullmatch(one) or LABEL.fullmatch(one) or re.match("含|包括|下同|以下|等", one)
        for one in parts
    )


def _apart(row: str) -> tuple[str, list[str]]:
    """Offices and persons that stand beside one another: 市教育局 甲某."""
    offices: list[str] = []
    persons: list[str] = []
    for part in re.split(r"[、，,；;/／\s]+", row):
        if not part:
            continue
        is_office = looks_like_body(part) or any(looks_like_body(name.text) for name in names_of(part))
        (offices if is_office else persons).append(part)
    return ("、".join(offices), persons) if offices else (row, [])


def _text_and_measures(draft: Draft) -> tuple[str, list[str]]:
    """What is wrong and what is done about it; a text without labels states both: 针对…问题，…"""
    measures = draft.values("measure")
    texts = [_said(value) for value in draft.values("problem")]
    title = "".join(draft.title)
    quoted = _ABOUT_QUOTED.match(title)
    if quoted is not None:
        title = quoted["what"]
        measures = [*([quoted["rest"]] if quoted["rest"].strip() else []), *measures]
    elif (about := _ABOUT.fullmatch(title)) is not None:
        title = about["what"] or about["quoted"]
    if title and not any(title.strip("。 ") in text for text in texts):
        texts = [title, *texts]
    if draft.heading and not any(draft.heading in text for text in texts):
        texts = [draft.heading, *texts]
    return "：".join(_line(text).rstrip("。；") for text in texts if text), measures


def _said(value: str) -> str:
    quoted = _ABOUT_QUOTED.fullmatch(value)
    return quoted["what"] if quoted is not None and not quoted["rest"].strip() else value


def _goal_and_measure(value: str) -> tuple[str, str]:
    """The goal in a text that has both under their labels (目标：…。措施：…), and the measure, else all of it."""
    before, parts = labelled(value)
    if {one.field for one in parts} != {"goal", "measure"}:
        return "", value
    goal = "；".join(one.value for one in parts if one.field == "goal")
    return goal, "\n".join(filter(None, [before, *(one.value for one in parts if one.field == "measure")]))


def _with_labels(parts: Mapping[Field, Sequence[Labelled]], name: Field) -> list[str]:
    return [f"{one.label}：{_line(one.value)}" for one in parts.get(name, ()) if one.value]


def _finder(draft: Draft) -> FoundBy | None:
    sources = [one.value for one in draft.parts.get("other", []) if _IS_SOURCE.search(one.label)]
    return next((found for text in (*sources, *draft.above) if (found := finder_in(text)) is not None), None)


def _line(text: str) -> str:
    return " ".join(text.split())


def _joined(texts: Sequence[str]) -> str:
    lines = [line.strip() for text in texts for line in text.split("\n") if line.strip()]
    return "".join(line if line.endswith(("。", "；", "：")) else f"{line}；" for line in dict.fromkeys(lines)).rstrip(
        "。；"
    )


def _numbers(drafts: Sequence[Draft]) -> Iterator[str]:
    """The problems' own numbers where each has one and no two the same, else they are counted; 1-2 is a part of 1."""
    own = [_arabic(draft.number) for draft in drafts if not draft.is_part]
    counted = not all(own) or len(set(own)) != len(own)
    place = part = 0
    for draft in drafts:
        part = part + 1 if draft.is_part else 1
        place += not draft.is_part
        stem = str(place) if counted else own[place - 1]
        yield stem if part == 1 else f"{stem}-{part}"


def _arabic(number: str) -> str:
    value = numeral_value(number)
    return unicodedata.normalize("NFKC", number) if value is None else str(value)
