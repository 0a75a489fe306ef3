"""An indicator is called not applicable without a reason."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import answers, is_blank, is_complete
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def not_applicable_without_reason(workspace: Workspace) -> Iterable[Flaw]:
    """自评为不适用，没有说明理由。

    为什么：“不适用”免去了这一项任务，没有理由就分不清是不适用还是没有做。

    怎么改：在 reason 中写明为什么不适用，最好写出依据。
    """
    for submission, answer in answers(workspace):
        if answer.rating == "not_applicable" and is_blank(answer.reason) and is_complete(workspace, submission):
            message = _("指标 {indicator} 自评为不适用，没有说明理由").format(indicator=answer.indicator)
            yield Flaw(answer.place_of("rating"), message)
