"""The report of one unit, made from the records as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from dutykit.model.catalogue import Entry
from dutykit.model.history_entry import short_hash
from dutykit.model.responsibility import Duty
from dutykit.model.submission import Submission
from dutykit.model.unit import Unit
from dutykit.reports.views.dates import content_dates
from dutykit.reports.views.evidence_rows import common_folder, evidence_rows, pieces
from dutykit.reports.views.figures import score_charts, year_charts
from dutykit.reports.views.problems import carried_parts, problem_rows
from dutykit.reports.views.rows import EvidenceRow, Fact, ProblemRow
from dutykit.reports.views.scores import Score, score_row
from dutykit.reports.views.standing import (
    Standing,
    anchor_of,
    cover,
    metric_number,
    metric_rows,
    own_points,
    part_headings,
    rating_bar,
    source_facts,
    state_words,
    tally,
)
from dutykit.reports.views.subject import NOTHING_ASSIGNED, subject_of
from dutykit.reports.views.unit_report import ChapterPart, IndicatorPart, SectionPart, UnitReport
from dutykit.reports.views.verdicts import scores_of, verdict_rows
from dutykit.reports.views.words import RATING, ROLE, heading_words, score_words
from dutykit.text.day import date_words
from dutykit.text.numeral import chinese_numeral
from dutykit.text.typed_table import paragraphs_and_tables
from dutykit.typeset.charts import RATINGS, TargetBar, stacked_bars, target_bars
from dutykit.typeset.report import Heading


def unit_report(standing: Standing, unit: Unit, fonts: Mapping[str, str]) -> UnitReport:
    """The report of `unit`, also where it has submitted nothing; `fonts` are CSS font lists by role."""
    workspace = standing.workspace
    submission = standing.submission(unit.id)
    duties = workspace.responsibilities.by_unit.get(unit.id, ())
    owed = {duty.indicator for duty in duties}
    items = [one for one in pieces(standing, [unit.id]) if one.indicator is None or one.indicator in owed]
    folder = common_folder(items)
    evidence = evidence_rows(standing, items, folder)
    problems = problem_rows(standing, unit.id)
    entries = [(workspace.catalogue.by_id[duty.indicator], duty) for duty in duties]
    chapters = [list(group) for _number, group in groupby(entries, key=lambda pair: pair[0].chapter_number)]
    by_chapter = [
        tally(
            standing,
            f"{chinese_numeral(entry.chapter_number)}、{heading_words(entry.chapter.title)}",
            [duty for _, duty in pairs],
        )
        for pairs in chapters
        for entry in (pairs[0][0],)
    ]
    carried = carried_parts(standing, unit.id)
    verdicts = verdict_rows(standing, unit.id, entries)
    score = standing.scores.get(unit.id)
    total = tally(standing, unit.id, duties, state=state_words(submission))
    sample = submission is not None and submission.sample
    return UnitReport(
        cover=cover(
            standing,
            "情况自评报告",
            unit.id,
            [submission] if submission else [],
            sample=sample,
            shown=content_dates(standing, [unit.id]),
        ),
        headings=_headings(carried=bool(carried), verdicts=bool(verdicts), score=score is not None),
        facts=(
            Fact("填报单位", unit.id),
            Fact("评价年度", f"{standing.cycle}年度"),
            *_submission_facts(submission),
            *source_facts(standing),
        ),
        notices=_notices(standing, unit, total.owed),
        tally=total,
        compared="" if standing.previous is None else standing.previous.words({unit.id}, "项"),
        compared_with="" if standing.previous is None else f"{standing.previous.cycle}年度",
        summary=paragraphs_and_tables(submission.summary if submission else None),
        rating_chart=stacked_bars(
            "各部分指标的自评结论", RATINGS, [rating_bar(one) for one in by_chapter], fonts["song"]
        ),
        metric_charts=target_bars("监测指标与目标值", _target_bars(standing, unit, entries), fonts["song"]),
        year_charts=year_charts(standing, unit.id, entries, fonts["song"]),
        score_charts=score_charts(standing, entries, fonts["song"]),
        chapters=tuple(_chapter(standing, pairs, evidence, problems) for pairs in chapters),
        missing=tuple(duty.indicator for duty in duties if standing.answer(duty) is None),
        unrated=tuple(duty.indicator for duty in duties if standing.of(duty) == "unrated"),
        unassigned=tuple(one for one in (submission.by_indicator if submission else ()) if one not in owed),
        next_steps=paragraphs_and_tables(submission.next_steps if submission else None),
        carried=carried,
        verdicts=tuple(verdicts),
        score=None if score is None else score_row(unit.id, score),
        score_notes=() if score is None else _score_notes(score),
        evidence=tuple(evidence),
        evidence_folder=folder,
        problems=tuple(problems),
    )


def _headings(*, carried: bool, verdicts: bool, score: bool) -> tuple[Heading, ...]:
    """The headings of the parts that there are."""
    return part_headings(
        ("facts", "基本情况"),
        ("summary", "工作概述"),
        *([("carried", "以前年度问题整改情况")] if carried else ()),
        ("chapters", "指标落实情况"),
        *([("verdicts", "得分与复核情况" if score else "复核情况")] if verdicts or score else ()),
        ("next", "下一步工作"),
    )


def _chapter(
    standing: Standing,
    pairs: Sequence[tuple[Entry, Duty]],
    evidence: Sequence[EvidenceRow],
    problems: Sequence[ProblemRow],
) -> ChapterPart:
    """A chapter's indicators, section by section."""
    sections = []
    for _number, group in groupby(pairs, key=lambda pair: pair[0].section_number):
        members = list(group)
        parts = tuple(_indicator(standing, entry, duty, evidence, problems) for entry, duty in members)
        sections.append(SectionPart(members[0][0].section_numeral, heading_words(members[0][0].section.title), parts))
    first = pairs[0][0]
    return ChapterPart(chinese_numeral(first.chapter_number), heading_words(first.chapter.title), tuple(sections))


