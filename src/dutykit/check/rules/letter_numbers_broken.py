"""The numbers of the letters of a year have a gap, or one is there twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dutykit.check.declare import check
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.history import HistoryLine
from dutykit.model.history_entry import HistoryEntry
from dutykit.model.letter import Kind
from dutykit.model.office_words import LETTER_KINDS
from dutykit.model.workspace import Workspace


@check(Severity.WARNING, whole=True)
def letter_numbers_broken(workspace: Workspace) -> Iterable[Flaw]:
    """一年之内催办函（或督查单）的编号不连续，或两份用了同一编号。

    为什么：编号不连续，说明报送记录（history/）中的催办函、督查单被删除或截去末尾；编号相同，说明两人在两处同时发函。

    处理建议：缺号的，从版本库或备份中恢复报送记录；重号的，函已发出，不再修改，在发文登记中注明，以后由一人发函。
    """
    for (year, kind), lines in _series(workspace).items():
        first: dict[int, tuple[HistoryLine, object]] = {}
        names = {"year": year, "letter": _(LETTER_KINDS[kind])}
        for number, line, entry in sorted(lines, key=lambda one: (one[0], one[1].place)):
            last = max(first, default=0)
            before = first.setdefault(number, (line, (entry.unit, entry.letter)))
            if before[1] != (entry.unit, entry.letter):
                message = _("{year} 年第 {number} 号{letter}有两份").format(number=number, **names)
                related = Related(before[0].place, _("前一份在这里"))
                yield Flaw(line.place, message, related=(related,))
            elif number > last + 1:
                message = _("{year} 年第 {number} 号{letter}之前，没有第 {missing} 号的记录")
                yield Flaw(line.place, message.format(number=number, missing=number - 1, **names))


def _series(workspace: Workspace) -> Mapping[tuple[int, Kind | None], list[tuple[int, HistoryLine, HistoryEntry]]]:
    """The lines with letters, each with the letter's number, by the year and kind that they are numbered in."""
    found: dict[tuple[int, Kind | None], list[tuple[int, HistoryLine, HistoryEntry]]] = {}
    for history in workspace.history.values():
        for line, entry, letter in history.letters:
            found.setdefault((entry.on.year, letter.kind), []).append((letter.number or 0, line, entry))
    return found
