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
    """监测指标的值与由要素算出的不一致。

    为什么：结果与它自己的分子、分母对不上，其中必有一处是错的，复核时两个数都不会被采信。

    怎么改：核对各要素和结果；结果可以四舍五入，也可以截去尾数，写到几位就核对到几位。
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
                continue  # division-by-zero says so
            if _agrees(Decimal(given), value):
                continue
            message = _("“{name}”写的是 {given}，由要素算出的是 {value}").format(
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
