"""What a report shows of the office's review."""

from __future__ import annotations

from collections.abc import Sequence

from dutykit.model.catalogue import Entry
from dutykit.model.responsibility import Duty
from dutykit.reports.views.standing import Standing, anchor_of
from dutykit.reports.views.view import VerdictRow
from dutykit.reports.views.words import RATING
from dutykit.text.clean import paragraphs


def verdict_rows(standing: Standing, unit: str, entries: Sequence[tuple[Entry, Duty]]) -> list[VerdictRow]:
    """The unit's own word beside the office's on each indicator that was reviewed."""
    review = standing.workspace.review(unit, standing.cycle)
    if review is None:
        return []
    rows = []
    for _entry, duty in entries:
        found = review.by_indicator.get(duty.indicator)
        if found is None:
            continue
        answer = standing.answer(duty)
        own = answer.rating if answer else None
        own_score = answer.score if answer else None
        rows.append(
            VerdictRow(
                indicator=duty.indicator,
                own_rating=RATING[own] if own else "未填报" if answer is None else "未作自评结论",
                rating=RATING[found.verdict] if found.verdict else found.level or "—",
                own_score="" if own_score is None else str(own_score),
                score="" if found.score is None else str(found.score),
                differs=(found.verdict is not None and found.verdict != own)
                or (found.score is not None and found.score != own_score),
                remark="".join(paragraphs(found.remark)),
                anchor=anchor_of(standing, duty.indicator),
            )
        )
    return rows
