"""What a submission states as the last entry of its log is not that."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import is_complete
from dutykit.language import _, plural
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.history import History
from dutykit.model.history_entry import short_hash
from dutykit.model.layout import unit_history_file
from dutykit.model.submission import Submission
from dutykit.model.workspace import Workspace
from dutykit.workspace.file_stem import file_stem


@check(Severity.ERROR, whole=True)
def history_head_differs(workspace: Workspace) -> Iterable[Flaw]:
    """自评材料中 history 的校验值不是该单位报送记录（history/）最后一条的校验值（其后的催办函不计）。

    为什么：每次报送、退回、审核通过都把记录最后一条的校验值写入自评材料。两者不符，说明记录被删除、截去末尾、重新计算，
    或自评材料被换成了以前的版本。

    处理建议：从版本库或备份中恢复报送记录或自评材料，不要手工修改 history；两处的修改经版本库合并后，运行
    dutykit history merge。
    """
    for submission in workspace.submissions:
        canonical = workspace.at(submission.cycle).register.canonical
        unit = canonical.get(submission.unit, submission.unit)
        history = workspace.history.get(submission.cycle)
        log = None if history is None else history.of(unit, canonical)
        if submission.file in workspace.pending:
            continue
        if log is None:
            file = unit_history_file(submission.cycle, file_stem(unit))
            if submission.history is not None and not {file} & (workspace.incomplete | workspace.pending):
                message = _("{unit}的自评材料有过报送记录，记录文件 {file} 已不存在").format(unit=unit, file=file)
                yield Flaw(submission.place_of("history"), message)
        elif log.file not in workspace.pending and len(log.ends) == 1:
            yield from _of(submission, unit, log, is_whole=is_complete(workspace, submission))


def _of(submission: Submission, unit: str, log: History, *, is_whole: bool) -> Iterable[Flaw]:
    stated, last = submission.history, log.lines[-1].place
    related = (Related(last, _("最后一次记录在这里")),)
    if stated is None:
        if is_whole and not log.has_only_letters:
            count = len(log.entries)
            message = plural("{unit}的自评材料中没有报送记录的校验值（history），记录共 {count} 条", count)
            yield Flaw(submission.place_of("state"), message.format(unit=unit, count=count), related=related)
        return
    if stated in log.state_hashes:
        return
    numbers = {entry.hash: entry.number for entry in log.entries}
    if stated in numbers:
        message = _("{unit}的自评材料停留在第 {number} 条报送记录，此后又有记录")
        message = message.format(unit=unit, number=numbers[stated])
    else:
        message = _("{unit}的自评材料所记的最后一条报送记录（{hash}）不在记录中：记录被截去末尾或重新计算")
        message = message.format(unit=unit, hash=short_hash(stated))
    yield Flaw(submission.place_of("history"), message, related=related)
