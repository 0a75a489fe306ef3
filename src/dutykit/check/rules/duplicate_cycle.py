"""A cycle is twice in the timetable."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.cycle import Round
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.workspace import Workspace


@check(Severity.ERROR, whole=True)
def duplicate_cycle(workspace: Workspace) -> Iterable[Flaw]:
    """时间节点中同一年度出现两次。

    为什么：无法确定以哪一处为准；提醒和进度标识只采用第一处。

    处理建议：合并成一处，或改正年度。
    """
    seen: dict[int, Round] = {}
    for one in workspace.timetable.cycles:
        first = seen.setdefault(one.cycle, one)
        if first is not one:
            message = _("{cycle} 年度的时间节点出现两次").format(cycle=one.cycle)
            yield Flaw(one.place_of("cycle"), message, related=(Related(first.place_of("cycle"), _("第一次写在这里")),))
