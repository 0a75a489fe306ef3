"""A submission stands in another cycle's folder."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.layout import SUBMISSIONS_FOLDER
from dutykit.model.workspace import Workspace


@check(Severity.WARNING)
def cycle_folder_mismatch(workspace: Workspace) -> Iterable[Flaw]:
    """文件所在的年度文件夹与材料的年度不一致。

    为什么：多半是从上一年度复制来、忘了改年度；照此统计，材料会记到别的年度。

    怎么改：改正 cycle，或把文件移到 submissions/年度/ 下。
    """
    for submission in workspace.submissions:
        folders = submission.file.split("/")[1:-1]
        cycle = str(submission.cycle)
        if folders and folders[0] == cycle:
            continue
        fix = _("改正 cycle，或把文件移到 {folder}").format(folder=f"{SUBMISSIONS_FOLDER}/{cycle}/")
        if folders:
            message = _("文件在“{folder}”文件夹中，年度却是 {cycle}").format(folder=folders[0], cycle=cycle)
        else:
            message = _("{cycle} 年度的材料没有放在年度文件夹中").format(cycle=cycle)
        yield Flaw(submission.place_of("cycle"), message, fix)