def _submission_facts(submission: Submission | None) -> list[Fact]:
    facts = [Fact("填报状态", state_words(submission))]
    if submission is None:
        return facts
    if submission.state != "draft" or submission.submitted_on is not None:
        facts.append(Fact("报送日期", date_words(submission.submitted_on) or "未填写"))
    if submission.returned is not None:
        facts.append(Fact("退回原因", submission.returned.reason))
        facts.append(Fact("退回日期", date_words(submission.returned.on)))
        facts.append(Fact("重新报送时限", date_words(submission.returned.due)))
    if submission.history is not None:  # paper shows what the log was: nobody can rewrite it unnoticed
        facts.append(Fact("报送记录校验值", short_hash(submission.history)))
    return [fact for fact in facts if fact.value]


def _notices(standing: Standing, unit: Unit, owed: int) -> tuple[str, ...]:
    return (*subject_of(standing, unit).notices(), *(() if owed else (NOTHING_ASSIGNED,)))


def _indicator(
    standing: Standing, entry: Entry, duty: Duty, evidence: Sequence[EvidenceRow], problems: Sequence[ProblemRow]
) -> IndicatorPart:
    answer = standing.answer(duty)
    return IndicatorPart(
        id=duty.indicator,
        text=entry.indicator.text,
        role=ROLE[duty.role],
        through=duty.through_group or "",
        answered=answer is not None,
        rating="" if answer is None else RATING[answer.rating] if answer.rating else "未作自评结论",
        reason=(answer.reason or "") if answer else "",
        score=score_words(scores_of(standing, duty)[0], standing.workspace.scoring),
        points=score_words(own_points(standing, duty.indicator), standing.workspace.scoring),
        narrative=paragraphs_and_tables(answer.narrative if answer else None),
        metrics=tuple(metric_rows(standing, duty.unit, entry, answer)),
        evidence=tuple(row.number for row in evidence if row.indicator == duty.indicator),
        problems=tuple(row.number for row in problems if row.indicator == duty.indicator),
        anchor=anchor_of(standing, duty.indicator),
        before=_before(standing, duty),
    )


def _before(standing: Standing, duty: Duty) -> str:
    previous = standing.previous
    found = None if previous is None else previous.ratings.get((duty.unit, duty.indicator))
    if previous is None or found is None:
        return ""
    return f"{previous.cycle}年度{RATING[found.rating] if found.rating else '未作自评结论'}"


def _score_notes(score: Score) -> tuple[str, ...]:
    notes = [f"加分、扣分和影响等次的事项：{'；'.join(score.events)}。"] if score.events else []
    if score.gaps:
        notes.append(f"自评与复核分差超限的：{'；'.join(score.gaps)}。")
    return tuple(notes)


def _target_bars(standing: Standing, unit: Unit, entries: Sequence[tuple[Entry, Duty]]) -> list[TargetBar]:
    bars = []
    for entry, duty in entries:
        answer = standing.answer(duty)
        for row, metric in zip(
            (row for row in metric_rows(standing, unit.id, entry, answer) if not row.is_element),
            entry.indicator.metrics,
            strict=True,
        ):
            value = metric_number(answer, metric)
            if value is None or metric.target is None:
                continue
            low, high = (None if one is None else Decimal(one) for one in (metric.target.min, metric.target.max))
            words = f"{row.value}{row.unit}（{row.target}，{row.verdict}）"
            bars.append(TargetBar(f"{duty.indicator}.{metric.id}", value, low, high, words))
    return bars
