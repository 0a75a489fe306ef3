"""Show what several reviewers say of a unit, side by side, and where they disagree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dutykit.assess.reviewers import Compared, Opinion, compared, limit_of
from dutykit.assess.score import exact, exact_text, rounded
from dutykit.language import _, plural
from dutykit.model.gap import REVIEWING, Gap
from dutykit.model.office_words import rating_word
from dutykit.model.review import IndicatorReview
from dutykit.model.workspace import Workspace
from dutykit.output.listing import Listing
from dutykit.output.table.record import Cell, Column, Group, Table
from dutykit.workspace.asked_names import asked_units, cycle_meant

VERSION = 1


@dataclass(frozen=True, slots=True)
class ReviewersRequest:
    """Whose reviewers to compare."""

    units: tuple[str, ...] = ()
    """Names, aliases or groups; empty for all."""
    cycle: int | None = None
    limit: Decimal | None = None
    """Per cent of the points by which scores may be apart; None as the scoring states."""
    only_disagreements: bool = False


@dataclass(frozen=True, slots=True)
class UnitReviewers:
    """What the reviewers of one unit say."""

    unit: str
    reviewers: tuple[str, ...]
    rows: tuple[Compared, ...]
    decided: dict[str, IndicatorReview]
    """What the office decided, by indicator."""
    proposed: int
    """Problems, closings and events that reviewers state and that the office has not taken over."""


@dataclass(frozen=True, slots=True)
class Reviewers(Listing):
    """The reviewers of some units."""

    workspace: Workspace
    """As the cycle sees it."""
    cycle: int
    limit: Decimal
    units: tuple[UnitReviewers, ...]
    without: tuple[str, ...]
    """Units that nobody but the office reviews."""
    gaps: tuple[Gap, ...] = ()
    """What of its data could not be read."""

    def sheets(self) -> Iterator[tuple[str, Table]]:
        """All units in one table, with a column for every reviewer."""
        yield _("复核对比"), self._table(self.units, is_whole=True)

    def screen_tables(self) -> Sequence[Table]:
        """A table for each unit; one without rows where there is none."""
        shown = [one for one in self.units if one.rows]
        return [self._table([one], is_whole=False) for one in shown] or [self._table(self.units, is_whole=True)]

    def document(self) -> dict[str, object]:
        """The comparison as a document, version 1.

        `cycle`, `limit` (per cent of the points), and `units` with `unit`, `reviewers`, `proposed` (problems, closings
        and events not taken over yet) and `indicators`: `indicator`, `points`, `opinions` (`reviewer`, `verdict`,
        `level`, `score`, `remark`), `mean`, `spread`, `percent`, `disagrees`, `decided` (`verdict`, `level`, `score`,
        `remark`; null while the office has decided nothing). Numbers are texts, exact where they have an end.
        """
        return {
            "version": VERSION,
            "cycle": self.cycle,
            "limit": f"{self.limit:f}",
            "units": [
                {
                    "unit": one.unit,
                    "reviewers": list(one.reviewers),
                    "proposed": one.proposed,
                    "indicators": [_document(row, one.decided.get(row.indicator)) for row in one.rows],
                }
                for one in self.units
            ],
        }

    def _table(self, units: Sequence[UnitReviewers], *, is_whole: bool) -> Table:
        reviewers = tuple(dict.fromkeys(name for one in units for name in one.reviewers))
        columns = (
            Column(_("指标"), wide=True, cut=True),
            Column(_("分值"), "number"),
            *(Column(name) for name in reviewers),
            Column(_("平均"), "number"),
            Column(_("分差"), "number"),
            Column(_("分歧"), strong=True),
            Column(_("督导室")),
        )
        groups = tuple(Group(tuple(self._row(one, row, reviewers) for row in one.rows), one.unit) for one in units)
        return Table(
            title=_("{cycle} 年度复核人复核对比").format(cycle=self.cycle)
            if is_whole
            else _("{unit} {cycle} 年度复核人复核对比").format(unit=units[0].unit, cycle=self.cycle),
            columns=columns,
            groups=tuple(one for one in groups if one.rows),
            group_title=_("单位") if is_whole else "",
            notes=tuple(self._notes(units, is_whole=is_whole)),
        )

    def _row(self, one: UnitReviewers, row: Compared, reviewers: Sequence[str]) -> tuple[Cell, ...]:
        said = {opinion.reviewer: opinion for opinion in row.opinions}
        entry = self.workspace.catalogue.by_id.get(row.indicator)
        text = "" if entry is None else " ".join(entry.indicator.text.split())
        decided = one.decided.get(row.indicator)
        return (
            f"{row.indicator} {text}".strip(),
            None if row.points is None else exact(row.points),
            *(_opinion(said[name]) if name in said else "—" if name in one.reviewers else None for name in reviewers),
            row.rounded_mean,
            None if row.spread is None else exact(row.spread),
            _("；").join(_disagreements(row)),
            "" if decided is None else _decision(decided),
        )

    def _notes(self, units: Sequence[UnitReviewers], *, is_whole: bool) -> Iterator[str]:
        text = _("复核得分相差超过分值的 {limit}%，或复核结论、等级不同的，列为分歧")
        yield text.format(limit=self.limit)
        count = sum(row.disagrees for one in units for row in one.rows)
        open_ones = sum(row.disagrees and row.indicator not in one.decided for one in units for row in one.rows)
        if count:
            text = plural("有分歧的 {count} 项，其中督导室尚未确定的 {open} 项", count)
            yield text.format(count=count, open=open_ones)
        for one in units:
            if one.proposed:
                text = plural("{unit}：复核人提出的问题、销号和事项有 {count} 件督导室尚未采纳", one.proposed)
                yield text.format(unit=one.unit, count=one.proposed)
        if is_whole and self.without:
            yield _("没有复核人复核：{units}").format(units=_("、").join(self.without))
        if not any(one.rows for one in self.units):
            yield _("用 dutykit form --review --unit 单位 --reviewer 姓名 生成各复核人的复核表")


def reviewers_of(workspace: Workspace, request: ReviewersRequest) -> Reviewers:
    """The comparison asked for. Raises Refusal."""
    cycle = cycle_meant(workspace, request.cycle)
    then = workspace.at(cycle)
    units = asked_units(then, request.units) or tuple(then.register.by_id)
    found, without = [], []
    for unit in units:
        reviews = then.reviewers(unit, cycle)
        if not reviews:
            if unit in then.responsibilities.by_unit:
                without.append(unit)
            continue
        rows = compared(then, unit, cycle, request.limit)
        if request.only_disagreements:
            rows = [row for row in rows if row.disagrees]
        review = then.review(unit, cycle)
        stated = {} if review is None else review.by_indicator
        decided = {key: one for key, one in stated.items() if not one.is_empty}
        names = tuple(one.reviewer for one in reviews)
        found.append(UnitReviewers(unit, names, tuple(rows), decided, _proposed(then, unit, cycle)))
    gaps = then.gaps.of(REVIEWING, cycle=cycle, units=units)
    limit = limit_of(then.scoring, request.limit)
    return Reviewers(then, cycle, limit, tuple(found), tuple(without), gaps)


def _proposed(workspace: Workspace, unit: str, cycle: int) -> int:
    """How much the reviewers state that the office's review does not contain."""
    review = workspace.review(unit, cycle)
    findings = {(one.indicator, one.text) for one in (review.findings if review else ())}
    events = {(one.event, one.on, one.remark) for one in (review.events if review else ())}
    closings = {(one.from_cycle or cycle, one.problem) for one in (review.closings if review else ())}
    reviews = workspace.reviewers(unit, cycle)
    new = {
        ("finding", one.indicator, one.text)
        for r in reviews
        for one in r.findings
        if (one.indicator, one.text) not in findings
    }
    more = {
        ("event", one.event, one.on, one.remark)
        for r in reviews
        for one in r.events
        if (one.event, one.on, one.remark) not in events
    }
    closed = {(one.from_cycle or cycle, one.problem) for r in reviews for one in r.closings} - closings
    return len(new) + len(more) + len(closed)


