"""The scoring gives points or weight to what is not in the catalogue."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.layout import CATALOGUE_FILE
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def unknown_scored_item(workspace: Workspace) -> Iterable[Flaw]:
    """评分办法为不存在的指标设置了分值或权重。

    为什么：这些分值不计入任何合计，满分因此有误。

    处理建议：三级指标填写编号，一级、二级指标填写序号（二级按全体系连续编号）。
    """
    scoring = workspace.scoring
    if scoring is None or CATALOGUE_FILE in workspace.incomplete:
        return  # what is named may be in what could not be read
    chapters = {str(number) for number, _chapter in enumerate(workspace.catalogue.chapters, 1)}
    count = sum(len(chapter.sections) for chapter in workspace.catalogue.chapters)
    sections = {str(number) for number in range(1, count + 1)}
    indicators = workspace.catalogue.by_id.keys()
    for record, field, keys, known in (
        (scoring.points, "chapters", scoring.points.chapters, chapters),
        (scoring.points, "sections", scoring.points.sections, sections),
        (scoring.points, "indicators", scoring.points.indicators, indicators),
        (scoring, "weights", scoring.weights, chapters),
    ):
        for key in keys:
            if key not in known:
                message = _("{field} 中的“{key}”不在指标体系中").format(field=field, key=shortened(key))
                yield Flaw(record.entry_place(field, key, of_key=True), message)
