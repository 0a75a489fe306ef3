"""Show the units of each kind in order, by their score or by a metric."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple, TypeVar

from dutykit.assess.metric import Reading, readings, spread_of
from dutykit.assess.rank import Place, by_rate, rank_readings, rank_scores
from dutykit.assess.score import Side, UnitScore, exact_text, unit_scores
from dutykit.language import _
from dutykit.listings.metric_text import spread_line, target_words, with_unit
from dutykit.listings.score import scoring_of
from dutykit.listings.score_table import Unread
from dutykit.listings.score_text import basis_line, side_word
from dutykit.model.catalogue import Indicator, Metric
from dutykit.model.gap import EVERYTHING, Gap
from dutykit.model.office_words import KINDS, event_kind_word, kind_word
from dutykit.model.quantity import brief
from dutykit.model.refusal import Refusal
from dutykit.model.scoring import EventKind, Scoring
from dutykit.model.unit import UnitKind
from dutykit.model.workspace import Workspace
from dutykit.output.listing import Listing
from dutykit.output.table.record import Cell, Column, Group, Table
from dutykit.workspace.asked_names import cycle_meant
from dutykit.workspace.unreached_words import unreached_lines

VERSION = 1

By = Literal["score", "metric"]
_PLACES: tuple[UnitKind, ...] = ("county", "zone")
"""The kinds whose metrics are about themselves: departments and offices give the figures of the whole city."""


@dataclass(frozen=True, slots=True)
class RankRequest:
    """What to rank by, and whom."""

    by: By = "score"
    metric: str | None = None
    """The metric's name; None for every one that two units give."""
    kind: UnitKind | None = None
    """Only units of this kind; None for each kind by itself, by a metric only for counties and zones."""
    side: Side = "reviewed"
    cycle: int | None = None


@dataclass(frozen=True, slots=True)
class Ranking:
    """Units of one kind in order by one thing."""

    title: str
    kind: UnitKind
    places: tuple[Place, ...]
    notes: tuple[str, ...] = ()
    lacking: Mapping[str, str] = field(default_factory=dict)
    """Why a unit has no place, by its id."""
    shown: Mapping[str, Decimal] = field(default_factory=dict)
    """The values as they are printed, in the precision of the metric, by unit; else as `brief` has them."""
    remarks: Mapping[str, str] = field(default_factory=dict)
    """What is to be known of a unit with a place, by its id."""


@dataclass(frozen=True, slots=True)
class Rankings(Listing):
    """What was asked for."""

    title: str
    source: str
    rankings: tuple[Ranking, ...]
    gaps: tuple[Gap, ...] = ()
    """What of its data could not be read."""
    remarks: tuple[str, ...] = ()
    candidates: Candidates | None = None
    """What they were made of."""

    def sheets(self) -> Iterator[tuple[str, Table]]:
        """All in one table."""
        yield _("排名"), _table(self)

    def screen_tables(self) -> Sequence[Table]:
        """One table each; one without rows where there is no ranking."""
        return _apart(self) or [_table(self)]

    def document(self) -> dict[str, object]:
        """The rankings as a document, version 1.

        `title`, and `rankings` with `by` (empty for the score), `kind` of its units ("department", "office", "county"
        or "zone"), `places` (`place`, `unit`, `value`, `tied`, `remark`; place and value null for a unit without) and `notes`.
        """
        return {
            "version": VERSION,
            "title": self.title,
            "rankings": [
                {
                    "by": one.title,
                    "kind": one.kind,
                    "places": [
                        {
                            "place": place.place,
                            "unit": place.unit,
                            "value": None if place.value is None else f"{place.value:f}",
                            "tied": place.tied,
                            "remark": _remark(one, place),
                        }
                        for place in one.places
                    ],
                    "notes": list(one.notes),
                }
                for one in self.rankings
            ],
        }


class MetricKey(NamedTuple):
    """What is the same metric in several catalogues."""

    indicator: str
    text: str
    """Of the indicator."""
    name: str
    unit: str | None

    @classmethod
    def of(cls, indicator: Indicator, metric: Metric) -> MetricKey:
        """That of a metric of an indicator."""
        return cls(indicator.id, indicator.text.strip(), metric.id, metric.unit)


@dataclass(frozen=True, slots=True)
class Candidates:
    """What the units of one workspace, or of several, can be ranked by."""

    cycle: int
    kinds: Mapping[str, UnitKind]
    """Of each unit there is, by its id."""
    metrics: frozenset[MetricKey]
    """All metrics of the catalogue."""
    scoring: Scoring | None = None
    """None where units are ranked by metrics."""
    scores: tuple[UnitScore, ...] = ()
    readings: tuple[Reading, ...] = ()
    unread: Unread = Unread()  # noqa: RUF009 # it is frozen


