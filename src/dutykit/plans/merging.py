"""Merge a plan into a workspace that has a catalogue: ids, comments and everything the plan does not speak of stay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from dutykit.assess.matching import plain
from dutykit.language import _, reason_of
from dutykit.model.catalogue import Catalogue, Chapter, Indicator, Metric, Section, SectionNumbers
from dutykit.model.layout import CATALOGUE_FILE, REGISTER_FILE
from dutykit.model.place import MarkedMapping, MarkedSequence
from dutykit.model.record import Number, Record
from dutykit.model.refusal import Refusal
from dutykit.model.role import ROLES
from dutykit.model.settings import Limits
from dutykit.model.unit import Register
from dutykit.plans.matching import pairs_of
from dutykit.plans.outdated_targets import outdated_targets
from dutykit.plans.proposal import Proposal
from dutykit.plans.source import NO_FACTS, SourceFacts, merge_source
from dutykit.workspace.catalogue_writer import (
    chapter_value,
    group_value,
    indicator_value,
    metric_value,
    section_value,
    unit_value,
)
from dutykit.workspace.decode import decode
from dutykit.workspace.file_bytes import TooLargeError, file_bytes
from dutykit.workspace.writing.changed_file import ChangedFile
from dutykit.workspace.writing.transaction import OnRecovery, Write, ignore_recovery, transaction
from dutykit.workspace.yaml.edit import edited
from dutykit.workspace.yaml.layout import names
from dutykit.workspace.yaml.operations import Operation, PutItem, SetValue, UnsafeEditError
from dutykit.workspace.yaml.reader import Document, read_yaml
from dutykit.workspace.yaml.spans import is_flow

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Merge:
    """What merging does, or would do."""

    files: tuple[ChangedFile, ...]
    """Those that change."""
    left: tuple[str, ...]
    """Ids of indicators the plan does not have; they stay unchanged."""
    added: tuple[str, ...]
    changed: tuple[str, ...]
    """Ids of indicators that are new, and of those whose text or units change."""
    facts: SourceFacts = NO_FACTS
    outdated: tuple[tuple[str, str], ...] = ()
    """Indicators and metrics whose target quotes the former text of the indicator."""


@dataclass(slots=True)
class _Work:
    """The catalogue while it is being merged: changes to its file beside the record they must lead to."""

    operations: list[Operation]
    chapters: list[Chapter]
    nodes: list[MarkedMapping]
    section_numbers: SectionNumbers
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)


def merge_plan(root: Path, proposal: Proposal, *, dry_run: bool, on_recovery: OnRecovery = ignore_recovery) -> Merge:
    """Merge `proposal` into the workspace in `root`; with `dry_run` only work it out.

    Both files are written, or none. Raises Refusal, WorkspaceLockedError and OSError.
    """
    with transaction(root, "import", on_recovery, dry_run=dry_run) as files:
        merge = merged(root, proposal)
        files.write([Write(one.name, one.old.encode(), one.new.encode()) for one in merge.files])
        return merge


def merged(root: Path, proposal: Proposal) -> Merge:
    """What merging `proposal` into the workspace in `root` does. Writes nothing; raises Refusal."""
    catalogue_file, catalogue = _read(root, CATALOGUE_FILE, Catalogue)
    register_file, register = _read(root, REGISTER_FILE, Register)
    proposal.hold_to(register)
    if proposal.catalogue is None:
        return Merge((), (), (), ())
    try:
        work, left = _catalogue(catalogue_file, catalogue, register, proposal.catalogue, pairs_of(catalogue, proposal))
        facts = NO_FACTS
        if len(left) < len(catalogue.entries):  # else it is another document, which adds to the one that is there
            facts, operations = merge_source(catalogue_file, catalogue, proposal)
            work.operations += operations
        units, wanted_register = _register(register_file.value, register, proposal)
        new_catalogue = edited(catalogue_file, work.operations, Limits())
        new_register = edited(register_file, [*units], Limits())
    except UnsafeEditError as error:
        raise _unsafe() from error
    update: dict[str, object] = {"chapters": tuple(work.chapters), "section_numbers": work.section_numbers}
    wanted = catalogue.model_copy(update={**facts.update(catalogue), **update})
    written = _decoded(new_catalogue, Catalogue)
    if written is None or written != wanted:
        raise _unsafe()
    if _decoded(new_register, Register) != wanted_register:
        raise _unsafe()
    files = [
        ChangedFile(old.source.name, old.source.text, new.source.text)
        for old, new in ((catalogue_file, new_catalogue), (register_file, new_register))
        if old is not new
    ]
    outdated = tuple(outdated_targets(catalogue, written))
    return Merge(tuple(files), left, tuple(work.added), tuple(work.changed), facts, outdated)


def _unsafe() -> Refusal:
    return Refusal(
        _("指标体系或单位名录文件的写法特殊，无法保证自动修改后其余内容不变，未修改任何文件"),
        _("用 -o 写到另一个文件夹，再对照修改"),
    )


def _read(root: Path, name: str, kind: type[R]) -> tuple[Document, R]:
    limits = Limits()
    try:
        data = file_bytes(root / name, limits.file_bytes)
    except TooLargeError as error:
        raise Refusal(_("{file} 过大").format(file=name)) from error
    except OSError as error:
        reason = reason_of(error)
        raise Refusal(_("无法读取 {file}：{reason}").format(file=name, reason=reason)) from error
    document = read_yaml(data, name, limits)
    record, findings, complete = decode(kind, document) if document.readable else (None, [], False)
    if record is None or findings or not complete or document.findings or data[:3] == b"\xef\xbb\xbf":
        raise Refusal(
            _("{file} 有错误，未修改任何文件").format(file=name), _("先运行 dutykit validate，改正错误后再导入")
        )
    return document, record


def _decoded(document: Document, kind: type[R]) -> R | None:
    record, findings, _complete = decode(kind, document)
    return None if findings else record


def _catalogue(
    document: Document, catalogue: Catalogue, register: Register, wanted: Catalogue, pairs: Mapping[str, str]
) -> tuple[_Work, tuple[str, ...]]:
    root = document.value
    work = _Work([], list(catalogue.chapters), list(root["chapters"]), catalogue.section_numbers)
    _number_sections(work, root, wanted)
    taken = {entry.indicator.id for entry in catalogue.entries}
    updated: dict[str, Indicator] = {}
    for new_id, old_id in pairs.items():
        entry = catalogue.by_id[old_id]
        merged = _updated(work, entry.indicator, wanted.by_id[new_id].indicator, register)
        if merged != entry.indicator:
            work.changed.append(old_id)
            updated[old_id] = merged
    work.chapters = [_with(chapter, updated) for chapter in work.chapters]
    new_chapters: list[Chapter] = []
    for chapter in wanted.chapters:
        for section in chapter.sections:
            fresh = [_fresh(one, taken, work.added) for one in section.indicators if one.id not in pairs]
            if fresh:
                known = [pairs[one.id] for one in section.indicators if one.id in pairs]
                home = _home(catalogue, chapter, section, known)
                _place(work, new_chapters, chapter, section.model_copy(update={"indicators": tuple(fresh)}), home)
    work.operations += _appended(root, "chapters", [chapter_value(chapter) for chapter in new_chapters])
    work.chapters += new_chapters
    left = tuple(entry.indicator.id for entry in catalogue.entries if entry.indicator.id not in pairs.values())
    return work, left


def _number_sections(work: _Work, root: MarkedMapping, wanted: Catalogue) -> None:
    """Take over that the plan numbers its sections again in each chapter: that it does not may be for want of numbers."""
    if wanted.section_numbers in {work.section_numbers, "continuous"}:
        return
    work.operations.append(SetValue(root, "section_numbers", wanted.section_numbers, ("title",)))
    work.section_numbers = wanted.section_numbers


def _updated(work: _Work, old: Indicator, new: Indicator, register: Register) -> Indicator:
    """`old` with what the plan states now; its id, points and note stay, and its metrics but for those asked for anew."""
    node = old.node
    if node is None:
        raise UnsafeEditError
    update: dict[str, object] = {}
    if plain(old.text) != plain(new.text):
        update["text"] = new.text
    for role in ROLES:
        if {register.canonical.get(name, name) for name in old.named(role)} != set(new.named(role)):
            update[role] = new.named(role)
    if set(new.inherited) != {register.canonical.get(name, name) for name in old.inherited}:
        update["inherited"] = new.inherited
    if new.open_ended and not old.open_ended and "open_ended" not in node:
        update["open_ended"] = True
    if new.deadline and plain(new.deadline) != plain(old.deadline or ""):
        update["deadline"] = new.deadline
    if new.note and old.note is None:
        update["note"] = new.note
    for key, value in update.items():
        work.operations += _set(node, key, value)
    metrics, operations = _measured(node, old.metrics, new.metrics)
    work.operations += operations
    return old.model_copy(update={**update, "metrics": metrics})


def _measured(
    node: MarkedMapping, old: Sequence[Metric], new: Sequence[Metric]
) -> tuple[tuple[Metric, ...], list[Operation]]:
    """The metrics of an indicator with those asked for: of one that is there the target and the words it stands on change."""
    metrics = list(old)
    places = {plain(one.id): at for at, one in enumerate(old)}
    operations: list[Operation] = []
    fresh = []
    for one in new:
        at = places.get(plain(one.id))
        if at is None:
            fresh.append(one)
            continue
        there = metrics[at]
        if one.target is None or (there.unit, _bounds(there)) == (one.unit, _bounds(one)):
            continue
        if there.node is None:
            raise UnsafeEditError
        values = metric_value(one)
        update = {"unit": one.unit, "target": one.target, "because": one.because}
        operations += [SetValue(there.node, key, values[key]) for key in update if key in values]
        metrics[at] = there.model_copy(update={key: value for key, value in update.items() if key in values})
    operations += _appended(node, "metrics", [metric_value(one) for one in fresh])
    return (*metrics, *fresh), operations


def _bounds(metric: Metric) -> tuple[Number | None, Number | None]:
    return (None, None) if metric.target is None else (metric.target.min, metric.target.max)


_KEYS = ("id", "text", *ROLES, "inherited", "open_ended", "deadline", "points", "metrics", "evidence_required", "note")
"""What a plan states of an indicator, in the order in which it is written."""


def _set(node: MarkedMapping, key: str, value: object) -> Iterator[Operation]:
    """Another value under `key`; names that only come after those that are present are added to them."""
    present = node.get(key)
    if isinstance(value, tuple) and isinstance(present, MarkedSequence) and not is_flow(present):
        if list(value[: len(present)]) == present:
            yield from _appended(node, key, value[len(present) :])
        else:
            yield SetValue(node, key, value)
    else:
        yield SetValue(node, key, names(value) if isinstance(value, tuple) else value, _KEYS[: _KEYS.index(key)])


def _appended(node: MarkedMapping, key: str, items: Sequence[object]) -> Iterator[Operation]:
    """Items at the end of the list under `key`, which may be empty or missing."""
    if node.get(key):
        for item in items:
            yield PutItem(node[key], len(node[key]), item)
    elif items:
        yield SetValue(node, key, [*items])


def _with(chapter: Chapter, updated: dict[str, Indicator]) -> Chapter:
    sections = tuple(
        section.model_copy(update={"indicators": tuple(updated.get(one.id, one) for one in section.indicators)})
        for section in chapter.sections
    )
    return chapter.model_copy(update={"sections": sections})


def _fresh(indicator: Indicator, taken: set[str], added: list[str]) -> Indicator:
    """A new indicator with its own number, or the next free one where that is taken."""
    key = indicator.id
    if key in taken:
        numbers = [int(one) for one in taken if one.isascii() and one.isdecimal()]
        key = str(max(numbers, default=0) + 1)
    taken.add(key)
    added.append(key)
    return indicator.model_copy(update={"id": key})


def _home(
    catalogue: Catalogue, chapter: Chapter, section: Section, known: Sequence[str]
) -> tuple[int | None, int | None]:
    """The positions of the chapter and of the section in it that a section of the plan is.

    Where others of its indicators stand already; else those of the same titles; None where there is none.
    """
    if known:
        entry = catalogue.by_id[known[-1]]
        return entry.chapter_number - 1, _position(entry.chapter.sections, entry.section)
    at = next((n for n, one in enumerate(catalogue.chapters) if _same(one.title, chapter.title)), None)
    if at is None:
        return None, None
    sections = catalogue.chapters[at].sections
    return at, next((n for n, one in enumerate(sections) if _same(one.title, section.title)), None)


def _position(sections: Sequence[Section], section: Section) -> int:
    return next(n for n, one in enumerate(sections) if one is section)


def _place(
    work: _Work,
    new_chapters: list[Chapter],
    chapter: Chapter,
    section: Section,
    home: tuple[int | None, int | None],
) -> None:
    """Put the new indicators of a section where it is already, else below new headings."""
    at, inner = home
    if at is None:
        if new_chapters and _same(new_chapters[-1].title, chapter.title):
            last = new_chapters[-1]
            new_chapters[-1] = last.model_copy(update={"sections": (*last.sections, section)})
        else:
            new_chapters.append(chapter.model_copy(update={"sections": (section,)}))
        return
    there, node = work.chapters[at], work.nodes[at]
    if inner is None:
        sections = (*there.sections, section)
        work.operations += _appended(node, "sections", [section_value(section)])
    else:
        old = there.sections[inner]
        grown = old.model_copy(update={"indicators": (*old.indicators, *section.indicators)})
        sections = (*there.sections[:inner], grown, *there.sections[inner + 1 :])
        items = [indicator_value(one) for one in section.indicators]
        work.operations += _appended(node["sections"][inner], "indicators", items)
    work.chapters[at] = there.model_copy(update={"sections": sections})


def _same(one: str, other: str) -> bool:
    return plain(one).rstrip("。") == plain(other).rstrip("。")


def _register(root: MarkedMapping, register: Register, proposal: Proposal) -> tuple[Iterator[Operation], Register]:
    units = [unit for unit in proposal.register.units if unit.id in proposal.new]
    groups = [group for group in proposal.register.groups if group.id in proposal.new]
    added: dict[str, list[Any]] = {
        "units": [unit_value(one) for one in units],
        "groups": [group_value(one) for one in groups],
    }
    operations = (one for key, items in added.items() for one in _appended(root, key, items))
    update = {"units": (*register.units, *units), "groups": (*register.groups, *groups)}
    return operations, register.model_copy(update=update)
