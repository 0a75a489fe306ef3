"""Points of a heading are not the sum of what is under it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.catalogue import Catalogue
from dutykit.model.finding import Flaw, Severity
from dutykit.model.layout import CATALOGUE_FILE, SCORING_FILE
from dutykit.model.record import Number
from dutykit.model.scoring import Points, PointsLevel, indicator_points
from dutykit.model.workspace import Workspace
from dutykit.text.numeral import chinese_numeral


@check(Severity.ERROR)
def points_do_not_sum(workspace: Workspace) -> Iterable[Flaw]:
    """上级指标的分值不等于下级分值之和。

    为什么：同一评分办法按上级指标和按下级指标计算会得出两个满分，得分率和等次也会有两个结果。

    处理建议：核对 data/scoring.yaml 的 points；下级分值要么逐项填写齐全，要么一项也不填。
    """
    scoring = workspace.scoring
    if scoring is None or not {CATALOGUE_FILE, SCORING_FILE}.isdisjoint(workspace.incomplete):
        return  # points may be in what could not be read
    for heading in _headings(workspace.catalogue, scoring.points):
        if heading.points is None:
            continue
        place = scoring.points.entry_place(heading.level, heading.key)
        given = [(name, points) for name, points in heading.parts if points is not None]
        lacking = [name for name, points in heading.parts if points is None]
        if not given:
            continue
        if lacking:
            message = _("{heading}有分值，但下级只有一部分填写了分值，缺少：{names}")
            yield Flaw(place, message.format(heading=heading.name, names=_("、").join(lacking)))
            continue
        total = sum((Fraction(points) for _name, points in given), Fraction(0))
        if total != Fraction(heading.points):
            message = _("{heading}的分值是 {points}，下级之和是 {total}")
            shown = sum(points for _name, points in given)
            yield Flaw(place, message.format(heading=heading.name, points=heading.points, total=shown))


class _Heading(NamedTuple):
    level: PointsLevel
    key: str
    name: str
    points: Number | None
    parts: Sequence[tuple[str, Number | None]]
    """What is under it, with its points: its own, or the sum of its parts."""


def _headings(catalogue: Catalogue, points: Points) -> Iterator[_Heading]:
    number = 0
    for position, chapter in enumerate(catalogue.chapters, 1):
        sections: list[tuple[str, Number | None]] = []
        for _section in chapter.sections:
            number += 1
            entries = [entry for entry in catalogue.by_id.values() if entry.section_number == number]
            parts = [
                (_("指标 {id}").format(id=entry.indicator.id), indicator_points(entry, points)) for entry in entries
            ]
            own = points.sections.get(str(number))
            name = _("二级指标{number}").format(number=catalogue.section_references[number - 1])
            yield _Heading("sections", str(number), name, own, parts)
            sections.append((name, _sum(parts) if own is None else own))
        name = _("一级指标{number}").format(number=chinese_numeral(position))
        yield _Heading("chapters", str(position), name, points.chapters.get(str(position)), sections)


def _sum(parts: Sequence[tuple[str, Number | None]]) -> Number | None:
    """The sum of the parts' points; None if any has none."""
    given = [points for _name, points in parts if points is not None]
    return sum(given) if given and len(given) == len(parts) else None
