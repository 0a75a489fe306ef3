"""A submission's answers are not in the catalogue's order."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from dutykit.check.declare import check
from dutykit.check.walk import shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.layout import CATALOGUE_FILE
from dutykit.model.workspace import Workspace


@check(Severity.NOTE)
def answers_out_of_order(workspace: Workspace) -> Iterable[Flaw]:
    """填报内容的先后与指标体系的顺序不一致。

    为什么：按顺序排列便于与任务分解方案逐项对照，也不易漏报。

    处理建议：按指标体系的顺序排列；在能保证其余内容不变时，dutykit validate --fix 可自动排列。
    """
    if CATALOGUE_FILE in workspace.incomplete:
        return  # the order is not known
    order = workspace.catalogue.order
    for submission in workspace.submissions:
        known = [one for one in submission.answers if one.indicator in order]
        for before, answer in pairwise(known):
            if order[answer.indicator] < order[before.indicator]:
                message = _("指标 {indicator} 的填报内容应排在指标 {before} 之前")
                names = {"indicator": shortened(answer.indicator), "before": shortened(before.indicator)}
                related = Related(before.place_of("indicator"), _("前一项填报内容"))
                yield Flaw(answer.place_of("indicator"), message.format(**names), related=(related,))
                break  # one word a file is enough
