"""What a report shows of totals, grades and places among units of a kind: as they were calculated beforehand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from dutykit.model.office_words import KINDS
from dutykit.model.unit import Register, UnitKind
from dutykit.reports.views.view import Ranking, ScoreRow


@dataclass(frozen=True, slots=True)
class Score:
    """One unit's totals and what they come from."""

    own: Decimal | None
    """By the unit's own word; None while an item lacks its score."""
    reviewed: Decimal | None
    """By the office's; likewise."""
    own_grade: str
    grade: str
    """Of the reviewed total, after what lowers or bars a grade; empty for none."""
    credibility: Decimal | None
    """The credibility of the self score, in per cent."""
    gaps: tuple[str, ...]
    """Items on which both sides differ by more than the scoring's threshold, in words."""
    events: tuple[str, ...]
    """Bonuses, deductions and changes of grade, in words."""
    place: int | None = None
    """Among the units of its kind by the reviewed total; None without one."""
    rate: Decimal | None = None
    """What it is ranked by, in per cent, where the units of its kind have different full marks."""
    own_sum: Decimal | None = None
    """The sum of the unit's own scores, before the rules make a total of it; None without a total."""
    own_points: Decimal | None = None
    """The full marks of that sum."""
    full: Decimal | None = None
    """The full marks of the unit's own total; None without one."""
    reviewed_full: Decimal | None = None
    """The full marks of the office's total: another where the office leaves out another indicator."""
    own_scores: Mapping[str, Decimal] = field(default_factory=dict)
    """The unit's score of each indicator, as written or as its level gives it."""
    reviewed_scores: Mapping[str, Decimal] = field(default_factory=dict)
    """The office's, likewise."""


def score_row(unit: str, score: Score, rank: str = "") -> ScoreRow:
    """A unit's totals as they are printed."""
    return ScoreRow(
        rank=rank,
        unit=unit,
        own=_number(score.own),
        reviewed=_number(score.reviewed),
        own_grade=score.own_grade or "—",
        grade=score.grade or "—",
        credibility="—" if score.credibility is None else f"{score.credibility:f}%",
        full="" if score.full is None else f"{score.full:f}",
        reviewed_full="" if score.reviewed_full is None else f"{score.reviewed_full:f}",
    )


def rankings(register: Register, units: Iterable[str], scores: Mapping[str, Score]) -> tuple[Ranking, ...]:
    """The units of each kind by their places, those without one last; none where nobody has one."""
    found = []
    members: dict[UnitKind, list[str]] = {}
    for unit in units:
        if unit in scores:
            members.setdefault(register.by_id[unit].kind, []).append(unit)
    for kind, title in KINDS.items():
        ranked = [(place, unit) for unit in members.get(kind, ()) if (place := scores[unit].place) is not None]
        ranked.sort(key=lambda pair: pair[0])  # those level stay in the register's order
        rows = [score_row(unit, scores[unit], str(place)) for place, unit in ranked]
        rows += [score_row(unit, scores[unit], "—") for unit in members.get(kind, ()) if scores[unit].place is None]
        rates = [f"{unit}{scores[unit].rate}%" for _place, unit in ranked if scores[unit].rate is not None]
        note = f"各单位满分不同，按得分率（复核总分÷满分）排名：{'、'.join(rates)}。" if rates else ""
        if rows:
            found.append(Ranking(title, tuple(rows), bool(ranked), note))
    return tuple(found) if any(one.ranked for one in found) else ()


def _number(value: Decimal | None) -> str:
    return "—" if value is None else f"{value:f}"
