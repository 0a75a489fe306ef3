"""A metric's value is no number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import answers, shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.submission import MetricValue
from dutykit.model.workspace import Workspace

_NUMBERS = re.compile(r"-?[0-9]{1,40}(?:\.[0-9]{1,40})?")
_LONGEST = 100


@check(Severity.ERROR, firm=True)
def metric_not_a_number(workspace: Workspace) -> Iterable[Flaw]:
    """监测指标或基础数据的数值不是数字。

    为什么：不是数字的数值无法计算，也无法与目标值比较。

    处理建议：只填写数字，不带计量单位、百分号、千分位逗号和“约”“以上”等字样；需要说明的，写入工作措施与成效（narrative）。
    """
    for _submission, answer in answers(workspace):
        for name in answer.metrics_without_number:  # of what is left empty, missing-metric reports it
            value = answer.metrics[name]
            message = _("“{name}”的数值不是数字：{value}").format(name=name, value=_shown(value))
            yield Flaw(answer.entry_place("metrics", name), message, _fix(value))


def _shown(value: MetricValue) -> str:
    return shortened(value) if isinstance(value, str) else str(value).lower()


def _fix(value: MetricValue) -> str | None:
    """The one number that is in a text, for the person to confirm."""
    if not isinstance(value, str):
        return None
    found = _NUMBERS.findall(unicodedata.normalize("NFKC", value[:_LONGEST]).replace(",", ""))
    return _("请检查是否为 {number}").format(number=found[0]) if len(found) == 1 else None
