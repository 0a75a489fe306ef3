"""An evidence path leads out of the folder of evidence."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import all_evidence, shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def evidence_outside_workspace(workspace: Workspace) -> Iterable[Flaw]:
    """佐证材料不在工作区的 evidence/ 下。

    为什么：evidence/ 之外的文件不是佐证材料，可能是其他单位的填报文件、密钥或工作区之外不应公开的文件；这类文件一律不读取、不打包、
    不随报告发出。

    处理建议：将文件复制到工作区的 evidence/ 下，file 填写相对于工作区的路径，如 evidence/市财政局/决算.pdf；不使用绝对路径、../、以“.”
    开头的隐藏文件和指向其他位置的链接。
    """
    for _submission, evidence in all_evidence(workspace):
        found = workspace.evidence.get(evidence.file or "")
        if found is not None and found.state == "outside":
            message = _("佐证材料“{title}”不在 evidence/ 下：{file}").format(
                title=shortened(evidence.title), file=found.path
            )
            yield Flaw(evidence.place_of("file"), message)
