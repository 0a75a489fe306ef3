"""Take back evidence that was registered by mistake: the entry, and with it the file that nothing else needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dutykit.language import _
from dutykit.model.layout import EVIDENCE_FOLDER
from dutykit.model.office_words import state_word
from dutykit.model.place import MarkedSequence
from dutykit.model.refusal import Refusal
from dutykit.model.settings import Limits
from dutykit.model.submission import Answer, CarriedProblem, Evidence, Problem, Submission
from dutykit.model.workspace import Workspace
from dutykit.workspace.file_before import bytes_after, unsafe_edit
from dutykit.workspace.submission_file import submission_document, submission_in, submission_meant
from dutykit.workspace.writing.transaction import OnRecovery, OpenWorkspace, Write, changing, ignore_recovery
from dutykit.workspace.yaml.answers import node_of
from dutykit.workspace.yaml.edit import edited
from dutykit.workspace.yaml.operations import Drop, Operation, SetValue, UnsafeEditError
from dutykit.workspace.yaml.reader import Document


@dataclass(frozen=True, slots=True)
class Removal:
    """What to take back."""

    unit: str
    """An id or alias."""
    item: str
    """The indicator that it supports, or the problem that it proves to be resolved."""
    names: tuple[str, ...]
    """Of each piece its file, the last part of the file's name, or its title."""
    keep_file: bool = False
    """Only delete the entry."""
    cycle: int | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken back, or in a dry run would be."""

    submission: str
    """The file whose entries are gone."""
    titles: tuple[str, ...]
    files: tuple[str, ...]
    """The files that were deleted."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A piece of evidence, and where in the submission it is."""

    evidence: Evidence
    owner: Answer | Problem | CarriedProblem
    key: str
    position: int


def remove_evidence(root: Path, removal: Removal, on_recovery: OnRecovery = ignore_recovery) -> Removed:
    """Delete the entries from the submission and their files from the workspace: all of them, or nothing.

    Raises Refusal, NotValidError, WorkspaceLockedError and OSError.
    """
    with changing(root, "evidence remove", on_recovery, dry_run=removal.dry_run) as opened:
        submission, cycle = submission_meant(opened, removal.unit, removal.cycle)
        unit = opened.workspace.at(cycle).register.canonical[submission.unit]
        if submission.state not in {"draft", "returned"}:
            message = _("{unit}的自评材料状态为“{state}”，不能删除佐证材料").format(
                unit=unit, state=state_word(submission.state)
            )
            raise Refusal(message, _("先用 dutykit return 退回该单位的自评材料，再删除佐证材料"))
        document, before = submission_document(opened, submission)
        record = submission_in(document)
        entries = [_entry_meant(record, unit, removal.item, name) for name in dict.fromkeys(removal.names)]
        entries = list({(id(one.owner), one.key, one.position): one for one in entries}.values())
        files = () if removal.keep_file else tuple(_files(opened, entries))
        after = _without(document, entries, opened.workspace.settings.limits)
        if after is None:
            fix = _("把该项填报内容的 evidence 写成普通的列表，不使用引用和锚点（YAML）")
            raise unsafe_edit(submission.file, fix)
        deletions = [Write(name, opened.bytes_of(name), None) for name in files]
        opened.write([Write(submission.file, before, bytes_after(before, after)), *deletions])
        return Removed(submission.file, tuple(one.evidence.title for one in entries), files)


