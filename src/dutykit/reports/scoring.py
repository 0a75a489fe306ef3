"""Totals, grades and places, calculated for reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from dutykit.assess.rank import Place, by_rate, rank_scores
from dutykit.assess.score import Account, Difference, UnitScore, exact, exact_text, unit_scores
from dutykit.model.office_words import EVENT_KINDS
from dutykit.model.scoring import Method, Scoring
from dutykit.model.unit import Register, UnitKind
from dutykit.model.workspace import Workspace
from dutykit.reports.views.scores import Score

_POINTS_ITEM = {"chapters": "第{key}部分", "sections": "二级指标{reference}", "indicators": "第{key}项"}


def found_scores(workspace: Workspace, cycle: int) -> list[UnitScore]:
    """What the scores of every unit that has an assignment come to; empty where the workspace has no scoring rules."""
    if workspace.scoring is None:
        return []
    units = [unit for unit in workspace.register.by_id if unit in workspace.responsibilities.by_unit]
    return unit_scores(workspace, workspace.scoring, cycle, units)


def scores_of(workspace: Workspace, found: Sequence[UnitScore]) -> dict[str, Score]:
    """The totals of the units in `found` that have any, by the unit's id."""
    scoring = workspace.scoring
    if scoring is None:
        return {}
    places = _places(workspace.register, scoring, found)
    return {
        one.unit: _score(one, places[one.unit], scoring.method)
        for one in found
        if one.own is not None or one.reviewed is not None
    }


def _places(register: Register, scoring: Scoring, found: Sequence[UnitScore]) -> dict[str, Place]:
    """The place of each unit among those of its kind, by the office's word; its value is a rate where ranked by that."""
    by_kind: dict[UnitKind, list[UnitScore]] = {}
    for one in found:
        by_kind.setdefault(register.by_id[one.unit].kind, []).append(one)
    places: dict[str, Place] = {}
    for group in by_kind.values():
        rated = by_rate(group, "reviewed", scoring.method)
        for place in rank_scores(group, "reviewed", scoring):
            places[place.unit] = place if rated else replace(place, value=None)
    return places


def _full(account: Account, method: Method) -> Decimal:
    """What a total is out of: the points of what applies to the unit, or a hundred."""
    return exact(account.points) if method == "sum" else Decimal(100)


def _parts(account: Account) -> dict[str, Decimal]:
    """What each indicator that is scored brings."""
    parts = (part for item in account.items for part in item.parts)
    return {part.indicator: exact(part.score) for part in parts if part.score is not None}


def _score(found: UnitScore, place: Place, method: Method) -> Score:
    own, reviewed = found.own, found.reviewed
    return Score(
        own=None if own is None else own.total,
        reviewed=None if reviewed is None else reviewed.total,
        own_grade="" if own is None or own.grade is None else own.grade.id,
        grade="" if reviewed is None or reviewed.grade is None else reviewed.grade.id,
        credibility=found.credibility,
        own_full=None if own is None else _full(own, method),
        full=None if reviewed is None else _full(reviewed, method),
        own_parts={} if own is None else _parts(own),
        parts={} if reviewed is None else _parts(reviewed),
        gaps=tuple(gap_words(one) for one in found.over),
        events=() if reviewed is None else tuple(_events(reviewed)),
        place=place.place,
        rate=place.value,
        own_sum=None if own is None or own.total is None else exact(own.score),
        own_points=None if own is None or own.total is None else exact(own.points),
    )


def item_words(one: Difference) -> str:
    """What was scored."""
    return _POINTS_ITEM[one.item.level].format(key=one.item.key, reference=one.item.reference)


def gap_words(one: Difference) -> str:
    """What both sides gave an item on which they differ."""
    return f"{item_words(one)}自评{exact_text(one.own)}分、复核{exact_text(one.reviewed)}分"


def _events(account: Account) -> list[str]:
    """Everything that took place with its reason, also what changed neither total nor grade."""
    added = {id(one.occurrence): one for one in account.additions}
    steps = {id(one.occurrence): one for one in account.steps}
    words = []
    for event, occurrence in account.occurred:
        addition, step = added.get(id(occurrence)), steps.get(id(occurrence))
        if addition is not None:
            points = f"{'扣' if event.kind == 'deduction' else '加'}{exact_text(abs(addition.points))}分"
            limit = "" if addition.points else "，已达上限"
            words.append(f"{event.text}{points}（{occurrence.remark}）{limit}")
            continue
        after = ""
        if step is not None:
            moved = step.before != step.after
            after = f"，等次由{step.before.id}降为{step.after.id}" if moved else f"，等次仍为{step.after.id}"
        words.append(f"{EVENT_KINDS[event.kind]}：{event.text}（{occurrence.remark}）{after}")
    return words
