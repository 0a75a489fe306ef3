"""An event of the scoring does not say what it does, or is there twice."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.scoring import Event
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def unclear_event(workspace: Workspace) -> Iterable[Flaw]:
    """评分办法的事项未写明怎样影响得分或等次，或编号重复。

    为什么：未写明影响的事项即使发生也不起作用。

    处理建议：bonus、deduction 填写 points，bar 填写 grade；每个事项使用单独的编号。
    """
    seen: dict[str, Event] = {}
    for event in workspace.scoring.events if workspace.scoring is not None else ():
        first = seen.setdefault(event.id, event)
        if first is not event:
            related = Related(first.place_of("id"), _("第一次在这里"))
            yield Flaw(event.place_of("id"), _("事项编号 {event} 重复").format(event=event.id), related=(related,))
        needed = "points" if event.kind in {"bonus", "deduction"} else "grade" if event.kind == "bar" else None
        if needed is not None and getattr(event, needed) is None:
            message = _("事项 {event} 的类型为 {kind}，缺少 {key}").format(event=event.id, kind=event.kind, key=needed)
            yield Flaw(event.place_of("kind"), message)
