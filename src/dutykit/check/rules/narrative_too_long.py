"""An answer states more than the limit allows."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.limits import limit_set_in
from dutykit.check.walk import answers
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.workspace import Workspace
from dutykit.text.length import characters_in


@check(Severity.WARNING)
def narrative_too_long(workspace: Workspace) -> Iterable[Flaw]:
    """一项指标的工作措施与成效超过篇幅上限。

    为什么：自评报告有篇幅限制，单项过长会挤占其他各项，要点也不突出。

    处理建议：删去与指标无关的内容，将细节移入佐证材料；上限在 dutykit.yaml 的 narratives 中设置。
    """
    narratives = workspace.settings.narratives
    for _submission, answer in answers(workspace):
        length = characters_in(answer.narrative)
        if length <= narratives.answer:
            continue
        message = _("指标 {indicator} 的工作措施与成效有 {length} 字，超过上限 {limit} 字").format(
            indicator=answer.indicator, length=length, limit=narratives.answer
        )
        yield Flaw(answer.key_place("narrative"), message, related=limit_set_in(narratives, "answer"))
