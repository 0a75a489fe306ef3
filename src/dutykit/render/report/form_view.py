"""The blank form （填报表）: to be printed and filled in by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import ClassVar

from dutykit.model.catalogue import Entry
from dutykit.model.numeral import chinese_numeral
from dutykit.model.responsibility import Duty
from dutykit.model.unit import Unit
from dutykit.render.report.standing import Standing, cover
from dutykit.render.report.subject import NOTHING_OWED
from dutykit.render.report.view import Cover
from dutykit.render.report.words import RATING, ROLE, target_words


@dataclass(frozen=True, slots=True)
class BlankMetric:
    """A number to be filled in."""

    name: str
    is_element: bool
    unit: str
    target: str
    """A dash where there is none."""


@dataclass(frozen=True, slots=True)
class FormItem:
    """The form for one indicator."""

    indicator: str
    text: str
    role: str
    through: str
    """The group through which the unit owes it; empty if it is named itself."""
    points: str
    """Empty where the catalogue gives none."""
    metrics: tuple[BlankMetric, ...]
    evidence_required: bool
    room: int
    """How high the box for the narrative is, in millimetres, so that the form fills its page."""


@dataclass(frozen=True, slots=True)
class FormSection:
    """The forms under one second-level heading."""

    chapter: str
    """The first-level heading with its numeral where it begins; else empty."""
    numeral: str
    title: str
    items: tuple[FormItem, ...]


@dataclass(frozen=True, slots=True)
class BlankForm:
    """The blank form of one unit."""

    kind: ClassVar[str] = "form"

    cover: Cover
    notices: tuple[str, ...]
    unit: str
    ratings: tuple[str, ...]
    """The verdicts to choose from."""
    sections: tuple[FormSection, ...]
    count: int
    """How many indicators the form asks about."""
    answer_limit: int
    """How many characters one answer may have."""
    limit: int
    """How many the whole submission may have."""


def blank_form(standing: Standing, unit: Unit | None, _fonts: Mapping[str, str]) -> BlankForm:
    """The blank form for `unit`."""
    if unit is None:
        raise ValueError(unit)
    workspace = standing.workspace
    duties = workspace.responsibilities.by_unit.get(unit.id, ())
    pairs = [(workspace.catalogue.by_id[duty.indicator], duty) for duty in duties]
    sections: list[FormSection] = []
    chapter = 0
    for number, group in groupby(pairs, key=lambda pair: pair[0].section_number):
        members = list(group)
        first = members[0][0]
        heading = f"{chinese_numeral(first.chapter_number)}、{first.chapter.title}"
        sections.append(
            FormSection(
                chapter="" if chapter == first.chapter_number else heading,
                numeral=chinese_numeral(number),
                title=first.section.title,
                items=tuple(_item(entry, duty) for entry, duty in members),
            )
        )
        chapter = first.chapter_number
    limits = workspace.settings.narratives
    # A form says nothing yet: neither a date nor whether it is a sample is known.
    made = replace(cover(standing, "填报表", unit.id, [], sample=False), number="")
    return BlankForm(
        cover=made,
        notices=() if duties else (NOTHING_OWED,),
        unit=unit.id,
        ratings=tuple(RATING.values()),
        sections=tuple(sections),
        count=len(pairs),
        answer_limit=limits.answer,
        limit=limits.submission,
    )


_ROOM, _LEAST_ROOM = 116, 20
"""The height of the narrative's box in millimetres where nothing else takes room, and at least."""
_LINE = 28
_SHORT_NAME = 18


def _item(entry: Entry, duty: Duty) -> FormItem:
    indicator = entry.indicator
    metrics: list[BlankMetric] = []
    for metric in indicator.metrics:
        target = target_words(metric.target, metric.unit)
        metrics.append(BlankMetric(metric.id, is_element=False, unit=metric.unit or "", target=target))
        metrics += [BlankMetric(one.id, is_element=True, unit=one.unit or "", target="—") for one in metric.elements]
    taken = 6 * (len(indicator.text) // _LINE) + sum(8 if len(one.name) <= _SHORT_NAME else 14 for one in metrics)
    return FormItem(
        indicator=indicator.id,
        text=indicator.text,
        role=ROLE[duty.role],
        through=duty.through_group or "",
        points="" if indicator.points is None else str(indicator.points),
        metrics=tuple(metrics),
        evidence_required=indicator.evidence_required,
        room=max(_LEAST_ROOM, _ROOM - taken),
    )
