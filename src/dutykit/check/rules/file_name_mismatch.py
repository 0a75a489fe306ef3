"""A submission's file is named for another unit."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.doubles import is_copy, submissions_there
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.unit import Group, Unit
from dutykit.model.workspace import Workspace
from dutykit.workspace.one_file import names_unit


@check(Severity.WARNING)
def file_name_mismatch(workspace: Workspace) -> Iterable[Flaw]:
    """文件名与填报单位不一致。

    为什么：可能是从其他单位的文件复制后未修改单位；这样统计时，自评材料将计入其他单位。

    处理建议：把文件改名为 单位名称.yaml，或改正 unit。
    """
    register = workspace.register
    for submission in submissions_there(workspace):
        unit = register.by_id.get(register.canonical.get(submission.unit, ""))
        stem = submission.file.rpartition("/")[2].rpartition(".")[0]
        if unit is None or names_unit(stem, unit.id) or any(names_unit(stem, alias) for alias in unit.aliases):
            continue  # of a unit nobody knows, unknown-submitting-unit reports it
        if is_copy(workspace, submission):
            message = _("文件名是“{stem}”，像是副本；填报单位是“{unit}”").format(stem=stem, unit=submission.unit)
            yield Flaw(submission.place_of("unit"), message, _fix(unit, None))
            continue
        message = _("文件名是“{stem}”，但填报单位是“{unit}”").format(stem=stem, unit=submission.unit)
        yield Flaw(submission.place_of("unit"), message, _fix(unit, register.find(stem)))


def _fix(unit: Unit, meant: Unit | Group | None) -> str:
    if isinstance(meant, Unit):
        return _("属于{meant}的自评材料的，将 unit 改成“{meant}”；否则修改文件名").format(meant=meant.id)
    return _("把文件改名为“{unit}.yaml”").format(unit=unit.id)
