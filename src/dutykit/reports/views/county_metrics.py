"""The metrics of the counties side by side, as the city's report shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from dutykit.assess.metric import Reading, readings, spread_of
from dutykit.model.catalogue import Indicator, Metric
from dutykit.model.quantity import decimals
from dutykit.reports.views.city_report import CountyMetricRow, CountyMetrics
from dutykit.reports.views.standing import Standing, anchor_of, number_before
from dutykit.reports.views.words import target_words
from dutykit.text.length import most_width

_UPRIGHT, _TURNED = (4, 16.0), (7, 15.28)
"""How many counties stand beside each other on an upright and on a turned page, and millimetres for each of them then."""
_LETTER, _BESIDE = 3.71, 2.83
"""Millimetres across of a Chinese letter in a column, as `.counties` of page.css has it, and of what is beside the text."""


def county_metrics(standing: Standing, units: Sequence[str]) -> tuple[CountyMetrics, ...]:
    """Tables with a row for each metric that a county is assigned, as few and as equal as the page's width allows.

    `units` are those of the report; none where no county among them states any metric.
    """
    register = standing.workspace.register
    counties = [unit for unit in units if register.by_id[unit].kind in {"county", "zone"}]
    rows = _rows(standing, counties)
    if all(value in {"", "—"} for row in rows for value in row.values):
        return ()
    upright = len(counties) <= min(_UPRIGHT[0], _fitting(rows, *_UPRIGHT))
    count = -(-len(counties) // _fitting(rows, *_TURNED))
    bounds = [0, len(counties)] if upright else [len(counties) * number // count for number in range(count + 1)]
    return tuple(
        CountyMetrics(tuple(counties[first:last]), tuple(_part(row, first, last) for row in rows), upright)
        for first, last in pairwise(bounds)
    )


def _fitting(rows: Sequence[CountyMetricRow], most: int, across: float) -> int:
    """How many counties of at most `most`, which have `across` millimetres each then, leave room for all their values."""
    texts = [f"{value}※" for row in rows for value in row.values] + [f"（{one}）" for row in rows for one in row.before]
    needed = _LETTER * max(map(most_width, texts)) + _BESIDE
    return min(max(int(most * across / needed), 1), most)


def _part(row: CountyMetricRow, first: int, last: int) -> CountyMetricRow:
    cells = slice(first, last)
    return replace(row, values=row.values[cells], off_target=row.off_target[cells], before=row.before[cells])


def _rows(standing: Standing, counties: Sequence[str]) -> list[CountyMetricRow]:
    workspace = standing.workspace
    found = []
    given = readings(workspace, standing.cycle, counties) if counties else []
    for key, duties in workspace.responsibilities.by_indicator.items():
        owing = {duty.unit: duty for duty in duties if duty.unit in counties}
        indicator = workspace.catalogue.by_id[key].indicator
        for metric in indicator.metrics if owing else ():
            group = {one.unit: one for one in given if one.indicator is indicator and one.metric is metric}
            before = tuple(number_before(standing, unit, key, metric.id, metric) for unit in counties)
            cells = [(unit in owing, group.get(unit)) for unit in counties]
            found.append(replace(_row(standing, indicator, metric, cells), before=before))
    return found


def _row(
    standing: Standing, indicator: Indicator, metric: Metric, cells: Sequence[tuple[bool, Reading | None]]
) -> CountyMetricRow:
    """The row of a metric; of each county, whether it is assigned the metric, and what it states."""
    group = [one for _owes, one in cells if one is not None]
    places = max((decimals(one.shown) for one in group), default=0)
    spread = spread_of(group) if group else None
    coefficient = None if spread is None else spread.coefficient
    return CountyMetricRow(
        indicator=indicator.id,
        anchor=anchor_of(standing, indicator.id),
        name=metric.id,
        unit=metric.unit or "",
        target=target_words(metric.target, None),
        values=tuple(("—" if owes else "") if one is None else _number(one, places) for owes, one in cells),
        off_target=tuple(one is not None and one.off_target for _owes, one in cells),
        before=(),
        spread="" if coefficient is None else f"{coefficient:f}",
        is_over=spread is not None and spread.over,
    )


def _number(one: Reading, places: int) -> str:
    """The number as alerts print it; one that is not rounded has as many decimals as the others of its row."""
    return f"{one.shown:.{places}f}" if one.shown == one.value else f"{one.shown:f}"
