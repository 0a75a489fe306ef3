"""A metric has a formula that cannot be calculated."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.guess import Guesses
from dutykit.check.scan import inside
from dutykit.check.walk import shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.formula import LONGEST, FormulaError, parse_formula
from dutykit.model.layout import CATALOGUE_FILE
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def invalid_formula(workspace: Workspace) -> Iterable[Flaw]:
    """监测指标的计算公式无法识别，或使用了未列出的基础数据。

    为什么：公式无法计算，填写了基础数据也得不到监测指标的数值，也无法校验。

    处理建议：改正公式，只使用 elements 中列出的基础数据名称、数字、+ - * / 和半角括号。
    """
    for entry in workspace.catalogue.by_id.values():
        for metric in entry.indicator.metrics:
            if metric.formula is None:
                continue
            names = {element.id: element.id for element in metric.elements}
            try:
                parse_formula(metric.formula, names)
            except FormulaError as error:
                if error.fault == "unknown_name" and CATALOGUE_FILE in workspace.incomplete:
                    continue  # the element may be in what could not be read
                whole = metric.place_of("formula")
                place = inside(workspace, whole, metric.formula, error.offset, len(error.words))
                fix = Guesses(names).fix(error.words) if error.fault == "unknown_name" else _fix(error.words)
                yield Flaw(place, _message(error), fix)


def _message(error: FormulaError) -> str:
    words = shortened(error.words)
    match error.fault:
        case "too_long":
            return _("公式超过 {limit} 字").format(limit=LONGEST)
        case "unknown_name":
            return _("公式中的“{words}”不是 elements 中的基础数据，也不是数字").format(words=words)
        case "bad_character":
            return _("公式中不能使用“{words}”").format(words=words)
        case "value_expected":
            return _("公式中此处缺少基础数据或数字")
        case "operator_expected":
            return _("公式中“{words}”前面缺少 + - * /").format(words=words)
        case _:
            return _("公式中的括号不成对")


def _fix(words: str) -> str | None:
    plain = unicodedata.normalize("NFKC", words).replace("×", "*").replace("÷", "/")
    return None if plain == words else _("改成半角的 {plain}").format(plain=plain)
