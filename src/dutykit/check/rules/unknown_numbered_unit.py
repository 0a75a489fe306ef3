"""A document number is given to a name nobody knows."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.guess import Guesses
from dutykit.check.walk import shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.layout import REGISTER_FILE
from dutykit.model.settings import WHOLE_CITY, numbered
from dutykit.model.unit import Unit
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def unknown_numbered_unit(workspace: Workspace) -> Iterable[Flaw]:
    """dutykit.yaml 中发文字号所属的单位不在单位名录中。

    为什么：无法对应到单位的发文字号不会印在任何报告上，报告将缺少发文字号且无提示。

    处理建议：将 report.numbers 中的名称改为 data/units.yaml 中的单位名称或简称；全市评价报告填写“全市”。
    单位自评报告和全市评价报告以外的报告，在名称后加“/”和报告种类，如 市财政局/整改报告。
    """
    register = workspace.register
    if REGISTER_FILE in workspace.incomplete:
        return  # the name may be in what could not be read
    report = workspace.settings.report
    units = {name: key for name, key in register.canonical.items() if key in register.by_id}
    guesses = Guesses({**units, WHOLE_CITY: WHOLE_CITY})
    for key in report.numbers:
        name, _kind = numbered(key, register.canonical)
        if name != WHOLE_CITY and not isinstance(register.find(name), Unit):
            message = _("发文字号所属的“{name}”不是单位名录中的单位").format(name=shortened(name))
            yield Flaw(report.entry_place("numbers", key, of_key=True), message, guesses.fix(name))
