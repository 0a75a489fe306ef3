"""What `dutykit alerts` lists, in the words of a report."""

from __future__ import annotations

from collections.abc import Sequence

from dutykit.assess.alert import LowGrade, OffTarget, TooDifferent, TooFarApart, Vetoed, alerts
from dutykit.assess.score import Difference, UnitScore, exact_text
from dutykit.model.settings import WHOLE_CITY
from dutykit.model.workspace import Workspace
from dutykit.reports.scoring import item_words
from dutykit.reports.views.rows import AlertRow, DifferenceRow
from dutykit.reports.views.standing import Alerts
from dutykit.reports.views.words import target_words


def alert_rows(workspace: Workspace, cycle: int, scores: Sequence[UnitScore]) -> Alerts:
    """Every alert of `cycle`: by unit in the register's order, then those that are of no single unit."""
    order = {unit: place for place, unit in enumerate(workspace.register.by_id)}
    found = alerts(workspace, cycle, (), scores)
    differences = [_difference(one.unit, one.difference) for one in found if isinstance(one, TooDifferent)]
    rows = [_row(one) for one in found if not isinstance(one, TooDifferent)]
    rows.sort(key=lambda row: order.get(row.unit, len(order)))
    every = [(score.unit, one) for score in scores for one in score.differences]
    every.sort(key=lambda pair: -pair[1].percent)
    return Alerts(
        tuple(rows),
        tuple(differences),
        off_target=tuple(_row(one) for one in found if isinstance(one, OffTarget)),
        largest=tuple(_difference(unit, one) for unit, one in every),
    )


def _difference(unit: str, gap: Difference) -> DifferenceRow:
    own, reviewed = (f"{exact_text(score)}/{gap.item.points}" for score in (gap.own, gap.reviewed))
    return DifferenceRow(unit, item_words(gap), own, reviewed, f"{gap.percent_words}%")


def _row(one: OffTarget | TooFarApart | Vetoed | LowGrade) -> AlertRow:
    match one:
        case OffTarget():
            reading = one.reading
            unit, item = reading.metric.unit or "", f"第{reading.indicator.id}项"
            target = target_words(one.target, reading.metric.unit)
            return AlertRow(reading.unit, item, reading.metric.id, f"{reading.shown:f}{unit}", target)
        case TooFarApart():
            spread = one.spread
            item, what = f"第{spread.indicator.id}项", f"{spread.metric.id}的县区差异系数"
            return AlertRow(WHOLE_CITY, item, what, f"{spread.coefficient:f}", f"不高于{spread.variation.max}")
        case Vetoed():
            return AlertRow(one.unit, "—", f"一票否决：{one.event.text}", one.occurrence.remark, "—")
        case LowGrade():
            side = "自评等次" if one.side == "self" else "复核等次"
            return AlertRow(one.unit, "—", side, one.grade.id, f"不低于{one.least.id}")
