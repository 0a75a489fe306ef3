"""The report on the whole city: every unit that has an assignment, made from the records as plain data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from dutykit.model.catalogue import Entry
from dutykit.model.responsibility import Duty
from dutykit.model.submission import Submission
from dutykit.output.table.paper import letters_across, mark_spans
from dutykit.reports.views.city_report import (
    CityChapterPart,
    CityIndicatorPart,
    CityReport,
    CitySectionPart,
    GridChapter,
    GridRow,
    ReplyRow,
)
from dutykit.reports.views.county_metrics import county_metrics
from dutykit.reports.views.dates import content_dates
from dutykit.reports.views.evaluation import statement
from dutykit.reports.views.figures import heat_charts, total_charts
from dutykit.reports.views.problems import problem_rows
from dutykit.reports.views.rows import Fact, MetricRow, ProblemRow
from dutykit.reports.views.scores import rankings
from dutykit.reports.views.standing import (
    Standing,
    Status,
    anchor_of,
    cover,
    metric_rows,
    part_headings,
    rating_bar,
    source_facts,
    state_words,
    tally,
)
from dutykit.reports.views.unit_report import VerdictRow
from dutykit.reports.views.verdicts import score_differs, scores_of, verdict_row
from dutykit.reports.views.words import RATING, ROLE, ROLE_SHORT, heading_words
from dutykit.text.clean import paragraphs, shortened
from dutykit.text.day import date_words
from dutykit.text.numeral import chinese_numeral
from dutykit.typeset.charts import RATINGS, stacked_bars

_CLAUSE = re.compile(r"[^，,；;。（(]+")
_GRID_TEXT = range(8, 24)
"""How long an indicator's name in the grid is: as its column is wide at most."""
_MARKS: dict[Status, str] = {"answered": "●", "unrated": "△", "absent": "○", "unsubmitted": "○", "unreadable": "？"}


def city_report(standing: Standing, fonts: Mapping[str, str]) -> CityReport:
    """The report on all units."""
    workspace = standing.workspace
    duties, scoring = workspace.responsibilities, workspace.scoring
    units = [unit for unit in workspace.register.by_id if unit in duties.by_unit]
    submissions = [one for unit in units if (one := standing.submission(unit)) is not None]
    by_unit = [
        tally(standing, unit, duties.by_unit[unit], state=state_words(standing.submission(unit))) for unit in units
    ]
    entries = list(workspace.catalogue.by_id.values())
    chapters = [(number, list(group)) for number, group in groupby(entries, key=lambda entry: entry.chapter_number)]
    by_chapter = [
        tally(
            standing,
            f"{chinese_numeral(number)}、{group[0].chapter.title}",
            [duty for entry in group for duty in duties.by_indicator.get(entry.indicator.id, ())],
        )
        for number, group in chapters
    ]
    total = tally(standing, "合计", duties.duties)
    problems: list[ProblemRow] = []
    numbers: dict[tuple[str, str], tuple[int, ...]] = {}
    for unit in units:
        for row in problem_rows(standing, unit, len(problems) + 1):
            problems.append(row)
            numbers[unit, row.indicator] = (*numbers.get((unit, row.indicator), ()), row.number)
    stated = statement(standing, units, total)
    sample = any(one.sample for one in submissions) or stated.sample
    counties = county_metrics(standing, units)
    parts = tuple(_chapter(standing, number, group, numbers) for number, group in chapters)
    replies = [
        one for part in parts for section in part.sections for each in section.indicators for one in each.replies
    ]
    ranked = rankings(workspace.register, units, standing.scores)
    scored = ((unit, standing.scores[unit]) for unit in units if unit in standing.scores)
    events = tuple(Fact(unit, "；".join(one.events)) for unit, one in scored if one.events)
    shown = list(content_dates(standing, units))
    if problems and standing.as_of is not None:
        shown.append(standing.as_of)  # is above the ledger
    return CityReport(
        cover=cover(standing, "评价报告", "全市", submissions, sample=sample, shown=shown),
        headings=part_headings(
            ("facts", "基本情况"),
            ("overall", "总体评价" if stated.is_evaluated else "总体情况"),
            *([("achievements", "主要做法和成效")] if stated.achievements else ()),
            *([("issues", "存在问题")] if stated.issues else ()),
            *([("recommendations", "意见建议")] if stated.recommendations else ()),
            ("coverage", "填报情况与自评结论"),
            *([("ranking", "得分与排名")] if ranked or events else ()),
            *([("alerts", "预警事项")] if standing.alerts.rows or standing.alerts.differences else ()),
            *([("county-metrics", "各县区监测指标")] if counties else ()),
            ("grid", "责任分解表"),
            ("chapters", "各项指标评价情况"),
        ),
        facts=_facts(standing, len(units), submissions, f"{len(entries)}项，分解到单位共{total.owed}项次"),
        notices=_notices(sample=sample),
        overall=stated.overall,
        achievements=stated.achievements,
        issues=stated.issues,
        recommendations=stated.recommendations,
        tally=total,
        by_unit=tuple(by_unit),
        by_chapter=tuple(by_chapter),
        chapter_chart=stacked_bars("各部分自评结论", RATINGS, [rating_bar(one) for one in by_chapter], fonts["song"]),
        heat_charts=heat_charts(standing, units, fonts["song"]),
        total_charts=total_charts(standing, units, fonts["song"]),
        county_metrics=counties,
        compared_with="" if standing.previous is None else f"{standing.previous.cycle}年度",
        reviewed=any(one.verdict for one in replies),
        scored=any(one.score or one.reviewed_score for one in replies),
        grid_units=tuple(units),
        grid=tuple(_grid_chapter(standing, number, group, units) for number, group in chapters),
        grid_spans=tuple(mark_spans(units)),
        grid_letters=tuple(map(letters_across, units)),
        grid_has_roles=any(duty.role != "responsible" for duty in duties.duties),
        chapters=parts,
        missing=tuple(Fact(unit, words) for unit in units if (words := _missing_words(standing, duties.by_unit[unit]))),
        rankings=ranked,
        events=events,
        alerts=standing.alerts.rows,
        differences=standing.alerts.differences,
        difference_limit="" if scoring is None or scoring.difference is None else f"{scoring.difference}%",
        as_of=date_words(standing.as_of),
        problems=tuple(problems),
    )


