"""What stands at an evidence path is no file that can be read."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import all_evidence, shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.workspace import Workspace


@check(Severity.ERROR)
def unreadable_evidence(workspace: Workspace) -> Iterable[Flaw]:
    """佐证材料所指的不是文件，或者读不出来。

    为什么：读不出来的材料无法核对，也无法随报告归档。

    怎么改：file 要指向一个普通文件，不能是文件夹；检查读取权限。一项材料有几个文件的，分成几项写。
    """
    for _submission, evidence in all_evidence(workspace):
        found = workspace.evidence.get(evidence.file or "")
        if found is None:
            continue
        if found.state == "not_a_file":
            message = _("佐证材料“{title}”所指的不是普通文件：{file}").format(
                title=shortened(evidence.title), file=found.path
            )
            yield Flaw(evidence.place_of("file"), message)
        elif found.state == "unreadable":
            message = _("佐证材料“{title}”的文件读不出来：{file}").format(
                title=shortened(evidence.title), file=found.path
            )
            yield Flaw(evidence.place_of("file"), message)
