"""A stage lies in another year than its round."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.workspace import Workspace


@check(Severity.WARNING, whole=True)
def stage_outside_cycle(workspace: Workspace) -> Iterable[Flaw]:
    """阶段的日期不在本年度，也不在下一年。

    为什么：可能是从上年度复制后未修改年份；这样提醒时，各单位一律逾期。整改复查可以延至下一年，因此下一年的日期不视为错误。

    处理建议：改正日期中的年份，或改正 cycle。
    """
    for one in workspace.timetable.cycles:
        for stage in one.stages:
            for term in stage.terms:
                for field in ("opens", "due"):
                    day: dt.date | None = getattr(term, field)
                    if day is None or one.cycle <= day.year <= one.cycle + 1:
                        continue
                    message = _("{cycle} 年度“{name}”的日期是 {day}").format(
                        cycle=one.cycle, name=shortened(stage.name), day=day.isoformat()
                    )
                    yield Flaw(
                        term.place_of(field), message, related=(Related(one.place_of("cycle"), _("年度写在这里")),)
                    )
