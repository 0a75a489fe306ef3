"""Start a new cycle from the last: what it was asked by is kept, its open problems go on, nothing answered is copied."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from dutykit.check.register import CHECKS
from dutykit.check.run import run_checks
from dutykit.language import _
from dutykit.lifecycle.outlook import Outlook, outlook
from dutykit.lifecycle.succession import Successions, with_successions
from dutykit.model.catalogue import Catalogue
from dutykit.model.gap import EVERYTHING
from dutykit.model.layout import (
    CATALOGUE_FILE,
    REGISTER_FILE,
    SCORING_FILE,
    SETTINGS_FILE,
    SUBMISSIONS_FOLDER,
    TIMETABLE_FILE,
    past_file,
)
from dutykit.model.lineage import Lineage
from dutykit.model.place import MarkedMapping
from dutykit.model.record import Record
from dutykit.model.rectification import ProblemKey
from dutykit.model.refusal import Refusal
from dutykit.model.scoring import Scoring
from dutykit.model.settings import Settings
from dutykit.model.submission import State
from dutykit.model.unit import Register
from dutykit.model.workspace import Workspace
from dutykit.schemas.installation import begun_file
from dutykit.workspace.assemble import load_record
from dutykit.workspace.decode import decode
from dutykit.workspace.doubled_units import Pair, new_doubles, refuse_doubles, with_distinct
from dutykit.workspace.file_before import bytes_after, unsafe_edit
from dutykit.workspace.file_bytes import TooLargeError, file_bytes
from dutykit.workspace.file_stem import file_stem
from dutykit.workspace.history_log import continued, no_history
from dutykit.workspace.kept_lines import with_line
from dutykit.workspace.submission_template import OpenProblem, submission_skeleton
from dutykit.workspace.writing.transaction import (
    NotValidError,
    OnRecovery,
    OpenWorkspace,
    Write,
    changing,
    ignore_recovery,
)
from dutykit.workspace.yaml.edit import edited
from dutykit.workspace.yaml.operations import SetValue, UnsafeEditError
from dutykit.workspace.yaml.reader import read_yaml

R = TypeVar("R", bound=Record)


_OF_A_CYCLE = (SCORING_FILE, TIMETABLE_FILE, SETTINGS_FILE)
"""What is kept of a cycle beside its catalogue and units, where it is there."""


@dataclass(frozen=True, slots=True)
class CarryRequest:
    """What to start, and from what."""

    by: str
    on: dt.date
    to: int | None = None
    """The new cycle; the year after the last by default."""
    indicators: Path | None = None
    """The new catalogue, where there is one."""
    units: Path | None = None
    """The new units, where they changed."""
    files: Callable[[Workspace], Mapping[str, bytes]] | None = None
    """Makes the new catalogue, units and scoring from a plan, by their names in a workspace."""
    successions: Successions = ()
    """Units that take the place of others from the new cycle on."""
    leave: frozenset[str] = frozenset()
    """Units, as they are called now, that nobody succeeds and whose open problems are not carried."""
    distinct: frozenset[str] = frozenset()
    """New units that are stated not to be those whose names are like theirs."""
    force: bool = False
    """Also where nothing of the old cycle was ever submitted; naming the new cycle in `to` states as much."""
    dry_run: bool = False
    """Only find out what would be written."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft that was made for a unit."""

    unit: str
    file: str
    carried: int
    """How many problems it has to answer for."""


@dataclass(frozen=True, slots=True)
class CarriedForward:
    """What came of it."""

    old: int
    new: int
    kept: tuple[str, ...]
    """The files what the old cycle was asked by is kept in."""
    drafts: tuple[Draft, ...]
    lost: tuple[str, ...]
    """Units with open problems that nobody succeeds and that were named in `leave`."""
    outlook: Outlook
    unaccepted: tuple[tuple[str, State | None], ...]
    """The units whose submission of the old cycle was never accepted, each with how far it is; None for none."""
    written: tuple[str, ...]
    """Every file that was written, or in a dry run would be."""
    doubles: tuple[Pair, ...] = ()
    """New units that are most likely others: nothing is written before it is stated what they are."""


