"""A submission's file is named for another unit."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.unit import Group, Unit
from dutykit.model.workspace import Workspace


@check(Severity.WARNING)
def file_name_mismatch(workspace: Workspace) -> Iterable[Flaw]:
    """文件名与填报单位不一致。

    为什么：可能是从其他单位的文件复制后未修改单位；这样统计时，自评材料将计入其他单位。

    处理建议：把文件改名为 单位名称.yaml，或改正 unit。
    """
    register = workspace.register
    for submission in workspace.submissions:
        unit = register.by_id.get(register.canonical.get(submission.unit, ""))
        stem = submission.file.rpartition("/")[2].rpartition(".")[0]
        if unit is None or _same(stem, unit.id) or any(_same(stem, alias) for alias in unit.aliases):
            continue  # of a unit nobody knows, unknown-submitting-unit reports it
        message = _("文件名是“{stem}”，但填报单位是“{unit}”").format(stem=stem, unit=submission.unit)
        yield Flaw(submission.place_of("unit"), message, _fix(unit, register.find(stem)))


def _same(stem: str, name: str) -> bool:
    """Whether a file's name is `name`, apart from characters that no file name may hold."""
    return _letters(stem) == _letters(name)


def _letters(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFKC", text) if one.isalnum())


def _fix(unit: Unit, meant: Unit | Group | None) -> str:
    if isinstance(meant, Unit):
        return _("属于{meant}的自评材料的，将 unit 改成“{meant}”；否则修改文件名").format(meant=meant.id)
    return _("把文件改名为“{unit}.yaml”").format(unit=unit.id)
