"""The overview of several cities together: a row for each, the worst first, and below them what is late, off target and asked for."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from markupsafe import Markup

from dutykit.model.letter import Color, Kind
from dutykit.model.office_words import COLORS, LETTER_KINDS
from dutykit.model.settings import LONGEST_MARK
from dutykit.reports.views.fitting import MILLIMETRE, rows_that_fit
from dutykit.reports.views.overview_figures import NUMBERS, figures_of, is_partial
from dutykit.reports.views.overview_page import (
    ACROSS,
    CELL_LETTERS,
    HALF,
    HEADING,
    TEXT_LETTERS,
    List,
    Overview,
    broken_log_words,
    cut,
    fitted,
    heading_lines,
    list_head,
    room_below,
    row_height,
    unread_words,
)
from dutykit.reports.views.standing import City, Standing, cover
from dutykit.text.clean import shortened
from dutykit.text.day import date_words
from dutykit.typeset.title import packed_lines

_STAGE, _NUMBER, _SENT = 40.0, 20.5, 36.0


def province_overview(standing: Standing, day: dt.date) -> Overview:
    """The overview of the cities that `standing` names, on `day`; the workspace itself is only the first of them."""
    cities = sorted(standing.cities, key=_badness)
    figures = [one.figures for one in cities]
    heading = heading_lines(standing, "", f"（{len(cities)}个城市）")
    made = cover(standing, "工作情况一览", "各市", [], sample=any(one.sample for one in cities), shown=[day])
    title = f"{made.period}履行教育职责工作情况一览（{len(cities)}个城市）"
    marks = packed_lines(dict.fromkeys(mark for one in cities for mark in one.marks), LONGEST_MARK)
    made = replace(
        made, title=title + ("（示例数据）" if made.sample else ""), title_lines=heading, subject="各市", issuer="",
        issuer_lines=(), number="", marks=marks,
    )  # fmt: skip
    notices = (
        *unread_words([f"{one.name}/{file}" for one in cities for file in one.unread]),
        *broken_log_words([f"{one.name}/{file}" for one in cities for file in one.broken_logs]),
    )
    every = _city_list(cities)
    below = [one for one in (_late_list(cities), _metric_list(cities)) if one.rows]
    requests = [f"{one.name}：{text}" for one in cities for text in one.requests]
    left, right = below[:1], below[1:]
    heads = [sum(map(list_head, left)), sum(map(list_head, right)) + (HEADING if requests else 0)]
    room = room_below(made, heading, "", notices, partial=is_partial(figures)) - list_head(every)
    heights = [row_height(row, every.widths) for row in every.rows]
    (count,) = rows_that_fit([heights], room - max(heads))  # all cities before anything else
    room -= sum(heights[:count])
    shown, _none = fitted(left, (), HALF, room)
    beside, shown_requests = fitted(right, requests, HALF, room)
    more = len(requests) - len(shown_requests)
    return Overview(
        cover=made,
        notices=notices,
        heading=heading,
        as_of=date_words(day),
        when="",
        figures=figures_of(figures),
        lights=None,
        chart=Markup(),
        chart_height=0,
        lists=(cut(every, count), *beside, *shown),
        wide_lists=1,
        beside_lists=len(shown),
        grades="",
        requests=shown_requests,
        requests_rest=f"另有{more}项" if more else "",
        has_partial=is_partial(figures),
    )


def _badness(city: City) -> tuple[int, Fraction, Fraction]:
    """By which cities are sorted, the worst first: most late problems, then least answered, then fewest submitted."""
    now = city.figures.now
    answered = Fraction(now.answers.answered, now.answers.owed or 1)
    return (-now.problems.overdue, answered, Fraction(now.submitted, now.units or 1))


def _city_list(cities: Sequence[City]) -> List:
    """A row for each city, and one for all."""
    titles = ("已报送单位", "填报率", "问题销号", "逾期问题")
    beside = (_STAGE, *[_NUMBER] * 8, _SENT)
    return List(
        "各市情况（按逾期问题、填报率由差到好）",
        ("城市", "当前阶段", *(text for title in titles for text in (title, "上年度")), "已发函"),
        (ACROSS / MILLIMETRE - sum(beside), *beside),
        tuple(
            (shortened(one.name, CELL_LETTERS), shortened(one.stage, CELL_LETTERS), *_numbers([one]), _sent([one]))
            for one in cities
        ),
        "个城市",
        centred=True,
        total=("合计", "", *_numbers(cities), _sent(cities)),
    )


def _sent(cities: Sequence[City]) -> str:
    """How many letters were issued, by colour; orders apart."""
    counts = sum((Counter(one.letters) for one in cities), Counter[tuple[Color, Kind | None]]())
    parts = {words[0]: counts[color, None] for color, words in COLORS.items()}
    parts[LETTER_KINDS["order"]] = sum(counts[color, "order"] for color in COLORS)
    return "、".join(f"{name}{count}" for name, count in parts.items() if count) or "—"


def _late_list(cities: Sequence[City]) -> List:
    """The problems of all the cities that are late, the longest first."""
    rows = [(shortened(one.name, CELL_LETTERS), *row) for one in cities for row in one.late]
    rows.sort(key=lambda row: -int(row[-1]))
    titles = ("城市", "单位", "问题", "责任人", "完成时限", "逾期天数")
    title = f"逾期最久的问题（逾期共{len(rows)}个）"
    return List(title, titles, (18, 26, 40, 12, 24, 14), tuple(rows), "个")


def _numbers(cities: Sequence[City]) -> Iterator[str]:
    now = [one.figures.now for one in cities]
    before = [one.figures.before for one in cities if one.figures.before is not None]
    for words in NUMBERS:
        yield words(now)
        yield words(before) if before else "—"


def _metric_list(cities: Sequence[City]) -> List:
    """The metrics off target of each city that has any, those of most units first."""
    rows = []
    for city in cities:
        counts = Counter(f"{one.item}{one.what}" for one in city.off_target)
        if counts:
            words = "、".join(
                f"{shortened(name, CELL_LETTERS)}（{count}个单位）" for name, count in counts.most_common()
            )
            rows.append((shortened(city.name, CELL_LETTERS), str(len(city.off_target)), shortened(words, TEXT_LETTERS)))
    return List("未达目标值的监测指标", ("城市", "项数", "监测指标"), (24, 12, 98), tuple(rows), "个城市")
