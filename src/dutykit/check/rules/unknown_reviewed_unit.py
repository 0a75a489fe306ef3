"""A review is of a unit that nobody knows."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.guess import Guesses
from dutykit.check.walk import shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.layout import REGISTER_FILE
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def unknown_reviewed_unit(workspace: Workspace) -> Iterable[Flaw]:
    """被复核的单位不在单位名录中。

    为什么：无法对应到单位的复核不计入任何单位。

    处理建议：将 unit 改为 data/units.yaml 中的单位名称或简称；统称（如“各县区政府”）须按所含单位分别填写。
    """
    register = workspace.register
    if REGISTER_FILE in workspace.incomplete:
        return  # the name may be in what could not be read
    guesses = Guesses({name: key for name, key in register.canonical.items() if key in register.by_id})
    for review in workspace.all_reviews:
        if register.canonical.get(review.unit, "") not in register.by_id:
            message = _("被复核的单位“{name}”不在单位名录中").format(name=shortened(review.unit))
            yield Flaw(review.place_of("unit"), message, guesses.fix(review.unit))
