"""The blank form （填报表）: to be printed and filled in by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from math import ceil
from typing import ClassVar

from dutykit.model.catalogue import Entry
from dutykit.model.responsibility import Duty
from dutykit.model.unit import Unit
from dutykit.reports.views.problems import carried_is_sample, carried_problems
from dutykit.reports.views.standing import Standing, cover, own_points
from dutykit.reports.views.subject import NOTHING_ASSIGNED
from dutykit.reports.views.words import RATING, ROLE, STATUS, heading_words, number_words, target_words
from dutykit.text.numeral import chinese_numeral
from dutykit.typeset.report import Cover


@dataclass(frozen=True, slots=True)
class BlankMetric:
    """A number to be filled in."""

    name: str
    is_element: bool
    unit: str
    target: str
    """目标值；没有的为“—”"""
    number: int
    """监测指标的序号；基础数据的为其所属监测指标的序号"""


@dataclass(frozen=True, slots=True)
class FormItem:
    """The form for one indicator."""

    indicator: str
    text: str
    role: str
    through: str
    """因哪个统称而承担；直接写明该单位的为空"""
    points: str
    """分值；没有的为空"""
    metrics: tuple[BlankMetric, ...]
    evidence_required: bool
    room: int
    """填写框的高度（毫米），使表格占满一页"""


@dataclass(frozen=True, slots=True)
class FormSection:
    """The forms under one second-level heading."""

    chapter: str
    """一级指标标题和序号，只在其开始处；其余为空"""
    numeral: str
    title: str
    items: tuple[FormItem, ...]


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """A problem of an earlier cycle that the unit is asked about."""

    number: int
    indicator: str
    text: str


@dataclass(frozen=True, slots=True)
class BlankForm:
    """The blank form of one unit."""

    kind: ClassVar[str] = "form"

    cover: Cover
    notices: tuple[str, ...]
    unit: str
    ratings: tuple[str, ...]
    """供选择的自评结论"""
    sections: tuple[FormSection, ...]
    carried: tuple[LeftOpen, ...]
    """以前年度遗留、本年度须说明整改进展的问题"""
    states: tuple[str, ...]
    """供选择的整改状态"""
    count: int
    """表中的指标数"""
    answer_limit: int | None
    """一项文字的字数上限"""
    limit: int | None
    """全文字数上限"""


def blank_form(standing: Standing, unit: Unit | None, _fonts: Mapping[str, str]) -> BlankForm:
    """The blank form for `unit`."""
    if unit is None:
        raise ValueError(unit)
    workspace = standing.workspace
    duties = workspace.responsibilities.by_unit.get(unit.id, ())
    pairs = [(workspace.catalogue.by_id[duty.indicator], duty) for duty in duties]
    sections: list[FormSection] = []
    chapter = 0
    for _section, group in groupby(pairs, key=lambda pair: pair[0].section_number):
        members = list(group)
        first = members[0][0]
        heading = f"{chinese_numeral(first.chapter_number)}、{heading_words(first.chapter.title)}"
        above = "" if chapter == first.chapter_number else heading
        numeral, title = first.section_numeral, heading_words(first.section.title)
        headings = (*filter(None, (above,)), f"（{numeral}）{title}")
        items = tuple(_item(standing, *pair, () if position else headings) for position, pair in enumerate(members))
        sections.append(FormSection(above, numeral, title, items))
        chapter = first.chapter_number
    limits = workspace.settings.narratives
    # A form states nothing of its own: no date is known, and it is a sample only where it names problems that are.
    sample = carried_is_sample(standing, unit.id)
    made = replace(cover(standing, "自评填报表", unit.id, [], sample=sample), number="")
    return BlankForm(
        cover=made,
        notices=() if duties else (NOTHING_ASSIGNED,),
        unit=unit.id,
        ratings=tuple(RATING.values()),
        carried=tuple(
            LeftOpen(number, one.indicator, one.text)
            for number, one in enumerate(carried_problems(standing, unit.id), 1)
        ),
        states=tuple(words for status, words in STATUS.items() if status != "closed"),  # only the office closes one
        sections=tuple(sections),
        count=len(pairs),
        answer_limit=limits.answer if limits.has_key("answer") else None,
        limit=limits.submission if limits.has_key("submission") else None,
    )


_ROOM, _LEAST_ROOM = 148, 20
"""The height of the narrative's box in millimetres where nothing else takes room, and at least."""
_HEADING, _ROW, _LINE = 10.3, 8.2, 6.4
"""Millimetres of a line of a heading, of a row and of each further line in it."""
_HEADING_WIDTH, _TEXT_WIDTH, _NAME_WIDTH, _TARGET_WIDTH = 27, 32, 15, 7
"""Characters of a line of a heading, of the indicator's text, of a metric's name and of its target."""


def _item(standing: Standing, entry: Entry, duty: Duty, headings: tuple[str, ...]) -> FormItem:
    """What the form asks of an indicator, on a page below `headings`."""
    indicator = entry.indicator
    metrics: list[BlankMetric] = []
    for number, metric in enumerate(indicator.metrics, 1):
        target = target_words(metric.target, metric.unit)
        metrics.append(BlankMetric(metric.id, is_element=False, unit=metric.unit or "", target=target, number=number))
        metrics += [
            BlankMetric(one.id, is_element=True, unit=one.unit or "", target="—", number=number)
            for one in metric.elements
        ]
    points = number_words(own_points(standing, indicator.id))
    given = indicator.text + "，".join(filter(None, (ROLE[duty.role], duty.through_group, points))) + "（分值分）"
    taken = _HEADING * sum(_lines(f"　　{one}", _HEADING_WIDTH) for one in headings)
    taken += _LINE * (_lines(given, _TEXT_WIDTH) - 1) + sum(map(_height, metrics))
    taken += _ROW if metrics else 0  # their head
    return FormItem(
        indicator=indicator.id,
        text=indicator.text,
        role=ROLE[duty.role],
        through=duty.through_group or "",
        points=points,
        metrics=tuple(metrics),
        evidence_required=indicator.evidence_required,
        room=max(_LEAST_ROOM, int(_ROOM - taken)),
    )


def _height(metric: BlankMetric) -> float:
    """Of a metric's row."""
    name = _lines(f"{metric.name}（{metric.unit}）" if metric.unit else metric.name, _NAME_WIDTH)
    return _ROW + _LINE * (max(name, _lines(metric.target, _TARGET_WIDTH)) - 1)


def _lines(text: str, width: int) -> int:
    return ceil(len(text) / width)
