"""Issuing reminder letters: made beside their places, logged, and only then put there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from dutykit.cli.changing import hand, report_recovery
from dutykit.cli.screen import Screen
from dutykit.language import _
from dutykit.model.refusal import writing_to
from dutykit.reports.press.outcome import Made
from dutykit.workspace.asked_names import cycle_meant

if TYPE_CHECKING:
    from dutykit.cli.reports_asked import ReportsAsked
    from dutykit.reports.press.batch import Batch
    from dutykit.reports.press.order import Order


def issue_letters(
    screen: Screen, asked: ReportsAsked, batch: Batch, make: Callable[[list[Batch]], Iterable[Made]]
) -> dict[Order, Made]:
    """What became of the letters of `batch`: all issued, those without a number with the next ones, or none.

    A kill between the log and the files leaves letters that are issued, which the same command makes again.
    """
    from dutykit.lifecycle.reminding import issue, planned_issue
    from dutykit.reports.reminders import issued_line, refuse_unready
    from dutykit.workspace.writing.output_file import beside, put

    drafts = [one for one in batch.orders if one.reminder is not None and not one.reminder.is_issued]
    if not drafts or batch.workspace is None:
        return {one.order: one for one in make([batch])}
    reminders = [one.reminder for one in drafts if one.reminder is not None]
    cycle = cycle_meant(batch.workspace, asked.cycle)
    refuse_unready(batch.workspace, cycle)
    planned = planned_issue(batch.workspace, cycle, reminders, hand(asked.by, batch.root))
    numbered = dict(zip(drafts, planned.reminders, strict=True))
    place = batch.orders[0].path.parent
    with writing_to(place), beside(place) as folder:
        places = {
            replace(one, path=folder / one.path.name, reminder=numbered.get(one, one.reminder)): one
            for one in batch.orders
        }
        then = replace(batch, orders=tuple(places), workspace=planned.after(batch.workspace))
        made = {places[one.order]: replace(one, order=places[one.order]) for one in make([then])}
        if not all(one.written for one in made.values()):
            failure = _("有催办函未能生成，全部未印发，未记入报送记录")
            return {key: replace(one, failure=one.failure or failure) for key, one in made.items()}
        with writing_to(batch.root):
            issue(batch.root, planned, report_recovery(screen))
        for spare, one in places.items():
            put(spare.path, one.path)
    for reminder in planned.reminders:
        screen.say(issued_line(reminder))
    for file, entry in planned.entries:
        text = _("已记入 {file} 第 {number} 条：{day} {by}")
        screen.say(text.format(file=file, number=entry.number, day=entry.on.isoformat(), by=entry.by))
    return made
