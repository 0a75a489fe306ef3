"""A metric misses its target."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from dutykit.check.declare import check
from dutykit.check.walk import known_answers
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.workspace import Workspace


@check(Severity.WARNING)
def metric_off_target(workspace: Workspace) -> Iterable[Flaw]:
    """监测指标未达到目标值。

    为什么：来源文件明确要求达到该数值，未达到的应在问题与整改中说明。

    处理建议：核对数值；确未达到的，在 problems 中填写问题、整改措施和完成时限。
    """
    for _submission, answer, indicator in known_answers(workspace):
        for metric in indicator.metrics if answer.metrics else ():
            target, value = metric.target, answer.metrics.get(metric.id)
            if target is None or isinstance(value, bool) or not isinstance(value, int | Decimal):
                continue  # of what is no number, metric-not-a-number reports it
            if target.min is not None and value < target.min:
                message = _("“{name}”为 {value}，低于目标值 {target}（{because}）")
                limit, field = target.min, "min"
            elif target.max is not None and value > target.max:
                message = _("“{name}”为 {value}，高于目标值 {target}（{because}）")
                limit, field = target.max, "max"
            else:
                continue
            unit = metric.unit or ""
            yield Flaw(
                answer.entry_place("metrics", metric.id),
                message.format(name=metric.id, value=f"{value}{unit}", target=f"{limit}{unit}", because=target.because),
                related=(Related(target.place_of(field), _("目标值写在这里")),),
            )
