"""What is at an evidence path is no file that can be read."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import all_evidence, shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def unreadable_evidence(workspace: Workspace) -> Iterable[Flaw]:
    """佐证材料指向的不是文件，或无法读取。

    为什么：无法读取的佐证材料不能核验，也不能随报告归档。

    处理建议：将 file 指向普通文件，不能是文件夹；检查读取权限。一项佐证材料有多个文件的，分成多项填写。
    """
    for _submission, evidence in all_evidence(workspace):
        found = workspace.evidence.get(evidence.file or "")
        if found is None:
            continue
        if found.state == "not_a_file":
            message = _("佐证材料“{title}”指向的不是普通文件：{file}").format(
                title=shortened(evidence.title), file=found.path
            )
            yield Flaw(evidence.place_of("file"), message)
        elif found.state == "unreadable":
            message = _("无法读取佐证材料“{title}”的文件：{file}").format(
                title=shortened(evidence.title), file=found.path
            )
            yield Flaw(evidence.place_of("file"), message)
