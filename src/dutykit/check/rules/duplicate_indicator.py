"""Two indicators have one id."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def duplicate_indicator(workspace: Workspace) -> Iterable[Flaw]:
    """两个指标用了同一个编号。

    为什么：填报时只写指标编号，编号重复时无法确定填报的是哪一项；只采用第一个。

    处理建议：为其中一个换用未使用过的编号。
    """
    by_id = workspace.catalogue.by_id
    for entry in workspace.catalogue.entries:
        first = by_id[entry.indicator.id].indicator
        if first is not entry.indicator:
            message = _("指标编号 {indicator} 重复").format(indicator=first.id)
            related = Related(first.place_of("id"), _("第一次用在这里"))
            yield Flaw(entry.indicator.place_of("id"), message, related=(related,))
