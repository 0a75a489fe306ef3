"""A rectification plan as it was read: problems, what was left out of them, and what a person has to settle."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from dutykit.model.submission import FoundBy
from dutykit.plans.grammar.record import AsideKind
from dutykit.plans.rectification.field import ColumnField
from dutykit.text.simplified import simplified

OtherLineKind = Literal["preface", "heading", "unlabelled", "behind", "contacts", "footer", "note"] | AsideKind
"""Why a line is in no problem."""
QuestionKind = Literal["no_unit", "no_text", "no_limit", "no_day", "no_year", "days", "found_by", "state", "restart"]


@dataclass(frozen=True, slots=True)
class OtherLine:
    """A line that is in no problem."""

    line: int
    kind: OtherLineKind
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """Something a person should look at: where, what kind, and the words it is about."""

    line: int
    kind: QuestionKind
    number: str = ""
    """Of the problem it is about; empty for the document."""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class FoundProblem:
    """One problem of a rectification plan."""

    number: str
    """Its number in the document, else its place there, counted from 1; no two problems have the same."""
    line: int
    """The line it begins on."""
    text: str
    """What is wrong, behind the heading it is under."""
    measure: str = ""
    goal: str = ""
    person: str = ""
    deadline: str = ""
    """As written."""
    due: dt.date | None = None
    """The day it states; None where it states none (长期坚持)."""
    units: tuple[str, ...] = ()
    """Who has to put it right, names as written; empty where the document does not say."""
    support: tuple[str, ...] = ()
    others: str = ""
    """What the document has besides."""
    found_by: FoundBy | None = None
    """None where neither the document nor its heading says."""

    @property
    def words(self) -> str:
        """What of it a problem of the ledger has as its text: the measure and the person have places of their own."""
        goal = [f"整改目标：{self.goal}"] if self.goal else []
        return _joined([self.text, *goal, *self._deadline, *self._beside])

    @property
    def whole(self) -> str:
        """All of it in one text."""
        parts = (("整改措施", self.measure), ("整改目标", self.goal))
        person = [self.person] if self.person else []
        stated = [f"{label}：{value}" for label, value in parts if value]
        return _joined([self.text, *stated, *self._deadline, *person, *self._beside])

    @property
    def who(self) -> str:
        """The person without the label, where it is the usual one and there is no other."""
        label, _colon, name = self.person.partition("：")
        return name if simplified(label) == "责任人" else self.person

    @property
    def _deadline(self) -> list[str]:
        return [f"整改时限：{self.deadline}"] if self.deadline else []

    @property
    def _beside(self) -> list[str]:
        return [
            *([f"配合单位：{'、'.join(self.support)}"] if self.support else []),
            *([self.others] if self.others else []),
        ]


def _joined(parts: Sequence[str]) -> str:
    return "".join(part if part.endswith(("。", "；")) else f"{part}。" for part in parts)


class ProblemLines(NamedTuple):
    """How many lines of a document are in problems, in its head, and left out."""

    problems: int
    head: int
    left: int


@dataclass(frozen=True, slots=True)
class UsedColumn:
    """A column of a table and what it is taken for."""

    table: int
    title: str
    use: ColumnField


@dataclass(frozen=True, slots=True)
class Rectification:
    """Everything read from one rectification plan."""

    title: str
    problems: tuple[FoundProblem, ...]
    questions: tuple[Question, ...] = ()
    """Sorted by line."""
    lines: dict[int, str] = field(default_factory=dict)
    """The text of every line, by its number."""
    kept: frozenset[int] = frozenset()
    """The lines that are in problems."""
    head: frozenset[int] = frozenset()
    """The lines that state the document's title, number, dates and addressees."""
    left: tuple[OtherLine, ...] = ()
    """The lines in neither, by number, each once; and what stands beside the text, with the number of its line."""
    columns: tuple[UsedColumn, ...] = ()
    is_rectification: bool = True
    """Whether its words say that it is one."""

    @property
    def counts(self) -> ProblemLines:
        """What became of the lines that are not blank: each is counted once."""
        return ProblemLines(
            len(self.kept), len(self.head), len({one.line for one in self.left} - self.kept - self.head)
        )
