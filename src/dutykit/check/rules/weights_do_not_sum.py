"""The weights of a weighted total are not 100 together."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.layout import CATALOGUE_FILE, SCORING_FILE
from dutykit.model.workspace import Workspace
from dutykit.text.numeral import chinese_numeral


@check(Severity.ERROR)
def weights_do_not_sum(workspace: Workspace) -> Iterable[Flaw]:
    """一级指标的权重合计不是 100，或有缺项。

    为什么：权重合计不是 100，总分就不是百分制，与等次的分数线也不对应。

    处理建议：改正 data/scoring.yaml 的 weights，每个一级指标一个，合计 100；不按权重计算的，method 不填 weighted。
    """
    scoring = workspace.scoring
    if scoring is None or not {CATALOGUE_FILE, SCORING_FILE}.isdisjoint(workspace.incomplete):
        return  # weights may be in what could not be read
    if scoring.method != "weighted":
        if scoring.weights:
            message = _("填写了权重，但总分不按权重计算：method 为 {method}").format(method=scoring.method)
            yield Flaw(scoring.key_place("weights"), message)
        return
    place = scoring.key_place("weights") if scoring.has_key("weights") else scoring.place_of("method")
    numbers = range(1, len(workspace.catalogue.chapters) + 1)
    lacking = [chinese_numeral(number) for number in numbers if str(number) not in scoring.weights]
    if lacking:
        yield Flaw(place, _("缺少权重的一级指标：{names}").format(names=_("、").join(lacking)))
    elif sum(map(Fraction, scoring.weights.values())) != 100:
        yield Flaw(place, _("权重合计为 {total}，应为 100").format(total=sum(scoring.weights.values())))
