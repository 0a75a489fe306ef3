"""An answer gives a number for a metric its indicator does not have."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.guess import Guesses
from dutykit.check.walk import known_answers, shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.layout import CATALOGUE_FILE
from dutykit.model.workspace import Workspace


@check(Severity.ERROR, firm=True)
def unknown_metric(workspace: Workspace) -> Iterable[Flaw]:
    """填报的监测指标或基础数据不是该指标要求的。

    为什么：名称无法对应的数值不予读取，报告中该项仍为空。

    处理建议：改为 data/indicators.yaml 中该指标的监测指标或基础数据名称；不要求填报的数值写入工作措施与成效。
    """
    if CATALOGUE_FILE in workspace.incomplete:
        return  # the metric may be in what could not be read
    for _submission, answer, indicator in known_answers(workspace):
        unknown = [name for name in answer.metrics if name not in indicator.quantities]
        if not unknown:
            continue
        guesses = Guesses({name: name for name in indicator.quantities})
        here = Related(indicator.place_of("id"), _("指标 {indicator} 在这里").format(indicator=indicator.id))
        for name in unknown:
            message = _("指标 {indicator} 没有名为“{name}”的监测指标或基础数据").format(
                indicator=indicator.id, name=shortened(name)
            )
            yield Flaw(answer.entry_place("metrics", name, of_key=True), message, guesses.fix(name), (here,))
