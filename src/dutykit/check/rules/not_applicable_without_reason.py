"""An indicator is called not applicable without a reason."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import answers
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.record import is_blank
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def not_applicable_without_reason(workspace: Workspace) -> Iterable[Flaw]:
    """自评结论为不适用，未说明理由。

    为什么：“不适用”即免除该项任务，没有理由就无法区分是不适用还是未完成。

    处理建议：在 reason 中说明不适用的理由，最好注明依据。
    """
    for _submission, answer in answers(workspace):
        if answer.rating == "not_applicable" and is_blank(answer.reason) and not answer.unread("reason"):
            message = _("指标 {indicator} 自评结论为不适用，未说明理由").format(indicator=answer.indicator)
            yield Flaw(answer.place_of("rating"), message)
