"""Which numbers of a workspace go into the charts that compare: units by chapter, year by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate, groupby

from markupsafe import Markup

from dutykit.model.catalogue import Entry, Metric
from dutykit.model.quantity import brief, given_number, shown
from dutykit.model.responsibility import Duty
from dutykit.model.submission import Submission
from dutykit.reports.views.standing import Standing, metric_number, own_points
from dutykit.reports.views.verdicts import score_differs, scores_of
from dutykit.reports.views.words import numbered
from dutykit.text.clean import shortened
from dutykit.text.numeral import chinese_numeral
from dutykit.typeset.charts import HeatRow, Pair, YearRow, heat_grid, paired_bars, row_height, years

_GRID_HEIGHT = 720
"""As high as the rows of a grid may be on a page, in the units of charts."""
_YEAR_ROWS = 14
_PAIRS = 22
"""As many rows as a page holds; more go into further charts."""
_YEARS = 5
_LABEL = 24


def heat_charts(standing: Standing, units: Sequence[str], family: str) -> tuple[Markup, ...]:
    """How far each unit has answered each chapter, a chart a page."""
    entries = standing.workspace.catalogue.by_id
    chapters = {entry.chapter_number: entry.chapter.title for entry in entries.values()}
    rows = [HeatRow(unit, tuple(_shares(standing, unit, chapters, entries))) for unit in units]
    columns = [f"{chinese_numeral(number)}、{title}" for number, title in chapters.items()]
    return tuple(heat_grid("各单位各部分填报率", columns, page, family) for page in _pages(rows))


def _pages(rows: Sequence[HeatRow]) -> Iterator[list[HeatRow]]:
    """As few pages as hold the rows, each about as full as the others."""
    ends = [*accumulate(row_height(row.label) for row in rows)]
    pages = -(-ends[-1] // _GRID_HEIGHT) if ends else 0
    for _page, group in groupby(zip(rows, ends, strict=True), key=lambda one: (one[1] - 1) * pages // ends[-1]):
        yield [row for row, _end in group]


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


def total_charts(standing: Standing, units: Sequence[str], family: str) -> tuple[Markup, ...]:
    """The totals of units by their own word and by the office's, a chart a page; none where nothing is scored."""
    scores = standing.scores
    found = [(unit, scores[unit]) for unit in units if unit in scores]
    pairs = [
        Pair(unit, one.own, one.reviewed, one.full if one.own_full in {one.full, None} else None) for unit, one in found
    ]
    pairs = [pair for pair in pairs if pair.own is not None or pair.reviewed is not None]
    return _paged_pairs("自评总分和复核总分", pairs, family)


def score_charts(standing: Standing, entries: Sequence[tuple[Entry, Duty]], family: str) -> tuple[Markup, ...]:
    """The indicators of one unit that it and the office score differently, a chart a page; none where both agree."""
    pairs = []
    for entry, duty in entries:
        indicator = entry.indicator
        if score_differs(standing, duty):
            own, reviewed = scores_of(standing, duty)
            label = numbered(indicator.id, shortened(indicator.text, _LABEL).rstrip("。"))
            pairs.append(Pair(label, own, reviewed, _decimal(own_points(standing, indicator.id))))
    return _paged_pairs("自评得分与复核得分不一致的指标", pairs, family)


def _paged_pairs(title: str, pairs: Sequence[Pair], family: str) -> tuple[Markup, ...]:
    if all(pair.reviewed is None for pair in pairs):
        return ()
    most = max(pair.largest for pair in pairs)
    on_one = -(-len(pairs) // -(-len(pairs) // _PAIRS))
    return tuple(paired_bars(title, pairs[at : at + on_one], family, most=most) for at in range(0, len(pairs), on_one))


def _decimal(number: int | Decimal | None) -> Decimal | None:
    return None if number is None else Decimal(number)


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
            f"{entry.indicator.id}.{metric.id}",
            metric.unit or "",
            tuple(_number(standing, entry, metric, by_cycle[cycle]) for cycle in cycles),
        )
        for entry, _duty in entries
        for metric in entry.indicator.metrics
    ]
    rows = [row for row in rows if sum(value is not None for value in row.values) > 1]
    return tuple(
        years("监测指标逐年变化", cycles, rows[start : start + _YEAR_ROWS], family)
        for start in range(0, len(rows), _YEAR_ROWS)
    )


def _number(standing: Standing, entry: Entry, metric: Metric, given: Submission) -> Decimal | None:
    """What `given` states `metric` is, calculated by the formula of its own cycle where it must be."""
    answer = given.by_indicator.get(entry.indicator.id)
    then = standing.workspace.at(given.cycle).catalogue.by_id.get(entry.indicator.id)
    asked = next((one for one in then.indicator.metrics if one.id == metric.id), metric) if then else metric
    value = metric_number(answer, asked)
    if value is None or answer is None:
        return None
    return shown(asked, value) if given_number(answer, asked.id) is None else brief(value, asked.target)
