"""A submission was sent back without saying why."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import is_complete
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def returned_without_details(workspace: Workspace) -> Iterable[Flaw]:
    """材料已退回，却没有写退回说明。

    为什么：单位不知道为什么退回、何时重报，也就改不了。

    怎么改：补上 returned：reason 写退回原因，due 写重报期限。
    """
    for submission in workspace.submissions:
        if submission.state == "returned" and submission.returned is None and is_complete(workspace, submission):
            message = _("{unit}的材料已退回，没有写退回原因和重报期限").format(unit=submission.unit)
            yield Flaw(
                submission.place_of("state"), message, _("补上 returned，其下写 reason（退回原因）和 due（重报期限）")
            )
