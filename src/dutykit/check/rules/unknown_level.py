"""A review names a level that the scoring does not have."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.layout import SCORING_FILE
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def unknown_level(workspace: Workspace) -> Iterable[Flaw]:
    """复核填写的等级不在评分办法中。

    为什么：未定义的等级不能折算成得分，总分因此无法计算。

    处理建议：改为 data/scoring.yaml 的 levels 中的编号。
    """
    if SCORING_FILE in workspace.incomplete:
        return  # the level may be in what could not be read
    known = {} if workspace.scoring is None else workspace.scoring.level_by_id
    for review in workspace.all_reviews:
        for one in review.indicators:
            if one.level is not None and one.level not in known:
                message = _("评分办法中没有等级“{level}”").format(level=shortened(one.level))
                fix = _("使用其中之一：{names}").format(names=_("、").join(known)) if known else None
                yield Flaw(one.place_of("level"), message, fix)