def _opinion(one: Opinion) -> str:
    score = None if one.score is None else exact_text(one.score)
    return " ".join(filter(None, (one.verdict and rating_word(one.verdict), one.level, score))) or _("（仅意见）")


def _decision(one: IndicatorReview) -> str:
    score = None if one.score is None else f"{one.score}"
    return " ".join(filter(None, (one.verdict and rating_word(one.verdict), one.level, score)))


def _disagreements(row: Compared) -> Iterator[str]:
    if row.is_too_far and row.spread is not None and row.percent is not None:
        text = _("得分相差 {spread}（{percent}%）") if row.points else _("得分相差 {spread}")
        yield text.format(spread=exact_text(row.spread), percent=f"{rounded(row.percent, 1).normalize():f}")
    if len(row.verdicts) > 1:
        yield _("复核结论不同")
    if len(row.levels) > 1:
        yield _("复核等级不同")


def _document(row: Compared, decided: IndicatorReview | None) -> dict[str, object]:
    def number(value: object) -> str | None:
        return None if value is None else str(value)

    return {
        "indicator": row.indicator,
        "points": None if row.points is None else exact_text(row.points),
        "opinions": [
            {
                "reviewer": one.reviewer,
                "verdict": one.verdict,
                "level": one.level,
                "score": None if one.score is None else exact_text(one.score),
                "remark": one.remark,
            }
            for one in row.opinions
        ],
        "mean": None if row.mean is None else exact_text(row.mean),
        "spread": None if row.spread is None else exact_text(row.spread),
        "percent": None if row.percent is None else exact_text(row.percent),
        "disagrees": row.disagrees,
        "decided": None
        if decided is None
        else {
            "verdict": decided.verdict,
            "level": decided.level,
            "score": number(decided.score),
            "remark": decided.remark,
        },
    }
