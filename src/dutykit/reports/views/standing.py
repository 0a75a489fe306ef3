"""What the views of all reports share: the standing of answers, and the lines made of one answer."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal

from dutykit.assess.deadline import ProblemDeadlines
from dutykit.assess.letters import Reminder
from dutykit.assess.round_figures import CityFigures
from dutykit.model.catalogue import Entry, Metric
from dutykit.model.letter import Color, Kind
from dutykit.model.office_words import NO_STATE, RATINGS
from dutykit.model.quantity import brief, formula_words, given_elements, given_number, metric_value, reaches, shown
from dutykit.model.record import Number
from dutykit.model.responsibility import Duty
from dutykit.model.scoring import Points, indicator_points
from dutykit.model.settings import LONGEST_MARK
from dutykit.model.submission import Answer, Submission
from dutykit.model.workspace import Workspace
from dutykit.reports.views.previous import Previous
from dutykit.reports.views.rows import AlertRow, DifferenceRow, Fact, MetricRow, Tally
from dutykit.reports.views.scores import Score
from dutykit.reports.views.words import (
    STATE,
    number_words,
    percent,
    target_words,
)
from dutykit.text.book_title import inside_book_marks
from dutykit.text.day import date_words
from dutykit.text.numeral import chinese_numeral
from dutykit.typeset.charts import Bar
from dutykit.typeset.enclosure import enclosure_url
from dutykit.typeset.report import Cover, Heading
from dutykit.typeset.title import COVER_ROOM, SIGNATURE_ROOM, packed_lines, title_lines

Status = Literal["answered", "unrated", "absent", "unsubmitted", "unreadable"]
"""With a rating; without one; a submission without an answer; no submission; a file that was not read in full."""


@dataclass(frozen=True, slots=True)
class Alerts:
    """What is beyond its limit, by unit; then what is of no single unit."""

    rows: tuple[AlertRow, ...] = ()
    """All but those of differences."""
    differences: tuple[DifferenceRow, ...] = ()
    """What the unit and the office scored too differently."""
    off_target: tuple[AlertRow, ...] = ()
    """Those of `rows` that are metrics off target, in the catalogue's order."""
    largest: tuple[DifferenceRow, ...] = ()
    """All that the unit and the office scored differently, the largest difference first."""


@dataclass(frozen=True, slots=True)
class City:
    """One of several cities in a report on them together."""

    name: str
    figures: CityFigures
    stage: str
    """Which stage is on, in the words of a cell."""
    letters: Mapping[tuple[Color, Kind | None], int]
    """How many letters were issued."""
    late: tuple[tuple[str, ...], ...]
    """Its late problems as the overview lists them, the longest first."""
    requests: tuple[str, ...]
    """What its office asks the leader to coordinate."""
    off_target: tuple[AlertRow, ...]
    """Its metrics off target."""
    unread: tuple[str, ...]
    """The files of which a part could not be read."""
    broken_logs: tuple[str, ...]
    """The logs whose lines or letters do not follow each other."""
    marks: tuple[str, ...]
    """What stands above each page of its own reports."""
    sample: bool


@dataclass(frozen=True)
class Standing:
    """A workspace in one cycle, with what was calculated about it beforehand."""

    workspace: Workspace
    cycle: int
    status: Mapping[tuple[str, str], Status]
    """How far each duty, by (unit, indicator), is answered."""
    scores: Mapping[str, Score] = field(default_factory=dict)
    """The totals of units by id; empty where the workspace has no scoring."""
    alerts: Alerts = Alerts()
    """What is beyond its limit."""
    previous: Previous | None = None
    """The round before; None where there was none."""
    as_of: dt.date | None = None
    """The day by which problems are late, and closings known; None where no day is asked for."""
    number: str = ""
    """The document number of the report that is made; empty for none."""
    enclosed: frozenset[str] = frozenset()
    """The names of the files that travel inside the report."""
    cities: tuple[City, ...] = ()
    """The cities of a report on several; empty for one on the workspace itself."""
    reminder: Reminder | None = None
    """The letter that is made; None for other reports, and for the letter that is due on `as_of`."""

    @cached_property
    def deadlines(self) -> ProblemDeadlines:
        """By when each problem is to be resolved."""
        return ProblemDeadlines(self.workspace)

    def link_to(self, file: str | None) -> str:
        """What a link points to that opens `file` inside the report; empty if it is not in there."""
        return enclosure_url(file) if file in self.enclosed else ""

    def submission(self, unit: str) -> Submission | None:
        """The submission of `unit` in this cycle."""
        return self.workspace.submission(unit, self.cycle)

    def of(self, duty: Duty) -> Status:
        """How far `duty` is answered."""
        return self.status[duty.unit, duty.indicator]

    def answer(self, duty: Duty) -> Answer | None:
        """What the unit wrote on `duty`, also where it gives no rating."""
        submission = self.submission(duty.unit)
        return None if submission is None else submission.by_indicator.get(duty.indicator)


