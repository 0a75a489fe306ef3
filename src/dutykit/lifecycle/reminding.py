"""Issue reminder letters: each gets the next number of the year and a line in the log of its unit, all or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dutykit.assess.letters import Reminder, reminding
from dutykit.check.history import logged
from dutykit.language import _
from dutykit.model.history import CycleHistory, sealed
from dutykit.model.history_entry import HistoryEntry
from dutykit.model.letter import Kind
from dutykit.model.refusal import Refusal
from dutykit.model.workspace import Workspace
from dutykit.workspace.history_log import log_of, no_history, with_entry
from dutykit.workspace.kept_lines import with_line
from dutykit.workspace.writing.transaction import OnRecovery, Write, changing, ignore_recovery


@dataclass(frozen=True)
class Issue:
    """Letters with their numbers, and the entries that log them."""

    cycle: int
    by: str
    reminders: tuple[Reminder, ...]
    entries: tuple[tuple[str, HistoryEntry], ...]
    """Each with the file of its log."""
    logs: CycleHistory
    """The logs of the cycle with the entries in them."""

    def after(self, workspace: Workspace) -> Workspace:
        """The workspace as it is when they are issued."""
        return replace(workspace, history={**workspace.history, self.cycle: self.logs})


def planned_issue(workspace: Workspace, cycle: int, reminders: Sequence[Reminder], by: str) -> Issue:
    """What issuing `reminders`, which have no numbers, would log. Raises Refusal for a day before the last letter's."""
    canonical = workspace.at(cycle).register.canonical
    logs = workspace.history.get(cycle) or no_history(cycle)
    states = {one.unit: one.entry for one in logged(workspace) if one.cycle == cycle}
    numbered: list[Reminder] = []
    entries: list[tuple[str, HistoryEntry]] = []
    for one in reminders:
        kind, words = one.letter.kind, workspace.at(cycle).settings.report
        number = _next_number(workspace, one.on, kind) + sum(each.letter.kind == kind for each in numbered)
        word = words.letter_word if kind is None else words.order_word
        document = None if word is None else f"{word}〔{one.on.year}〕{number}号"
        letter = one.letter.model_copy(update={"number": number, "document": document})
        log = log_of({cycle: logs}, cycle, one.unit, canonical)
        earlier = None if log.lines else states.get(one.unit)  # what an older version of dutykit wrote elsewhere
        entry = sealed(
            log,
            on=one.on,
            by=by,
            action="remind",
            unit=log.unit,
            letter=letter,
            before=None if earlier is None else earlier.after,
            continues=None if earlier is None else earlier.hash,
        )
        logs = with_entry(logs, log, entry)
        numbered.append(replace(one, letter=letter))
        entries.append((log.file, entry))
    return Issue(cycle, by, tuple(numbered), tuple(entries), logs)


def issue(root: Path, planned: Issue, on_recovery: OnRecovery = ignore_recovery) -> None:
    """Log the letters, all in one transaction.

    Raises Refusal if they are not what would be planned now, WorkspaceLockedError and OSError; nothing is written then.
    """
    with changing(root, "report", on_recovery) as opened:
        days = {one.on for one in planned.reminders}
        found = {
            (one.unit, each.letter.subject): each
            for day in days
            for one in reminding(opened.workspace, planned.cycle, day)
            for each in one.due
        }
        wanted = [(one.unit, one.letter.subject) for one in planned.reminders]
        drafts = [found[key] for key in wanted if key in found]
        if planned_issue(opened.workspace, planned.cycle, drafts, planned.by).entries != planned.entries:
            raise Refusal(_("工作区在生成催办函期间被修改，催办函未印发"), _("重新运行命令"))
        before = {file: opened.bytes_of(file) for file, _entry in planned.entries}
        after = dict(before)
        for file, entry in planned.entries:
            after[file] = with_line(after[file], entry.line.encode())
        opened.write([Write(file, before[file], data) for file, data in after.items() if data is not None])


def _next_number(workspace: Workspace, day: dt.date, kind: Kind | None) -> int:
    """The next number of letters of `kind` in the year of `day`. Raises Refusal if a later letter has one already."""
    sent = [(entry.on, letter) for history in workspace.history.values() for _line, entry, letter in history.letters]
    sent = [(on, letter) for on, letter in sent if on.year == day.year]
    last = max((on for on, _letter in sent), default=day)
    if last > day:
        message = _("日期 {day} 早于已印发的催办函的日期 {last}").format(day=day.isoformat(), last=last.isoformat())
        raise Refusal(message, _("用 --as-of 指定 {day} 当日或之后的日期").format(day=last.isoformat()))
    return max((letter.number or 0 for _on, letter in sent if letter.kind == kind), default=0) + 1
