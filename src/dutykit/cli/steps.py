"""What submit, return and accept share: their options, and reporting what became of one unit or of several."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dutykit.cli.changing import ByOption, changing, hand, report_recovery
from dutykit.cli.options import AsOfOption, CycleOption, TextFormatOption, WorkspaceOption
from dutykit.cli.screen import FINDINGS, Screen
from dutykit.language import _
from dutykit.model.refusal import Refusal

if TYPE_CHECKING:
    from dutykit.lifecycle.batch import Batch, Outcome
    from dutykit.lifecycle.states import Done
    from dutykit.model.history_entry import Action

UnitsArgument = Annotated[
    list[str] | None, typer.Argument(metavar=_("单位").upper(), help=_("单位名称或简称，可写多个"))
]
GroupsOption = Annotated[
    list[str] | None,
    typer.Option("--group", "-g", metavar=_("统称"), help=_("该统称所含的全部单位，可重复使用")),
]
AllOption = Annotated[bool, typer.Option("--all", help=_("当前可以办理的全部单位"))]
OnOption = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar=_("日期"),
        help=_(
            "实际办理日期，如 2019-05-07，可以早于录入日期（--as-of）；默认为录入日期，报送默认为填报文件中的报送日期"
        ),
    ),
]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a step's command was asked to do, as typed."""

    action: Action
    units: list[str] | None
    groups: list[str] | None
    everyone: bool
    by: str | None
    as_of: str | None
    on: str | None
    cycle: int | None
    reason: str | None = None
    due: str | None = None


def step(action: Action) -> Callable[..., None]:
    """The command that takes the step `action`, which needs nothing of its own to be stated."""

    def run(
        screen: Screen,
        units: UnitsArgument = None,
        group: GroupsOption = None,
        everyone: AllOption = False,
        by: ByOption = None,
        on: OnOption = None,
        as_of: AsOfOption = None,
        cycle: CycleOption = None,
        output_format: TextFormatOption = "text",
        workspace: WorkspaceOption = None,
    ) -> None:
        asked = Asked(action, units, group, everyone, by, as_of, on, cycle)
        take(screen, workspace, asked, output_format)

    return run


def take(screen: Screen, workspace: Path | None, asked: Asked, form: str) -> None:
    """Take a step with the submissions of units, and say what was done and where that is recorded.

    One unit that is named is refused as any command refuses; of several each is told in a table, and the exit code is 1
    if any was refused.
    """
    from dutykit.lifecycle.batch import Refused, record_batch

    with changing(workspace) as root:
        outcome = record_batch(root, _batch(asked, root), report_recovery(screen))
    first = outcome.each[0] if outcome.each else None
    is_one = form == "text" and len(asked.units or ()) == 1 and not asked.groups
    if is_one and isinstance(first, Refused):
        raise first.refusal
    if is_one and first is not None and not isinstance(first, Refused):
        report_step(screen, first)
        return
    _report_batch(screen, outcome, form)
    if outcome.refused:
        raise typer.Exit(FINDINGS)


def _batch(asked: Asked, root: Path) -> Batch:
    from dutykit.lifecycle.batch import Batch
    from dutykit.output.table.record import one_line
    from dutykit.workspace.as_of import day_of

    named = bool(asked.units) or bool(asked.groups)
    if named and asked.everyone:
        raise Refusal(_("--all 不能与单位名称或 --group 同时使用"), _("去掉其中一个"))
    if not named and not asked.everyone:
        raise Refusal(_("未指定单位"), _("写出单位名称，或用 --group 指定统称，或用 --all 办理全部可以办理的单位"))
    return Batch(
        asked.action,
        hand(asked.by, root),
        day_of(asked.as_of),
        tuple(asked.units or ()),
        tuple(asked.groups or ()),
        asked.everyone,
        asked.cycle,
        None if asked.reason is None else one_line(asked.reason),
        None if asked.due is None else day_of(asked.due),
        None if asked.on is None else day_of(asked.on),
    )


def _report_batch(screen: Screen, outcome: Outcome, form: str) -> None:
    """Tell what became of several units."""
    from dutykit.lifecycle.batch_listing import BatchListing

    listing = BatchListing(outcome)
    if form == "json":
        import json

        screen.out(json.dumps(listing.document(), ensure_ascii=False, indent=2))
    elif not outcome.each:
        screen.out(_("没有可以办理的单位"))
    else:
        from dutykit.cli.paging import text_look

        screen.out(listing.text(text_look(screen)))


def report_step(screen: Screen, done: Done) -> None:
    """Say what was done to a submission, and where that is recorded."""
    from dutykit.model.office_words import state_word

    entry = done.entry
    text = _("{unit} {cycle} 年度：{before} → {after}").format(
        unit=entry.unit, cycle=done.cycle, before=state_word(done.before), after=state_word(done.after)
    )
    screen.out(text)
    notes = _("已记入 {file} 第 {number} 条：{day} {by}")
    screen.say(notes.format(file=done.log, number=entry.number, day=entry.on.isoformat(), by=entry.by))
    if entry.entered_on is not None:
        text = _("办理日期为 {day}，录入日期为 {entered}")
        screen.say(text.format(day=entry.on.isoformat(), entered=entry.entered_on.isoformat()))
    if done.unchanged and done.has_problems:
        screen.say(_("注意：退回后内容未修改（未比较问题的整改措施和整改进展）"))
    elif done.unchanged:
        screen.say(_("注意：退回后内容未修改"))
