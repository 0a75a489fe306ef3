"""A derived metric is not what its elements give."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, InvalidOperation

from dutykit.check.declare import check
from dutykit.check.walk import known_answers
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.formula import ZeroDivisorError
from dutykit.model.quantity import formula_of, given_elements, given_number
from dutykit.model.workspace import Workspace

_WIDE = Context(prec=250)


@check(Severity.ERROR)
def metric_contradicts_elements(workspace: Workspace) -> Iterable[Flaw]:
    """监测指标的数值与由基础数据计算的结果不一致。

    为什么：结果与其分子、分母不符，其中必有一处错误，复核时两个数值都不会被采信。

    处理建议：核对各项基础数据和结果；结果可以四舍五入，也可以截去尾数，按填写的位数比较。
    """
    for _submission, answer, indicator in known_answers(workspace):
        for metric in indicator.metrics if answer.metrics else ():
            given, formula = given_number(answer, metric.id), formula_of(metric)
            elements = given_elements(answer, metric)
            if given is None or formula is None or elements is None:
                continue
            try:
                value = formula.value(elements)
            except ZeroDivisorError:
                continue  # division-by-zero reports it
            if _agrees(Decimal(given), value):
                continue
            message = _("“{name}”填写的是 {given}，由基础数据计算的结果是 {value}").format(
                name=metric.id, given=given, value=_shown(value, Decimal(given))
            )
            related = Related(metric.place_of("formula"), _("计算公式写在这里"))
            yield Flaw(answer.entry_place("metrics", metric.id), message, related=(related,))


def _agrees(given: Decimal, value: Decimal) -> bool:
    """Whether `given` is `value`, rounded or cut off at the last digit that is given."""
    return any(_cut(value, given, rounding) == given for rounding in (ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN))


def _cut(value: Decimal, given: Decimal, rounding: str) -> Decimal | None:
    """`value` with as many decimals as `given`; None if that is more digits than a number may have."""
    exponent = given.as_tuple().exponent
    try:
        return value.quantize(Decimal(1).scaleb(int(exponent)), rounding, _WIDE)
    except InvalidOperation:
        return None


def _shown(value: Decimal, given: Decimal) -> str:
    """`value` with two decimals more than `given` has, enough to see the difference."""
    if abs(value.adjusted()) > 30:
        return f"{value:.6g}"
    more = Decimal(1).scaleb(min(int(given.as_tuple().exponent), 0) - 2)
    return f"{value.quantize(more, ROUND_HALF_UP, _WIDE):f}".rstrip("0").rstrip(".")
