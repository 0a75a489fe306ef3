"""The metrics of the counties side by side, as the city's report shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from dutykit.assess.metric import Spread, readings, spread_of
from dutykit.model.catalogue import Indicator, Metric, Target
from dutykit.model.quantity import reaches
from dutykit.reports.views.city_report import CountyMetricRow, CountyMetrics
from dutykit.reports.views.standing import Standing, anchor_of, metric_number, number_before
from dutykit.text.length import most_width

_UPRIGHT, _TURNED = (4, 16.0), (7, 15.28)
"""How many counties stand beside each other on an upright and on a turned page, and millimetres for each of them then."""
_LETTER, _BESIDE = 3.71, 2.83
"""Millimetres across of a Chinese letter in a column, as `.counties` of page.css has it, and of what is beside the text."""
_MOST_DECIMALS = 2


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
            values = {unit: metric_number(standing.answer(duty), metric) for unit, duty in owing.items()}
            group = [one for one in given if one.indicator is indicator and one.metric is metric]
            spread = spread_of(group) if group else None
            before = tuple(number_before(standing, unit, key, metric.id, metric) for unit in counties)
            row = _row(standing, indicator, metric, spread, [(unit in owing, values.get(unit)) for unit in counties])
            found.append(replace(row, before=before))
    return found


def _row(
    standing: Standing,
    indicator: Indicator,
    metric: Metric,
    spread: Spread | None,
    values: Sequence[tuple[bool, Decimal | None]],
) -> CountyMetricRow:
    """The row of a metric; of each county, whether it is assigned the metric, and its value."""
    places = max((_decimals(value) for _owes, value in values if value is not None), default=0)
    coefficient = None if spread is None else spread.coefficient
    return CountyMetricRow(
        indicator=indicator.id,
        anchor=anchor_of(standing, indicator.id),
        name=metric.id,
        unit=metric.unit or "",
        target=_target(metric.target),
        values=tuple(("—" if owes else "") if value is None else _number(value, places) for owes, value in values),
        off_target=tuple(
            value is not None and metric.target is not None and not reaches(value, metric.target)
            for _owes, value in values
        ),
        before=(),
        spread="" if coefficient is None else f"{coefficient:f}",
        is_over=spread is not None and spread.over,
    )


def _target(target: Target | None) -> str:
    if target is None:
        return "—"
    bounds = [f"不低于{target.min}"] if target.min is not None else []
    bounds += [f"不高于{target.max}"] if target.max is not None else []
    return "，".join(bounds)


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return min(-exponent, _MOST_DECIMALS) if isinstance(exponent, int) and exponent < 0 else 0


def _number(value: Decimal, places: int) -> str:
    """A number with as many decimals as the others of its row, at most two."""
    return f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
