"""What `dutykit alerts` lists, in the words of a report."""

from __future__ import annotations

from collections.abc import Sequence

from dutykit.assess.alert import Alert, LowGrade, OffTarget, TooDifferent, TooFarApart, Vetoed, alerts
from dutykit.assess.score import UnitScore
from dutykit.model.settings import WHOLE_CITY
from dutykit.model.workspace import Workspace
from dutykit.reports.scoring import gap_words
from dutykit.reports.views.view import Fact
from dutykit.reports.views.words import target_words


def alert_facts(workspace: Workspace, cycle: int, scores: Sequence[UnitScore]) -> tuple[Fact, ...]:
    """Every alert of `cycle`: by unit in the register's order, then those that are of no single unit."""
    found: dict[str, list[str]] = {}
    for one in alerts(workspace, cycle, (), scores):
        found.setdefault(_whose(one), []).append(_words(one))
    names = [*workspace.register.by_id, WHOLE_CITY]
    return tuple(Fact(name, "；".join(found[name])) for name in dict.fromkeys(names) if name in found)


def _whose(one: Alert) -> str:
    match one:
        case OffTarget():
            return one.reading.unit
        case TooFarApart():
            return WHOLE_CITY
        case Vetoed() | LowGrade() | TooDifferent():
            return one.unit


def _words(one: Alert) -> str:
    match one:
        case OffTarget():
            metric, value = one.reading.metric, f"{one.reading.shown:f}"
            target = target_words(one.target, metric.unit)
            return f"第{one.reading.indicator.id}项{metric.id}{value}{metric.unit or ''}（目标值{target}）"
        case TooFarApart():
            spread = one.spread
            name = f"第{spread.indicator.id}项{spread.metric.id}"
            return f"{name}的县区差异系数{spread.coefficient:f}（上限{spread.variation.max}）"
        case Vetoed():
            return f"一票否决：{one.event.text}（{one.occurrence.remark}）"
        case LowGrade():
            side = "自评" if one.side == "self" else "复核"
            return f"{side}等次{one.grade.id}，低于{one.least.id}"
        case TooDifferent():
            return f"{gap_words(one.difference)}，分差超限"
