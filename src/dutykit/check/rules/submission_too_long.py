"""A submission states more than the limit allows."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.limits import limit_set_in
from dutykit.check.walk import shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.workspace import Workspace
from dutykit.text.length import characters_in


@check(Severity.WARNING)
def submission_too_long(workspace: Workspace) -> Iterable[Flaw]:
    """一份自评材料的全部文字超过篇幅上限。

    为什么：自评报告不得超过 5000 字（国教督办函〔2018〕16号），超出部分须在报送前删减。

    处理建议：精简概述、工作措施与成效和下一步工作，细节放入佐证材料；上限在 dutykit.yaml 的 narratives 中设置。
    """
    narratives = workspace.settings.narratives
    for submission in workspace.submissions:
        parts = (submission.summary, submission.next_steps, *(answer.narrative for answer in submission.answers))
        length = sum(characters_in(part) for part in parts)
        if length <= narratives.submission:
            continue
        message = _("{unit}的自评材料共 {length} 字，超过 {limit} 字的上限").format(
            unit=shortened(submission.unit), length=length, limit=narratives.submission
        )
        yield Flaw(submission.place_of("unit"), message, related=limit_set_in(narratives, "submission"))
