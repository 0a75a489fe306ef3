"""What the commands that change a workspace's round share: their options, and reporting what was done."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dutykit.cli.screen import Screen
from dutykit.language import _
from dutykit.model.refusal import writing_to

if TYPE_CHECKING:
    from dutykit.lifecycle.states import Done
    from dutykit.model.history import Action
    from dutykit.workspace.writing.transaction import OnRecovery, Recovery

UnitArgument = Annotated[str, typer.Argument(metavar=_("单位").upper(), help=_("单位名称或简称"))]
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
ByOption = Annotated[
    str | None, typer.Option("--by", metavar=_("姓名"), help=_("经手人，记入报送记录；默认为登录用户名"))
]


@contextmanager
def changing(workspace: Path | None) -> Iterator[Path]:
    """The folder of the workspace a command changes. Raises Refusal, also for an OSError raised inside."""
    from dutykit.workspace.discover import workspace_at

    root = workspace_at(workspace)
    with writing_to(root):
        yield root


def take(
    screen: Screen,
    workspace: Path | None,
    action: Action,
    unit: str,
    by: str | None,
    as_of: str | None,
    cycle: int | None,
    reason: str | None = None,
    due: str | None = None,
    on: str | None = None,
) -> None:
    """Take a step with a unit's submission, and say what was done and where that is recorded; all as typed."""
    from dutykit.lifecycle.states import Step, record_step
    from dutykit.workspace.as_of import day_of

    words = None if reason is None else " ".join(reason.split())
    until = None if due is None else day_of(due)
    happened = None if on is None else day_of(on)
    with changing(workspace) as root:
        step = Step(action, unit, hand(by), day_of(as_of), cycle, words, until, happened)
        done = record_step(root, step, report_recovery(screen))
    report_step(screen, done)


def hand(by: str | None) -> str:
    """Who does it: as stated, else the user who is logged in."""
    if by and by.strip():
        return " ".join(by.split())
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container's user without a name
        return _("不详")


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
    if done.unchanged and done.has_problems:
        screen.say(_("注意：退回后内容未修改（未比较问题的整改措施和整改进展）"))
    elif done.unchanged:
        screen.say(_("注意：退回后内容未修改"))


def report_recovery(screen: Screen) -> OnRecovery:
    """Tells the user what became of a change that a killed command had begun."""

    def tell(recovery: Recovery) -> None:
        written, changed = _("、").join(recovery.written), _("、").join(recovery.changed)
        if recovery.is_abandoned:
            screen.say(_("注意：上次的修改未写入，已放弃：{files} 此后又被修改").format(files=changed))
            return
        if written:
            screen.say(_("已补写上次未写完的文件：{files}").format(files=written))
        if changed:
            text = _("注意：{files} 在上次写入中断后又被修改，未补写；请核对后运行 dutykit validate")
            screen.say(text.format(files=changed))

    return tell
