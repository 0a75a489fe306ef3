"""The catalogue and the units that an amendment leads to, and the bytes of their files."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from dutykit.language import _
from dutykit.model.catalogue import Catalogue
from dutykit.model.layout import CATALOGUE_FILE, REGISTER_FILE, SCORING_FILE
from dutykit.model.record import Record
from dutykit.model.refusal import Refusal
from dutykit.model.scoring import Points, Scoring
from dutykit.model.unit import Register
from dutykit.plans.merging import merged
from dutykit.plans.proposal import Proposal
from dutykit.workspace.assemble import load_record
from dutykit.workspace.decode import decode
from dutykit.workspace.doubled_units import with_distinct
from dutykit.workspace.edited_file import edited_file
from dutykit.workspace.file_before import bytes_after, unsafe_edit
from dutykit.workspace.file_bytes import TooLargeError, file_bytes
from dutykit.workspace.writing.transaction import OpenWorkspace, Write
from dutykit.workspace.yaml.edit import edited
from dutykit.workspace.yaml.layout import Flow
from dutykit.workspace.yaml.operations import Drop, Operation, SetValue, UnsafeEditError
from dutykit.workspace.yaml.reader import Document, read_yaml
from dutykit.workspace.yaml.record_edits import entries_edit

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Target:
    """What an amendment leads to."""

    catalogue: Catalogue
    register: Register
    writes: tuple[Write, ...] = ()
    """Of the two files, those that change."""
    left: tuple[str, ...] = ()
    """Ids of indicators that the new plan does not have and that stay."""
    scoring: Scoring | None = None
    """The scoring rules then."""
    dropped: tuple[str, ...] = ()
    """Ids of the indicators that go and whose points go with them."""


def target_of_plan(opened: OpenWorkspace, proposal: Proposal, remove: Collection[str] | None) -> Target:
    """Where merging a plan leads, without the indicators `remove`; None removes all that the plan does not have.

    Raises Refusal.
    """
    merge = merged(opened.root, proposal)
    texts = {file.name: file.new for file in merge.files}
    register = _decoded(opened, Register, REGISTER_FILE, texts.get(REGISTER_FILE))
    doomed = set(merge.left) if remove is None else set(remove)
    for key in sorted(doomed - {entry.indicator.id for entry in opened.workspace.catalogue.entries}):
        raise Refusal(_("没有编号为“{name}”的指标").format(name=key), _("核对 --remove 后的指标编号"))
    document = _document(opened, CATALOGUE_FILE, texts.get(CATALOGUE_FILE))
    document = _without(opened, document, doomed)
    catalogue, _findings, _complete = decode(Catalogue, document)
    if catalogue is None:
        raise _unsafe()
    writes = [_write(opened, CATALOGUE_FILE, document.source.data)]
    if REGISTER_FILE in texts:
        writes.append(_write(opened, REGISTER_FILE, texts[REGISTER_FILE].encode()))
    left = tuple(key for key in merge.left if key not in doomed)
    return Target(catalogue, register, tuple(one for one in writes if one.after != one.before), left)


def target_of_files(opened: OpenWorkspace, indicators: Path | None, units: Path | None) -> Target:
    """What the files `indicators` and `units` contain; None for what stays. Raises Refusal."""
    workspace, writes = opened.workspace, []
    catalogue, register = workspace.catalogue, workspace.register
    if indicators is not None:
        catalogue = _given(Catalogue, indicators)
        writes.append(_write(opened, CATALOGUE_FILE, _bytes(opened, indicators)))
    if units is not None:
        register = _given(Register, units)
        writes.append(_write(opened, REGISTER_FILE, _bytes(opened, units)))
    return Target(catalogue, register, tuple(one for one in writes if one.after != one.before))


def without_their_points(opened: OpenWorkspace, target: Target) -> Target:
    """The target with the scoring rules it leads to: without the points of indicators that go. Raises Refusal."""
    workspace, scoring = opened.workspace, opened.workspace.scoring
    given = {} if scoring is None else scoring.points.indicators
    dropped = tuple(key for key in given if key in workspace.catalogue.by_id and key not in target.catalogue.by_id)
    if scoring is None or not dropped:
        return replace(target, scoring=scoring)
    try:
        file = edited_file(workspace, SCORING_FILE)
        points = file.root["points"]
        emptied = set(points) == {"indicators"} and set(given) == set(dropped)
        file.add(
            [Drop(file.root, "points")]
            if emptied
            else entries_edit(points, Points, "indicators", dict.fromkeys(dropped))
        )
        after = file.after(workspace.settings.limits)
    except UnsafeEditError:
        raise unsafe_edit(SCORING_FILE, _("把 points、weights 写成普通的列表，不使用引用和锚点（YAML）")) from None
    before = opened.bytes_of(SCORING_FILE)
    write = Write(SCORING_FILE, before, bytes_after(before, after))
    record = decode(Scoring, after)[0]
    return replace(target, scoring=record, dropped=dropped, writes=(*target.writes, write))


def with_new_units(opened: OpenWorkspace, target: Target, names: Collection[str]) -> Target:
    """The target with new units `names` stated not to be those whose names are like theirs. Raises Refusal."""
    given = next((one.after for one in target.writes if one.name == REGISTER_FILE), opened.bytes_of(REGISTER_FILE))
    data = with_distinct(given or b"", opened.workspace.register, names, opened.workspace.settings.limits)
    register = _decoded(opened, Register, REGISTER_FILE, data.decode())
    others = tuple(one for one in target.writes if one.name != REGISTER_FILE)
    return replace(target, register=register, writes=(*others, _write(opened, REGISTER_FILE, data)))


def _given(kind: type[R], path: Path) -> R:
    record, problem = load_record(kind, path)
    if record is None:
        raise Refusal(_("无法读取 {path}：{problem}").format(path=path, problem=problem))
    return record


def _bytes(opened: OpenWorkspace, path: Path) -> bytes:
    try:
        return file_bytes(path, opened.workspace.settings.limits.file_bytes)
    except TooLargeError as error:
        raise Refusal(_("{path} 超过文件大小上限").format(path=path)) from error


def _write(opened: OpenWorkspace, name: str, data: bytes) -> Write:
    return Write(name, opened.bytes_of(name), data)


def _document(opened: OpenWorkspace, name: str, text: str | None) -> Document:
    data = opened.bytes_of(name) or b"" if text is None else text.encode()
    return read_yaml(data, name, opened.workspace.settings.limits)


def _decoded(opened: OpenWorkspace, kind: type[R], name: str, text: str | None) -> R:
    record, findings, _complete = decode(kind, _document(opened, name, text))
    if record is None or findings:
        raise _unsafe()
    return record


def _without(opened: OpenWorkspace, document: Document, doomed: Collection[str]) -> Document:
    """The catalogue's file without some indicators; a heading that loses all of them stays, so no number moves."""
    catalogue, _findings, _complete = decode(Catalogue, document)
    operations: list[Operation] = []
    for chapter in catalogue.chapters if catalogue is not None else ():
        for section in chapter.sections:
            gone = [at for at, one in enumerate(section.indicators) if one.id in doomed]
            if section.node is None or not gone:
                continue
            if len(gone) == len(section.indicators):
                operations.append(SetValue(section.node, "indicators", Flow([])))
            else:
                operations += [Drop(section.node["indicators"], at) for at in gone]
    try:
        return edited(document, operations, opened.workspace.settings.limits)
    except UnsafeEditError:
        raise _unsafe() from None


def _unsafe() -> Refusal:
    return Refusal(
        _("指标体系或单位名录文件的写法特殊，无法保证自动修改后其余内容不变，未修改任何文件"),
        _("另存一份并手工修改，再用 --indicators、--units 指定"),
    )
