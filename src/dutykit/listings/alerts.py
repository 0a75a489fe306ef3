"""Show what is below its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dutykit.assess.alert import Alert, LowGrade, OffTarget, TooDifferent, TooFarApart, Vetoed, alerts
from dutykit.assess.score import exact_text, unit_scores
from dutykit.language import _, plural
from dutykit.listings.metric_text import spread_line, target_words, with_unit
from dutykit.listings.score_text import item_name, side_word
from dutykit.model.gap import EVERYTHING, Gap
from dutykit.model.office_words import event_kind_word
from dutykit.model.workspace import Workspace
from dutykit.output.listing import Count, Listing
from dutykit.output.table.record import Column, Group, Table
from dutykit.workspace.asked_names import asked_units, cycle_meant, successor_remarks
from dutykit.workspace.unreached_words import unreached_lines

VERSION = 1


@dataclass(frozen=True, slots=True)
class AlertRequest:
    """Whose alerts to show."""

    units: tuple[str, ...] = ()
    """Names, aliases or groups; empty for all."""
    cycle: int | None = None


@dataclass(frozen=True, slots=True)
class Alerts(Listing):
    """The alerts of one cycle."""

    cycle: int
    found: tuple[Alert, ...]
    scored: bool
    """Whether there are scoring rules to go by."""
    gaps: tuple[Gap, ...] = ()
    """What of its data could not be read."""
    remarks: tuple[str, ...] = ()

    def sheets(self) -> Iterator[tuple[str, Table]]:
        """The one table."""
        notes = [] if self.found else [_("没有预警。")]
        if not self.scored:
            notes.append(_("缺少评分办法（data/scoring.yaml），未检查等次和分差。"))
        yield (
            _("预警"),
            Table(
                title=_("{cycle} 年度预警").format(cycle=self.cycle),
                columns=(Column(_("预警类别")), Column(_("单位")), Column(_("情况"), wide=True)),
                groups=(Group(tuple((_kind(type(one)), _unit(one), _text(one)) for one in self.found)),),
                notes=tuple(notes),
                head=1,
            ),
        )

    def counts(self) -> Iterator[Count]:
        """How many there are of each kind that was looked for."""
        for kind, key in _KEYS.items():
            if not self.scored and kind not in _UNSCORED:
                continue
            yield Count(key, _kind(kind), sum(type(one) is kind for one in self.found))

    def document(self) -> dict[str, object]:
        """The alerts as a document, version 1.

        `cycle`, and `alerts` with `kind` ("off_target", "too_far_apart", "vetoed", "low_grade" or "too_different"), `unit` (null
        where it is about several) and `text`, a sentence.
        """
        return {
            "version": VERSION,
            "cycle": self.cycle,
            "alerts": [{"kind": _KEYS[type(one)], "unit": _unit(one), "text": _text(one)} for one in self.found],
        }


def alerts_of(workspace: Workspace, request: AlertRequest) -> Alerts:
    """The alerts asked for. Raises Refusal."""
    cycle = cycle_meant(workspace, request.cycle)
    then = workspace.at(cycle)
    units = asked_units(then, request.units)
    owing = [unit for unit in units or then.register.by_id if unit in then.responsibilities.by_unit]
    scores = [] if then.scoring is None else unit_scores(then, then.scoring, cycle, owing)
    gaps = then.gaps.of(EVERYTHING, cycle=cycle, units=units or None)
    remarks = successor_remarks(then, request.units) if request.units else tuple(unreached_lines(then))
    return Alerts(cycle, tuple(alerts(then, cycle, units, scores)), then.scoring is not None, gaps, remarks)


def kind_words() -> dict[str, str]:
    """What each kind is called, by its key in a document."""
    return {key: _kind(kind) for kind, key in _KEYS.items()}


def how_many(listing: Alerts) -> Iterator[str]:
    """How many alerts there are, in words; nothing for none."""
    if count := len(listing.found):
        yield plural("{count} 项预警", count).format(count=count)


_KEYS: dict[type[Alert], str] = {
    OffTarget: "off_target",
    TooFarApart: "too_far_apart",
    Vetoed: "vetoed",
    LowGrade: "low_grade",
    TooDifferent: "too_different",
}
"""What a document calls each kind."""
_UNSCORED: tuple[type[Alert], ...] = (OffTarget, TooFarApart)
"""The kinds for which no scoring rules are needed."""


def _kind(kind: type[Alert]) -> str:
    if kind is OffTarget:
        return _("未达目标值")
    if kind is TooFarApart:
        return _("差异系数超限")
    if kind is Vetoed:
        return event_kind_word("veto")
    return _("等次偏低") if kind is LowGrade else _("分差超限")


def _unit(one: Alert) -> str | None:
    match one:
        case OffTarget():
            return one.reading.unit
        case TooFarApart():
            return None
        case Vetoed() | LowGrade() | TooDifferent():
            return one.unit


def _text(one: Alert) -> str:
    match one:
        case OffTarget():
            return _("指标 {id} {metric}为 {value}，目标值{target}").format(
                id=one.reading.indicator.id,
                metric=with_unit(one.reading.metric),
                value=f"{one.reading.shown:f}",
                target=target_words(one.reading.metric),
            )
        case TooFarApart():
            indicator, metric = one.spread.indicator, one.spread.metric
            return _("指标 {id} {metric}：{spread}").format(
                id=indicator.id, metric=with_unit(metric), spread=spread_line(one.spread)
            )
        case Vetoed():
            return _("{event}：{remark}").format(event=one.event.text, remark=one.occurrence.remark)
        case LowGrade():
            return _("{side}等次“{grade}”，低于“{least}”").format(
                side=side_word(one.side), grade=one.grade.id, least=one.least.id
            )
        case TooDifferent():
            difference = one.difference
            return _("{item}：自评得分 {own}，复核得分 {reviewed}，分差占分值 {percent}%").format(
                item=item_name(difference.item),
                own=exact_text(difference.own),
                reviewed=exact_text(difference.reviewed),
                percent=difference.percent_words,
            )
