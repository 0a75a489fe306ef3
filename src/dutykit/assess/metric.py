"""Metrics across units: what each states, how far they are apart, who is off target."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from dutykit.model.catalogue import Indicator, Metric, Variation
from dutykit.model.quantity import brief, given_number, metric_value, reaches, shown
from dutykit.model.workspace import Workspace

_EXACT = Context(prec=60)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one unit states a metric is."""

    unit: str
    indicator: Indicator
    metric: Metric
    value: Decimal | int
    weight: Decimal | int | None
    """The element by which the unit counts, where the variation is weighted."""
    is_calculated: bool = False
    """Whether it follows from the elements; else it is as the unit wrote it."""

    @property
    def shown(self) -> Decimal:
        """The value as it is printed."""
        return shown(self.metric, self.value) if self.is_calculated else brief(self.value, self.metric.target)

    @property
    def off_target(self) -> bool:
        """Whether it misses the target there is."""
        return self.metric.target is not None and not reaches(self.value, self.metric.target)


@dataclass(frozen=True, slots=True)
class Spread:
    """How far units are apart in a metric （差异系数）."""

    indicator: Indicator
    metric: Metric
    variation: Variation
    coefficient: Decimal | None
    """Standard deviation over mean; None where there is none: too few units, a mean of zero, no weights."""
    units: int
    """How many units it was calculated from."""

    @property
    def over(self) -> bool:
        """Whether it is above its limit."""
        limit = self.variation.max
        return limit is not None and self.coefficient is not None and self.coefficient > limit


def readings(workspace: Workspace, cycle: int, units: Iterable[str] = ()) -> list[Reading]:
    """What the units (ids; all if none are given) say of every metric they are assigned, by metric in the catalogue's order."""
    wanted = frozenset(units)
    found = []
    for key, duties in workspace.responsibilities.by_indicator.items():
        indicator = workspace.catalogue.by_id[key].indicator
        for metric in indicator.metrics:
            for duty in duties:
                if wanted and duty.unit not in wanted:
                    continue
                submission = workspace.submission(duty.unit, cycle)
                answer = None if submission is None else submission.by_indicator.get(key)
                value = None if answer is None else metric_value(answer, metric)
                if answer is None or value is None:
                    continue
                by = None if metric.variation is None else metric.variation.weight
                weight = None if by is None else given_number(answer, by)
                found.append(
                    Reading(duty.unit, indicator, metric, value, weight, given_number(answer, metric.id) is None)
                )
    return found


def spreads(workspace: Workspace, cycle: int) -> list[Spread]:
    """The coefficient of variation across counties of every metric for which the catalogue asks for one."""
    counties = [unit.id for unit in workspace.register.by_id.values() if unit.kind == "county"]
    by_metric: dict[int, list[Reading]] = {}
    for one in readings(workspace, cycle, counties) if counties else ():
        if one.metric.variation is not None:
            by_metric.setdefault(id(one.metric), []).append(one)
    return [spread for group in by_metric.values() if (spread := spread_of(group)) is not None]


def spread_of(group: Sequence[Reading]) -> Spread | None:
    """The spread of one metric's readings; None if the catalogue asks for none."""
    first = group[0]
    variation = first.metric.variation
    if variation is None:
        return None
    values = [Decimal(one.value) for one in group]
    weights = None
    if variation.weight is not None:
        weights = [Decimal(one.weight) for one in group if one.weight is not None]
        if len(weights) != len(values):
            return Spread(first.indicator, first.metric, variation, None, len(group))
    coefficient = coefficient_of_variation(values, weights, sample=variation.form == "sample")
    return Spread(first.indicator, first.metric, variation, coefficient, len(group))


def coefficient_of_variation(
    values: Sequence[Decimal], weights: Sequence[Decimal] | None = None, *, sample: bool = False
) -> Decimal | None:
    """Standard deviation over mean, with four decimals; None where it means nothing.

    Weighted, the mean is Σwx/Σw and the variance Σw(x-mean)²/Σw: the form by which China's county-level balance in
    compulsory education is measured (教督〔2012〕3号, weighted by pupils). Unweighted, the variance is divided by n, or by
    n - 1 for a `sample`.
    """
    count = Decimal(len(values))
    if len(values) < 2:
        return None
    shares = [Decimal(1)] * len(values) if weights is None else weights
    total = _sum(shares)
    if total <= 0 or any(share < 0 for share in shares):
        return None
    mean = _EXACT.divide(_sum(_EXACT.multiply(w, x) for w, x in zip(shares, values, strict=True)), total)
    if not mean:
        return None
    squares = _sum(
        _EXACT.multiply(w, _EXACT.power(_EXACT.subtract(x, mean), 2)) for w, x in zip(shares, values, strict=True)
    )
    variance = _EXACT.divide(squares, count - 1 if sample and weights is None else total)
    coefficient = _EXACT.divide(_EXACT.sqrt(variance), abs(mean))
    return coefficient.quantize(Decimal("0.0001"), ROUND_HALF_UP, _EXACT)


def _sum(values: Iterable[Decimal]) -> Decimal:
    total = Decimal(0)
    for value in values:
        total = _EXACT.add(total, value)
    return total
