"""Hand a submission in, send it back, accept it: the state in its file and a line in the log, both or neither."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from dutykit.check.history import logged
from dutykit.check.new_findings import counted_findings
from dutykit.check.register import CHECKS
from dutykit.check.run import run_checks
from dutykit.language import _
from dutykit.model.finding import Severity
from dutykit.model.fingerprint import content_fingerprint, problem_fingerprints
from dutykit.model.gap import A_SUBMISSION, ASSIGNMENTS
from dutykit.model.history import CycleHistory, History
from dutykit.model.history_entry import ALLOWED, Action, HistoryEntry
from dutykit.model.layout import SUBMISSIONS_FOLDER, history_file
from dutykit.model.office_words import state_word
from dutykit.model.place import MarkedMapping
from dutykit.model.record import is_blank
from dutykit.model.refusal import Refusal
from dutykit.model.submission import State, Submission
from dutykit.model.workspace import Workspace
from dutykit.workspace.file_before import bytes_after, unsafe_edit
from dutykit.workspace.history_log import continued, log_of, no_history, with_entry
from dutykit.workspace.submission_file import (
    history_edit,
    returned_edits,
    submission_document,
    submission_in,
    submission_meant,
)
from dutykit.workspace.writing.transaction import NotValidError, OpenWorkspace, Write
from dutykit.workspace.yaml.edit import edited
from dutykit.workspace.yaml.operations import Drop, Operation, SetValue, UnsafeEditError
from dutykit.workspace.yaml.reader import Document

_OF_HISTORY = frozenset({"history-chain-broken", "history-disagrees", "history-head-differs"})
_CHANGED = "content-changed-since-submission"


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done to the submission of a unit."""

    action: Action
    unit: str
    """Its id or an alias."""
    by: str
    """Who does it."""
    on: dt.date
    """The day it is entered."""
    cycle: int | None = None
    """None for the workspace's own."""
    reason: str | None = None
    due: dt.date | None = None
    happened_on: dt.date | None = None
    """The day it happened; None for the day on which the unit states that it submitted, else the day it is entered."""


@dataclass(frozen=True, slots=True)
class Done:
    """What was done."""

    cycle: int
    file: str
    log: str
    """The file with the entry."""
    before: State
    after: State
    entry: HistoryEntry
    unchanged: bool
    """Whether it was submitted again with the content it was sent back with; how problems are resolved is not compared."""
    has_problems: bool
    """Whether there are problems in it."""


class Judged(NamedTuple):
    """A step that may be taken: what is to be written, and what is done then."""

    writes: tuple[Write, ...]
    done: Done


def judge(opened: OpenWorkspace, step: Step) -> Judged:
    """What taking the step would write: its submission changed, and a line in the log of its unit.

    Raises Refusal where the rules do not allow it, and NotValidError with the findings that are in the way.
    """
    workspace, submission, cycle = opened.workspace, *submission_meant(opened, step.unit, step.cycle)
    canonical = workspace.at(cycle).register.canonical
    unit = canonical[submission.unit]
    log = log_of(workspace.history, cycle, unit, canonical)
    last = _last_entry(workspace, cycle, unit)
    day = _hold_to_rules(submission, last, step)
    _refuse_findings(opened, submission, log, step)
    step = replace(step, happened_on=day)
    document, before = submission_document(opened, submission)
    _before, state = ALLOWED[step.action]
    data = opened.bytes_of(log.file)
    entry, lines = continued(
        log,
        data,
        on=day,
        entered_on=None if day == step.on else step.on,
        by=step.by,
        action=step.action,
        unit=log.unit,
        before=submission.state,
        after=state,
        content=content_fingerprint(submission),
        problems=problem_fingerprints(submission),
        reason=step.reason,
        due=step.due,
        continues=None if log.lines or last is None else last.hash,
    )
    if step.action != "return":
        logs = with_entry(workspace.history.get(cycle) or no_history(cycle), log, entry)
        _refuse_invalid(opened, submission, step, day, logs)
    after = _after(document, entry, state, workspace)
    record = submission_in(after)
    # The log goes first: who changes the file between a kill and the next command has not undone what it states.
    writes = (Write(log.file, data, lines), Write(submission.file, before, bytes_after(before, after)))
    unchanged = (
        last is not None
        and last.action == "return"
        and (last.content, last.problems) == (entry.content, entry.problems)
    )
    problems = bool(entry.problems or record.carried)
    return Judged(writes, Done(cycle, submission.file, log.file, submission.state, state, entry, unchanged, problems))


