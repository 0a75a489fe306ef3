"""A line of the log does not follow from those before it."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.workspace import Workspace


@check(Severity.ERROR, whole=True)
def history_chain_broken(workspace: Workspace) -> Iterable[Flaw]:
    """报送记录（history/）的一行与前文接不上：被改过、删过、插过，或读不出来。

    为什么：每一行都带有上一行的哈希，何时报送、为何退回以此为凭；接不上，就证明不了记录没有人动过。

    怎么改：从版本库或备份中恢复原来的文件；记录只能由 dutykit submit、return、accept、carry-forward 往后加，不能手改。
    """
    for cycle in sorted(workspace.history):
        for line, part in workspace.history[cycle].broken():
            yield Flaw(line.place, _message(part))


def _message(part: str | None) -> str:
    match part:
        case "hash":
            return _("这一行的内容与它的哈希对不上，写下之后被改过")
        case "previous":
            return _("这一行接不上前一行：前面有行被改过、删过或插过")
        case "number":
            return _("这一行的序号不连续")
        case "after":
            return _("这一步做不到：此前的状态不允许")
        case _:
            return _("这一行不是记录，读不出来")