def _entry_meant(record: Submission, unit: str, item: str, name: str) -> _Entry:
    """The one entry of `item` that `name` means. Raises Refusal."""
    there = [one for key, one in _entries(record) if item.strip() in key]
    wanted = name.strip()
    ways = (
        lambda one: one.file == wanted,
        lambda one: one.title == wanted,
        lambda one: one.file is not None and PurePosixPath(one.file).name == wanted,
    )
    found = next((hits for way in ways if (hits := [one for one in there if way(one.evidence)])), [])
    if len(found) == 1:
        return found[0]
    if found:
        message = _("指标或问题 {item} 有 {count} 份名为“{name}”的佐证材料").format(
            item=item, count=len(found), name=name
        )
        raise Refusal(message, _("写明文件：{files}").format(files=_listed(found)))
    message = _("{unit}的指标或问题 {item} 没有登记佐证材料“{name}”").format(unit=unit, item=item, name=name)
    fix = _("已登记的有：{files}").format(files=_listed(there)) if there else None
    raise Refusal(message, fix or _("运行 dutykit evidence list --unit {unit} 查看已登记的佐证材料").format(unit=unit))


def _listed(entries: Sequence[_Entry]) -> str:
    return _("、").join(one.evidence.file or one.evidence.title for one in entries)


def _entries(record: Submission) -> Iterator[tuple[frozenset[str], _Entry]]:
    """Every entry, with the ids that it is found by."""
    for answer in record.answers:
        for position, one in enumerate(answer.evidence):
            yield frozenset({answer.indicator}), _Entry(one, answer, "evidence", position)
        for problem in answer.problems:
            for position, one in enumerate(problem.proof):
                yield frozenset({answer.indicator, problem.id}), _Entry(one, problem, "proof", position)
    for carried in record.carried:
        for position, one in enumerate(carried.proof):
            yield frozenset({carried.problem}), _Entry(one, carried, "proof", position)


def _files(opened: OpenWorkspace, entries: Sequence[_Entry]) -> Iterator[str]:
    """The files that go with the entries. Raises Refusal for one that must stay."""
    workspace = opened.workspace
    leaving = {one.evidence.place for one in entries}
    for name in dict.fromkeys(one.evidence.file for one in entries if one.evidence.file):
        kept = _("只删除登记、保留文件的，加 --keep-file")
        for user in _users(workspace, name):
            if user.place not in leaving:
                message = _("{file} 还用于其他佐证材料：{place}").format(file=name, place=user.place)
                raise Refusal(message, kept)
        found = workspace.evidence.get(name)
        if found is None or found.state == "missing":
            continue
        registered = {one.evidence.sha256 for one in entries if one.evidence.file == name} - {None}
        if registered - {found.sha256}:
            message = _("{file} 不是登记的文件（校验值不一致），删除后无法恢复").format(file=name)
            raise Refusal(message, kept)
        if not name.startswith(f"{EVIDENCE_FOLDER}/") or found.state == "outside":
            raise Refusal(_("{file} 不在 evidence/ 下").format(file=name), kept)
        yield name


def _users(workspace: Workspace, name: str) -> Iterator[Evidence]:
    """Every entry of any submission of any cycle that names the file."""
    for submission in workspace.submissions:
        yield from (one for one in submission.evidence() if one.file == name)


def _without(document: Document, entries: Sequence[_Entry], limits: Limits) -> Document | None:
    """The document without the entries; None if it cannot be had.

    A list that is empty then is [] or, where comments go with it, not there.
    """
    for empty_is_dropped in (False, True):
        try:
            return edited(document, list(_operations(entries, empty_is_dropped=empty_is_dropped)), limits)
        except UnsafeEditError:
            continue
    return None


def _operations(entries: Sequence[_Entry], *, empty_is_dropped: bool) -> Iterator[Operation]:
    grouped: dict[tuple[int, str], list[_Entry]] = {}
    for one in entries:
        grouped.setdefault((id(one.owner), one.key), []).append(one)
    for members in grouped.values():
        node = node_of(members[0].owner)
        items = node[members[0].key]
        assert isinstance(items, MarkedSequence)  # noqa: S101 (for the type checker)
        if len(members) == len(items):
            key = members[0].key
            yield Drop(node, key) if empty_is_dropped else SetValue(node, key, [])
        else:
            yield from (Drop(items, at) for at in sorted(one.position for one in members))
