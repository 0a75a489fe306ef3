"""Show units in order, by their score or by a metric."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from dutykit.assess.metric import Reading, readings, spread_of
from dutykit.assess.rank import Place, rank_readings, rank_scores
from dutykit.assess.score import Side, unit_scores
from dutykit.language import _
from dutykit.model.quantity import brief
from dutykit.model.unit import UnitKind
from dutykit.model.workspace import Workspace
from dutykit.render.table.record import Cell, Column, Group, Table
from dutykit.workflow.metric_text import spread_line, target_words, with_unit
from dutykit.workflow.score import cycle_meant, scoring_of
from dutykit.workflow.score_text import basis_line, side_word
from dutykit.workflow.table_output import PLAIN, Look, TableFormat, TableImpossibleError, made_at, table_bytes

FORMATS: tuple[TableFormat, ...] = ("table", "csv", "xlsx", "json")
VERSION = 1

By = Literal["score", "metric"]


@dataclass(frozen=True, slots=True)
class RankRequest:
    """What to rank by, and whom."""

    by: By = "score"
    metric: str | None = None
    """The metric's name; None for every one that two units give."""
    kind: UnitKind | None = None
    """Only units of this kind; None for all."""
    side: Side = "reviewed"
    cycle: int | None = None


@dataclass(frozen=True, slots=True)
class Ranking:
    """Units in order by one thing."""

    title: str
    places: tuple[Place, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rankings:
    """What was asked for."""

    title: str
    source: str
    rankings: tuple[Ranking, ...]


def rankings_of(workspace: Workspace, request: RankRequest) -> Rankings:
    """The rankings asked for. Raises TableImpossibleError."""
    cycle = cycle_meant(workspace, request.cycle)
    then = workspace.at(cycle)
    units = [one.id for one in then.register.by_id.values() if request.kind in {None, one.kind}]
    owing = [unit for unit in units if unit in then.responsibilities.by_unit]
    if request.by == "score":
        scoring = scoring_of(then)
        places = rank_scores(unit_scores(then, scoring, cycle, owing), request.side)
        title = _("{cycle} 年度得分排名（{side}）").format(cycle=cycle, side=side_word(request.side))
        return Rankings(title, basis_line(scoring), (Ranking("", tuple(places)),))
    groups = _by_metric(readings(then, cycle, owing))
    if request.metric is not None:
        groups = [group for group in groups if group[0].metric.id == request.metric.strip()]
        if not groups:
            raise TableImpossibleError(*_no_metric(then, request.metric))
    else:
        groups = [group for group in groups if len(group) > 1]
    title = _("{cycle} 年度监测指标排名").format(cycle=cycle)
    return Rankings(title, "", tuple(_metric_ranking(group) for group in groups))


def rank_bytes(found: Rankings, kind: TableFormat, look: Look = PLAIN) -> bytes:
    """The rankings as a file of `kind`; `look` is for text."""
    if kind == "json":
        from dutykit.render.table.json import json_text

        return json_text(rank_document(found)).encode()
    table = _table(found)
    if kind == "xlsx":
        from dutykit.render.table.xlsx import xlsx_bytes

        return xlsx_bytes([(_("排名"), table)], created=made_at())
    if kind == "table" and table.group_title:
        return b"\n".join(table_bytes(one, kind, look) for one in _apart(found))
    return table_bytes(table, kind, look)


def rank_document(found: Rankings) -> dict[str, object]:
    """The rankings as a document, version 1.

    `title`, and `rankings` with `by`, `places` (`place`, `unit`, `value`, `tied`; place and value null for a unit
    without) and `notes`.
    """
    return {
        "version": VERSION,
        "title": found.title,
        "rankings": [
            {
                "by": one.title,
                "places": [
                    {
                        "place": place.place,
                        "unit": place.unit,
                        "value": None if place.value is None else f"{place.value:f}",
                        "tied": place.tied,
                    }
                    for place in one.places
                ],
                "notes": list(one.notes),
            }
            for one in found.rankings
        ],
    }


def _by_metric(found: Iterable[Reading]) -> list[list[Reading]]:
    groups: dict[tuple[str, str], list[Reading]] = {}
    for one in found:
        groups.setdefault((one.indicator.id, one.metric.id), []).append(one)
    return list(groups.values())


def _no_metric(workspace: Workspace, name: str) -> tuple[str, str | None]:
    from dutykit.model.likeness import closest

    known = {metric.id for entry in workspace.catalogue.by_id.values() for metric in entry.indicator.metrics}
    if name.strip() in known:
        return _("没有单位填报“{name}”").format(name=name.strip()), None
    likely = closest(name, known)
    return (
        _("没有名为“{name}”的监测指标").format(name=name),
        _("是不是“{name}”？").format(name=likely) if likely is not None else None,
    )


def _metric_ranking(group: Sequence[Reading]) -> Ranking:
    metric = group[0].metric
    notes = []
    if metric.target is not None:
        notes.append(_("目标：{target}").format(target=target_words(metric)))
    spread = spread_of(group)
    if spread is not None:
        notes.append(spread_line(spread))
    title = _("指标 {id} {metric}").format(id=group[0].indicator.id, metric=with_unit(metric))
    return Ranking(title, tuple(rank_readings(group)), tuple(notes))


def _table(found: Rankings) -> Table:
    grouped = any(one.title for one in found.rankings)
    return Table(
        title=found.title,
        source=found.source,
        columns=_columns(),
        groups=tuple(Group(tuple(map(_row, one.places)), one.title) for one in found.rankings),
        group_title=_("监测指标") if grouped else "",
        notes=tuple(note for one in found.rankings for note in one.notes),
        head=1,
    )


def _apart(found: Rankings) -> list[Table]:
    """A table a ranking, as a screen shows them."""
    return [
        Table(
            title=one.title, columns=_columns(), groups=(Group(tuple(map(_row, one.places))),), notes=one.notes, head=1
        )
        for one in found.rankings
    ]


def _columns() -> tuple[Column, ...]:
    return (Column(_("名次"), "number"), Column(_("单位")), Column(_("值"), "number"), Column(_("说明")))


def _row(place: Place) -> tuple[Cell, ...]:
    remark = _("没有总分或数值") if place.place is None else _("并列") if place.tied else ""
    return (place.place, place.unit, None if place.value is None else brief(place.value), remark)
