"""A submission was sent back without saying why."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def returned_without_details(workspace: Workspace) -> Iterable[Flaw]:
    """自评材料已退回，但未填写退回说明。

    为什么：单位不了解退回原因和重新报送时限，无法改正。

    处理建议：补充 returned：reason 填写退回原因，due 填写重新报送时限。
    """
    for submission in workspace.submissions:
        if submission.state == "returned" and submission.returned is None and not submission.unread("returned"):
            message = _("{unit}的自评材料已退回，未填写退回原因和重新报送时限").format(unit=submission.unit)
            yield Flaw(
                submission.place_of("state"),
                message,
                _("补充 returned，并在其中填写 reason（退回原因）和 due（重新报送时限）"),
            )
