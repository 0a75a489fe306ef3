"""An evidence path leads out of the workspace."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import all_evidence, shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def evidence_outside_workspace(workspace: Workspace) -> Iterable[Flaw]:
    """佐证材料的路径指向工作区之外。

    为什么：工作区之外的文件不随自评材料报送，其他人无法打开，也可能是不应公开的文件；这类文件一律不读取。

    处理建议：将文件复制到工作区的 evidence/ 下，file 填写相对于工作区的路径；不使用绝对路径、../ 和指向工作区之外的链接。
    """
    for _submission, evidence in all_evidence(workspace):
        found = workspace.evidence.get(evidence.file or "")
        if found is not None and found.state == "outside":
            message = _("佐证材料“{title}”的路径指向工作区之外：{file}").format(
                title=shortened(evidence.title), file=found.path
            )
            yield Flaw(evidence.place_of("file"), message)
