"""The scores as a JSON document, version 1. Numbers are texts, so that no reader makes binary floats of them."""

from __future__ import annotations

from collections.abc import Sequence

from dutykit.assess.score import Account, Difference, Item, UnitScore, exact_text
from dutykit.model.scoring import Scoring
from dutykit.model.workspace import Workspace

VERSION = 1


def score_document(
    workspace: Workspace, scoring: Scoring, cycle: int, scores: Sequence[UnitScore]
) -> dict[str, object]:
    """The document; keys are only ever added within a version.

    - `version`: 1; `cycle`: the year; `scoring`: `title`, `basis`, `sample`, `method`
    - `units`: `id`, `kind`, `self` and `reviewed` (an account, or null), `credibility` (percent, or null), `differences`
    - an account: `score` and `points` (sums), `total` (rounded; null while an item lacks its score), `exact` (null
      likewise; cut to six decimals where it has no end), `grade_by_total`, `grade`, `items`, `left_out` (what does not
      apply), `additions` (`event`, `points`), `steps` (`event`, `before`, `after`)
    - an item: `level` ("chapters", "sections" or "indicators"), `key`, `points`, `score` (or null), `indicators`
    - a difference: `level`, `key`, `points`, `self`, `reviewed`, `percent`, `over` (whether beyond the threshold)
    """
    return {
        "version": VERSION,
        "cycle": cycle,
        "scoring": {
            "title": scoring.title,
            "basis": scoring.basis,
            "sample": scoring.sample,
            "method": scoring.method,
        },
        "units": [
            {
                "id": one.unit,
                "kind": workspace.register.by_id[one.unit].kind,
                "self": _account(one.own),
                "reviewed": _account(one.reviewed),
                "credibility": None if one.credibility is None else str(one.credibility),
                "differences": [_difference(each, over=each in one.over) for each in one.differences],
            }
            for one in scores
        ],
    }


def _account(account: Account | None) -> dict[str, object] | None:
    if account is None:
        return None
    return {
        "score": exact_text(account.score),
        "points": exact_text(account.points),
        "total": None if account.total is None else f"{account.total:f}",
        "exact": None if account.exact is None else exact_text(account.exact),
        "grade_by_total": None if account.grade_by_total is None else account.grade_by_total.id,
        "grade": None if account.grade is None else account.grade.id,
        "items": [_item(item) for item in account.items],
        "left_out": [_item(item) for item in account.left_out],
        "additions": [{"event": one.event.id, "points": exact_text(one.points)} for one in account.additions],
        "steps": [{"event": one.event.id, "before": one.before.id, "after": one.after.id} for one in account.steps],
    }


def _item(item: Item) -> dict[str, object]:
    return {
        "level": item.item.level,
        "key": item.item.key,
        "points": exact_text(item.points),
        "score": None if item.score is None else exact_text(item.score),
        "indicators": [part.indicator for part in item.parts],
    }


def _difference(one: Difference, *, over: bool) -> dict[str, object]:
    return {
        "level": one.item.level,
        "key": one.item.key,
        "points": f"{one.item.points}",
        "self": exact_text(one.own),
        "reviewed": exact_text(one.reviewed),
        "percent": exact_text(one.percent),
        "over": over,
    }
