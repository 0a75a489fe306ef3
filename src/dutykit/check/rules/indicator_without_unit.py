"""Nobody is assigned an indicator."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.layout import CATALOGUE_FILE, REGISTER_FILE
from dutykit.model.role import ROLES
from dutykit.model.workspace import Workspace


@check(Severity.WARNING)
def indicator_without_unit(workspace: Workspace) -> Iterable[Flaw]:
    """指标没有责任单位。

    为什么：没有单位承担的指标不会有人填报，全市评价报告中该项为空白。

    处理建议：对照来源文件，在 responsible 中补充单位（原文注明牵头、配合的用 lead、support）。
    """
    if not {CATALOGUE_FILE, REGISTER_FILE}.isdisjoint(workspace.incomplete):
        return  # what is absent may be in what could not be read
    owed = workspace.responsibilities.by_indicator
    for key, entry in workspace.catalogue.by_id.items():
        indicator = entry.indicator
        names = [name for role in ROLES for name in indicator.named(role)]
        if key in owed or any(workspace.register.find(name) is None for name in names):
            continue  # of a name nobody knows, unknown-assigned-unit reports it
        given = [role for role in ROLES if indicator.has_key(role)]
        place = indicator.key_place(given[0]) if given else indicator.place_of("id")
        if names:
            message = _("指标 {indicator} 仅由没有所含单位的统称承担：{names}")
            yield Flaw(place, message.format(indicator=key, names=_("、").join(names)))
        else:
            yield Flaw(place, _("指标 {indicator} 没有责任单位").format(indicator=key))
