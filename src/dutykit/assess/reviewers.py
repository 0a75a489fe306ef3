"""What several reviewers say of one unit, side by side: mean, spread, and where they disagree; all exact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from dutykit.assess.score import reviewed_part, rounded
from dutykit.model.review import IndicatorReview
from dutykit.model.scoring import Scoring
from dutykit.model.submission import Rating
from dutykit.model.workspace import Workspace

DEFAULT_LIMIT = Decimal(10)
"""Per cent of the points by which scores may be apart, where neither the scoring nor the command states it."""
_DECIMALS = 1
"""Of a mean, where there is no scoring: as many as totals have by default."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one reviewer says of an indicator."""

    reviewer: str
    verdict: Rating | None
    level: str | None
    score: Fraction | None
    """As written, else as the level gives it."""
    remark: str | None


@dataclass(frozen=True, slots=True)
class Compared:
    """One indicator as the reviewers of a unit see it."""

    indicator: str
    points: Fraction | None
    """What the scores count against; None where there are no points."""
    opinions: tuple[Opinion, ...]
    """Of the reviewers who say anything of it, by their names."""
    limit: Fraction
    """Per cent of the points by which scores may be apart."""
    decimals: int

    @property
    def scores(self) -> tuple[Fraction, ...]:
        """All scores; none of a reviewer by whom the indicator does not apply."""
        applying = (one.score for one in self.opinions if one.verdict != "not_applicable")
        return tuple(one for one in applying if one is not None)

    @property
    def mean(self) -> Fraction | None:
        """The mean of the scores, exact."""
        return sum(self.scores, Fraction(0)) / len(self.scores) if self.scores else None

    @property
    def rounded_mean(self) -> Decimal | None:
        """The mean with as many decimals as totals have, halves up."""
        return None if self.mean is None else rounded(self.mean, self.decimals)

    @property
    def spread(self) -> Fraction | None:
        """The highest score less the lowest; None with fewer than two scores."""
        return max(self.scores) - min(self.scores) if len(self.scores) > 1 else None

    @property
    def percent(self) -> Fraction | None:
        """The spread in percent of the points; 100 where there are scores and no points."""
        if self.spread is None:
            return None
        if not self.points:
            return Fraction(100 if self.spread else 0)
        return self.spread / self.points * 100

    @property
    def is_too_far(self) -> bool:
        """Whether the scores are further apart than the limit."""
        return self.percent is not None and self.percent > self.limit

    @property
    def verdicts(self) -> tuple[Rating, ...]:
        """The different verdicts."""
        return tuple(dict.fromkeys(one.verdict for one in self.opinions if one.verdict is not None))

    @property
    def levels(self) -> tuple[str, ...]:
        """The different levels."""
        return tuple(dict.fromkeys(one.level for one in self.opinions if one.level is not None))

    @property
    def disagrees(self) -> bool:
        """Whether the office has to decide: scores too far apart, different verdicts or levels."""
        return self.is_too_far or len(self.verdicts) > 1 or len(self.levels) > 1

    def agreed(self) -> dict[str, Rating | str | Decimal | None]:
        """What the office may take over: the common verdict and level, the mean, a remark if there is only one."""
        if self.disagrees:
            return {}
        remarks = tuple(dict.fromkeys(one.remark for one in self.opinions if one.remark))
        return {
            "verdict": next(iter(self.verdicts), None),
            "level": next(iter(self.levels), None),
            "score": self.rounded_mean,
            "remark": remarks[0] if len(remarks) == 1 else None,
        }


def limit_of(scoring: Scoring | None, asked: Decimal | None = None) -> Decimal:
    """Per cent of the points by which scores may be apart: as asked, else as the scoring states, else the default."""
    if asked is not None:
        return asked
    stated = None if scoring is None else scoring.reviewer_difference
    return DEFAULT_LIMIT if stated is None else Decimal(stated)


def compared(workspace: Workspace, unit: str, cycle: int, asked: Decimal | None = None) -> list[Compared]:
    """What each reviewer of `unit` (its id) says in `cycle`, by indicator in the catalogue's order.

    `workspace` is as that cycle sees it; indicators of which nobody says anything are left out.
    """
    reviews = workspace.reviewers(unit, cycle)
    order = workspace.catalogue.order
    indicators = {one.indicator for review in reviews for one in review.indicators}
    found = []
    for indicator in sorted(indicators, key=lambda one: (order.get(one, len(order)), one)):
        said = ((review.reviewer, review.by_indicator.get(indicator)) for review in reviews)
        opinions = tuple(_opinion(workspace, unit, cycle, name, one) for name, one in said if one is not None)
        found.append(_compared(workspace, indicator, opinions, asked))
    return found


def _compared(workspace: Workspace, indicator: str, opinions: Iterable[Opinion], asked: Decimal | None) -> Compared:
    item = workspace.points_items.get(indicator)
    return Compared(
        indicator,
        None if item is None else Fraction(item.points),
        tuple(one for one in opinions if (one.verdict, one.level, one.score, one.remark) != (None, None, None, None)),
        Fraction(limit_of(workspace.scoring, asked)),
        _DECIMALS if workspace.scoring is None else workspace.scoring.decimals,
    )


def _opinion(workspace: Workspace, unit: str, cycle: int, reviewer: str, stated: IndicatorReview) -> Opinion:
    score = None if stated.score is None else Fraction(stated.score)
    item = workspace.points_items.get(stated.indicator)
    if score is None and item is not None and workspace.scoring is not None:
        submission = workspace.submission(unit, cycle)
        answer = None if submission is None else submission.by_indicator.get(stated.indicator)
        score = reviewed_part(workspace.scoring, item, stated.indicator, answer, stated).score
    return Opinion(reviewer, stated.verdict, stated.level, score, stated.remark)