def _facts(standing: Standing, units: int, submissions: Iterable[Submission], indicators: str) -> tuple[Fact, ...]:
    """What the first part states; `indicators` states how many there are."""
    submitted = sum(one.state in ("submitted", "accepted") for one in submissions)
    words = f"其中已报送或已通过{submitted}个，未报送、草稿和已退回共{units - submitted}个"
    if submitted in {0, units}:
        words = "均已报送或已通过" if submitted else "均未报送（含草稿和已退回）"
    return (
        Fact("评价年度", f"{standing.cycle}年度"),
        Fact("责任单位", f"{units}个，{words}" if units else "无"),
        Fact("指标", indicators),
        *source_facts(standing),
    )


def _grid_chapter(standing: Standing, number: int, entries: Iterable[Entry], units: Sequence[str]) -> GridChapter:
    entries = list(entries)
    rows = tuple(_grid_row(standing, one, units) for one in entries)
    return GridChapter(chinese_numeral(number), entries[0].chapter.title, rows)


def _notices(*, sample: bool) -> tuple[str, ...]:
    return ("本报告含示例数据，所述内容均为示例，不反映任何单位的实际情况。",) if sample else ()


def _missing_words(standing: Standing, duties: Sequence[Duty]) -> str:
    absent = "、".join(one.indicator for one in duties if standing.of(one) in ("absent", "unsubmitted"))
    unrated = "、".join(one.indicator for one in duties if standing.of(one) == "unrated")
    return "；".join(filter(None, (absent, f"有填报内容但未作自评结论：{unrated}" if unrated else "")))


def _grid_row(standing: Standing, entry: Entry, units: Sequence[str]) -> GridRow:
    owed = {duty.unit: duty for duty in standing.workspace.responsibilities.by_indicator.get(entry.indicator.id, ())}
    answered = [duty for duty in owed.values() if standing.of(duty) == "answered"]
    cells = tuple(_cell(standing, owed.get(unit)) for unit in units)
    indicator = entry.indicator
    anchor = anchor_of(standing, indicator.id)
    return GridRow(indicator.id, _label(indicator.text), cells, len(answered), len(owed), anchor)


