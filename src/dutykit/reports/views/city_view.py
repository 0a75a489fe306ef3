"""The report on the whole city: every unit that has an assignment, made from the records as plain data."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate, groupby, pairwise

from dutykit.model.catalogue import Entry
from dutykit.model.responsibility import Duty
from dutykit.model.submission import Submission
from dutykit.reports.views.county_metrics import county_metrics
from dutykit.reports.views.dates import content_dates
from dutykit.reports.views.figures import coverage_rows, heat_charts, total_charts
from dutykit.reports.views.problems import problem_rows
from dutykit.reports.views.scores import rankings
from dutykit.reports.views.standing import (
    Standing,
    Status,
    anchor_of,
    cover,
    part_headings,
    rating_bar,
    source_facts,
    state_words,
    tally,
)
from dutykit.reports.views.verdicts import verdict_row
from dutykit.reports.views.view import (
    CityChapterPart,
    CityIndicatorPart,
    CityReport,
    CitySectionPart,
    Fact,
    GridChapter,
    GridRow,
    ProblemRow,
    ReplyRow,
)
from dutykit.reports.views.words import RATING, ROLE, ROLE_SHORT, score_words
from dutykit.text.clean import shortened
from dutykit.text.day import date_words
from dutykit.text.numeral import chinese_numeral
from dutykit.typeset.charts import RATINGS, stacked_bars

GIST = 64
"""Characters of a narrative that the city's report shows."""
_GRID_TEXT = 34
_GRID_COLUMNS = 22
"""Units that fit beside each other on a page turned on its side, with one letter on a line of their heads."""
_GRID_HEAD = 24
"""Lines of a head."""
_MOST_GRID_LETTERS = 4
_GRID_LETTER = 0.46
"""What another letter on a line adds to a column, in columns."""
_MARKS: dict[Status, str] = {"answered": "●", "unrated": "△", "absent": "○", "unsubmitted": "○", "unreadable": "？"}


def city_report(standing: Standing, fonts: Mapping[str, str]) -> CityReport:
    """The report on all units."""
    workspace = standing.workspace
    duties = workspace.responsibilities
    units = [unit for unit in workspace.register.by_id if unit in duties.by_unit]
    submissions = [one for unit in units if (one := standing.submission(unit)) is not None]
    sample = any(one.sample for one in submissions)
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
    for unit in units:
        problems += problem_rows(standing, unit, len(problems) + 1)
    compared = county_metrics(standing, units)
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
            ("coverage", "填报情况与自评结论"),
            *([("ranking", "得分与排名")] if ranked or events else ()),
            *([("county-metrics", "各县区监测指标")] if compared else ()),
            ("grid", "责任分解表"),
            ("chapters", "各项指标填报情况"),
        ),
        facts=_facts(standing, len(units), submissions, f"{len(entries)}项，分解到单位共{total.owed}项次"),
        notices=_notices(sample=sample),
        tally=total,
        compared="" if standing.previous is None else standing.previous.words(units),
        by_unit=tuple(by_unit),
        by_chapter=tuple(by_chapter),
        chapter_chart=stacked_bars("各部分自评结论", RATINGS, [rating_bar(one) for one in by_chapter], fonts["song"]),
        heat_charts=heat_charts(standing, units, fonts["song"]),
        coverage_columns=tuple(one.label for one in by_chapter),
        coverage=coverage_rows(standing, units),
        total_charts=total_charts(standing, units, fonts["song"]),
        county_metrics=compared,
        reviewed=any(verdict_row(standing, duty) is not None for duty in duties.duties),
        grid_units=tuple(units),
        grid=tuple(_grid_chapter(standing, number, group, units) for number, group in chapters),
        grid_spans=tuple(_spans([_grid_column(unit) for unit in units])),
        grid_letters=tuple(map(_grid_letters, units)),
        grid_has_roles=any(duty.role != "responsible" for duty in duties.duties),
        chapters=tuple(_chapter(standing, number, group) for number, group in chapters),
        missing=tuple(Fact(unit, words) for unit in units if (words := _missing_words(standing, duties.by_unit[unit]))),
        rankings=ranked,
        events=events,
        alerts=standing.alerts,
        as_of=date_words(standing.as_of),
        problems=tuple(problems),
    )