def _last_entry(workspace: Workspace, cycle: int, unit: str) -> HistoryEntry | None:
    """The entry that the state of `unit` (its id) follows from, also if an older version of dutykit wrote it."""
    return next((one.entry for one in logged(workspace) if (one.cycle, one.unit) == (cycle, unit)), None)


def _hold_to_rules(submission: Submission, last: HistoryEntry | None, step: Step) -> dt.date:
    """The day the step was taken. Refuses what the state, the dates or the words do not allow."""
    unit = submission.unit
    allowed, _after_state = ALLOWED[step.action]
    if submission.state not in allowed:
        if step.action == "accept" and submission.state == "accepted":
            text = _("{unit}的自评材料已审核通过，无须再办").format(unit=unit)
            raise Refusal(text, _("确需修改的，先用 dutykit return 退回"))
        message, fix = _not_allowed(step.action)
        raise Refusal(message.format(unit=unit, state=state_word(submission.state)), fix)
    day = _day(submission, last, step)
    if last is not None and day < last.on:
        message = _("{unit}：日期 {day} 早于最后一条报送记录的日期 {last}（{state}）")
        word = state_word(last.after or submission.state)
        message = message.format(unit=unit, day=day.isoformat(), last=last.on.isoformat(), state=word)
        raise Refusal(message, _later_day(step, last.on))
    if step.action != "submit" and submission.submitted_on is not None and day < submission.submitted_on:
        submitted = submission.submitted_on
        message = _("{unit}：日期 {day} 早于报送日期 {submitted}")
        message = message.format(unit=unit, day=day.isoformat(), submitted=submitted.isoformat())
        raise Refusal(message, _later_day(step, submitted))
    if step.action == "return":
        if is_blank(step.reason):
            raise Refusal(_("未写明退回原因"), _("用 --reason 写明不符合要求之处和修改要求"))
        if step.due is None or step.due < day:
            raise Refusal(_("重新报送时限早于退回日期"), _("用 --due 指定退回当日或之后的日期"))
    return day


def _later_day(step: Step, earliest: dt.date) -> str:
    """How to state that the step was taken on the day `earliest` or later."""
    fix = (
        _("用 --on 指定 {day} 当日或之后的日期") if step.on >= earliest else _("用 --as-of 指定 {day} 当日或之后的日期")
    )
    return fix.format(day=earliest.isoformat())


def _day(submission: Submission, last: HistoryEntry | None, step: Step) -> dt.date:
    """The day the step was taken: as stated with it, else as the unit states that it submitted, else that of entering.

    A date of submitting that is of an earlier time, before the submission was sent back, states nothing of this one.
    """
    own = submission.submitted_on if step.action == "submit" else None
    if submission.state == "returned" and own is not None:
        sent_back = last.on if last is not None else submission.returned.on if submission.returned else None
        # The day itself may be of either time; then it is the day of entering that counts.
        own = own if sent_back is not None and own > sent_back else None
    day = step.happened_on or own or step.on
    if day > step.on:
        entered, stated = step.on.isoformat(), day.isoformat()
        if step.happened_on is None:
            message = _("{unit}的自评材料所填报送日期 {day} 在录入日期 {entered} 之后")
            fix = _("核对填报文件中的 submitted_on；日期有误的，用 --on 指定实际报送日期")
        else:
            message = _("{unit}：办理日期 {day} 在录入日期 {entered} 之后")
            fix = _("用 --on 指定实际日期；录入日期由 --as-of 指定，默认为今天")
        raise Refusal(message.format(unit=submission.unit, day=stated, entered=entered), fix)
    return day