def carry_forward(
    root: Path, request: CarryRequest, on_recovery: OnRecovery = ignore_recovery, shown: CarriedForward | None = None
) -> CarriedForward:
    """Start the new cycle; `shown` is what a user has agreed to.

    Raises Refusal, NotValidError, WorkspaceLockedError and OSError; nothing is written then.
    """
    with changing(root, "carry-forward", on_recovery, dry_run=request.dry_run) as opened:
        workspace = opened.workspace
        old, new = _cycles(workspace, request)
        _refuse_unread(opened, old)
        if request.to is None and not request.force:
            _refuse_unused(workspace, old)
        present = (name for name in _OF_A_CYCLE if opened.bytes_of(name) is not None)
        writes = [_kept(opened, old, name) for name in (CATALOGUE_FILE, REGISTER_FILE, *present)]
        kept = tuple(one.name for one in writes)
        notes = hashlib.sha256(b"\0".join(one.after or b"" for one in writes)).hexdigest()
        given = _new_files(opened, request)
        writes += [Write(name, opened.bytes_of(name), data) for name, data in given.items()]
        catalogue = _read(opened, Catalogue, CATALOGUE_FILE, given) or workspace.catalogue
        register = _read(opened, Register, REGISTER_FILE, given) or workspace.register
        scoring = _read(opened, Scoring, SCORING_FILE, given) or workspace.scoring
        then = replace(workspace, catalogue=catalogue, register=register, scoring=scoring)
        _refuse_circular(then)
        problems, homeless = _problems(workspace, register, new)
        lost = tuple(dict.fromkeys(key.unit for key, _text in homeless))
        _refuse_homeless(homeless, request.leave)
        drafts = []
        for unit in then.register.by_id:
            carried = problems.get(unit, [])
            if unit in then.responsibilities.by_unit or carried:
                write = _draft(then, unit, new, carried)
                if os.path.lexists(root / write.name):
                    raise _taken(new, write.name)
                writes.append(write)
                drafts.append(Draft(unit, write.name, len(carried)))
        writes.append(_settings(opened, new))
        history = (workspace.history.get(new) or no_history(new)).common
        log = opened.bytes_of(history.file)
        files = {one.name: hashlib.sha256(one.after or b"").hexdigest() for one in writes}
        _entry, after = continued(
            history, log, on=request.on, by=request.by, action="carry_forward", content=notes, files=files
        )
        writes.append(Write(history.file, log, after))
        ahead = outlook(workspace, (catalogue, register, scoring), iter(homeless))
        written = tuple(one.name for one in writes)
        doubles = new_doubles(workspace.register, register)
        done = CarriedForward(old, new, kept, tuple(drafts), lost, ahead, _unaccepted(workspace, old), written, doubles)
        if not request.dry_run:
            refuse_new(doubles)
        if shown is not None and (done.outlook, done.drafts, done.written) != (
            shown.outlook,
            shown.drafts,
            shown.written,
        ):
            raise Refusal(_("工作区在显示变更之后又被修改，变更的内容已不同"), _("重新运行命令，核对后再写入"))
        opened.write(writes)
        return done


def refuse_new(doubles: Sequence[Pair]) -> None:
    """Refuse units of the new cycle that are most likely there under another name."""
    refuse_doubles(doubles, _("；由原单位更名而来的，加 --succeed {here}={there}"))


