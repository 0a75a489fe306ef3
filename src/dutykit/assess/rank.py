"""Units in order: by their score, or by a metric."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dutykit.assess.metric import Reading
from dutykit.assess.score import Side, UnitScore


@dataclass(frozen=True, slots=True)
class Place:
    """A unit and its place; units that are level share one, and the next place is as many further on."""

    place: int | None
    """None for a unit that has nothing to be ranked by."""
    unit: str
    value: Decimal | None
    tied: bool = False


def rank_scores(scores: Sequence[UnitScore], side: Side) -> list[Place]:
    """Units by their total, the highest first; those level stay in the register's order, those without come last."""
    values = [(one.unit, None if (account := one.account(side)) is None else account.total) for one in scores]
    return ranked(values, falling=True)


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
