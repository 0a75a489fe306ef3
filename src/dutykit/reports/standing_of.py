"""A workspace as its reports see it in one cycle: everything about it that is calculated."""

from __future__ import annotations

import datetime as dt

from dutykit.assess.compare import Side, compare_catalogues
from dutykit.assess.coverage import coverage
from dutykit.assess.round_figures import earlier_cycle
from dutykit.assess.year_on_year import compare_cycles
from dutykit.model.workspace import Workspace
from dutykit.reports.alerts import alert_rows
from dutykit.reports.scoring import found_scores, scores_of
from dutykit.reports.views.previous import NumberBefore, Previous, RatingBefore
from dutykit.reports.views.standing import Standing


def standing_of(workspace: Workspace, cycle: int, as_of: dt.date | None = None) -> Standing:
    """The workspace, which is as `cycle` sees it, on the day by which problems are late."""
    pairs = coverage(workspace, cycle).pairs
    status = {(pair.unit, pair.indicator): pair.status for pair in pairs}
    previous = previous_of(workspace, cycle)
    scores = found_scores(workspace, cycle)
    return Standing(
        workspace,
        cycle,
        status,
        scores=scores_of(workspace, scores),
        alerts=alert_rows(workspace, cycle, scores),
        previous=previous,
        as_of=as_of,
    )


def previous_of(workspace: Workspace, cycle: int) -> Previous | None:
    """The last round before `cycle` that has a submission, compared with it; None where there is none."""
    earlier = earlier_cycle(workspace, cycle)
    if earlier is None:
        return None
    then, now = workspace.at(earlier), workspace.at(cycle)
    changes = compare_catalogues(Side(then.catalogue, then.register), Side(now.catalogue, now.register))
    found = compare_cycles(workspace, earlier, cycle, changes)
    return Previous(
        earlier,
        {(one.unit, one.indicator, one.name): NumberBefore(one.old, one.arrow, one.better) for one in found.metrics},
        {(one.unit, one.indicator): RatingBefore(one.old, one.better) for one in found.ratings},
    )
