"""Numbered indicators do not run 1, 2, 3 …"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from dutykit.check.declare import check
from dutykit.check.number import NUMBER
from dutykit.language import _
from dutykit.model.catalogue import Indicator
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.layout import CATALOGUE_FILE
from dutykit.model.workspace import Workspace


@check(Severity.WARNING)
def numbering_gap(workspace: Workspace) -> Iterable[Flaw]:
    """指标编号不连续，或次序颠倒。

    为什么：缺号可能是漏录了一项，颠倒可能是录入位置有误；与来源文件不一致时，填报内容会对应到错误的指标。

    处理建议：对照来源文件补充缺少的指标，或改正编号。编号不全是数字时不作此项校验。
    """
    if CATALOGUE_FILE in workspace.incomplete:
        return  # what is absent may be in what could not be read
    indicators = [entry.indicator for entry in workspace.catalogue.by_id.values()]
    if not all(NUMBER.fullmatch(one.id) for one in indicators):
        return
    numbers = [int(one.id) for one in indicators]
    yield from _gaps(sorted(zip(numbers, indicators, strict=True), key=lambda pair: pair[0]))
    for (before, first), (number, second) in pairwise(zip(numbers, indicators, strict=True)):
        if number < before:
            message = _("指标 {number} 排在指标 {previous} 之后，次序颠倒").format(number=number, previous=before)
            yield Flaw(second.place_of("id"), message, related=(_here(first),))


def _gaps(numbered: Sequence[tuple[int, Indicator]]) -> Iterable[Flaw]:
    """The numbers that are left out before each of `numbered`, which is sorted."""
    for number, indicator in numbered[:1]:
        if number > 1:
            message = _("指标编号从 {number} 开始，缺少 {missing}")
            yield Flaw(indicator.place_of("id"), message.format(number=number, missing=_between(0, number)))
        elif number < 1:
            yield Flaw(indicator.place_of("id"), _("指标编号应从 1 开始，这里是 {number}").format(number=number))
    for (before, first), (number, second) in pairwise(numbered):
        if number > before + 1:
            message = _("指标编号 {previous} 之后是 {number}，缺少 {missing}")
            text = message.format(previous=before, number=number, missing=_between(before, number))
            yield Flaw(second.place_of("id"), text, related=(_here(first),))


def _between(before: int, number: int) -> str:
    first, last = before + 1, number - 1
    return str(first) if first == last else _("{first} 至 {last}").format(first=first, last=last)


def _here(indicator: Indicator) -> Related:
    return Related(indicator.place_of("id"), _("指标 {indicator} 在这里").format(indicator=indicator.id))
