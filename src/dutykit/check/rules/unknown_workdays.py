"""A stage counts in workdays of a year whose holidays are not known."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.workday import UnknownWorkdaysError
from dutykit.model.workspace import Workspace


@check(Severity.WARNING, whole=True)
def unknown_workdays(workspace: Workspace) -> Iterable[Flaw]:
    """按工作日推算的截止日期落在放假安排未知的年份。

    为什么：放假和调休由国务院办公厅每年年底前后公布；没有公布或没有收录的年份不作推测，该阶段就没有截止日期，也不会提醒。

    处理建议：改用 due（确定的日期），或待放假安排公布后更新 chinesecalendar 软件包。
    """
    for one in workspace.timetable.cycles:
        for stage in one.stages:
            for term in stage.terms:
                try:
                    stage.deadline(term)
                except UnknownWorkdaysError as error:
                    message = _("无法推算“{name}”的截止日期：没有 {year} 年的放假安排").format(
                        name=shortened(stage.name), year=error.year
                    )
                    holder = term if term.workdays is not None else stage
                    fix = _("改用 due；已知的放假安排到 {year} 年").format(year=error.last) if error.last else None
                    yield Flaw(holder.place_of("workdays"), message, fix)
