"""Amend the plan of the cycle that is under way: catalogue, units, answers and logs change together, or none does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dutykit.check.declare import Check
from dutykit.check.register import CHECKS
from dutykit.check.run import run_checks
from dutykit.language import _
from dutykit.model.amendment import GIVEN, Amendment
from dutykit.model.finding import Finding, Severity
from dutykit.model.fingerprint import content_fingerprint, problem_fingerprints
from dutykit.model.gap import ASSIGNMENTS
from dutykit.model.history import History
from dutykit.model.history_entry import HistoryEntry
from dutykit.model.layout import SCORING_FILE, SUBMISSIONS_FOLDER
from dutykit.model.refusal import Refusal
from dutykit.model.responsibility import Responsibilities
from dutykit.model.scoring import Points, indicator_points
from dutykit.model.submission import Submission
from dutykit.model.workspace import Workspace
from dutykit.plans.amending.changes import changes, others, refuse_renumbered
from dutykit.plans.amending.outcome import Amended, Concern, Fate, Line
from dutykit.plans.amending.settling import Terms, settling
from dutykit.plans.amending.target import target_of_files, target_of_plan, with_new_units, without_their_points
from dutykit.plans.outdated_targets import outdated_targets
from dutykit.plans.proposal import Proposal
from dutykit.workspace.doubled_units import new_doubles, refuse_doubles
from dutykit.workspace.file_before import bytes_after, unsafe_edit
from dutykit.workspace.history_log import continued, log_of, no_history, with_entry
from dutykit.workspace.submission_file import history_edit, submission_document, submission_in
from dutykit.workspace.writing.transaction import (
    NotValidError,
    OnRecovery,
    OpenWorkspace,
    Write,
    changing,
    ignore_recovery,
)
from dutykit.workspace.yaml.edit import edited
from dutykit.workspace.yaml.operations import UnsafeEditError

_OF_HISTORY = frozenset(
    {"history-chain-broken", "history-disagrees", "history-head-differs", "content-changed-since-submission"}
)


@dataclass(frozen=True, slots=True)
class AmendRequest:
    """What to amend, and how."""

    by: str
    on: dt.date
    plan: Callable[[Path], Proposal] | None = None
    """Reads the corrected plan for the workspace in a folder; None where files are given, or neither."""
    indicators: Path | None = None
    units: Path | None = None
    remove: frozenset[str] | None = frozenset()
    """Ids of indicators that the plan removes; None for all that it does not have."""
    wording: frozenset[str] | None = frozenset()
    """Ids of indicators of which only the wording changed; None for all of which the text did."""
    distinct: frozenset[str] = frozenset()
    """New units that are stated not to be those whose names are like theirs."""
    dry_run: bool = False


def amend(
    root: Path, request: AmendRequest, on_recovery: OnRecovery = ignore_recovery, shown: Amended | None = None
) -> Amended:
    """Amend the plan; `shown` is what a user has agreed to.

    Raises Refusal, also where another outcome than `shown` would result, NotValidError, WorkspaceLockedError and
    OSError; nothing is written then.
    """
    with changing(root, "amend", on_recovery, dry_run=request.dry_run) as opened:
        work = _Work(opened, request)
        done = work.done()
        if shown is not None and done != shown:
            raise Refusal(_("工作区在显示变更之后又被修改，变更的内容已不同"), _("重新运行命令，核对后再写入"))
        if not request.dry_run:
            refuse_doubles(done.doubles)
        opened.write(work.writes)
        return done


class _Work:
    """One amendment of an opened workspace: everything is found out before anything is written."""

    def __init__(self, opened: OpenWorkspace, request: AmendRequest) -> None:
        self.opened, self.request = opened, request
        self.workspace = workspace = opened.workspace
        if workspace.cycle is None:
            raise Refusal(_("未指定年度"), _("在 dutykit.yaml 中填写 cycle"))
        self.cycle = workspace.cycle
        self._refuse_unread()
        if request.plan is not None:
            self.target = target_of_plan(opened, request.plan(opened.root), request.remove)
        else:
            self.target = target_of_files(opened, request.indicators, request.units)
        if request.distinct:
            self.target = with_new_units(opened, self.target, request.distinct)
        refuse_renumbered(workspace, self.target)
        self.target = without_their_points(opened, self.target)
        self.owed = Responsibilities(self.target.catalogue, self.target.register)
        canonical = self.target.register.canonical
        mine = (one for one in workspace.submissions if one.cycle == self.cycle)
        self.given = {canonical.get(one.unit, one.unit): one for one in mine}
        self.wording = self._wording()
        self.amendments = changes(workspace, self.target, self.owed, self.given, self.wording)
        self._refuse_unknown_wording()
        self._refuse_homeless()
        self.submissions: list[Submission] = []
        self.logs: dict[str, tuple[History, HistoryEntry]] = {}
        self.writes = self._writes()
        self._refuse_new_errors()

    def done(self) -> Amended:
        """What it does."""
        old, new = self.workspace.register, self.target.register
        return Amended(
            self.cycle,
            tuple(Line(one, tuple(self._concern(one, unit) for unit in one.units)) for one in self.amendments),
            self.target.left,
            tuple(others(self.workspace, self.target, self.amendments)),
            tuple(unit for unit in new.by_id if old.canonical.get(unit) not in old.by_id),
            tuple(unit for unit in old.by_id if not new.today(unit)),
            tuple(one.name for one in self.writes),
            self.target.dropped,
            tuple(self._without_points()),
            new_doubles(old, new),
            tuple(outdated_targets(self.workspace.catalogue, self.target.catalogue)),
        )

    def _without_points(self) -> Iterator[str]:
        """The new indicators that are not scored where the others are."""
        old, new, scoring = self.workspace.catalogue, self.target.catalogue, self.target.scoring
        points = Points() if scoring is None else scoring.points
        if any(indicator_points(entry, points) is not None for entry in old.entries):
            added = (entry for key, entry in new.by_id.items() if key not in old.by_id)
            yield from (entry.indicator.id for entry in added if indicator_points(entry, points) is None)

    def _wording(self) -> Collection[str]:
        if self.request.wording is not None:
            return self.request.wording
        return frozenset(self.target.catalogue.by_id)

    def _refuse_unread(self) -> None:
        """Refuse while a part of what is amended could not be read: what is there would not be settled."""
        tops = (*ASSIGNMENTS, SCORING_FILE, SUBMISSIONS_FOLDER)
        self.opened.refuse_unread(self.workspace.gaps.of(tops, cycle=self.cycle))

    def _refuse_unknown_wording(self) -> None:
        told = {one.indicator for one in self.amendments if one.change == "wording"}
        idle = sorted((self.request.wording or frozenset()) - told)
        if idle:
            message = _("指标 {ids} 的内容没有变更").format(ids=_("、").join(idle))
            raise Refusal(message, _("核对 --wording-only 后的指标编号"))

    def _refuse_homeless(self) -> None:
        """Refuse to take a unit out of the register that has answered something or has problems open."""
        register = self.target.register
        for unit, submission in self.given.items():
            if unit in register.by_id:
                continue
            was = self.workspace.register.canonical.get(submission.unit)
            has_open = any(one.closed() is None for one in self.workspace.rectification.of(unit))
            said = [one for one in submission.all_answers if not one.is_blank]
            if was in self.workspace.register.by_id and (said or has_open):
                message = _("{unit}已填报 {count} 项指标，不能从单位名录中删去").format(unit=unit, count=len(said))
                fix = _("在名录中保留该单位，只在指标中调整责任单位；单位更名的，把原名写入 aliases")
                raise Refusal(message, fix)

    def _concern(self, one: Amendment, unit: str) -> Concern:
        submission = self.given.get(unit)
        state = None if submission is None else submission.state
        answer = None if submission is None else submission.by_indicator.get(one.indicator)
        fate: Fate
        problems = 0
        if one.change in GIVEN:
            fate = "send_back" if state in {"submitted", "accepted"} and answer is None else "next_form"
        elif answer is None:
            fate = "none"
        elif one.change in {"wording", "reworded"}:
            blank = answer.is_blank or answer.text_fingerprint == one.new
            fate = "none" if blank else "kept" if one.change == "wording" else "confirm"
        else:
            fate = "empty" if answer.is_blank else "retired"
            keys = {(unit, problem.id) for problem in answer.problems}
            tracked = self.workspace.rectification
            problems = sum((each.key.unit, each.key.problem) in keys and each.closed() is None for each in tracked)
        return Concern(unit, state, fate, problems)

    def _writes(self) -> list[Write]:
        """All files as they are to be, the logs first."""
        logs, files = [], []
        for unit, submission in self.given.items():
            settled = self._settled(unit, submission)
            if settled is None:
                self.submissions.append(submission)
                continue
            log, file, record = settled
            logs += [] if log is None else [log]
            files += [] if file is None else [file]
            self.submissions.append(record)
        if not (self.amendments or files or self.target.writes):
            return []
        history = (self.workspace.history.get(self.cycle) or no_history(self.cycle)).common
        before = self.opened.bytes_of(history.file)
        entry, data = continued(
            history, before, on=self.request.on, by=self.request.by, action="amend", changes=self.amendments or None
        )
        self.logs[history.file] = (history, entry)
        return [Write(history.file, before, data), *logs, *files, *self.target.writes]

    def _settled(self, unit: str, submission: Submission) -> tuple[Write | None, Write | None, Submission] | None:
        """The log and the file of a submission after the amendment, and what it contains then; None if nothing changes."""
        concerned = tuple(one for one in self.amendments if unit in one.units)
        terms = Terms(self.workspace.catalogue, self.target.catalogue, self.owed, self.request.on)
        wording = {one.indicator for one in concerned if one.change == "wording"}
        document, data = submission_document(self.opened, submission)
        operations = [*settling(submission_in(document), unit, terms, wording)]
        last = self._last(unit)
        is_logged = submission.state != "draft" or last is not None
        if not operations and not (is_logged and any(one.change in GIVEN for one in concerned)):
            return None
        limits = self.workspace.settings.limits
        try:
            after = edited(document, operations, limits)
            record = submission_in(after)
            log = None
            if is_logged:
                self._refuse_altered(submission)
                log, head = self._log(unit, record, concerned, last)
                after = edited(after, [history_edit(after.value, head)], limits)
                record = submission_in(after)
        except UnsafeEditError:
            fix = _("把各项填报内容写成普通的列表，不使用引用和锚点（YAML），再重新运行")
            raise unsafe_edit(submission.file, fix) from None
        return log, Write(submission.file, data, bytes_after(data, after)), record

    def _last(self, unit: str) -> HistoryEntry | None:
        history = self.workspace.history.get(self.cycle)
        canonical = self.target.register.canonical
        lines = (
            []
            if history is None
            else [line for name, line in history.latest.items() if canonical.get(name, name) == unit]
        )
        return lines[-1].entry if lines else None

    def _log(
        self, unit: str, record: Submission, concerned: tuple[Amendment, ...], last: HistoryEntry | None
    ) -> tuple[Write, str]:
        """The unit's log with a line more, and that line's hash."""
        log = log_of(self.workspace.history, self.cycle, unit, self.target.register.canonical)
        before = self.opened.bytes_of(log.file)
        own = tuple(one.model_copy(update={"units": ()}) for one in concerned)
        entry, data = continued(
            log,
            before,
            on=self.request.on,
            by=self.request.by,
            action="amend",
            unit=log.unit,
            before=record.state,
            after=record.state,
            content=content_fingerprint(record),
            problems=problem_fingerprints(record),
            changes=own or None,
            continues=None if log.lines or last is None else last.hash,
        )
        self.logs[log.file] = (log, entry)
        return Write(log.file, before, data), entry.hash

    def _refuse_altered(self, submission: Submission) -> None:
        """Refuse to note the content of a submission that was changed past its log."""
        checks = [one for one in CHECKS if one.name in _OF_HISTORY]
        standing = [one for one in run_checks(self.workspace, checks) if one.place.file == submission.file]
        if standing:
            raise NotValidError(_("报送记录与自评材料不一致，请先改正"), self.opened.with_lines(standing))

    def _found(self, workspace: Workspace, checks: Sequence[Check]) -> list[Finding]:
        return run_checks(workspace, checks)

    def _refuse_new_errors(self) -> None:
        """Refuse what would leave the workspace with errors that it does not have now."""
        if not self.writes:
            return
        passed = _OF_HISTORY | ({"points-do-not-sum"} if self.target.dropped else set())  # the office sets them anew
        checks = [one for one in CHECKS if one.severity is Severity.ERROR and one.name not in passed]
        known = {(one.rule, one.place.file, one.message) for one in run_checks(self.workspace, checks)}
        then = self._then()
        found = [one for one in run_checks(then, checks) if (one.rule, one.place.file, one.message) not in known]
        if found:
            raise NotValidError(_("变更后工作区将有以下错误，未修改任何文件"), found)

    def _then(self) -> Workspace:
        """The workspace as it will be."""
        logs = self.workspace.history.get(self.cycle) or no_history(self.cycle)
        for log, entry in self.logs.values():
            logs = with_entry(logs, log, entry)
        others_ = tuple(one for one in self.workspace.submissions if one.cycle != self.cycle)
        return replace(
            self.workspace,
            catalogue=self.target.catalogue,
            register=self.target.register,
            scoring=self.target.scoring,
            submissions=(*others_, *self.submissions),
            history={**self.workspace.history, self.cycle: logs},
        )
