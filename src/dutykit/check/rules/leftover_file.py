"""A copy, a backup or a lock of a file is left beside it."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.place import Place
from dutykit.model.workspace import Workspace


@check(Severity.WARNING, whole=True)
def leftover_file(workspace: Workspace) -> Iterable[Flaw]:
    """数据文件旁遗留了副本、备份、合并产生的文件或锁文件；这些文件不读取。

    为什么：容易误改未被采用的一份；锁文件说明原文件正在其他程序中打开，或者该程序异常退出。

    处理建议：核对后将该文件移出工作区；锁文件在关闭程序后仍未消失的，予以删去。
    """
    messages = {
        "copy": _("像是 {file} 的副本，未读取"),
        "backup": _("像是 {file} 的备份，未读取"),
        "merge": _("像是合并 {file} 时产生的文件，未读取"),
        "lock": _("{file} 正在其他程序中打开，或该程序异常退出"),
    }
    for stray in workspace.strays:
        if stray.what != "misnamed":
            fix = _("关闭打开该文件的程序；锁文件仍在的，予以删去") if stray.what == "lock" else _("核对后移出工作区")
            yield Flaw(Place(stray.name, 1, 1), messages[stray.what].format(file=stray.of), fix)
