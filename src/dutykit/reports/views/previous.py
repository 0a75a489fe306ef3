"""What a report shows of the round before: numbers and ratings as they were, and how many rose or fell."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from dutykit.model.submission import Rating
from dutykit.reports.views.words import counted


@dataclass(frozen=True, slots=True)
class NumberBefore:
    """A metric's or an element's number in the round before."""

    value: Decimal
    arrow: str
    """Which way it went since: ↑, ↓ or →."""
    better: bool | None
    """Whether it moved towards its target; None without one, or where it did not move."""


@dataclass(frozen=True, slots=True)
class RatingBefore:
    """A rating that was another in the round before."""

    rating: Rating | None
    better: bool | None
    """Whether it rose; None where the two cannot be compared."""


@dataclass(frozen=True)
class Previous:
    """The round before this one, as far as both can be compared."""

    cycle: int
    numbers: Mapping[tuple[str, str, str], NumberBefore]
    """By (unit, indicator, metric or element), the indicator by its id of now."""
    ratings: Mapping[tuple[str, str], RatingBefore]
    """By (unit, indicator); only those that changed."""

    def words(self, units: Collection[str], measure: str = "项次") -> str:
        """How many ratings and numbers of `units` rose or fell, in a sentence; empty where nothing is compared.

        Ratings are counted by `measure`: of one unit by indicators.
        """
        ratings = [one.better for (unit, _indicator), one in self.ratings.items() if unit in units]
        numbers = [one.better for (unit, _indicator, _name), one in self.numbers.items() if unit in units]
        parts = []
        if any(one is not None for one in ratings):
            pairs = (("上升", ratings.count(True)), ("下降", ratings.count(False)))
            parts.append(f"自评结论{counted(pairs, measure)}")
        if any(one is not None for one in numbers):
            pairs = (("趋近目标值", numbers.count(True)), ("偏离目标值", numbers.count(False)))
            parts.append(f"有目标值的监测指标{counted(pairs, '个')}")
        return f"与{self.cycle}年度相比，{'，'.join(parts)}。" if parts else ""
