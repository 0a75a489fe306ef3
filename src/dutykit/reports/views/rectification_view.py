"""The rectification report （整改报告）: every problem, what is done about it, what is still open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from dutykit.model.rectification import UNFINISHED, TrackedProblem
from dutykit.model.unit import Unit
from dutykit.reports.views.dates import content_dates
from dutykit.reports.views.problems import (
    carried_problems,
    carried_words,
    due_words,
    is_overdue,
    problem_row,
    unit_words,
)
from dutykit.reports.views.rows import Fact, ProblemRow
from dutykit.reports.views.standing import Standing, cover, source_facts
from dutykit.reports.views.subject import subject_of
from dutykit.reports.views.words import FOUND_BY, STATUS
from dutykit.text.day import date_words
from dutykit.text.typed_table import paragraphs_and_tables
from dutykit.typeset.report import Cover


@dataclass(frozen=True, slots=True)
class ProblemCount:
    """How many problems, by where they are and by how they were found."""

    label: str
    """单位，或“合计”"""
    total: int
    open: int
    in_progress: int
    done: int
    closed: int
    self_check: int
    monitoring: int
    inspection: int
    without_due: int
    """未整改和整改中的问题中，没有完成时限的"""
    by_stage: int
    """没有完成时限的问题中，以整改阶段的截止日期为准的"""
    overdue: int
    """未整改和整改中的问题中，在报告所写的日期已逾期的"""


@dataclass(frozen=True, slots=True)
class CarriedRow:
    """A problem of an earlier cycle that was open when this one began."""

    number: int
    cycle: str
    """发现年度"""
    unit: str
    indicator: str
    text: str
    measure: str
    due: str
    now: str
    """本年度自评材料中填报的整改情况"""
    overdue: bool
    """在报告所写的日期是否逾期"""


@dataclass(frozen=True, slots=True)
class RectificationReport:
    """The rectification report of one unit or of all."""

    kind: ClassVar[str] = "rectification"

    cover: Cover
    notices: tuple[str, ...]
    is_city: bool
    facts: tuple[Fact, ...]
    as_of: str
    """判断逾期的日期；没有指定的为空"""
    count: ProblemCount
    by_unit: tuple[ProblemCount, ...]
    """有问题的各单位，每个单位一行；只用于全市报告"""
    carried: tuple[CarriedRow, ...]
    unfinished: tuple[ProblemRow, ...]
    """未整改和整改中的问题"""
    next_steps: tuple[str, ...]
    """单位填写的下一步工作；全市报告中为空"""
    problems: tuple[ProblemRow, ...]
    """全部问题，用于台账"""


def rectification_report(standing: Standing, unit: Unit | None, _fonts: Mapping[str, str]) -> RectificationReport:
    """The rectification report of `unit`, or for None of all units."""
    subject = subject_of(standing, unit)
    problems = subject.problems()
    rows = [problem_row(standing, number, problem) for number, problem in enumerate(problems, 1)]
    by_unit = [(name, list(group)) for name, group in groupby(problems, key=lambda one: unit_words(standing, one))]
    carried = [one for name in subject.units for one in carried_problems(standing, name)]
    carried = list({one.key: one for one in carried}.values())  # of a unit that was split every successor is asked
    submission = subject.submissions[0] if subject.submissions and not subject.is_city else None
    shown = [*content_dates(standing, subject.units), *filter(None, (standing.as_of,))]
    return RectificationReport(
        cover=cover(
            standing, "评价问题整改报告", subject.name, subject.submissions, sample=subject.sample, shown=shown
        ),
        notices=subject.notices(),
        is_city=subject.is_city,
        facts=(
            Fact("整改单位", (f"{len(by_unit)}个" if by_unit else "无") if subject.is_city else subject.name),
            Fact("评价年度", f"{standing.cycle}年度"),
            *source_facts(standing),
        ),
        as_of=date_words(standing.as_of),
        count=_count(standing, "合计", problems),
        by_unit=tuple(_count(standing, name, group) for name, group in by_unit) if subject.is_city else (),
        carried=tuple(_carried_row(number, standing, one) for number, one in enumerate(carried, 1)),
        unfinished=tuple(row for row, one in zip(rows, problems, strict=True) if one.status() in UNFINISHED),
        next_steps=paragraphs_and_tables(submission.next_steps if submission else None),
        problems=tuple(rows),
    )


def _carried_row(number: int, standing: Standing, one: TrackedProblem) -> CarriedRow:
    return CarriedRow(
        number=number,
        cycle=f"{one.key.cycle}",
        unit=unit_words(standing, one),
        indicator=one.indicator,
        text=one.text,
        measure=one.measure or "未填报",
        due=due_words(standing, one) or "未填报",
        now=carried_words(one, standing.cycle),
        overdue=is_overdue(standing, one),
    )


def _count(standing: Standing, label: str, problems: Sequence[TrackedProblem]) -> ProblemCount:
    by_status = Counter(problem.status() for problem in problems)
    undated = [one for one in problems if one.due is None and one.status() in UNFINISHED]
    by_finder = Counter(problem.found_by for problem in problems)
    return ProblemCount(
        label=label,
        total=len(problems),
        **{status: by_status[status] for status in STATUS},
        **{finder: by_finder[finder] for finder in FOUND_BY},
        without_due=len(undated),
        by_stage=sum(standing.deadlines.of(one) is not None for one in undated),
        overdue=sum(is_overdue(standing, one) for one in problems),
    )
