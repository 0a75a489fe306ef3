"""One item of a list of names holds several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dutykit.check.declare import check
from dutykit.check.guess import apart, split_fix
from dutykit.check.walk import shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.record import Record
from dutykit.model.workspace import Workspace

_COMMAS = frozenset("，,；;")


@check(Severity.WARNING)
def names_run_together(workspace: Workspace) -> Iterable[Flaw]:
    """名称列表的一项中写有几个名称，通常是列表中用了中文逗号。

    为什么：YAML 的列表以半角逗号分隔。[甲局，乙局] 只有一项，名称是“甲局，乙局”，其中任何一个都无法对应。

    处理建议：将中文逗号改为半角逗号加空格，每个名称单独为一项；名称本身含逗号的，可设豁免。
    """
    for record, field in _lists(workspace):
        for position, name in enumerate(getattr(record, field)):
            parts = apart(name)
            if len(parts) > 1 and not _COMMAS.isdisjoint(name):
                message = _("“{name}”是一项，其中写有 {count} 个名称")
                place = record.item_place(field, position)
                yield Flaw(place, message.format(name=shortened(name), count=len(parts)), split_fix(parts))


def _lists(workspace: Workspace) -> Iterator[tuple[Record, str]]:
    """The lists of names that no other rule looks up."""
    yield workspace.catalogue.source, "addressees"
    for unit in workspace.register.units:
        yield from ((unit, field) for field in ("aliases", "succeeds", "distinct_from"))
    for group in workspace.register.groups:
        yield from ((group, field) for field in ("aliases", "distinct_from"))
