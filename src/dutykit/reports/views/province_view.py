"""The overview of several cities together: a row for each, the worst first, and their metrics off target."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from markupsafe import Markup

from dutykit.model.settings import LONGEST_MARK
from dutykit.reports.views.fitting import MILLIMETRE, rows_that_fit
from dutykit.reports.views.overview_figures import NUMBERS, figures_of, is_partial
from dutykit.reports.views.overview_page import (
    ACROSS,
    CELL_LETTERS,
    TEXT_LETTERS,
    List,
    Overview,
    cut,
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

_CITY, _NUMBER = 60.0, 26.0
_METRIC_WIDTHS = (60.0, 16.0, 196.0)


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
    notices = tuple(unread_words([f"{one.name}/{file}" for one in cities for file in one.unread]))
    lists = [one for one in (_city_list(cities), _metric_list(cities)) if one.rows]
    room = room_below(made, heading, "", notices, partial=is_partial(figures)) - sum(map(list_head, lists))
    shown = []
    for one in lists:  # all cities before any metric
        heights = [row_height(row, one.widths) for row in one.rows]
        (count,) = rows_that_fit([heights], room)
        room -= sum(heights[:count])
        shown.append(cut(one, count))
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
        lists=tuple(shown),
        beside_lists=0,
        grades="",
        requests=(),
        requests_rest="",
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
    return List(
        "各市情况（按逾期问题、填报率由差到好）",
        ("城市", *(text for title in titles for text in (title, "上年度"))),
        (ACROSS / MILLIMETRE - 8 * _NUMBER, *[_NUMBER] * 8),
        tuple((shortened(one.name, CELL_LETTERS), *_numbers([one])) for one in cities),
        "个城市",
        centred=True,
        total=("合计", *_numbers(cities)),
    )


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
    return List("未达目标值的监测指标", ("城市", "项数", "监测指标"), _METRIC_WIDTHS, tuple(rows), "个城市")