def _cycles(workspace: Workspace, request: CarryRequest) -> tuple[int, int]:
    old = workspace.cycle
    if old is None:
        raise Refusal(_("未指定年度"), _("在 dutykit.yaml 中填写 cycle"))
    new = old + 1 if request.to is None else request.to
    if not old < new <= 2999:
        message = _("新年度 {new} 不在当前年度 {old} 之后").format(new=new, old=old)
        raise Refusal(message, _("用 --to 指定当前年度之后的年度"))
    if old in workspace.past:
        message = _("{cycle} 年度已转入下一年度，请勿重复办理").format(cycle=old)
        raise Refusal(
            message,
            _("将 dutykit.yaml 中的 cycle 改为当前年度；该年度的指标体系留存在 {file}").format(
                file=past_file(old, CATALOGUE_FILE)
            ),
        )
    there = next((one.file for one in workspace.submissions if one.cycle >= new), None)
    if there is not None:
        raise _taken(new, there)
    history = workspace.history.get(new)
    begun = [] if history is None else [log.file for log in history.logs if log.lines]
    if begun:
        raise Refusal(_("已存在 {cycle} 年度的报送记录：{file}").format(cycle=new, file=begun[0]))
    return old, new


def _taken(cycle: int, file: str) -> Refusal:
    message = _("已存在 {cycle} 年度的填报文件：{file}").format(cycle=cycle, file=file)
    return Refusal(message, _("先移走该文件，或将 dutykit.yaml 中的 cycle 改为当前年度"))


def _refuse_unused(workspace: Workspace, old: int) -> None:
    """Refuse while nothing of the old cycle was ever submitted: most likely the command is run a second time."""
    history = workspace.history.get(old)
    if (history is not None and history.latest) or any(
        one.cycle == old and one.state != "draft" for one in workspace.submissions
    ):
        return
    message = _("{cycle} 年度尚无单位报送自评材料，该年度可能刚由上年度转入").format(cycle=old)
    raise Refusal(message, _("确需转入 {new} 年度的，加 --force 或 --to {new}").format(new=old + 1))


def _refuse_unread(opened: OpenWorkspace, old: int) -> None:
    """Refuse while any part of the old cycle could not be read: what is there would not be carried."""
    opened.refuse_unread(opened.workspace.gaps.of(EVERYTHING, cycle=old, earlier=True))


def _kept(opened: OpenWorkspace, old: int, name: str) -> Write:
    """The copy of one of the files that the old cycle was asked by, as it is."""
    data = opened.bytes_of(name)
    if data is None:
        raise Refusal(_("缺少文件 {file}").format(file=name))
    kept = past_file(old, name)
    return Write(kept, opened.bytes_of(kept), data)


def _new_files(opened: OpenWorkspace, request: CarryRequest) -> dict[str, bytes]:
    """What the new cycle is asked by, where it is not what the old one was, by the names of the files."""
    found = dict(request.files(opened.workspace)) if request.files is not None else {}
    kinds: tuple[tuple[type[Record], str, Path | None], ...] = (
        (Catalogue, CATALOGUE_FILE, request.indicators),
        (Register, REGISTER_FILE, None if request.files is not None else request.units),
    )
    for kind, name, path in kinds:
        if path is None:
            continue
        record, problem = load_record(kind, path)
        if record is None:
            raise Refusal(_("无法读取 {path}：{problem}").format(path=path, problem=problem))
        try:
            found[name] = file_bytes(path, opened.workspace.settings.limits.file_bytes)
        except TooLargeError as error:
            raise Refusal(_("{path} 超过文件大小上限").format(path=path)) from error
    if request.successions:
        found = with_successions(opened.workspace, found, request.successions)
    if request.distinct:
        data = found.get(REGISTER_FILE, opened.bytes_of(REGISTER_FILE)) or b""
        limits = opened.workspace.settings.limits
        found[REGISTER_FILE] = with_distinct(data, opened.workspace.register, request.distinct, limits)
    return {name: data for name, data in found.items() if data != opened.bytes_of(name)}


def _read(opened: OpenWorkspace, kind: type[R], name: str, given: Mapping[str, bytes]) -> R | None:
    if name not in given:
        return None
    record, findings, _complete = decode(kind, read_yaml(given[name], name, opened.workspace.settings.limits))
    if record is None or findings:
        raise NotValidError(_("新的 {file} 有错误").format(file=name), findings)
    return record