def candidates(workspace: Workspace, request: RankRequest) -> Candidates:
    """What the units of `workspace` can be ranked by. Raises Refusal."""
    cycle = cycle_meant(workspace, request.cycle)
    then = workspace.at(cycle)
    units = _units(then, request)
    owing = [unit for unit in units if unit in then.responsibilities.by_unit]
    kinds = {unit: then.register.by_id[unit].kind for unit in units}
    indicators = [entry.indicator for entry in then.catalogue.by_id.values()]
    metrics = frozenset(MetricKey.of(one, metric) for one in indicators for metric in one.metrics)
    if request.by == "metric":
        return Candidates(cycle, kinds, metrics, readings=tuple(readings(then, cycle, owing)))
    scoring = scoring_of(then, cycle)
    scores = tuple(unit_scores(then, scoring, cycle, owing))
    return Candidates(cycle, kinds, metrics, scoring, scores, unread=Unread.of(then, cycle))


def rankings_of(workspace: Workspace, request: RankRequest) -> Rankings:
    """The rankings asked for, each of units of one kind: duties of different kinds compare badly.

    Raises Refusal.
    """
    found = candidates(workspace, request)
    then = workspace.at(found.cycle)
    gaps = then.gaps.of(EVERYTHING, cycle=found.cycle, units=_units(then, request))
    title, rankings = ranked_by(found, request)
    source = "" if found.scoring is None else basis_line(found.scoring)
    return Rankings(title, source, tuple(rankings), gaps, tuple(unreached_lines(then)), found)


def _units(workspace: Workspace, request: RankRequest) -> list[str]:
    return [one.id for one in workspace.register.by_id.values() if request.kind in {None, one.kind}]


def ranked_by(found: Candidates, request: RankRequest) -> tuple[str, list[Ranking]]:
    """What is ranked, in words, and the rankings, by kind of unit. Raises Refusal."""
    if found.scoring is not None:
        title = _("{cycle} 年度得分排名（{side}）").format(cycle=found.cycle, side=side_word(request.side))
        by_kind = _by_kind(found, found.scores)
        return title, [_score_ranking(*one, request.side, found.scoring, found.unread) for one in by_kind]
    groups = _by_metric(found.readings)
    if request.metric is not None:
        groups = [group for group in groups if group[0].metric.id == request.metric.strip()]
        if not groups:
            raise Refusal(*_no_metric(found, request.metric))
    of_kinds = [one for group in groups for one in _by_kind(found, group)]
    if request.kind is None:
        citywide = [kind for kind, _group in of_kinds if kind not in _PLACES]
        of_kinds = [one for one in of_kinds if one[0] in _PLACES]
        if request.metric is not None and not of_kinds:
            text = _("“{name}”只有市直单位填报，是全市的数值，不排名").format(name=request.metric.strip())
            raise Refusal(text, _("各单位的数值确可比较的，加 --kind {kind}").format(kind=citywide[0]))
    if request.metric is None:
        of_kinds = [one for one in of_kinds if len(one[1]) > 1]
    title = _("{cycle} 年度监测指标排名").format(cycle=found.cycle)
    return title, [_metric_ranking(*one) for one in of_kinds]


def _by_metric(found: Iterable[Reading]) -> list[list[Reading]]:
    groups: dict[MetricKey, list[Reading]] = {}
    for one in found:
        groups.setdefault(MetricKey.of(one.indicator, one.metric), []).append(one)
    first_seen = {indicator: at for at, indicator in reversed([*enumerate(key.indicator for key in groups)])}
    return [groups[key] for key in sorted(groups, key=lambda key: first_seen[key.indicator])]


T = TypeVar("T", Reading, UnitScore)


def _by_kind(candidates: Candidates, found: Iterable[T]) -> Iterator[tuple[UnitKind, list[T]]]:
    """What was found for the units of each kind that there are."""
    groups: dict[UnitKind, list[T]] = {}
    for one in found:
        groups.setdefault(candidates.kinds[one.unit], []).append(one)
    return ((kind, groups[kind]) for kind in KINDS if kind in groups)


def _score_ranking(
    kind: UnitKind, scores: Sequence[UnitScore], side: Side, scoring: Scoring, unread: Unread
) -> Ranking:
    rated = by_rate(scores, side, scoring.method)
    notes = [_("各单位满分不同，按得分率（总分 ÷ 满分 × 100）排名")] if rated else []
    places = tuple(rank_scores(scores, side, scoring))
    totalled = [one for one in scores if (account := one.account(side)) is not None and account.total is not None]
    return Ranking(
        "",
        kind,
        places,
        tuple(notes),
        lacking={one.unit: _lacking(one, side, unread) for one in scores},
        remarks={one.unit: _("；").join(_remarks(one, side, rated=rated)) for one in totalled},
    )