def _label(text: str) -> str:
    """What an indicator is about, on one line: its first clause where that says enough, else its beginning."""
    clause = _CLAUSE.match(text)
    words = "" if clause is None else clause.group()
    is_whole = len(words) in _GRID_TEXT and words.count("“") == words.count("”")
    return words if is_whole else shortened(text, _GRID_TEXT[-1])


def _cell(standing: Standing, duty: Duty | None) -> str:
    if duty is None:
        return ""
    mark = _MARKS[standing.of(duty)]
    return mark if duty.role == "responsible" else ROLE_SHORT[duty.role] + mark


def _chapter(
    standing: Standing, number: int, entries: Sequence[Entry], problems: Mapping[tuple[str, str], tuple[int, ...]]
) -> CityChapterPart:
    sections = []
    for _section, group in groupby(entries, key=lambda entry: entry.section_number):
        members = list(group)
        parts = tuple(_indicator(standing, entry, problems) for entry in members)
        sections.append(CitySectionPart(members[0].section_numeral, heading_words(members[0].section.title), parts))
    return CityChapterPart(chinese_numeral(number), heading_words(entries[0].chapter.title), tuple(sections))


def _indicator(
    standing: Standing, entry: Entry, problems: Mapping[tuple[str, str], tuple[int, ...]]
) -> CityIndicatorPart:
    indicator = entry.indicator
    item = standing.workspace.points_items.get(indicator.id)
    points = f"{item.points}" if item is not None and item.level == "indicators" else ""
    duties = standing.workspace.responsibilities.by_indicator.get(indicator.id, ())
    replies = tuple(_reply(standing, entry, one, problems.get((one.unit, indicator.id), ())) for one in duties)
    return CityIndicatorPart(indicator.id, indicator.text, points, replies, anchor_of(standing, indicator.id))


def _reply(standing: Standing, entry: Entry, duty: Duty, problems: tuple[int, ...]) -> ReplyRow:
    answer, found = standing.answer(duty), verdict_row(standing, duty)
    rating = "不详" if standing.of(duty) == "unreadable" else "未填报"
    if answer is not None:
        rating = RATING[answer.rating] if answer.rating else "未作自评结论"
    own, reviewed = scores_of(standing, duty)
    return ReplyRow(
        unit=duty.unit,
        role=ROLE[duty.role],
        answered=answer is not None,
        rating=rating,
        score="" if own is None else f"{own:f}",
        notes=tuple(_notes(standing, entry, duty, found)),
        problems=problems,
        verdict="" if found is None else found.rating,
        reviewed_score="" if reviewed is None else f"{reviewed:f}",
        rating_differs=found is not None and found.rating_differs,
        score_differs=score_differs(standing, duty),
    )


def _notes(standing: Standing, entry: Entry, duty: Duty, found: VerdictRow | None) -> Iterator[Fact]:
    """What is beside the ratings: why the indicator does not apply, its metrics, what the office remarks."""
    answer = standing.answer(duty)
    if answer is not None and answer.reason:
        yield Fact("不适用的理由", "".join(paragraphs(answer.reason)))
    for row in metric_rows(standing, duty.unit, entry, answer) if answer is not None else ():
        if not row.is_element:
            yield Fact("", _metric_words(standing, row))
    if found is not None and found.remark:
        yield Fact("复核意见", found.remark)


def _metric_words(standing: Standing, row: MetricRow) -> str:
    """A metric in one line, with what it is held against."""
    if row.value == row.verdict:  # there is none
        return f"{row.name}：{row.value}"
    beside = [] if row.target == "—" else [f"目标值{row.target}", row.verdict]
    if row.before and standing.previous is not None:
        beside.append(f"{standing.previous.cycle}年度{row.before}")
    words = f"（{'，'.join(beside)}）" if beside else ""
    return f"{row.name}：{row.value}{row.unit}{words}"
