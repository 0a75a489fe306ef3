"""A submission is in another cycle's folder."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.doubles import submissions_there
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.layout import SUBMISSIONS_FOLDER
from dutykit.model.workspace import Workspace


@check(Severity.WARNING)
def cycle_folder_mismatch(workspace: Workspace) -> Iterable[Flaw]:
    """文件所在的年度文件夹与自评材料的年度不一致。

    为什么：可能是从上年度复制后未修改年度；这样统计时，自评材料将计入其他年度。

    处理建议：改正 cycle，或把文件移到 submissions/年度/ 下。
    """
    for submission in submissions_there(workspace):
        folders = submission.file.split("/")[1:-1]
        cycle = str(submission.cycle)
        if folders and folders[0] == cycle:
            continue
        fix = _("改正 cycle，或把文件移到 {folder}").format(folder=f"{SUBMISSIONS_FOLDER}/{cycle}/")
        if folders:
            message = _("文件在“{folder}”文件夹中，但年度是 {cycle}").format(folder=folders[0], cycle=cycle)
        else:
            message = _("{cycle} 年度的自评材料未放在该年度的文件夹中").format(cycle=cycle)
        yield Flaw(submission.place_of("cycle"), message, fix)
