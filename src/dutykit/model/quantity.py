"""The numbers an answer gives, and what derived metrics come to by them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from itertools import chain, count

from dutykit.model.catalogue import Metric, Target
from dutykit.model.formula import Formula, FormulaError, ZeroDivisorError, parse_formula, printed
from dutykit.model.submission import Answer, MetricValue

_WIDE = Context(prec=120)
_QUOTIENT = 2
"""Decimals of a quotient."""
_DECIMALS = 4
"""Decimals of any other number, at most."""


def given_number(answer: Answer, name: str) -> Decimal | int | None:
    """The number the answer gives for the metric or element `name`; None if it gives none."""
    return number_in(answer.metrics.get(name))


def number_in(value: MetricValue) -> Decimal | int | None:
    """`value` where it is a finite number; None for anything else that is there."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    return None if isinstance(value, Decimal) and not value.is_finite() else value


def given_elements(answer: Answer, metric: Metric) -> dict[str, Decimal | int] | None:
    """The numbers the answer gives for all elements of `metric`; None if any is lacking."""
    found: dict[str, Decimal | int] = {}
    for element in metric.elements:
        value = given_number(answer, element.id)
        if value is None:
            return None
        found[element.id] = value
    return found or None


def formula_of(metric: Metric) -> Formula | None:
    """The formula of `metric`; None if it has none, or one that cannot be read: invalid-formula reports it."""
    return None if metric.formula is None else _read(metric.formula, tuple(one.id for one in metric.elements))


def formula_words(metric: Metric) -> str:
    """The formula of `metric` as an office writes it; empty if it has none."""
    text = metric.formula or ""
    return printed(text, {one.id for one in metric.elements}) if formula_of(metric) else text


def metric_value(answer: Answer, metric: Metric) -> Decimal | int | None:
    """What the answer states `metric` is: the number given, else the one its elements give; None if it states nothing."""
    given = given_number(answer, metric.id)
    if given is not None or not answer.metrics:
        return given
    elements = given_elements(answer, metric)
    formula = formula_of(metric) if elements else None
    if formula is None or elements is None:
        return None
    try:
        return formula.value(elements)
    except ZeroDivisorError:
        return None


def brief(value: Decimal | int, target: Target | None = None) -> Decimal:
    """`value` with at most four decimals: one calculated by a formula may have no end.

    With more where rounding would move it across `target`.
    """
    number = Decimal(value)
    if decimals(number) <= _DECIMALS:
        return number
    return Decimal(f"{_rounded(number, _DECIMALS, target).normalize(_WIDE):f}")


def shown(metric: Metric, value: Decimal | int) -> Decimal:
    """`value`, calculated for `metric`, as it is printed: a quotient with two decimals, or as many as its target has.

    So that one column has one precision. With more, as `brief` has them, where rounding would move it across its target.
    """
    target = metric.target
    if metric.formula is None or "/" not in metric.formula.replace("÷", "/"):
        return brief(value, target)
    bounds = () if target is None else (one for one in (target.min, target.max) if one is not None)
    places = max(_QUOTIENT, *(decimals(one) for one in bounds), 0)
    return _rounded(Decimal(value), places, target)


def _rounded(value: Decimal, places: int, target: Target | None) -> Decimal:
    """`value` with so many decimals, or with as many from four on as keep it on its side of `target`."""
    for digits in chain((places,), count(_DECIMALS)):
        rounded = value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, _WIDE)
        if target is None or reaches(rounded, target) == reaches(value, target):
            break
    return rounded


def decimals(number: Decimal | int) -> int:
    """How many decimals `number` is written with."""
    exponent = Decimal(number).as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def reaches(value: Decimal | int, target: Target) -> bool:
    """Whether `value` is at or within the target."""
    return (target.min is None or value >= target.min) and (target.max is None or value <= target.max)


@lru_cache(maxsize=256)  # the same few formulas are asked for by every unit's answer
def _read(formula: str, names: tuple[str, ...]) -> Formula | None:
    try:
        return parse_formula(formula, set(names))
    except FormulaError:
        return None
