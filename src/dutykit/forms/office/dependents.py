"""What depends on a row that is deleted: it is refused by name instead of leaving others without what they refer to."""

from __future__ import annotations

from collections.abc import Iterator

from dutykit.forms.office.changes import TableChanges, text_of
from dutykit.forms.office.merge import label
from dutykit.forms.workbook.reading import Remark
from dutykit.language import _
from dutykit.model.review import Review
from dutykit.model.submission import Submission
from dutykit.model.workspace import Workspace

_MOST = 3
"""Names that a refusal lists."""


def refused_deletions(workspace: Workspace, changes: TableChanges) -> Iterator[Remark]:
    """A remark for each row that cannot be deleted, with what depends on it.

    What only refers to it in these tables themselves is for the rules to find: it may be changed with it.
    """
    present = [one for one in workspace.submissions if one.cycle not in workspace.past]
    reviews = [one for one in workspace.reviews if one.cycle not in workspace.past]
    both: tuple[Submission | Review, ...] = (*present, *reviews)
    for (unit,) in changes.lost("units"):
        files = [one.file for one in both if workspace.register.canonical.get(one.unit, one.unit) == unit]
        open_problems = [one for one in workspace.rectification.of(unit) if one.closed() is None]
        if files:
            fix = _(
                "恢复该行；与其他单位重复或年度中更名的，增加新名称一行并导入，再运行 dutykit unit merge 新名称 {unit}；"
                "下一年度起更名的，用 dutykit carry-forward --succeed 新名称={unit}"
            ).format(unit=unit)
            yield _refusal(("units", unit), files, fix)
        elif open_problems:
            text = _("{row}还有未销号的问题 {count} 个，不能删除").format(
                row=label(("units", unit)), count=len(open_problems)
            )
            yield Remark(None, text, _("由承接的单位在“前身单位”中写明该单位"))
    for indicator, metric in changes.lost("metrics"):
        files = [
            one.file
            for one in present
            for answer in one.answers
            if _gives(workspace, answer.indicator, indicator, metric, answer.metrics)
        ]
        if files:
            fix = _("先在填报文件中删去数值，或保留该监测指标")
            yield _refusal(("metrics", indicator, metric), files, fix)
    for (event,) in changes.lost("events"):
        files = [one.file for one in reviews if any(text_of(each.event) == event for each in one.events)]
        if files:
            yield _refusal(("events", event), files, _("先在复核文件中删去该事项"))


def _gives(workspace: Workspace, answered: str, indicator: str, metric: str, values: object) -> bool:
    """Whether an answer gives a number that only this metric asks for."""
    if answered != indicator or not isinstance(values, dict):
        return False
    entry = workspace.catalogue.by_id.get(indicator)
    metrics = () if entry is None else entry.indicator.metrics
    own = {name for one in metrics if one.id == metric for name in (one.id, *(each.id for each in one.elements))}
    others = {name for one in metrics if one.id != metric for name in (one.id, *(each.id for each in one.elements))}
    return any(name in own - others and value is not None for name, value in values.items())


def _refusal(key: tuple[str, ...], files: list[str], fix: str) -> Remark:
    shown = _("、").join(sorted(set(files))[:_MOST])
    text = _("{row}不能删除：{files} 中有与之关联的内容").format(row=label(key), files=shown)
    return Remark(None, text, fix)
