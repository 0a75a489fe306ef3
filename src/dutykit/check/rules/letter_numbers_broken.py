"""The numbers of the letters of a year have a gap, or one is there twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.history import HistoryLine
from dutykit.model.history_entry import HistoryEntry
from dutykit.model.workspace import Workspace


@check(Severity.WARNING, whole=True)
def letter_numbers_broken(workspace: Workspace) -> Iterable[Flaw]:
    """一年之内催办函的编号不连续，或两份催办函用了同一编号。

    为什么：编号不连续，说明报送记录（history/）中的催办函被删除或截去末尾；编号相同，说明两人在两处同时发函。

    处理建议：缺号的，从版本库或备份中恢复报送记录；重号的，函已发出，不再修改，在发文登记中注明，以后由一人发函。
    """
    for year, lines in sorted(_by_year(workspace).items()):
        first: dict[int, tuple[HistoryLine, object]] = {}
        for line, entry in lines:
            number = 0 if entry.letter is None else entry.letter.number or 0
            last = max(first, default=0)
            before = first.setdefault(number, (line, (entry.unit, entry.letter)))
            if before[1] != (entry.unit, entry.letter):
                message = _("{year} 年第 {number} 号催办函有两份").format(year=year, number=number)
                related = Related(before[0].place, _("前一份在这里"))
                yield Flaw(line.place, message, related=(related,))
            elif number > last + 1:
                message = _("{year} 年第 {number} 号催办函之前，没有第 {missing} 号的记录")
                yield Flaw(line.place, message.format(year=year, number=number, missing=number - 1))


def _by_year(workspace: Workspace) -> dict[int, list[tuple[HistoryLine, HistoryEntry]]]:
    """The lines with letters by the year of issue, in the order of their numbers."""
    found: dict[int, list[tuple[HistoryLine, HistoryEntry]]] = {}
    for line, entry in _letters(workspace):
        found.setdefault(entry.on.year, []).append((line, entry))
    for lines in found.values():
        lines.sort(key=lambda one: (one[1].letter.number or 0 if one[1].letter else 0, one[0].place))
    return found


def _letters(workspace: Workspace) -> Iterator[tuple[HistoryLine, HistoryEntry]]:
    for history in workspace.history.values():
        for log in history.units:
            for line in () if log.is_misplaced else log.lines:
                if line.entry is not None and line.entry.letter is not None:
                    yield line, line.entry
