"""An answer says "unmet" though every metric reaches its target."""

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
    """自评“未达到”，有目标值的监测指标却全部达到。

    为什么：结论与数据对不上：可能数值填错，也可能另有原因没有写明。

    怎么改：核对数值和 rating；确有其他原因的，在 problems 中写明，就不再提示。
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
            message = _("指标 {indicator} 自评未达到，但监测指标都达到了目标值").format(indicator=indicator.id)
            related = tuple(
                Related(answer.entry_place("metrics", metric.id), _("“{name}”写在这里").format(name=metric.id))
                for metric in aimed
            )
            yield Flaw(answer.place_of("rating"), message, related=related)
