"""What a report shows of the office's review."""

from __future__ import annotations

from collections.abc import Sequence

from dutykit.model.catalogue import Entry
from dutykit.model.responsibility import Duty
from dutykit.reports.views.standing import Standing, anchor_of, own_points, own_score, reviewed_score
from dutykit.reports.views.view import VerdictRow
from dutykit.reports.views.words import RATING, number_words, score_words
from dutykit.text.clean import paragraphs


def verdict_rows(standing: Standing, unit: str, entries: Sequence[tuple[Entry, Duty]]) -> list[VerdictRow]:
    """The unit's own word beside the office's on each indicator that was reviewed."""
    if standing.workspace.review(unit, standing.cycle) is None:
        return []
    rows = (verdict_row(standing, duty) for _entry, duty in entries)
    return [row for row in rows if row is not None]


def verdict_row(standing: Standing, duty: Duty) -> VerdictRow | None:
    """The unit's own word beside the office's on one indicator; None where it was not reviewed."""
    review = standing.workspace.review(duty.unit, standing.cycle)
    found = None if review is None else review.by_indicator.get(duty.indicator)
    if found is None or found.is_empty:
        return None
    answer = standing.answer(duty)
    own = answer.rating if answer else None
    score, reviewed = own_score(standing, duty), reviewed_score(standing, duty)
    rating_differs = found.verdict is not None and found.verdict != own
    score_differs = score is not None and reviewed is not None and score != reviewed
    scoring = standing.workspace.scoring
    return VerdictRow(
        indicator=duty.indicator,
        own_rating=RATING[own] if own else "未填报" if answer is None else "未作自评结论",
        rating=RATING[found.verdict] if found.verdict else found.level or "—",
        own_score=score_words(score, scoring),
        score=score_words(reviewed, scoring),
        differs=rating_differs or score_differs,
        rating_differs=rating_differs,
        score_differs=score_differs,
        remark="".join(paragraphs(found.remark)),
        anchor=anchor_of(standing, duty.indicator),
        points=number_words(own_points(standing, duty.indicator)),
    )
