"""What changed in the answers from one cycle to another: metrics and ratings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from dutykit.assess.compare import CatalogueChanges, Matched
from dutykit.model.catalogue import Indicator, Metric
from dutykit.model.lineage import Lineage
from dutykit.model.quantity import given_number, metric_value
from dutykit.model.submission import Answer, Rating
from dutykit.model.unit import Register
from dutykit.model.workspace import Workspace


@dataclass(frozen=True, slots=True)
class MetricChange:
    """A number of one unit in two cycles."""

    unit: str
    indicator: str
    """Its id in the new cycle."""
    name: str
    measure: str | None
    """The unit it is counted in."""
    old: Decimal
    new: Decimal
    better: bool | None
    """Whether it moved towards its target; None without one, or where it did not move."""

    @property
    def arrow(self) -> str:
        """Which way it went."""
        return "↑" if self.new > self.old else "↓" if self.new < self.old else "→"


@dataclass(frozen=True, slots=True)
class RatingChange:
    """A rating of one unit that is another than the cycle before; what has none yet is no change."""

    unit: str
    indicator: str
    """Its id in the new cycle."""
    old: Rating
    new: Rating

    @property
    def better(self) -> bool | None:
        """Whether it rose; None where the two cannot be compared."""
        order = {"unmet": 0, "partly": 1, "met": 2}
        if self.old not in order or self.new not in order:
            return None
        return order[self.new] > order[self.old]


@dataclass(frozen=True)
class CycleChanges:
    """What changed in the answers from one cycle to another."""

    old: int
    new: int
    metrics: tuple[MetricChange, ...]
    ratings: tuple[RatingChange, ...]


def compare_cycles(workspace: Workspace, old: int, new: int, changes: CatalogueChanges) -> CycleChanges:
    """The numbers and ratings that both cycles have for one indicator and unit; a unit's successor stands for it.

    What was merged or split is not compared: its numbers are of another body.
    """
    metrics: list[MetricChange] = []
    ratings: list[RatingChange] = []
    then, now = workspace.at(old), workspace.at(new)
    successors = _single_successors(workspace.lineage, then.register, now.register)
    for unit, before_unit in successors.items():
        before, after = then.submission(before_unit, old), now.submission(unit, new)
        if before is None or after is None:
            continue
        for one in changes.matched:
            answered = before.by_indicator.get(one.old.indicator.id)
            answers = after.by_indicator.get(one.new.indicator.id)
            if answered is None or answers is None:
                continue
            was, is_now = answered.rating, answers.rating
            if was is not None and is_now is not None and was != is_now:
                ratings.append(RatingChange(unit, one.new.indicator.id, was, is_now))
            metrics += _metrics(unit, one, answered, answers)
    return CycleChanges(old, new, tuple(metrics), tuple(ratings))


def _single_successors(lineage: Lineage, old: Register, new: Register) -> dict[str, str]:
    """For each unit of the new cycle the one of the old that it was, and nothing else was."""
    found: dict[str, list[str]] = {}
    for unit in old.by_id:
        now = lineage.successors(unit, new)
        if len(now) == 1:
            found.setdefault(now[0], []).append(unit)
    return {unit: found[unit][0] for unit in new.by_id if len(found.get(unit, ())) == 1}


def _metrics(unit: str, one: Matched, before: Answer, after: Answer) -> Iterator[MetricChange]:
    for name, quantity in one.new.indicator.quantities.items():
        old, new = _number(before, one.old.indicator, name), _number(after, one.new.indicator, name)
        if old is None or new is None:
            continue
        target = quantity.target if isinstance(quantity, Metric) else None
        better = None
        if target is not None and old != new and (target.min is None) != (target.max is None):
            better = (new > old) == (target.min is not None)
        yield MetricChange(unit, one.new.indicator.id, name, quantity.unit, old, new, better)


def _number(answer: Answer, indicator: Indicator, name: str) -> Decimal | None:
    """What the answer states a metric or an element is; None for nothing, and where the indicator does not ask for it."""
    asked = indicator.quantities.get(name)
    if asked is None:
        return None
    value = metric_value(answer, asked) if isinstance(asked, Metric) else given_number(answer, name)
    return None if value is None else Decimal(value)
