"""A workspace as its reports see it in one cycle: everything about it that is calculated."""

from __future__ import annotations

import datetime as dt

from dutykit.assess.coverage import coverage
from dutykit.model.workspace import Workspace
from dutykit.reports.alerts import alert_rows
from dutykit.reports.last_cycle import previous_of
from dutykit.reports.scoring import found_scores, scores_of
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
