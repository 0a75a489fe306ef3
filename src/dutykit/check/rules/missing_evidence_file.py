"""An evidence file is not there."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import all_evidence, shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def missing_evidence_file(workspace: Workspace) -> Iterable[Flaw]:
    """佐证材料的文件不存在。

    为什么：列入佐证材料目录但没有文件的，复核时无法核查，等于没有佐证材料。

    处理建议：将文件放到所填的位置，或改正 file（相对于工作区，用正斜杠）；不提交文件的，改为填写 kept_by_unit: true。
    """
    for _submission, evidence in all_evidence(workspace):
        found = workspace.evidence.get(evidence.file or "")
        if found is not None and found.state == "missing":
            message = _("佐证材料“{title}”的文件不存在：{file}").format(
                title=shortened(evidence.title), file=found.path
            )
            yield Flaw(evidence.place_of("file"), message, _fix(found.path))


def _fix(path: str) -> str | None:
    if "\\" in path:
        return _("改用正斜杠：{file}").format(file=path.replace("\\", "/"))
    if path != path.strip():
        return _("去掉路径首尾的空格")
    return None
