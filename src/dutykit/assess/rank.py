"""Units in order: by their score, or by a metric."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from dutykit.assess.metric import Reading
from dutykit.assess.score import Account, Side, UnitScore, rounded
from dutykit.model.scoring import Method, Scoring


@dataclass(frozen=True, slots=True)
class Place:
    """A unit and its place; units that are level share one, and the next place is as many further on."""

    place: int | None
    """None for a unit that has nothing to be ranked by."""
    unit: str
    value: Decimal | None
    tied: bool = False


def by_rate(scores: Sequence[UnitScore], side: Side, method: Method) -> bool:
    """Whether units are ranked by their rate of points: sums out of different full marks are not to be compared."""
    accounts = (one.account(side) for one in scores)
    points = {one.points for one in accounts if one is not None and one.total is not None}
    return method == "sum" and len(points) > 1


def rank_scores(scores: Sequence[UnitScore], side: Side, scoring: Scoring) -> list[Place]:
    """Units by their total, or by its rate of their full marks, the highest first; those that were vetoed after all others.

    Those level stay in the register's order, those without a total come last.
    """
    rated = by_rate(scores, side, scoring.method)
    accounts = {one.unit: one.account(side) for one in scores}
    values = [(unit, None if one is None else _value(one, scoring, rated=rated)) for unit, one in accounts.items()]
    vetoed = {unit for unit, one in accounts.items() if one is not None and one.vetoed}
    found = ranked([one for one in values if one[0] not in vetoed], falling=True)
    last = ranked([one for one in values if one[0] in vetoed], falling=True)
    before = sum(one.place is not None for one in found)
    last = [replace(one, place=None if one.place is None else one.place + before) for one in last]
    return sorted([*found, *last], key=lambda one: one.place is None)


def _value(account: Account, scoring: Scoring, *, rated: bool) -> Decimal | None:
    """What a unit is ranked by; a rate in percent with two decimals at least."""
    if not rated or account.exact is None:
        return account.total
    rate = account.exact / account.points * 100 if account.points else Fraction(0)
    return rounded(rate, max(scoring.decimals, 2))


def rank_readings(readings: Sequence[Reading]) -> list[Place]:
    """Units by one metric: the highest first, unless its target is only an upper limit."""
    target = readings[0].metric.target if readings else None
    falling = target is None or target.min is not None or target.max is None
    return ranked([(one.unit, Decimal(one.value)) for one in readings], falling=falling)


def ranked(values: Sequence[tuple[str, Decimal | None]], *, falling: bool) -> list[Place]:
    """Places of `values`, the best first; a unit without a value has no place."""
    given = [(unit, value) for unit, value in values if value is not None]
    given.sort(key=lambda one: one[1], reverse=falling)  # keeps the order of those that are level, either way
    counts: dict[Decimal, int] = {}
    for _unit, value in given:
        counts[value] = counts.get(value, 0) + 1
    found: list[Place] = []
    place = 0
    for number, (unit, value) in enumerate(given, 1):
        if not found or found[-1].value != value:
            place = number
        found.append(Place(place, unit, value, tied=counts[value] > 1))
    return [*found, *(Place(None, unit, None) for unit, value in values if value is None)]
