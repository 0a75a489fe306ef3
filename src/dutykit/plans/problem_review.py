"""The problems of a rectification plan as a table to be looked over, and as a JSON document, version 1."""

from __future__ import annotations

from collections.abc import Sequence

from dutykit.language import _, plural
from dutykit.output.table.record import Cell, Column, Group, Table
from dutykit.plans.problem_merging import Placed
from dutykit.plans.problems import FoundProblem

VERSION = 1


def problems_table(problems: Sequence[FoundProblem], placed: Placed | None) -> Table:
    """A row a problem and unit; without a workspace, a row a problem."""
    columns = (
        Column(_("编号")),
        Column(_("单位"), wide=True),
        *((Column(_("指标")),) if placed is not None else ()),
        Column(_("问题"), wide=True),
        Column(_("整改措施"), wide=True),
        Column(_("责任人")),
        Column(_("完成时限")),
    )
    rows: list[tuple[Cell, ...]] = []
    for one in problems:
        row = (one.text, one.measure, one.person.partition("：")[2] or one.person, one.deadline)
        if placed is None:
            rows.append((one.number, _("、").join(one.units), *row))
            continue
        rows += [
            (one.number, place.unit, _indicator_word(place.indicator, is_given=place.is_given), *row)
            for place in placed.problems
            if place.problem is one
        ]
    return Table(
        plural("方案中的问题 {count} 个", len(problems)).format(count=len(problems)), columns, (Group(tuple(rows)),)
    )


def _indicator_word(indicator: str | None, *, is_given: bool) -> str:
    if indicator is None:
        return _("请指定")
    return indicator if is_given else _("{indicator}（推定）").format(indicator=indicator)


def problems_document(problems: Sequence[FoundProblem], placed: Placed | None) -> dict[str, object]:
    """The document; keys are only ever added within a version.

    - `version`: 1
    - `problems`: `number`, `line`, `text`, `measure`, `goal`, `person`, `deadline` (as written), `due` (ISO date or
      null), `units`, `support` (names as written), `others`
    - `placed`: with a workspace, for each unit `number`, `unit` (its id), `id`, `indicator` (or null), `given` (false
      where it was worked out) and `there`
    - `unknown`: names that are no unit of the workspace
    """
    return {
        "version": VERSION,
        "problems": [
            {
                "number": one.number,
                "line": one.line,
                "text": one.text,
                "measure": one.measure or None,
                "goal": one.goal or None,
                "person": one.person or None,
                "deadline": one.deadline or None,
                "due": one.due.isoformat() if one.due else None,
                "units": list(one.units),
                "support": list(one.support),
                "others": one.others or None,
            }
            for one in problems
        ],
        "placed": [
            {
                "number": one.problem.number,
                "unit": one.unit,
                "id": one.id,
                "indicator": one.indicator,
                "given": one.is_given,
                "there": one.is_there,
            }
            for one in (placed.problems if placed is not None else ())
        ],
        "unknown": list(placed.unknown) if placed is not None else [],
    }
