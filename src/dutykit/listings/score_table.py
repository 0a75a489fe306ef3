"""The scores in words: one row per unit, and the items that were scored differently."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from dutykit.assess.coverage import unread_units
from dutykit.assess.score import Account, Difference, UnitScore, exact, exact_text
from dutykit.language import _
from dutykit.listings.score_text import basis_line, credibility_words, item_name, step_words
from dutykit.model.layout import REVIEWS_FOLDER
from dutykit.model.office_words import state_word
from dutykit.model.scoring import Scoring
from dutykit.model.workspace import Workspace
from dutykit.output.table.record import Cell, Column, Group, Table


@dataclass(frozen=True, slots=True)
class Unread:
    """The units of whose files a part could not be read: nobody knows that they handed nothing in, or are not reviewed."""

    submissions: Collection[str] = ()
    reviews: Collection[str] = ()

    @classmethod
    def of(cls, workspace: Workspace, cycle: int) -> Self:
        """Those of `cycle`."""
        return cls(unread_units(workspace, cycle), unread_units(workspace, cycle, REVIEWS_FOLDER))


def score_table(workspace: Workspace, scoring: Scoring, cycle: int, scores: Sequence[UnitScore]) -> Table:
    """Both sides of each unit side by side; `workspace` is as that cycle sees it."""
    unread = Unread.of(workspace, cycle)
    columns = (
        Column(_("单位")),
        Column(_("自评得分"), "number"),
        Column(_("满分"), "number"),
        Column(_("自评总分"), "number"),
        Column(_("复核总分"), "number"),
        *([Column(_("等次"))] if scoring.grades else []),
        *([Column(_("可信度"), "number")] if scoring.credibility is not None else []),
        *([Column(_("超限"), "number")] if scoring.difference is not None else []),
        Column(_("备注"), wide=True),
    )
    return Table(
        title=_("{cycle} 年度得分").format(cycle=cycle),
        source=basis_line(scoring),
        columns=columns,
        groups=(Group(tuple(_row(scoring, one, unread) for one in scores)),),
        notes=tuple(_notes(scoring, scores)),
    )


def difference_table(scoring: Scoring, cycle: int, scores: Sequence[UnitScore]) -> Table:
    """Every item that the two sides scored differently."""
    columns = (
        Column(_("单位")),
        Column(_("项目")),
        Column(_("分值"), "number"),
        Column(_("自评"), "number"),
        Column(_("复核"), "number"),
        Column(_("分差占分值（%）"), "number"),
        Column(_("超限")),
    )
    rows = tuple(
        (
            score.unit,
            item_name(one.item),
            one.item.points,
            exact(one.own),
            exact(one.reviewed),
            exact(one.percent),
            _("是") if one in score.over else "",
        )
        for score in scores
        for one in score.differences
    )
    return Table(
        title=_("{cycle} 年度自评与复核的分差").format(cycle=cycle),
        source=basis_line(scoring),
        columns=columns,
        groups=(Group(rows),),
    )


def _row(scoring: Scoring, score: UnitScore, unread: Unread) -> tuple[Cell, ...]:
    own, reviewed = score.own, score.reviewed
    grade = reviewed.grade if reviewed is not None and reviewed.total is not None else own.grade if own else None
    return (
        score.unit,
        exact(own.score) if own is not None and own.items else None,
        exact(own.points) if own is not None and own.items else None,
        own.total if own is not None else None,
        reviewed.total if reviewed is not None else None,
        *([_grade(score, grade.id) if grade is not None else None] if scoring.grades else []),
        *([score.credibility] if scoring.credibility is not None else []),
        *([_differing(score)] if scoring.difference is not None else []),
        _("；").join(_remarks(score, unread)),
    )


def _differing(score: UnitScore) -> int | str:
    """How many items differ too much; a dash where there are not two sides to differ."""
    return len(score.over) if score.own is not None and score.reviewed is not None else "—"


def _grade(score: UnitScore, grade: str) -> str:
    """The grade; one that rests on the unit's own word says so."""
    if score.reviewed is not None and score.reviewed.total is not None:
        return grade
    return _("{grade}（自评）").format(grade=grade)


def _remarks(score: UnitScore, unread: Unread) -> Iterator[str]:
    if score.own is None:
        yield _("无法读取填报文件") if score.unit in unread.submissions else state_word(None)
    elif not score.own.items:
        yield _("没有可计分的项目")
    elif score.own.lacking:
        yield _("缺 {count} 项自评得分").format(count=len(score.own.lacking))
    if score.reviewed is None:
        if score.unit in unread.reviews:
            yield _("无法读取复核文件")
        elif score.own is not None:
            yield _("未复核")
    elif score.reviewed.lacking:
        yield _("缺 {count} 项复核得分").format(count=len(score.reviewed.lacking))
    yield from _events(score.reviewed)


def _events(account: Account | None) -> Iterator[str]:
    for one in account.additions if account is not None else ():
        yield _("{sign}{points}（{event}）").format(
            sign="+" if one.points >= 0 else "−", points=exact_text(abs(one.points)), event=one.event.text
        )
    for step in account.steps if account is not None else ():
        yield _("{change}（{event}）").format(change=step_words(step), event=step.event.text)


def _notes(scoring: Scoring, scores: Sequence[UnitScore]) -> Iterator[str]:
    if scoring.credibility is not None:
        yield _("自评可信度 = {formula}；依据：{because}").format(
            formula=credibility_words(scoring), because=scoring.credibility.because
        )
    if scoring.difference is not None:
        yield _("分差超限：自评与复核相差超过分值的 {limit}%").format(limit=scoring.difference)
        for score in scores:
            if score.over:
                yield _("{unit}分差超限：{items}").format(
                    unit=score.unit, items=_("、").join(map(_difference, score.over))
                )


def _difference(one: Difference) -> str:
    return _("{item}（自评 {own}，复核 {reviewed}，分值 {points}）").format(
        item=item_name(one.item), own=exact_text(one.own), reviewed=exact_text(one.reviewed), points=one.item.points
    )
