"""A stage's dates differ for a unit nobody knows, or one that is named twice."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.guess import Guesses
from dutykit.check.walk import shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.layout import REGISTER_FILE
from dutykit.model.workspace import Workspace


@check(Severity.ERROR, whole=True)
def unknown_stage_unit(workspace: Workspace) -> Iterable[Flaw]:
    """时间不同的单位（differs）不在单位名录中。

    为什么：无法对应的名称不起作用，该单位仍按统一日期提醒，会被误报为逾期。

    处理建议：改为 data/units.yaml 中单位或统称的名称或简称。
    """
    for one in workspace.timetable.cycles:
        then = workspace.at(one.cycle)
        if REGISTER_FILE in then.incomplete:
            continue  # the name may be in what could not be read
        guesses = Guesses(then.register.canonical)
        for stage in one.stages:
            for term in stage.differs:
                for position, name in enumerate(term.units):
                    if then.register.find(name) is None:
                        message = _("“{stage}”时间不同的单位“{name}”不在单位名录中").format(
                            stage=shortened(stage.name), name=shortened(name)
                        )
                        yield Flaw(term.item_place("units", position), message, guesses.fix(name))
