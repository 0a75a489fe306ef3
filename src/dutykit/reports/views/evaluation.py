"""What the city's report states of all units together: what the figures say, then the office's own words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dutykit.model.evaluation import Evaluation
from dutykit.model.office_words import FOUND_BY
from dutykit.model.rectification import TrackedProblem
from dutykit.model.responsibility import Duty
from dutykit.reports.views.problems import carried_problems, found_problems, is_overdue
from dutykit.reports.views.rows import Tally
from dutykit.reports.views.standing import Standing
from dutykit.reports.views.verdicts import score_differs, verdict_row
from dutykit.reports.views.words import RATING, STATUS
from dutykit.text.day import date_words
from dutykit.text.typed_table import paragraphs_and_tables


class Statement(NamedTuple):
    """The parts of the report that are text; a part that is empty is left out."""

    overall: tuple[str, ...]
    achievements: tuple[str, ...]
    issues: tuple[str, ...]
    recommendations: tuple[str, ...]
    sample: bool
    """Whether the office's words are."""
    is_evaluated: bool
    """Whether the office evaluates them as a whole: figures alone are no evaluation."""


def statement(standing: Standing, units: Sequence[str], total: Tally) -> Statement:
    """What is stated of `units`, all of them together being `total`: figures are of the data as it is, never of a text."""
    office = standing.workspace.evaluations.get(standing.cycle, Evaluation())
    return Statement(
        overall=(*overall_figures(standing, units, total), *paragraphs_and_tables(office.overall)),
        achievements=paragraphs_and_tables(office.achievements),
        issues=(*issue_figures(standing, units), *paragraphs_and_tables(office.problems)),
        recommendations=paragraphs_and_tables(office.recommendations),
        sample=office.sample,
        is_evaluated=office.overall is not None,
    )


def overall_figures(standing: Standing, units: Sequence[str], total: Tally) -> tuple[str, ...]:
    """How far the units have answered, how they rate themselves, what the reviews found, and which grades follow."""
    duties = [duty for unit in units for duty in standing.workspace.responsibilities.by_unit[unit]]
    compared = "" if standing.previous is None else standing.previous.words(units)
    return tuple(filter(None, (_answered(standing, total), compared, _reviewed(standing, duties), _grades(standing))))


def issue_figures(standing: Standing, units: Sequence[str]) -> tuple[str, ...]:
    """Which problems were found and how far they are, what is left of earlier rounds, and what is beyond its limit."""
    found = [one for unit in units for one in found_problems(standing, unit)]
    carried = {one.key: one for unit in units for one in carried_problems(standing, unit)}
    alerts, gaps = len(standing.alerts.rows), len(standing.alerts.differences)
    parts = []
    if found:
        by = Counter(one.found_by for one in found)
        ways = counted(((f"{words}发现", by[way]) for way, words in FOUND_BY.items()), "个")
        parts.append(f"本年度登记问题{len(found)}个，其中{ways}。{_progress(standing, found)}")
    if carried:
        parts.append(f"以前年度遗留问题{len(carried)}个。{_progress(standing, carried.values())}")
    if alerts or gaps:
        beyond = counted((("预警", alerts), ("自评与复核分差超限", gaps)), "项")
        parts.append(f"按目标值、等次和分差的规定，{beyond}。")
    return tuple(parts)


def counted(pairs: Iterable[tuple[str, int]], measure: str) -> str:
    """Words with their numbers, those of nothing left out."""
    return "、".join(f"{words}{number}{measure}" for words, number in pairs if number)


def _answered(standing: Standing, total: Tally) -> str:
    unrated = f"（其中{total.unrated}项次有填报内容但未作自评结论）" if total.unrated else ""
    unread = f"，{total.unreadable}项次因自评材料部分内容未读取暂无法统计" if total.unreadable else ""
    answered = f"，已填报{total.answered}项次" if total.answered else ""
    missing = "" if not total.missing else f"，未填报{total.missing}项次{unrated}"
    if total.missing == total.owed:
        missing = f"，均未填报{unrated}" if total.owed else ""
    counts = zip(RATING.values(), (total.met, total.partly, total.unmet, total.not_applicable), strict=True)
    ratings = counted(counts, "项次")
    rated = f"自评结论为{ratings}。" if ratings else ""
    return f"{standing.cycle}年度应填报{total.owed}项次{answered}{missing}{unread}，填报率{total.rate}。{rated}"


def _reviewed(standing: Standing, duties: Iterable[Duty]) -> str:
    rows = [(duty, row) for duty in duties if (row := verdict_row(standing, duty)) is not None]
    if not rows:
        return ""
    ratings = Counter(row.rating for _duty, row in rows if row.rating != "—")
    order = [*RATING.values(), *(one for one in ratings if one not in RATING.values())]
    found = counted(((one, ratings[one]) for one in order), "项次")
    differing = counted(
        (
            ("结论与自评不一致", sum(row.rating_differs for _duty, row in rows)),
            ("得分与自评不一致", sum(score_differs(standing, duty) for duty, _row in rows)),
        ),
        "项次",
    )
    verdicts = f"，复核结论为{found}" if found else ""
    return (
        f"督导室复核{len({duty.unit for duty, _row in rows})}个单位、{len(rows)}项次{verdicts}。"
        f"{differing or '结论和得分均与自评一致'}。"
    )


def _grades(standing: Standing) -> str:
    scoring = standing.workspace.scoring
    grades = Counter(one.grade for one in standing.scores.values() if one.grade)
    if scoring is None or not grades:
        return ""
    found = counted(((grade.id, grades[grade.id]) for grade in scoring.ladder), "个")
    return f"按复核总分评定等次的单位{grades.total()}个，其中{found}。"


def _progress(standing: Standing, problems: Iterable[TrackedProblem]) -> str:
    """How far problems are, and how many of them are late on the report's day."""
    problems = [*problems]
    states = Counter(one.status() for one in problems)
    words = f"整改状态为{counted(((STATUS[state], states[state]) for state in STATUS), '个')}"
    if standing.as_of is None:
        return f"{words}。"
    late = sum(is_overdue(standing, one) for one in problems)
    return f"截至{date_words(standing.as_of)}，{words}，" + (f"逾期{late}个。" if late else "无逾期。")
