"""The overview for whoever leads （工作情况一览）: one round on one page, of one city or of several together."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from dutykit.assess.ledger import LedgerChoice, ledger
from dutykit.assess.round_figures import city_figures
from dutykit.assess.timeline import RoundStatus, round_status
from dutykit.check.broken_logs import broken_logs
from dutykit.model.evaluation import Evaluation
from dutykit.model.gap import EVERYTHING
from dutykit.model.layout import EVALUATIONS_FOLDER
from dutykit.model.office_words import LETTER_KINDS, letter_title
from dutykit.reports.views.fitting import lines_of
from dutykit.reports.views.overview_figures import figures_of, is_partial
from dutykit.reports.views.overview_lights import lights_of, stage_words
from dutykit.reports.views.overview_page import (
    CELL_LETTERS,
    HALF,
    HEADING,
    NOTE,
    PADDING,
    PLACE_LETTERS,
    PROBLEM_LETTERS,
    ROW,
    SIZE,
    TEXT_LETTERS,
    List,
    Overview,
    broken_log_words,
    fitted,
    heading_lines,
    list_head,
    room_below,
    unread_words,
)
from dutykit.reports.views.problems import unit_words
from dutykit.reports.views.standing import Standing, cover, rating_bar, tally
from dutykit.text.clean import paragraphs, shortened
from dutykit.text.day import date_words
from dutykit.text.numeral import chinese_numeral
from dutykit.typeset.charts import RATINGS, Bar, stacked_bars

_MOST_BARS = 8
_TALLEST = 130.0
"""Points; a higher chart has its labels shortened."""
_LABEL = 16
_SIDES = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def city_overview(standing: Standing, day: dt.date, fonts: Mapping[str, str]) -> Overview:
    """The overview of the workspace on `day`."""
    workspace = standing.workspace
    units = workspace.responsibilities.by_unit
    submissions = [one for unit in units if (one := standing.submission(unit)) is not None]
    office = workspace.evaluations.get(standing.cycle, Evaluation())
    made = cover(standing, "工作情况一览", "全市", submissions, sample=is_sample(standing), shown=[day])
    found = city_figures(workspace, standing.cycle, day)
    status = round_status(workspace, standing.cycle, day)
    notices = (
        *unread_words(unread_files(standing)),
        *broken_log_words(broken_logs(workspace, standing.cycle)),
        *_unreached(standing),
    )
    heading = heading_lines(standing, shortened(workspace.settings.place_name or "", PLACE_LETTERS), "")
    when = stage_words(status)
    room = room_below(made, heading, when, notices, partial=is_partial([found]))
    lights = lights_of(status, HALF, room - HEADING - NOTE) if status.units else None
    chart, chart_height = _chart(standing, fonts["song"])
    grades = _grades(standing)
    right = room - (chart_height + HEADING if chart else 0)
    right -= ROW * lines_of(grades, HALF, SIZE) + PADDING if grades else 0
    left = room - HEADING - NOTE - lights.height if lights else room
    requests = requests_of(office)
    lists = (_late(standing, day), letters_sent(status), _off_target(standing), _differences(standing))
    every = [one for one in lists if one.rows]
    placed = _placed(every, requests, left, right)
    more = len(requests) - len(placed.requests)
    return Overview(
        cover=made,
        notices=notices,
        heading=heading,
        as_of=date_words(day),
        when=when,
        figures=figures_of([found]),
        lights=lights,
        chart=chart,
        chart_height=chart_height,
        lists=placed.lists,
        wide_lists=0,
        beside_lists=placed.beside,
        grades=grades,
        requests=placed.requests,
        requests_rest=f"另有{more}项" if more else "",
        has_partial=is_partial([found]),
    )


def requests_of(office: Evaluation) -> list[str]:
    """What the office asks the leader to coordinate."""
    return [shortened(one, TEXT_LETTERS) for one in paragraphs(office.coordination)]


class _Placed(NamedTuple):
    lists: tuple[List, ...]
    beside: int
    """How many of them, the last ones, are below the lights."""
    requests: tuple[str, ...]

    @property
    def rows(self) -> int:
        """How much is shown."""
        return sum(len(one.rows) for one in self.lists) + len(self.requests)


def _placed(lists: Sequence[List], requests: Sequence[str], left: float, right: float) -> _Placed:
    """The lists and requests such that most of their rows are shown: all below the chart, or the last lists below the lights."""
    options = []
    for beside in range(len(lists) + 1):
        split = len(lists) - beside
        below, _none = fitted(lists[split:], (), HALF, left)
        shown, shown_requests = fitted(lists[:split], requests, HALF, right)
        if beside == 0 or left >= sum(map(list_head, lists[split:])):
            options.append(_Placed((*shown, *below), beside, shown_requests))
    return max(options, key=lambda one: one.rows)  # the first of those that show as much


def is_sample(standing: Standing) -> bool:
    """Whether anything that the page shows is an example."""
    workspace = standing.workspace
    round_, office = workspace.round(standing.cycle), workspace.evaluations.get(standing.cycle)
    submissions = (standing.submission(unit) for unit in workspace.responsibilities.by_unit)
    return any(one is not None and one.sample for one in (round_, office, *submissions))


def unread_files(standing: Standing) -> tuple[str, ...]:
    """The files of which a part could not be read, though a number or a word of the page rests on it."""
    gaps = standing.workspace.gaps.of((*EVERYTHING, EVALUATIONS_FOLDER), cycle=standing.cycle, earlier=True)
    return tuple(dict.fromkeys(gap.place.file for gap in gaps))


def _unreached(standing: Standing) -> Iterator[str]:
    count = len(standing.workspace.responsibilities.unreached)
    if count:
        yield f"有{count}项次指标没有分解到任何单位，未计入应填报。"


def _chart(standing: Standing, family: str) -> tuple[Markup, float]:
    """The ratings by chapter, and how high they are in points where they are as wide as the column; none without chapters."""
    bars = [*_bars(standing)]
    if not bars:
        return Markup(), 0
    for labelled in (bars, [replace(one, label=shortened(one.label, _LABEL)) for one in bars]):
        chart = stacked_bars("各部分自评结论", RATINGS, labelled, family)
        width, height = map(float, _SIDES.findall(chart)[0])
        if height * HALF / width <= _TALLEST:
            break
    return chart, round(height * HALF / width, 1)


def _bars(standing: Standing) -> Iterator[Bar]:
    """The chapters; where there are too many, the last ones together."""
    workspace = standing.workspace
    entries = workspace.catalogue.by_id.values()
    chapters = [(number, list(group)) for number, group in groupby(entries, key=lambda one: one.chapter_number)]
    single = chapters if len(chapters) <= _MOST_BARS else chapters[: _MOST_BARS - 1]
    others = chapters[len(single) :]
    by_indicator = workspace.responsibilities.by_indicator
    labelled = [(f"{chinese_numeral(number)}、{group[0].chapter.title}", group) for number, group in single]
    if others:
        labelled.append((f"其余{len(others)}个部分", [one for _number, group in others for one in group]))
    for label, group in labelled:
        yield rating_bar(
            tally(standing, label, [duty for one in group for duty in by_indicator.get(one.indicator.id, ())])
        )


def letters_sent(status: RoundStatus) -> List:
    """The reminder letters that were issued by the day, the hardest first, then the earliest."""
    sent = [(one.unit, entry.on, entry.letter) for one in status.units for entry in one.letters if entry.letter]
    sent.sort(key=lambda one: (-one[2].rank, one[1]))
    rows = [
        (
            unit,
            letter_title(letter),
            letter.document or f"第{letter.number}号",
            date_words(on),
            date_words(letter.until),
        )
        for unit, on, letter in sent
    ]
    kinds = "、".join(words for kind, words in LETTER_KINDS.items() if any(one[2].kind == kind for one in sent))
    titles = ("单位", "种类", "字号", "发出日期", "限期")
    return List(f"已发{kinds}（共{len(rows)}份）", titles, (36, 18, 32, 24, 24), tuple(map(_short, rows)), "份")


def _off_target(standing: Standing) -> List:
    rows = [(one.unit, one.item, one.what, one.value, one.limit) for one in standing.alerts.off_target]
    return List(
        f"未达目标值的监测指标（{len(rows)}项）", ("单位", "指标", "监测指标", "数值", "目标值"), (34, 13, 39, 22, 26),
        tuple(map(_short, rows)), "项",
    )  # fmt: skip


def late_problems(standing: Standing, day: dt.date) -> list[tuple[str, ...]]:
    """The problems that are late, the longest first: the units, the problem, the person, the deadline, the days since."""
    entries = ledger(standing.workspace, day, LedgerChoice(overdue=True)).entries
    late = [(one.deadline, one.tracked) for one in entries if one.deadline and one.tracked.key.cycle <= standing.cycle]
    late.sort(key=lambda pair: pair[0])
    return [
        _short((unit_words(standing, one), one.text, one.person or "—", date_words(due), str((day - due).days)))
        for due, one in late
    ]


def _late(standing: Standing, day: dt.date) -> List:
    rows = late_problems(standing, day)
    return List(
        f"逾期最久的问题（逾期共{len(rows)}个）", ("单位", "问题", "责任人", "完成时限", "逾期天数"), (32, 49, 15, 24, 14),
        tuple(rows), "个",
    )  # fmt: skip


def _differences(standing: Standing) -> List:
    found = standing.alerts.largest
    rows = [(one.unit, one.item, one.own, one.reviewed, one.percent) for one in found]
    over = len(standing.alerts.differences)
    title = f"自评与复核分差最大的指标（不一致{len(rows)}项{f'，超限{over}项' if over else ''}）"
    return List(
        title, ("单位", "指标", "自评得分", "复核得分", "分差"), (52, 22, 22, 22, 16), tuple(map(_short, rows)), "项"
    )


def _short(row: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(shortened(one, PROBLEM_LETTERS if place == 1 else CELL_LETTERS) for place, one in enumerate(row))


def _grades(standing: Standing) -> str:
    """How many units have each grade, by their own word and by the office's."""
    scoring = standing.workspace.scoring
    if scoring is None:
        return ""
    sides = {
        "自评等次": Counter(one.own_grade for one in standing.scores.values() if one.own_grade),
        "复核等次": Counter(one.grade for one in standing.scores.values() if one.grade),
    }
    parts = [
        f"{title}：{'、'.join(f'{grade.id}{counts[grade.id]}个' for grade in scoring.ladder if counts[grade.id])}"
        for title, counts in sides.items()
        if counts
    ]
    return shortened("；".join(parts), TEXT_LETTERS)
