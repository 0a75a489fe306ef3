"""The round before, compared for reports."""

from __future__ import annotations

from dutykit.assess.compare import Side, compare_catalogues
from dutykit.assess.round_figures import earlier_cycle
from dutykit.assess.year_on_year import compare_cycles
from dutykit.model.workspace import Workspace
from dutykit.reports.views.previous import NumberBefore, Previous, RatingBefore


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
