"""An indicator has other points in the scoring than in the catalogue."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def contradicting_points(workspace: Workspace) -> Iterable[Flaw]:
    """评分办法中的分值与指标体系中的不一致。

    为什么：两处分值不一致，看不出哪一处正确。

    处理建议：只在一处填写，或改成一致；两处都填写时，以 data/scoring.yaml 为准。
    """
    if workspace.scoring is None:
        return
    points = workspace.scoring.points
    for key, given in points.indicators.items():
        entry = workspace.catalogue.by_id.get(key)
        if entry is None or entry.indicator.points is None or entry.indicator.points == given:
            continue
        message = _("指标 {indicator} 的分值在这里是 {here}，在指标体系中是 {there}")
        related = Related(entry.indicator.place_of("points"), _("指标体系中的分值写在这里"))
        text = message.format(indicator=key, here=given, there=entry.indicator.points)
        yield Flaw(points.entry_place("indicators", key), text, related=(related,))
