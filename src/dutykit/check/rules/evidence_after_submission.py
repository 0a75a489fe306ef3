"""Evidence is dated after the submission."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import evidences, shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.workspace import Workspace


@check(Severity.WARNING)
def evidence_after_submission(workspace: Workspace) -> Iterable[Flaw]:
    """佐证材料的日期晚于报送日期。

    为什么：报送时尚未形成的佐证材料，不能证明报送前已完成的工作；可能是日期有误，或者是事后补充的。

    处理建议：核对 date 和 submitted_on；佐证材料是后来补充的，重新报送并更新 submitted_on。
    """
    for submission, _answer, evidence in evidences(workspace):
        submitted = submission.submitted_on
        if evidence.date is None or submitted is None or evidence.date <= submitted:
            continue
        message = _("佐证材料“{title}”的日期 {date} 晚于报送日期 {submitted}").format(
            title=shortened(evidence.title), date=evidence.date.isoformat(), submitted=submitted.isoformat()
        )
        related = Related(submission.place_of("submitted_on"), _("报送日期写在这里"))
        yield Flaw(evidence.place_of("date"), message, related=(related,))
