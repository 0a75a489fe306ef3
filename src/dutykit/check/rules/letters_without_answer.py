"""Letters are to be sent in a stage in which a unit cannot answer them."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.workspace import Workspace


@check(Severity.ERROR, whole=True)
def letters_without_answer(workspace: Workspace) -> Iterable[Flaw]:
    """阶段填写了催办函（letters），但该阶段不要求单位报送或整改；或 answered 填写在不要求整改的阶段。

    为什么：没有完成条件的阶段无从判断是否答复，不发函；answered 只说明停止催办的条件，在其他阶段不起作用。

    处理建议：用 awaits 写明完成条件（submission 或 rectification），或删去 letters；删去不起作用的 answered。
    """
    for one in workspace.timetable.cycles:
        for stage in one.stages:
            name = shortened(stage.name)
            if stage.letters and stage.awaited == "nothing":
                message = _("“{stage}”不要求单位报送或整改，催办函发不出").format(stage=name)
                yield Flaw(stage.key_place("letters"), message)
            if stage.answered is not None and stage.awaited != "rectification":
                message = _("“{stage}”不要求整改，answered 不起作用").format(stage=name)
                yield Flaw(stage.place_of("answered"), message)