def source_words(standing: Standing) -> str:
    """The document that the catalogue is from, in a sentence."""
    source = standing.workspace.catalogue.source
    return f"《{inside_book_marks(source.title)}》" + (f"（{source.number}）" if source.number else "")


def source_facts(standing: Standing) -> list[Fact]:
    """What the report rests on."""
    catalogue = standing.workspace.catalogue
    source = catalogue.source
    beside = "，".join(filter(None, (source.issuer, source.number, date_words(source.dated))))
    facts = [Fact("指标体系", catalogue.title), Fact("来源文件", f"《{inside_book_marks(source.title)}》（{beside}）")]
    scoring = standing.workspace.scoring
    if scoring is not None and standing.scores:
        basis = "，".join(
            (scoring.bare_basis, *(["示例"] if scoring.sample and "示例" not in scoring.bare_basis else []))
        )
        facts.append(Fact("评分办法", f"{scoring.title}（{basis}）"))
    return facts


def own_points(standing: Standing, indicator: str) -> Number | None:
    """The points of an indicator, as the scoring gives them, else the catalogue; None where only its heading has any."""
    scoring = standing.workspace.scoring
    given = Points.model_construct() if scoring is None else scoring.points
    return indicator_points(standing.workspace.catalogue.by_id[indicator], given)


def part_headings(*parts: tuple[str, str]) -> tuple[Heading, ...]:
    """Headings 第一部分, 第二部分 … for `parts`, each an anchor and a title."""
    return tuple(
        Heading(anchor, f"第{chinese_numeral(number)}部分　{title}") for number, (anchor, title) in enumerate(parts, 1)
    )


def anchor_of(standing: Standing, indicator: str) -> str:
    """Where in a report `indicator` is answered; an id may hold anything, its place in the catalogue is a number."""
    return f"item-{standing.workspace.catalogue.order[indicator] + 1}"


def cover(  # noqa: PLR0913 (each is asked for by its name)
    standing: Standing,
    second_line: str,
    subject: str,
    submissions: Iterable[Submission],
    *,
    sample: bool,
    shown: Iterable[dt.date] = (),
    by_office: bool = False,
) -> Cover:
    """The cover of a report on `submissions`, dated by the latest day that anything in it is from.

    That is the last day a submission was submitted, or a later one of `shown`: of the review that the report shows,
    of the closings it tells of, and of the day (`--as-of`) that it prints. So nothing in a report is later than its cover
    and its signature, the same data and day give the same date, and what is undated stays undated.

    `subject` is a unit's id, or 全市: a unit signs its own report, the configured issuer the city's and all `by_office`.
    """
    workspace = standing.workspace
    settings = workspace.settings.report
    submitted = (one.submitted_on for one in submissions if one.submitted_on is not None)
    date = max((*submitted, *shown), default=None)
    place = workspace.settings.place_name or ""
    title = f"{place}{standing.cycle}年度履行教育职责{second_line}"
    canonical = workspace.register.canonical
    names = [place, *canonical, subject]
    source = workspace.catalogue.source
    marks = (settings.classification, settings.draft_mark, "示例数据　不反映实际情况" if sample else "")
    issuer = settings.issuer or "" if by_office or subject not in workspace.register.by_id else subject
    return Cover(
        title_lines=title_lines(title, names, COVER_ROOM),
        title=f"{title}（{subject}）" + ("（示例数据）" if sample else ""),
        subject=subject,
        issuer=issuer,
        issuer_lines=_signing(issuer, names) if issuer else (),
        number=standing.number,
        classification=settings.classification or "",
        urgency=settings.urgency or "",
        draft=settings.draft_mark or "",
        draft_lines=title_lines(f"（{settings.draft_mark}）", names, SIGNATURE_ROOM) if settings.draft_mark else (),
        marks=packed_lines(filter(None, marks), LONGEST_MARK),
        period=f"{standing.cycle}年度",
        source_title=source.title,
        source_number=source.number or "",
        date=date_words(date),
        sample=sample,
        created="" if date is None else date.isoformat(),
    )


