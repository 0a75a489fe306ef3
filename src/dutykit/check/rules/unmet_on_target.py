"""An answer states "unmet" though every metric reaches its target."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import known_answers
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.quantity import metric_value, reaches
from dutykit.model.workspace import Workspace


@check(Severity.NOTE)
def unmet_on_target(workspace: Workspace) -> Iterable[Flaw]:
    """自评结论为“未达到”，但有目标值的监测指标全部达到目标值。

    为什么：自评结论与数据不一致：可能数值有误，也可能另有原因未写明。

    处理建议：核对数值和 rating；确有其他原因的，在 problems 中写明，不再提示。
    """
    for _submission, answer, indicator in known_answers(workspace):
        aimed = [metric for metric in indicator.metrics if metric.target is not None]
        if answer.rating != "unmet" or answer.problems or not aimed:
            continue
        values = [metric_value(answer, metric) for metric in aimed]
        if all(
            value is not None and metric.target is not None and reaches(value, metric.target)
            for metric, value in zip(aimed, values, strict=True)
        ):
            message = _("指标 {indicator} 的自评结论为未达到，但监测指标均达到目标值").format(indicator=indicator.id)
            related = tuple(
                Related(answer.entry_place("metrics", metric.id), _("“{name}”写在这里").format(name=metric.id))
                for metric in aimed
            )
            yield Flaw(answer.place_of("rating"), message, related=related)
