"""Hand a submission in, send it back, accept it: the state in its file and a line in the log, both or neither."""

from __future__ import annotations

import codecs
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from dutykit.check.policy import apply_policy
from dutykit.check.register import CHECKS
from dutykit.check.run import run_checks
from dutykit.language import _
from dutykit.model.finding import Severity
from dutykit.model.history import (
    ALLOWED,
    Action,
    History,
    HistoryEntry,
    content_fingerprint,
    problem_fingerprints,
    sealed,
)
from dutykit.model.layout import CATALOGUE_FILE, REGISTER_FILE, history_file, past_file
from dutykit.model.office_words import state_word
from dutykit.model.place import MarkedMapping
from dutykit.model.refusal import Refusal
from dutykit.model.submission import State, Submission
from dutykit.model.workspace import Workspace
from dutykit.workspace.history_log import no_history
from dutykit.workspace.submission_file import submission_document, submission_in, submission_meant
from dutykit.workspace.writing.transaction import (
    NotValidError,
    OnRecovery,
    OpenWorkspace,
    Write,
    changing,
    ignore_recovery,
)
from dutykit.workspace.yaml.edit import edited
from dutykit.workspace.yaml.layout import Flow
from dutykit.workspace.yaml.operations import Drop, Operation, SetValue, UnsafeEditError
from dutykit.workspace.yaml.reader import Document

