"""A submission answers an indicator that is not in the catalogue."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.guess import Guesses, likely_fix
from dutykit.check.number import NUMBER
from dutykit.check.walk import answers, shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.layout import CATALOGUE_FILE
from dutykit.model.workspace import Workspace

_DIGITS = re.compile(r"[1-9][0-9]{0,17}")
_LONGEST = 40


@check(Severity.ERROR)
def unknown_indicator(workspace: Workspace) -> Iterable[Flaw]:
    """填报的指标不在指标体系中。

    为什么：无法对应到指标的填报内容不予采用，真正应填报的指标会显示为未填报。

    处理建议：将 indicator 改为 data/indicators.yaml 中的指标编号。
    """
    catalogue = workspace.catalogue
    if CATALOGUE_FILE in workspace.incomplete:
        return  # the indicator may be in what could not be read
    numbers = sorted(int(key) for key in catalogue.by_id if NUMBER.fullmatch(key))
    guesses = Guesses({} if len(numbers) == len(catalogue.by_id) else {key: key for key in catalogue.by_id})
    for _submission, answer in answers(workspace):
        key = answer.indicator
        if key in catalogue.by_id:
            continue
        digits = _DIGITS.search(unicodedata.normalize("NFKC", key[:_LONGEST]))
        likely = digits.group() if digits and digits.group() in catalogue.by_id else None
        fix = likely_fix(likely) if likely else guesses.fix(key)
        if fix is None and numbers and len(numbers) == len(catalogue.by_id):
            fix = _("使用 {first} 至 {last} 之间的指标编号").format(first=numbers[0], last=numbers[-1])
        yield Flaw(
            answer.place_of("indicator"),
            _("指标体系中没有编号为“{indicator}”的指标").format(indicator=shortened(key)),
            fix,
        )
