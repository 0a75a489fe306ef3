"""The colours of a stage's letters do not follow each other."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from dutykit.check.declare import check
from dutykit.check.walk import shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.letter import COLORS
from dutykit.model.office_words import color_word
from dutykit.model.workspace import Workspace


@check(Severity.ERROR, whole=True)
def letters_out_of_order(workspace: Workspace) -> Iterable[Flaw]:
    """催办函的颜色未按蓝、橙、红的顺序填写，有重复，或后一种在前一种限期未满时就到发函日。

    为什么：前一种颜色限期届满仍未答复的，才发下一种；顺序或日期有误的，规则写的日期发不出函。

    处理建议：在 letters 中按蓝、橙、红的顺序填写，每种一条；后一种的 days 大于前一种的 days 与 term 之和，
    前一种在截止日期及以前发的，限期为截止日期，后一种的 days 从 1 起。
    """
    for one in workspace.timetable.cycles:
        for stage in one.stages:
            for before, after in pairwise(stage.letters):
                first, second = color_word(before.color), color_word(after.color)
                names = {"stage": shortened(stage.name), "before": first, "after": second}
                related = Related(before.place_of("color"), _("前一种在这里"))
                if after.color == before.color:
                    message = _("“{stage}”的催办函：{after}写了两条").format(**names)
                    yield Flaw(
                        after.place_of("color"), message, _("删去其中一条，或改为后一种颜色"), related=(related,)
                    )
                elif COLORS.index(after.color) < COLORS.index(before.color):
                    message = _("“{stage}”的催办函：{after}不能排在{before}之后").format(**names)
                    fix = _("按{colors}的顺序排列").format(colors=_("、").join(map(color_word, COLORS)))
                    yield Flaw(after.place_of("color"), message, fix, related=(related,))
                elif after.days < (earliest := before.days + before.term + 1 if before.days > 0 else 1):
                    message = _("“{stage}”的催办函：{after}的发函日在{before}的限期之内").format(**names)
                    fix = _("写成 days: {days}，或更晚").format(days=earliest)
                    related = Related(before.place_of("term"), _("前一种的限期在这里"))
                    yield Flaw(after.place_of("days"), message, fix, related=(related,))
