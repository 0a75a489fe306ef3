"""A stage stands twice in one round."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import shortened
from dutykit.language import _
from dutykit.model.cycle import Stage
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.workspace import Workspace


@check(Severity.ERROR, whole=True)
def duplicate_stage(workspace: Workspace) -> Iterable[Flaw]:
    """同一年度里两个阶段同名。

    为什么：单位时间不同时，应在一个阶段下写 differs；两个同名阶段，单位不知道以哪个截止日期为准。

    怎么改：合并成一个阶段，个别单位的时间写在 differs 里；确是两个阶段的，取不同的名称。
    """
    for one in workspace.timetable.cycles:
        seen: dict[str, Stage] = {}
        for stage in one.stages:
            first = seen.setdefault(stage.name, stage)
            if first is not stage:
                message = _("{cycle} 年度有两个“{name}”阶段").format(cycle=one.cycle, name=shortened(stage.name))
                related = Related(first.place_of("name"), _("第一个在这里"))
                yield Flaw(stage.place_of("name"), message, related=(related,))
