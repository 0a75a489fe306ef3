"""An evidence file is not of the kind its name states."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from dutykit.check.declare import check
from dutykit.check.walk import all_evidence, shortened
from dutykit.language import _
from dutykit.model.file_family import agrees
from dutykit.model.finding import Flaw, Severity
from dutykit.model.workspace import Workspace


@check(Severity.WARNING)
def evidence_type_mismatch(workspace: Workspace) -> Iterable[Flaw]:
    """佐证材料的内容与扩展名不符。

    为什么：扩展名有误的文件无法打开，或者会用其他程序打开；也可能是放错了文件。

    处理建议：用对应的程序另存为正确的格式，或将扩展名改成与内容一致（file 和文件名一并修改）。
    """
    for _submission, evidence in all_evidence(workspace):
        found = workspace.evidence.get(evidence.file or "")
        if found is None or found.state != "present":
            continue
        extension = PurePosixPath(found.path).suffix.lower().removeprefix(".")
        if agrees(extension, found.kind):
            continue
        if found.kind is None:
            message = _("佐证材料“{title}”的扩展名是 .{extension}，但内容不是这种格式：{file}")
        else:
            message = _("佐证材料“{title}”的扩展名是 .{extension}，但内容是 {kind} 格式：{file}")
        text = message.format(
            title=shortened(evidence.title), extension=extension, kind=found.kind, file=shortened(found.path, 80)
        )
        yield Flaw(evidence.place_of("file"), text)
