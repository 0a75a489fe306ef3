"""What a report shows of totals, grades and places among units of a kind: as they were calculated beforehand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from dutykit.model.office_words import KINDS
from dutykit.model.unit import Register, UnitKind
from dutykit.reports.views.city_report import Ranking
from dutykit.reports.views.rows import ScoreRow


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
    own_full: Decimal | None = None
    """What the unit's own total is out of; None without one."""
    full: Decimal | None = None
    """What the reviewed total is out of; likewise."""
    own_parts: Mapping[str, Decimal] = field(default_factory=dict)
    """By the unit's own word, of each indicator that counts, by its id; none without a score."""
    parts: Mapping[str, Decimal] = field(default_factory=dict)
    """By the office's; likewise."""
    place: int | None = None
    """Among the units of its kind by the reviewed total; None without one."""
    rate: Decimal | None = None
    """What it is ranked by, in per cent, where the units of its kind have different full marks."""
    own_sum: Decimal | None = None
    """The sum of the unit's own scores, before the rules make a total of it; None without a total."""
    own_points: Decimal | None = None
    """The full marks of that sum."""


def score_row(unit: str, score: Score, rank: str = "") -> ScoreRow:
    """A unit's totals as they are printed."""
    return ScoreRow(
        rank=rank,
        unit=unit,
        own=_of(score.own, score.own_full),
        reviewed=_of(score.reviewed, score.full),
        own_grade=score.own_grade or "—",
        grade=score.grade or "—",
        credibility="—" if score.credibility is None else f"{score.credibility:f}%",
        rate=f"{score.rate}%" if rank and score.rate is not None else "",
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
        if rows:
            found.append(Ranking(title, tuple(rows), bool(ranked), any(row.rate for row in rows)))
    return tuple(found) if any(one.ranked for one in found) else ()


def _of(total: Decimal | None, full: Decimal | None) -> str:
    """A total out of full marks, as 85.5/100; a dash for none."""
    if total is None:
        return "—"
    return f"{total:f}" if full is None else f"{total:f}/{full:f}"
