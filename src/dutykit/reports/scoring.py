"""Totals, grades and places, calculated for reports."""

from __future__ import annotations

from collections.abc import Sequence

from dutykit.assess.rank import rank_scores
from dutykit.assess.score import Account, Difference, UnitScore, exact_text, unit_scores
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
    places = _places(workspace.register, found)
    return {one.unit: _score(one, places[one.unit]) for one in found if one.own is not None or one.reviewed is not None}


def _places(register: Register, found: Sequence[UnitScore]) -> dict[str, int | None]:
    """The place of each unit among those of its kind, by the office's word."""
    by_kind: dict[UnitKind, list[UnitScore]] = {}
    for one in found:
        by_kind.setdefault(register.by_id[one.unit].kind, []).append(one)
    return {one.unit: one.place for group in by_kind.values() for one in rank_scores(group, "reviewed")}


def _score(found: UnitScore, place: int | None) -> Score:
    own, reviewed = found.own, found.reviewed
    return Score(
        own=None if own is None else own.total,
        reviewed=None if reviewed is None else reviewed.total,
        own_grade="" if own is None or own.grade is None else own.grade.id,
        grade="" if reviewed is None or reviewed.grade is None else reviewed.grade.id,
        credibility=found.credibility,
        gaps=tuple(gap_words(one) for one in found.over),
        events=() if reviewed is None else tuple(_events(reviewed)),
        place=place,
    )


def gap_words(one: Difference) -> str:
    """What both sides gave an item on which they differ."""
    item = _POINTS_ITEM[one.item.level].format(key=one.item.key, reference=one.item.reference)
    return f"{item}自评{exact_text(one.own)}分、复核{exact_text(one.reviewed)}分"


def _events(account: Account) -> list[str]:
    words = [
        f"{one.event.text}{'加' if one.points > 0 else '减'}{exact_text(abs(one.points))}分（{one.occurrence.remark}）"
        for one in account.additions
        if one.points
    ]
    words += [
        f"{one.event.text}（{one.occurrence.remark}），等次由{one.before.id}降为{one.after.id}"
        for one in account.steps
        if one.before != one.after
    ]
    return words
