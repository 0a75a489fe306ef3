"""A command was killed while it wrote."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.layout import PENDING_FILE
from dutykit.model.place import Place
from dutykit.model.workspace import Workspace


@check(Severity.WARNING, whole=True)
def unfinished_change(workspace: Workspace) -> Iterable[Flaw]:
    """上一次修改在写入时中断。

    为什么：断电或进程被强行结束时，待写入的内容已保存，没有丢失，只是尚未全部写入各文件；.dutykit.pending 列出这些文件。

    处理建议：运行 dutykit validate --fix 或其他写入文件的命令，会先补写上次未写完的内容；不要手工修改该文件和 .dutykit.tmp 文件，
    也不要提交到版本库。
    """
    if workspace.pending:
        files = _("、").join(sorted(workspace.pending))
        yield Flaw(Place(PENDING_FILE, 1, 1), _("上一次修改未写完：{files}").format(files=files))
    elif PENDING_FILE in workspace.sources:
        yield Flaw(
            Place(PENDING_FILE, 1, 1),
            _("无法读取 {file}，该文件不是 dutykit 生成的").format(file=PENDING_FILE),
            _("删去这个文件"),
        )
