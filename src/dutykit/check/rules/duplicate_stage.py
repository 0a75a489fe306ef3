"""A stage is twice in one round."""

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
    """同一年度中两个阶段同名。

    为什么：各单位时间不同的，应在同一阶段的 differs 中填写；两个阶段同名时，单位无法确定以哪个截止日期为准。

    处理建议：合并成一个阶段，个别单位的时间填写在 differs 中；确为两个阶段的，使用不同的名称。
    """
    for one in workspace.timetable.cycles:
        seen: dict[str, Stage] = {}
        for stage in one.stages:
            first = seen.setdefault(stage.name, stage)
            if first is not stage:
                message = _("{cycle} 年度有两个“{name}”阶段").format(cycle=one.cycle, name=shortened(stage.name))
                related = Related(first.place_of("name"), _("第一个在这里"))
                yield Flaw(stage.place_of("name"), message, related=(related,))