def _signing(issuer: str, names: Iterable[str]) -> tuple[str, ...]:
    """The lines in which `issuer` signs: each of several bodies has its own, or its own lines."""
    names = [*names]
    return tuple(line for body in issuer.split("、") if body for line in title_lines(body, names, SIGNATURE_ROOM))


def tally(standing: Standing, label: str, duties: Iterable[Duty], *, state: str = "") -> Tally:
    """How many of `duties` are answered, and how."""
    counts: Counter[str] = Counter()
    ratings: Counter[str | None] = Counter()
    for duty in duties:
        counts[standing.of(duty)] += 1
        answer = standing.answer(duty)
        if answer is not None:
            ratings[answer.rating] += 1
    owed, answered = counts.total(), counts["answered"]
    return Tally(
        label=label,
        owed=owed,
        answered=answered,
        met=ratings["met"],
        partly=ratings["partly"],
        unmet=ratings["unmet"],
        not_applicable=ratings["not_applicable"],
        unrated=counts["unrated"],
        missing=owed - answered - counts["unreadable"],
        unreadable=counts["unreadable"],
        rate=percent(answered, owed),
        state=state,
    )


def rating_bar(counts: Tally) -> Bar:
    """A tally as a bar of ratings; its parts follow `charts.RATINGS`."""
    absent = counts.missing - counts.unrated
    ratings = (counts.met, counts.partly, counts.unmet, counts.not_applicable)
    return Bar(counts.label, (*ratings, counts.unrated, absent, counts.unreadable), f"共{counts.owed}项")


def state_words(submission: Submission | None) -> str:
    """The state of a submission, also of one that was never submitted."""
    return NO_STATE if submission is None else STATE[submission.state]


def metric_rows(standing: Standing, unit: str, entry: Entry, answer: Answer | None) -> list[MetricRow]:
    """The metrics of an indicator, each followed by its elements."""
    given = {} if answer is None else answer.metrics
    rows: list[MetricRow] = []
    for metric in entry.indicator.metrics:
        value = metric_number(answer, metric)
        written = number_words(given.get(metric.id))
        worked_out = value is not None and not written
        if value is not None and worked_out:
            written = f"{shown(metric, value):f}"
        rows.append(
            MetricRow(
                name=metric.id,
                is_element=False,
                unit=metric.unit or "",
                value=written or _lacking(metric, answer),
                target=target_words(metric.target, metric.unit),
                verdict=_lacking(metric, answer) if value is None else _verdict(metric, value),
                formula=formula_words(metric),
                worked_out=worked_out,
                before=number_before(standing, unit, entry.indicator.id, metric.id, metric),
            )
        )
        for element in metric.elements:
            written = number_words(given.get(element.id))
            rows.append(
                MetricRow(
                    name=element.id,
                    is_element=True,
                    unit=element.unit or "",
                    value=written or "未填报",
                    target="—",
                    verdict="—",
                    formula="",
                    before=number_before(standing, unit, entry.indicator.id, element.id),
                )
            )
    return rows


def number_before(standing: Standing, unit: str, indicator: str, name: str, metric: Metric | None = None) -> str:
    """A metric's number in the round before and which way it went since; empty where they are not compared."""
    previous = standing.previous
    found = None if previous is None else previous.numbers.get((unit, indicator, name))
    if found is None:
        return ""
    value = brief(found.value) if metric is None or _ends(found.value) else shown(metric, found.value)
    return f"{value:f}{found.arrow}"


def _ends(value: Decimal) -> bool:
    """Whether a number is as somebody wrote it: what a formula gives may have no end."""
    return value == brief(value)


def metric_number(answer: Answer | None, metric: Metric) -> Decimal | None:
    """The number of a metric: as given, else as calculated; None for none, and where something else was written."""
    if answer is None or (answer.metrics.get(metric.id) is not None and given_number(answer, metric.id) is None):
        return None
    value = metric_value(answer, metric)
    return None if value is None else Decimal(value)


def _lacking(metric: Metric, answer: Answer | None) -> str:
    """Why a metric has no number: nothing is filled in, or its formula gives none for what is, as by a divisor of zero."""
    filled = answer is not None and metric.formula is not None and given_elements(answer, metric) is not None
    return "无法计算" if filled else "未填报"


def _verdict(metric: Metric, value: Decimal) -> str:
    if metric.target is None:
        return "—"
    return RATINGS["met" if reaches(value, metric.target) else "unmet"]