def _refuse_findings(opened: OpenWorkspace, submission: Submission, log: History, step: Step) -> None:
    """Refuse to build on a file that was not read whole, or a log that is broken or states something else."""
    workspace, cycle = opened.workspace, submission.cycle
    unit = workspace.at(cycle).register.canonical.get(submission.unit, submission.unit)
    history = workspace.history.get(cycle)
    copies = (
        () if history is None else (one for one in history.units if one.is_misplaced and one.unit in {unit, log.unit})
    )
    named = {submission.file, log.file, history_file(cycle), *(one.file for one in copies)}
    # What sends back asks no rule; what the others ask is not known before all that the rules read is.
    tops = (*ASSIGNMENTS, SUBMISSIONS_FOLDER) if step.action == "return" else A_SUBMISSION
    gaps = workspace.gaps.of(tops, cycle=cycle, units=(unit,), earlier=step.action != "return")
    opened.refuse_unread(gaps, named)
    checks = [one for one in CHECKS if one.name in {*_OF_HISTORY, _CHANGED}]
    standing = [one for one in run_checks(workspace, checks) if one.place.file in named]
    refused = [one for one in standing if one.rule in _OF_HISTORY or step.action == "accept"]
    if refused:
        raise NotValidError(_("报送记录与自评材料不一致，请先改正"), opened.with_lines(refused))


def _refuse_invalid(
    opened: OpenWorkspace, submission: Submission, step: Step, day: dt.date, logs: CycleHistory
) -> None:
    """Refuse a submission that has errors once it counts as submitted; their places are those of the file as it is.

    `logs` are those of its cycle with the step in them: what is asked of a unit depends on when it submitted last.
    """
    workspace, name = opened.workspace, submission.file
    _before, state = ALLOWED[step.action]
    field = "accepted_on" if step.action == "accept" else "submitted_on"
    changed = submission.model_copy(update={"state": state, field: day})
    then = replace(
        workspace,
        submissions=tuple(changed if one is submission else one for one in workspace.submissions),
        history={**workspace.history, logs.cycle: logs},
    )
    ours = _OF_HISTORY | {_CHANGED}
    errors = [
        one
        for one in counted_findings(then, step.on)
        if one.place.file == name and one.severity is Severity.ERROR and one.rule not in ours
    ]
    if errors:
        message = _("自评材料有错误，不能审核通过") if step.action == "accept" else _("自评材料有错误，不能报送")
        raise NotValidError(message, opened.with_lines(errors))


def _operations(node: MarkedMapping, entry: HistoryEntry, after: State) -> Iterator[Operation]:
    """The changes to the head of a submission's file, whose root is `node`, that go with the step that `entry` logs."""
    day = entry.on
    yield SetValue(node, "state", after)
    match entry.action:
        case "submit":
            yield SetValue(node, "submitted_on", day, ("state",))
        case "accept":
            yield SetValue(node, "accepted_on", day, ("state", "submitted_on"))
        case _:
            yield from returned_edits(node, entry)
            if "accepted_on" in node:  # an acceptance that is taken back
                yield Drop(node, "accepted_on")
    yield history_edit(node, entry.hash)


def _after(document: Document, entry: HistoryEntry, state: State, workspace: Workspace) -> Document:
    """The file as it reads after a step. Raises Refusal if that cannot be had without a risk to the rest."""
    try:
        return edited(document, [*_operations(document.value, entry, state)], workspace.settings.limits)
    except UnsafeEditError:
        fix = _("把 state、submitted_on、returned、history 各写成普通的一行，不使用引用和锚点（YAML），再重新运行")
        raise unsafe_edit(document.source.name, fix) from None


def _not_allowed(action: Action) -> tuple[str, str]:
    """What to say where the state of a submission does not allow a step, and which states do."""
    match action:
        case "submit":
            return _("{unit}的自评材料状态为“{state}”，不能报送"), _(
                "先用 dutykit return 退回，再重新报送；只有草稿或已退回的自评材料才能报送"
            )
        case "return":
            return _("{unit}的自评材料状态为“{state}”，不能退回"), _(
                "核对单位和年度；只有已报送或已通过的自评材料才能退回"
            )
        case _:
            return _("{unit}的自评材料状态为“{state}”，不能审核通过"), _(
                "只有已报送的自评材料才能审核通过；草稿或已退回的，先用 dutykit submit 报送"
            )
