"""A line of a log does not follow from those before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.history import CycleHistory, History
from dutykit.model.layout import unit_history_file
from dutykit.model.place import Place
from dutykit.model.workspace import Workspace
from dutykit.workspace.file_stem import file_stem


@check(Severity.ERROR, whole=True, firm=True)
def history_chain_broken(workspace: Workspace) -> Iterable[Flaw]:
    """报送记录（history/）的一行与前文不衔接：被修改、删除、插入，或无法读取；或两处各自续写的记录尚未合并。

    为什么：每一行都含有上一行的校验值，作为何时报送、为何退回的凭据；不衔接时，无法证明记录未被修改。

    处理建议：两人分别续写的，运行 dutykit history merge 合并；其他情况从版本库或备份中恢复原来的文件。记录只能由 dutykit
    submit、return、accept、carry-forward 追加，不能手工修改。
    """
    for cycle in sorted(workspace.history):
        yield from _of_cycle(workspace.history[cycle])


def _of_cycle(history: CycleHistory) -> Iterator[Flaw]:
    for log in history.logs:
        if log.is_misplaced and log.unit is not None:
            message = _("这是{unit}的报送记录，文件名应为 {file}；多出的副本请移走")
            proper = unit_history_file(log.cycle, file_stem(log.unit))
            place = log.lines[0].place if log.lines else Place(log.file, 1, 1)
            yield Flaw(place, message.format(unit=log.unit, file=proper))
        else:
            yield from _of_log(log)
    for line in history.detached():
        yield Flaw(line.place, _("这一行与该单位在年度记录中的最后一条不衔接"))


def _of_log(log: History) -> Iterator[Flaw]:
    marks = [line for line in log.lines if line.is_conflict_mark]
    if marks:
        yield Flaw(marks[0].place, _("报送记录有未解决的合并冲突；请运行 dutykit history merge，两边的记录都会保留"))
    for line, part in log.broken():
        if not line.is_conflict_mark:
            yield Flaw(line.place, _message(part))


def _message(part: str | None) -> str:
    match part:
        case "hash":
            return _("这一行的内容与其校验值不符，写入后被修改")
        case "previous":
            return _("这一行与前一行不衔接：前面有行被修改、删除或插入")
        case "number":
            return _("这一行的序号不连续")
        case "repeated":
            return _("这一行与前面的一行重复")
        case "unit":
            return _("这一行不是该单位的记录")
        case "after":
            return _("该操作不成立：操作前的状态不允许")
        case "ends":
            return _("报送记录在两处各自续写，尚未合并；请运行 dutykit history merge")
        case _:
            return _("这一行不是报送记录，无法读取")
