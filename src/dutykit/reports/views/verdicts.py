"""What a report shows of the office's review."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dutykit.model.catalogue import Entry
from dutykit.model.responsibility import Duty
from dutykit.reports.views.standing import Standing, anchor_of, own_points
from dutykit.reports.views.unit_report import VerdictRow
from dutykit.reports.views.words import RATING, number_words, score_words
from dutykit.text.clean import paragraphs


def verdict_rows(standing: Standing, unit: str, entries: Sequence[tuple[Entry, Duty]]) -> list[VerdictRow]:
    """The unit's own word beside the office's on each indicator that was reviewed."""
    if standing.workspace.review(unit, standing.cycle) is None:
        return []
    rows = (verdict_row(standing, duty) for _entry, duty in entries)
    return [row for row in rows if row is not None]


def scores_of(standing: Standing, duty: Duty) -> tuple[Decimal | None, Decimal | None]:
    """The unit's own score of one indicator and the office's: as they count, without scoring rules as written."""
    if standing.workspace.scoring is not None:
        found = standing.scores.get(duty.unit)
        return (None, None) if found is None else (found.own_parts.get(duty.indicator), found.parts.get(duty.indicator))
    answer = standing.answer(duty)
    review = standing.workspace.review(duty.unit, standing.cycle)
    verdict = None if review is None else review.by_indicator.get(duty.indicator)
    own, reviewed = (None if one is None or one.score is None else Decimal(one.score) for one in (answer, verdict))
    return own, reviewed


def score_differs(standing: Standing, duty: Duty) -> bool:
    """Whether both sides scored an indicator, differently."""
    own, reviewed = scores_of(standing, duty)
    return own is not None and reviewed is not None and own != reviewed


def verdict_row(standing: Standing, duty: Duty) -> VerdictRow | None:
    """The unit's own word beside the office's on one indicator; None where it was not reviewed."""
    review = standing.workspace.review(duty.unit, standing.cycle)
    found = None if review is None else review.by_indicator.get(duty.indicator)
    if found is None or found.is_empty:
        return None
    answer = standing.answer(duty)
    own = answer.rating if answer else None
    own_score, score = scores_of(standing, duty)
    rating_differs = found.verdict is not None and found.verdict != own
    differs = score_differs(standing, duty)
    scoring = standing.workspace.scoring
    return VerdictRow(
        indicator=duty.indicator,
        own_rating=RATING[own] if own else "未填报" if answer is None else "未作自评结论",
        rating=RATING[found.verdict] if found.verdict else found.level or "—",
        own_score=score_words(own_score, scoring),
        score=score_words(score, scoring),
        differs=rating_differs or differs,
        rating_differs=rating_differs,
        score_differs=differs,
        remark="".join(paragraphs(found.remark)),
        anchor=anchor_of(standing, duty.indicator),
        points=number_words(own_points(standing, duty.indicator)),
    )
