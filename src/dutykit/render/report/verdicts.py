"""What a report shows of the office's review and of problems from earlier rounds."""

from __future__ import annotations

from collections.abc import Sequence

from dutykit.model.catalogue import Entry
from dutykit.model.rectification import TrackedProblem
from dutykit.model.responsibility import Duty
from dutykit.render.report.standing import Standing, anchor_of
from dutykit.render.report.view import CarriedPart, VerdictRow
from dutykit.render.report.words import FOUND_BY, RATING, STATUS, date_words, paragraphs


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
                own_rating=RATING[own] if own else "未填报" if answer is None else "未作结论",
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


def carried_parts(standing: Standing, unit: str) -> tuple[CarriedPart, ...]:
    """What became, in this cycle, of each problem of `unit` that earlier cycles left open."""
    open_before = standing.workspace.rectification.open_before(unit, standing.cycle)
    return tuple(_carried(standing, number, one) for number, one in enumerate(open_before, 1))


def _carried(standing: Standing, number: int, tracked: TrackedProblem) -> CarriedPart:
    said = next((one for cycle, one in tracked.carried if cycle == standing.cycle), None)
    closed = next((one.closing for one in tracked.closings if one.cycle <= standing.cycle), None)
    claimed = (said.status if said else None) or tracked.claimed
    status = STATUS["closed" if closed else "done" if claimed == "closed" else claimed]
    closing = "" if closed is None else f"{date_words(closed.closed_on)}，{'，'.join(paragraphs(closed.remark))}"
    return CarriedPart(
        number=number,
        id=tracked.key.problem,
        cycle=f"{tracked.key.cycle}年度",
        indicator=tracked.indicator,
        found_by=FOUND_BY[tracked.found_by],
        text=paragraphs(tracked.text),
        answered=said is not None,
        measure=paragraphs((said.measure if said else None) or tracked.measure),
        progress=paragraphs(said.progress if said else None),
        proof="、".join(one.title for one in said.proof) if said else "",
        person=tracked.person or "",
        due=date_words(tracked.due),
        status=status,
        closing=closing,
    )
