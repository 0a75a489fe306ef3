"""A line of the log does not follow from those before it."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.workspace import Workspace


@check(Severity.ERROR, whole=True)
def history_chain_broken(workspace: Workspace) -> Iterable[Flaw]:
    """报送记录（history/）的一行与前文不衔接：被修改、删除、插入，或无法读取。

    为什么：每一行都含有上一行的校验值，作为何时报送、为何退回的凭据；不衔接时，无法证明记录未被修改。

    处理建议：从版本库或备份中恢复原来的文件；记录只能由 dutykit submit、return、accept、carry-forward 追加，不能手工修改。
    """
    for cycle in sorted(workspace.history):
        for line, part in workspace.history[cycle].broken():
            yield Flaw(line.place, _message(part))


def _message(part: str | None) -> str:
    match part:
        case "hash":
            return _("这一行的内容与其校验值不符，写入后被修改")
        case "previous":
            return _("这一行与前一行不衔接：前面有行被修改、删除或插入")
        case "number":
            return _("这一行的序号不连续")
        case "after":
            return _("该操作不成立：操作前的状态不允许")
        case _:
            return _("这一行不是报送记录，无法读取")
