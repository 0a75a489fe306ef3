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
    """上一次改动写到一半中断了。

    为什么：断电或被强行结束时，要写的内容已经记在 .dutykit.pending 中，没有丢，只是还没有全部写进各个文件。

    怎么改：再运行一次 dutykit submit、return、accept 或 carry-forward，会先把上次的补完；这个文件不要手改，也不要提交到版本库。
    """
    if workspace.pending:
        files = _("、").join(sorted(workspace.pending))
        yield Flaw(Place(PENDING_FILE, 1, 1), _("上一次改动没有写完：{files}").format(files=files))
    elif PENDING_FILE in workspace.sources:
        yield Flaw(
            Place(PENDING_FILE, 1, 1),
            _("{file} 读不出来，不是 dutykit 写的").format(file=PENDING_FILE),
            _("删去这个文件"),
        )