def _remarks(score: UnitScore, side: Side, *, rated: bool) -> Iterator[str]:
    """What the value alone does not say: the sum behind a rate, and what lowers a grade or puts a unit last."""
    account = score.account(side)
    if account is None:
        return
    if rated:
        yield _("总分 {total}，满分 {points}").format(total=account.total, points=exact_text(account.points))
    kinds = [event.kind for event, _occurrence in account.occurred]
    lowering: tuple[EventKind, ...] = ("veto", "downgrade", "bar")
    for kind in lowering:
        if kind not in kinds:
            continue
        word = event_kind_word(kind)
        yield _("{event}，列于最后").format(event=word) if kind == "veto" else word


def _lacking(score: UnitScore, side: Side, unread: Unread) -> str:
    """Why there is no total, if there is none."""
    account = score.account(side)
    if account is None and score.unit in (unread.submissions if side == "self" else unread.reviews):
        return _("无法读取填报文件") if side == "self" else _("无法读取复核文件")
    if account is None:
        return _("没有自评材料") if side == "self" else _("未复核")
    if account.lacking:
        count = len(account.lacking)
        text = _("缺 {count} 项自评得分") if side == "self" else _("缺 {count} 项复核得分")
        return text.format(count=count)
    return _("没有可计分的项目")


def _no_metric(found: Candidates, name: str) -> tuple[str, str | None]:
    from dutykit.text.likeness import closest

    known = {one.name for one in found.metrics}
    if name.strip() in known:
        return _("没有单位填报“{name}”").format(name=name.strip()), None
    likely = closest(name, known)
    return (
        _("没有名为“{name}”的监测指标").format(name=name),
        _("请检查是否为“{name}”").format(name=likely) if likely is not None else None,
    )


def _metric_ranking(kind: UnitKind, group: Sequence[Reading]) -> Ranking:
    metric = group[0].metric
    notes = []
    targets = dict.fromkeys(target_words(one.metric) for one in group if one.metric.target is not None)
    if targets:
        notes.append(_("目标值：{target}").format(target=_("；").join(targets)))
    spread = spread_of(group) if kind == "county" else None
    if spread is not None:
        notes.append(spread_line(spread))
    title = _("指标 {id} {metric}").format(id=group[0].indicator.id, metric=with_unit(metric))
    return Ranking(title, kind, tuple(rank_readings(group)), tuple(notes), shown={one.unit: one.shown for one in group})


def _heading(one: Ranking) -> str:
    kind = kind_word(one.kind)
    return _("{metric}：{kind}").format(metric=one.title, kind=kind) if one.title else kind


def _table(found: Rankings) -> Table:
    return Table(
        title=found.title,
        source=found.source,
        columns=_columns(),
        groups=tuple(Group(_rows(one), _heading(one)) for one in found.rankings),
        group_title=_("监测指标") if any(one.title for one in found.rankings) else _("类别"),
        notes=tuple(dict.fromkeys(note for one in found.rankings for note in one.notes)) or _why_none(found),
        head=1,
    )


def _why_none(found: Rankings) -> tuple[str, ...]:
    """Why there is nothing to rank, where there is nothing."""
    if found.rankings:
        return ()
    return (_("没有可排名的内容：没有两个以上同类单位填报同一监测指标，或没有单位填报得分。"),)


def _apart(found: Rankings) -> list[Table]:
    """A table a ranking, as a screen shows them; the first has on top what holds for all."""
    return [
        Table(
            title=_heading(one) if one.title else _("{title}：{kind}").format(title=found.title, kind=_heading(one)),
            source="" if number else found.source,
            columns=_columns(),
            groups=(Group(_rows(one)),),
            notes=one.notes,
            head=1,
        )
        for number, one in enumerate(found.rankings)
    ]


def _columns() -> tuple[Column, ...]:
    return (Column(_("名次"), "number"), Column(_("单位")), Column(_("数值"), "number"), Column(_("说明")))


def _rows(ranking: Ranking) -> tuple[tuple[Cell, ...], ...]:
    return tuple(_row(ranking, place) for place in ranking.places)


def _row(ranking: Ranking, place: Place) -> tuple[Cell, ...]:
    return (place.place, place.unit, _shown(ranking, place), _remark(ranking, place))


def _remark(ranking: Ranking, place: Place) -> str:
    if place.place is None:
        return ranking.lacking.get(place.unit, "")
    tied = _("并列") if place.tied else ""
    return _("；").join(filter(None, (tied, ranking.remarks.get(place.unit))))


def _shown(ranking: Ranking, place: Place) -> Decimal | None:
    return None if place.value is None else ranking.shown.get(place.unit, brief(place.value))
