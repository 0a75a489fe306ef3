"""The large numbers of the overview: of one round of a city, or of several cities together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from dutykit.assess.round_figures import CityFigures, RoundFigures
from dutykit.reports.views.words import percent


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the large numbers."""

    title: str
    value: str
    before: str
    """上年度的同一数字，如“2018年度　18/18”；没有上年度的说明没有"""
    note: str
    """数字之下的说明，如“未报送2个”"""


def figures_of(cities: Sequence[CityFigures]) -> tuple[Figure, ...]:
    """The large numbers of one city, or of several together."""
    now = [one.now for one in cities]
    before = [one.before for one in cities if one.before is not None]
    answers = [one.answers for one in now]
    unknown, unreadable = sum(len(one.unknown) for one in now), sum(one.unreadable for one in answers)
    found, closed = sum(one.problems.found for one in cities), sum(one.problems.closed for one in cities)
    late, late_units = sum(one.problems.overdue for one in cities), sum(one.late_units for one in cities)
    has_earlier = found > sum(one.problems.found for one in now)
    without = sum(not one.has_timetable for one in cities)
    undated = "" if not without else f"{without}个城市未填写时间节点" if len(cities) > 1 else "未填写时间节点"
    partial = is_partial(cities)
    not_submitted = sum(one.units - one.submitted for one in now)
    lacking = f"，{unreadable}项次未读取" if unreadable else ""
    titles = ("已报送单位", "填报率", "问题销号", "逾期问题")
    notes = (
        f"{unknown}个单位的填报文件无法读取"
        if unknown
        else _some("未报送", not_submitted, "均已报送" if any(one.units for one in now) else ""),
        f"已填报{sum(one.answered for one in answers)}/{sum(one.owed for one in answers)}项次{lacking}",
        (f"含以前年度共{closed}/{found}" if has_earlier else _some("未销号", found - closed, "均已销号"))
        if found
        else ("" if partial else "没有登记的问题"),
        (f"含以前年度共{late}个；" if has_earlier and late else "")
        + "，".join(
            filter(None, (_some("逾期单位", late_units, "" if undated or partial else "没有逾期单位"), undated))
        ),
    )
    return tuple(
        Figure(title, words(now), _before(words, before, len(cities)), note)
        for title, words, note in zip(titles, NUMBERS, notes, strict=True)
    )


def _some(words: str, number: int, none: str) -> str:
    """How many there are, in a sentence; `none` where there are none."""
    return f"{words}{number}个" if number else none


def _before(words: Callable[[Sequence[RoundFigures]], str], before: Sequence[RoundFigures], cities: int) -> str:
    if not before:
        return "上年度　没有数据"
    years = sorted({one.cycle for one in before})
    some = f"（{len(before)}个城市）" if len(before) < cities else ""
    return f"{'、'.join(map(str, years))}年度{some}　{words(before)}"


def submitted(rounds: Sequence[RoundFigures]) -> str:
    """How many units of all submitted."""
    return marked(f"{sum(one.submitted for one in rounds)}/{sum(one.units for one in rounds)}", rounds)


def rate(rounds: Sequence[RoundFigures]) -> str:
    """Which share is answered; where something could not be read, what it is at least."""
    answers = [one.answers for one in rounds]
    words = percent(sum(one.answered for one in answers), sum(one.owed for one in answers))
    return marked(f"≥{words}" if any(one.unreadable for one in answers) else words, rounds)


def closings(rounds: Sequence[RoundFigures]) -> str:
    """How many of the problems found in the rounds are closed."""
    found = sum(one.problems.found for one in rounds)
    return marked(f"{sum(one.problems.closed for one in rounds)}/{found}" if found else "—", rounds)


def overdue(rounds: Sequence[RoundFigures]) -> str:
    """How many of the problems found in the rounds are late."""
    found = sum(one.problems.found for one in rounds)
    return marked(f"{sum(one.problems.overdue for one in rounds)}" if found else "—", rounds)


def marked(words: str, rounds: Iterable[RoundFigures]) -> str:
    """A number with a mark if something that it rests on could not be read."""
    return f"{words}※" if any(one.is_partial for one in rounds) else words


def is_partial(cities: Iterable[CityFigures]) -> bool:
    """Whether a number of them has that mark."""
    return any(one is not None and one.is_partial for city in cities for one in (city.now, city.before))


NUMBERS = (submitted, rate, closings, overdue)
"""What the page states of rounds, in its order."""