def _refuse_circular(workspace: Workspace) -> None:
    """Refuse units that succeed one another in a ring: nobody can say whose the problems are."""
    found = run_checks(workspace, [one for one in CHECKS if one.name == "circular-succession"])
    if found:
        raise NotValidError(_("新的单位名录有错误"), found)


def _refuse_homeless(homeless: Sequence[tuple[ProblemKey, str]], leave: Collection[str]) -> None:
    """Refuse to leave open problems behind that nobody was told to leave."""
    units = dict.fromkeys(key.unit for key, _text in homeless if key.unit not in leave)
    if units:
        problems = [f"{key.unit} {key.problem}" for key, _text in homeless if key.unit in units]
        message = _("以下单位不在新的单位名录中，也没有承接单位，其未销号的问题无处转入：{units}（{problems}）")
        fix = _("在名录的承接单位处填写 succeeds；确实不再整改的，用 --leave-problems 单位 指明")
        raise Refusal(message.format(units=_("、").join(units), problems=_("、").join(problems)), fix)


def _problems(
    workspace: Workspace, register: Register, new: int
) -> tuple[dict[str, list[OpenProblem]], tuple[tuple[ProblemKey, str], ...]]:
    """What is open before the new cycle by the unit that has to answer for it now, and what nobody takes over."""
    found: dict[str, list[OpenProblem]] = {}
    homeless: list[tuple[ProblemKey, str]] = []
    kept = {cycle: past.register for cycle, past in workspace.past.items()}
    lineage = Lineage(register, kept if workspace.cycle is None else {**kept, workspace.cycle: workspace.register})
    for one in workspace.rectification:
        if one.key.cycle >= new or one.closed() is not None:
            continue
        problem = OpenProblem(one.key.cycle, one.key.problem, one.text, one.measure, one.due)
        now = lineage.successors(one.key.unit, register)
        if not now:
            homeless.append((one.key, one.text))
        for unit in now:
            found.setdefault(unit, []).append(problem)
    return found, tuple(homeless)


def _unaccepted(workspace: Workspace, old: int) -> tuple[tuple[str, State | None], ...]:
    found: list[tuple[str, State | None]] = []
    for unit in workspace.register.by_id:
        submission = workspace.submission(unit, old)
        if unit in workspace.responsibilities.by_unit and (submission is None or submission.state != "accepted"):
            found.append((unit, None if submission is None else submission.state))
    return tuple(found)


def _draft(workspace: Workspace, unit: str, cycle: int, carried: Sequence[OpenProblem]) -> Write:
    name = f"{SUBMISSIONS_FOLDER}/{cycle}/{file_stem(unit)}.yaml"
    text = submission_skeleton(workspace, unit, cycle, carried)
    return Write(name, None, begun_file(workspace.root, name, text))


def _settings(opened: OpenWorkspace, cycle: int) -> Write:
    """dutykit.yaml with the new cycle; a workspace without one gets one."""
    data = opened.bytes_of(SETTINGS_FILE)
    if data is None:
        return Write(SETTINGS_FILE, None, f"cycle: {cycle}\n".encode())
    limits = opened.workspace.settings.limits
    document = read_yaml(data, SETTINGS_FILE, limits)
    after = document
    try:
        if isinstance(document.value, MarkedMapping) and "cycle" in document.value:
            after = edited(document, [SetValue(document.value, "cycle", cycle)], limits)
        else:
            after = read_yaml(with_line(document.source.data, f"cycle: {cycle}\n".encode()), SETTINGS_FILE, limits)
        record, findings, _complete = decode(Settings, after)
    except UnsafeEditError:
        record, findings = None, []
    if findings or record is None or record != opened.workspace.settings.model_copy(update={"cycle": cycle}):
        fix = _("将 cycle: {cycle} 单独写成一行，再重新运行命令").format(cycle=opened.workspace.cycle)
        raise unsafe_edit(SETTINGS_FILE, fix)
    return Write(SETTINGS_FILE, data, bytes_after(data, after))
