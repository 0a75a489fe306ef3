"""What became of a step for several units, as a table and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dutykit.language import _, plural
from dutykit.lifecycle.batch import Outcome, Refused
from dutykit.lifecycle.states import Done
from dutykit.model.history_entry import ALLOWED
from dutykit.model.office_words import state_word
from dutykit.output.finding_json import findings_json
from dutykit.output.listing import Listing
from dutykit.output.table.record import Cell, Column, Group, StatusLight, Table

VERSION = 1


@dataclass(frozen=True, slots=True)
class BatchListing(Listing):
    """A row per unit."""

    outcome: Outcome

    def sheets(self) -> Iterator[tuple[str, Table]]:
        """One table."""
        columns = (
            Column(_("单位")),
            Column(_("办理前")),
            Column(_("办理后")),
            Column(_("办理日期")),
            Column(_("结果")),
            Column(_("说明"), wide=True),
        )
        rows = tuple(_row(one) for one in self.outcome.each)
        title = _("{cycle} 年度办理结果").format(cycle=self.outcome.cycle)
        yield title, Table(title, columns, (Group(rows),), notes=tuple(self.summary()))

    def summary(self) -> Iterator[str]:
        """How many it was taken with, and how many not."""
        taken, refused = len(self.outcome.taken), len(self.outcome.refused)
        text = plural("{state} {count} 个单位", taken)
        _before, after = ALLOWED[self.outcome.action]
        yield text.format(state=state_word(after), count=taken)
        if refused:
            yield plural("未办理 {count} 个单位，原因见说明；其他单位不受影响", refused).format(count=refused)

    def document(self) -> dict[str, object]:
        """The document; keys are only ever added within a version.

        - `version`: 1; `action`: "submit", "return" or "accept"; `cycle`: the year
        - `taken`: `unit`, `before`, `after`, `on` (the day it happened), `entered_on`, `by`, `file`, `log`, `number` and
          `hash` of the entry, `unchanged` (submitted again with the content it was sent back with)
        - `refused`: `unit`, `state` (null where no submission could be read), `message`, `fix`, and the `findings` that
          are in the way: `rule`, `file`, `line`, `column`, `message`
        """
        return {
            "version": VERSION,
            "action": self.outcome.action,
            "cycle": self.outcome.cycle,
            "taken": [_taken(one) for one in self.outcome.taken],
            "refused": [_refused(one) for one in self.outcome.refused],
        }


def _row(one: Done | Refused) -> tuple[Cell, ...]:
    if isinstance(one, Refused):
        return (one.unit, state_word(one.state), None, None, StatusLight("red", _("未办理")), reason_text(one))
    entry = one.entry
    notes = [_("退回后内容未修改")] if one.unchanged else []
    if entry.entered_on is not None:
        notes.insert(0, _("{day} 录入").format(day=entry.entered_on.isoformat()))
    done = StatusLight("green", _("已办理"))
    return (entry.unit, state_word(one.before), state_word(one.after), entry.on, done, _("；").join(notes) or None)


def reason_text(one: Refused) -> str:
    """Why a unit was refused, on one line: with the first of the findings that are in the way, or with the fix."""
    refusal = one.refusal
    if not refusal.findings:
        return (
            refusal.message if refusal.fix is None else _("{text}。{fix}").format(text=refusal.message, fix=refusal.fix)
        )
    first = refusal.findings[0]
    text = plural("{text}：共 {count} 处，第一处 {place} {first}", len(refusal.findings))
    return text.format(text=refusal.message, count=len(refusal.findings), place=first.place, first=first.message)


def _taken(one: Done) -> dict[str, object]:
    entry = one.entry
    return {
        "unit": entry.unit,
        "before": one.before,
        "after": one.after,
        "on": entry.on.isoformat(),
        "entered_on": (entry.entered_on or entry.on).isoformat(),
        "by": entry.by,
        "file": one.file,
        "log": one.log,
        "number": entry.number,
        "hash": entry.hash,
        "unchanged": one.unchanged,
    }


def _refused(one: Refused) -> dict[str, object]:
    refusal = one.refusal
    return {
        "unit": one.unit,
        "state": one.state,
        "message": refusal.message,
        "fix": refusal.fix,
        "findings": findings_json(refusal.findings),
    }
