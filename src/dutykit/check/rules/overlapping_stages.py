"""Two stages of a round overlap for somebody."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.workspace import Workspace


@check(Severity.WARNING, whole=True)
def overlapping_stages(workspace: Workspace) -> Iterable[Flaw]:
    """前一阶段尚未截止，后一阶段已经开始。

    为什么：各阶段依次进行；重叠可能是日期有误，也可能是单位尚未全部报送就开始监测。

    处理建议：改正日期，或按开始日期排列各阶段；确需并行的，在 dutykit.yaml 中将该规则设为 off。
    """
    for one in workspace.timetable.cycles:
        units = workspace.at(one.cycle).register
        for stage, following in zip(one.stages, one.stages[1:], strict=False):
            stated: set[tuple[int, int]] = set()
            first, second = stage.own_terms(units), following.own_terms(units)
            for unit in ("", *first, *second):
                before, after = first.get(unit, stage), second.get(unit, following)
                due, opens = stage.known_deadline(before), following.opening(after)
                if due is None or opens is None or opens > due or (id(before), id(after)) in stated:
                    continue
                stated.add((id(before), id(after)))
                message = _("“{following}”于 {opens} 开始，此时“{stage}”尚未截止（{due}）").format(
                    following=shortened(following.name),
                    opens=opens.isoformat(),
                    stage=shortened(stage.name),
                    due=due.isoformat(),
                )
                opener = after if after.opens is not None else following
                holder = before if before.due is not None or before.workdays is not None else stage
                field = "due" if holder.due is not None else "workdays"
                related = Related(holder.place_of(field), _("截止日期在这里"))
                yield Flaw(opener.place_of("opens"), message, related=(related,))
