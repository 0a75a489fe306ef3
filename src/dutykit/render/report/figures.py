"""Which numbers of a workspace go into the charts that compare: units by chapter, year by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from markupsafe import Markup

from dutykit.model.catalogue import Entry, Metric
from dutykit.model.numeral import chinese_numeral
from dutykit.model.responsibility import Duty
from dutykit.model.submission import Submission
from dutykit.render.report.charts import HeatRow, YearRow, heat_grid, years
from dutykit.render.report.standing import Standing, metric_value

_GRID_ROWS = 36
_YEAR_ROWS = 14
"""As many rows as a page holds; more go into further charts."""
_YEARS = 5


def heat_charts(standing: Standing, units: Sequence[str], family: str) -> tuple[Markup, ...]:
    """How far each unit has answered each chapter, a chart a page."""
    entries = standing.workspace.catalogue.by_id
    chapters = {entry.chapter_number: entry.chapter.title for entry in entries.values()}
    rows = [HeatRow(unit, tuple(_shares(standing, unit, chapters, entries))) for unit in units]
    columns = [f"{chinese_numeral(number)}、{title}" for number, title in chapters.items()]
    return tuple(
        heat_grid("各单位各部分填报覆盖率", columns, rows[start : start + _GRID_ROWS], family)
        for start in range(0, len(rows), _GRID_ROWS)
    )


def _shares(
    standing: Standing, unit: str, chapters: Iterable[int], entries: Mapping[str, Entry]
) -> Iterator[tuple[int, int] | None]:
    owed: Counter[int] = Counter()
    answered: Counter[int] = Counter()
    for duty in standing.workspace.responsibilities.by_unit.get(unit, ()):
        chapter = entries[duty.indicator].chapter_number
        owed[chapter] += 1
        answered[chapter] += standing.of(duty) == "answered"
    for chapter in chapters:
        yield (answered[chapter], owed[chapter]) if owed[chapter] else None


def year_charts(
    standing: Standing, unit: str, entries: Sequence[tuple[Entry, Duty]], family: str
) -> tuple[Markup, ...]:
    """The metrics of `unit` through the last years, a chart a page; none where there is no earlier year."""
    canonical = standing.workspace.register.canonical
    by_cycle = {
        one.cycle: one
        for one in standing.workspace.submissions
        if one.cycle <= standing.cycle and canonical.get(one.unit, one.unit) == unit
    }
    cycles = sorted(by_cycle)[-_YEARS:]
    rows = [
        YearRow(
            f"{entry.indicator.id}. {metric.id}",
            metric.unit or "",
            tuple(_number(standing, unit, entry, metric, by_cycle[cycle]) for cycle in cycles),
        )
        for entry, _duty in entries
        for metric in entry.indicator.metrics
    ]
    rows = [row for row in rows if sum(value is not None for value in row.values) > 1]
    return tuple(
        years("监测指标逐年变化", cycles, rows[start : start + _YEAR_ROWS], family)
        for start in range(0, len(rows), _YEAR_ROWS)
    )


def _number(standing: Standing, unit: str, entry: Entry, metric: Metric, given: Submission) -> Decimal | None:
    """What `unit` gave for `metric` in the cycle of `given`; what a formula gives is known of this cycle alone."""
    answer = given.by_indicator.get(entry.indicator.id)
    if given.cycle == standing.cycle:
        return metric_value(standing, unit, entry.indicator.id, metric, answer)
    value = None if answer is None else answer.metrics.get(metric.id)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    number = Decimal(value)
    return number if number.is_finite() else None
