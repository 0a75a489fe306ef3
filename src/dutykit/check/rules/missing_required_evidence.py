"""A finished answer lacks the evidence its indicator requires."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import finished_answers
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def missing_required_evidence(workspace: Workspace) -> Iterable[Flaw]:
    """指标要求附佐证材料，已报送的填报内容未附佐证材料。

    为什么：没有佐证材料的自评结论不予采信，复核时会退回。

    处理建议：在 evidence 中列出佐证材料；不便提交文件的，填写 kept_by_unit: true。
    """
    for answer, indicator in finished_answers(workspace):
        if answer.unread("evidence") or answer.unread("rating"):
            continue
        if indicator.evidence_required and not answer.evidence and answer.rating != "not_applicable":
            given = answer.has_key("evidence")
            place = answer.key_place("evidence") if given else answer.place_of("indicator")
            message = _("指标 {indicator} 要求附佐证材料，此处未附").format(indicator=indicator.id)
            asked = Related(indicator.place_of("evidence_required"), _("要求写在这里"))
            yield Flaw(place, message, related=(asked,))