_OF_HISTORY = frozenset({"history-chain-broken", "history-disagrees"})
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
    cycle: int | None = None
    """None for the workspace's own."""
    reason: str | None = None
    due: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What was done."""

    cycle: int
    file: str
    before: State
    after: State
    entry: HistoryEntry
    unchanged: bool
    """Whether it was submitted again with the content it was sent back with; how problems are resolved is not compared."""
    has_problems: bool
    """Whether there are problems in it."""


def record_step(root: Path, step: Step, on_recovery: OnRecovery = ignore_recovery) -> Done:
    """Do it: change the state in the submission's file and add a line to the log of its cycle.

    Raises Refusal where the rules do not allow it, NotValidError with the findings that are in the way,
    WorkspaceLockedError and OSError. Nothing is written then.
    """
    with changing(root, step.action, on_recovery) as opened:
        workspace, submission, cycle = opened.workspace, *submission_meant(opened.workspace, step.unit, step.cycle)
        _hold_to_rules(workspace, submission, cycle, step)
        _refuse_findings(opened, submission, cycle, step)
        document, before = submission_document(opened, submission)
        _before, after_state = ALLOWED[step.action]
        after = _after(document, step, after_state, workspace)
        record = submission_in(after)
        if step.action != "return":
            _refuse_invalid(opened, submission, step)
        history = workspace.history.get(cycle) or no_history(cycle, history_file(cycle))
        entry = sealed(
            history,
            on=step.on,
            by=step.by,
            action=step.action,
            unit=workspace.at(cycle).register.canonical[submission.unit],
            before=submission.state,
            after=after_state,
            content=content_fingerprint(record),
            problems=problem_fingerprints(record),
            reason=step.reason,
            due=step.due,
        )
        log = opened.bytes_of(history.file)
        lines = (log or b"") + (b"\n" if log and not log.endswith(b"\n") else b"") + entry.line.encode()
        mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
        # The log goes first: who changes the file between a kill and the next command has not undone what it states.
        opened.write([Write(history.file, log, lines), Write(submission.file, before, mark + after.source.data)])
        unchanged = _repeats_what_was_returned(history, entry)
        problems = bool(entry.problems or record.carried)
        return Done(cycle, submission.file, submission.state, after_state, entry, unchanged, problems)


def _repeats_what_was_returned(history: History, entry: HistoryEntry) -> bool:
    """Whether `entry` submits just what the entry before it sent back."""
    line = history.latest.get(entry.unit or "")
    last = None if line is None else line.entry
    if last is None or last.action != "return":
        return False
    return (last.content, last.problems) == (entry.content, entry.problems)


def _hold_to_rules(workspace: Workspace, submission: Submission, cycle: int, step: Step) -> None:
    """Refuse what the state, the dates or the words do not allow."""
    unit = submission.unit
    allowed, _after_state = ALLOWED[step.action]
    if submission.state not in allowed:
        message, fix = _not_allowed(step.action)
        raise Refusal(message.format(unit=unit, state=state_word(submission.state)), fix)
    history = workspace.history.get(cycle)
    last = [] if history is None else [line.entry for line in history.lines if line.entry is not None]
    if last and step.on < last[-1].on:
        message = _("日期 {day} 早于最后一条报送记录的日期（{last}）").format(
            day=step.on.isoformat(), last=last[-1].on.isoformat()
        )
        raise Refusal(message, _("用 --as-of 指定实际日期"))
    if step.action != "submit" and submission.submitted_on is not None and step.on < submission.submitted_on:
        message = _("日期 {day} 早于报送日期 {submitted}").format(
            day=step.on.isoformat(), submitted=submission.submitted_on.isoformat()
        )
        raise Refusal(message, _("用 --as-of 指定实际日期"))
    if step.action == "return":
        if not (step.reason or "").strip():
            raise Refusal(_("未写明退回原因"), _("用 --reason 写明不符合要求之处和修改要求"))
        if step.due is None or step.due < step.on:
            raise Refusal(_("重新报送时限早于退回日期"), _("用 --due 指定退回当日或之后的日期"))


def _refuse_findings(opened: OpenWorkspace, submission: Submission, cycle: int, step: Step) -> None:
    """Refuse to build on a file that was not read whole, or a log that is broken or states something else."""
    workspace = opened.workspace
    own = {submission.file, history_file(cycle)}
    files = (CATALOGUE_FILE, REGISTER_FILE)
    own |= {past_file(cycle, name) for name in files} if cycle in workspace.past else set(files)
    if own & workspace.incomplete:
        findings = [one for one in opened.loaded.findings if one.place.file in own]
        raise NotValidError(_("部分内容未读取，请先改正所列各处"), opened.with_lines(findings))
    named = {submission.file, history_file(cycle)}
    checks = [one for one in CHECKS if one.name in {*_OF_HISTORY, _CHANGED}]
    standing = [one for one in run_checks(workspace, checks) if one.place.file in named]
    refused = [one for one in standing if one.rule in _OF_HISTORY or step.action == "accept"]
    if refused:
        raise NotValidError(_("报送记录与自评材料不一致，请先改正"), opened.with_lines(refused))


def _refuse_invalid(opened: OpenWorkspace, submission: Submission, step: Step) -> None:
    """Refuse a submission that has errors once it counts as submitted; their places are those of the file as it is."""
    workspace, name = opened.workspace, submission.file
    _before, state = ALLOWED[step.action]
    field = "accepted_on" if step.action == "accept" else "submitted_on"
    changed = submission.model_copy(update={"state": state, field: step.on})
    then = replace(
        workspace,
        submissions=tuple(changed if one is submission else one for one in workspace.submissions),
    )
    counted, _waived = apply_policy(run_checks(then), then, today=step.on)
    ours = _OF_HISTORY | {_CHANGED}
    errors = [
        one for one in counted if one.place.file == name and one.severity is Severity.ERROR and one.rule not in ours
    ]
    if errors:
        message = _("自评材料有错误，不能审核通过") if step.action == "accept" else _("自评材料有错误，不能报送")
        raise NotValidError(message, opened.with_lines(errors))


def _operations(node: MarkedMapping, step: Step, after: State) -> Iterator[Operation]:
    """The changes to the head of a submission's file, whose root is `node`, that go with a step."""
    yield SetValue(node, "state", after)
    submitted = "submitted_on" if node.get("submitted_on") else "state"
    match step.action:
        case "submit":
            yield SetValue(node, "submitted_on", step.on, ("state",))
        case "accept":
            yield SetValue(node, "accepted_on", step.on, (submitted,))
        case _:
            notes = {"reason": step.reason, "due": step.due, "on": step.on}
            present = node.get("returned")
            if isinstance(present, MarkedMapping):
                for key, value in notes.items():
                    yield SetValue(present, key, value, tuple(notes))
            else:
                yield SetValue(node, "returned", Flow(notes), (submitted,))
            if "accepted_on" in node:  # an acceptance that is taken back
                yield Drop(node, "accepted_on")


def _after(document: Document, step: Step, state: State, workspace: Workspace) -> Document:
    """The file as it reads after a step. Raises Refusal if that cannot be had without a risk to the rest."""
    try:
        return edited(document, [*_operations(document.value, step, state)], workspace.settings.limits)
    except UnsafeEditError:
        message = _("{file} 的写法特殊，无法在不影响其他内容的情况下自动修改").format(file=document.source.name)
        fix = _("把 state、submitted_on、returned 各写成普通的一行，不使用引用和锚点（YAML），再重新运行")
        raise Refusal(message, fix) from None


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