def _facts(standing: Standing, units: int, submissions: Iterable[Submission], indicators: str) -> tuple[Fact, ...]:
    """What the first part states; `indicators` states how many there are."""
    submitted = sum(one.state in ("submitted", "accepted") for one in submissions)
    return (
        Fact("评价年度", f"{standing.cycle}年度"),
        Fact("责任单位", f"{units}个，其中已报送或已通过{submitted}个，未报送、草稿和已退回共{units - submitted}个"),
        Fact("指标", indicators),
        *source_facts(standing),
    )


def _grid_chapter(standing: Standing, number: int, entries: Iterable[Entry], units: Sequence[str]) -> GridChapter:
    entries = list(entries)
    rows = tuple(_grid_row(standing, one, units) for one in entries)
    return GridChapter(chinese_numeral(number), entries[0].chapter.title, rows)


def _grid_letters(unit: str) -> int:
    """How many letters of a unit's name are on a line at the head of its column: a head may not fill the page."""
    return min(-(-len(unit) // _GRID_HEAD), _MOST_GRID_LETTERS) or 1


def _grid_column(unit: str) -> float:
    """How wide the unit's column is, in columns of one letter."""
    return 1 + _GRID_LETTER * (_grid_letters(unit) - 1)


def _spans(columns: Sequence[float]) -> Iterator[tuple[int, int]]:
    """Groups of neighbouring columns, by their widths, as few and as equal as a page's width allows."""
    ends = [0.0, *accumulate(columns)]
    for groups in range(math.ceil(ends[-1] / _GRID_COLUMNS), len(columns) + 1):
        bounds = [bisect_right(ends, ends[-1] * number / groups) - 1 for number in range(groups)]
        found = [*pairwise([*bounds, len(columns)])]
        if all(ends[last] - ends[first] <= _GRID_COLUMNS for first, last in found):
            yield from found
            return


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
    return GridRow(indicator.id, shortened(indicator.text, _GRID_TEXT), cells, len(answered), len(owed), anchor)


def _cell(standing: Standing, duty: Duty | None) -> str:
    if duty is None:
        return ""
    mark = _MARKS[standing.of(duty)]
    return mark if duty.role == "responsible" else ROLE_SHORT[duty.role] + mark


def _chapter(standing: Standing, number: int, entries: Sequence[Entry]) -> CityChapterPart:
    sections = []
    for _section, group in groupby(entries, key=lambda entry: entry.section_number):
        members = list(group)
        parts = tuple(_indicator(standing, entry) for entry in members)
        sections.append(CitySectionPart(members[0].section_numeral, members[0].section.title, parts))
    return CityChapterPart(chinese_numeral(number), entries[0].chapter.title, tuple(sections))


def _indicator(standing: Standing, entry: Entry) -> CityIndicatorPart:
    indicator = entry.indicator
    duties = standing.workspace.responsibilities.by_indicator.get(indicator.id, ())
    replies = tuple(_reply(standing, one) for one in duties)
    return CityIndicatorPart(indicator.id, indicator.text, replies, anchor_of(standing, indicator.id))


def _reply(standing: Standing, duty: Duty) -> ReplyRow:
    answer = standing.answer(duty)
    if answer is None:
        unread = standing.of(duty) == "unreadable"
        rating, gist = ("不详", "自评材料部分内容未读取，暂无法统计。") if unread else ("未填报", "本单位未填报。")
        row = ReplyRow(duty.unit, ROLE[duty.role], answered=False, rating=rating, score="", gist=gist)
        return _with_verdict(standing, duty, row)
    row = ReplyRow(
        unit=duty.unit,
        role=ROLE[duty.role],
        answered=True,
        rating=RATING[answer.rating] if answer.rating else "未作自评结论",
        score=score_words(answer.score, standing.workspace.scoring),
        gist=shortened(answer.narrative or answer.reason or "", GIST) or "（未填写工作措施与成效）",
    )
    return _with_verdict(standing, duty, row)


def _with_verdict(standing: Standing, duty: Duty, row: ReplyRow) -> ReplyRow:
    """The reply with what the office found, where it was reviewed."""
    found = verdict_row(standing, duty)
    if found is None:
        return row
    remark = shortened(found.remark, GIST)
    return replace(
        row,
        verdict=found.rating,
        reviewed_score=found.score,
        differs=found.differs,
        rating_differs=found.rating_differs,
        score_differs=found.score_differs,
        remark=remark,
    )
