"""Merge a plan into a workspace that has a catalogue: ids, comments and everything the plan does not speak of stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from dutykit.language import _, reason_of
from dutykit.model.catalogue import ROLES, Catalogue, Chapter, Indicator, Section, SectionNumbers
from dutykit.model.layout import CATALOGUE_FILE, REGISTER_FILE
from dutykit.model.place import MarkedMapping
from dutykit.model.record import Record
from dutykit.model.refusal import Refusal
from dutykit.model.settings import Limits
from dutykit.model.unit import Register
from dutykit.plans.proposal import Proposal
from dutykit.plans.source import NO_FACTS, SourceFacts, merge_source
from dutykit.text.likeness import closest
from dutykit.workspace.catalogue_writer import flow_list, group_lines, indicator_lines, scalar, unit_lines
from dutykit.workspace.decode import decode
from dutykit.workspace.file_bytes import TooLargeError, file_bytes
from dutykit.workspace.writing.atomic_file import write_atomically
from dutykit.workspace.writing.changed_file import ChangedFile
from dutykit.workspace.writing.lock import workspace_lock
from dutykit.workspace.yaml.editor import UnsafeEditError
from dutykit.workspace.yaml.insertion import Insertion
from dutykit.workspace.yaml.reader import Document, read_yaml

R = TypeVar("R", bound=Record)

_ALIKE = 80.0
"""Percent from which on a text is another version of one that is there."""


@dataclass(frozen=True, slots=True)
class Merge:
    """What merging does, or would do."""

    files: tuple[ChangedFile, ...]
    """Those that change."""
    left: tuple[str, ...]
    """Ids of indicators the plan does not have; they stay as they are."""
    added: tuple[str, ...]
    changed: tuple[str, ...]
    """Ids of indicators that are new, and of those whose text or units change."""
    facts: SourceFacts = NO_FACTS


@dataclass(slots=True)
class _Work:
    """The catalogue while it is being merged: edits of its text beside the record they must lead to."""

    insertion: Insertion
    chapters: list[Chapter]
    nodes: list[MarkedMapping]
    section_numbers: SectionNumbers
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)


def merge_plan(root: Path, proposal: Proposal, *, dry_run: bool) -> Merge:
    """Merge `proposal` into the workspace in `root`; with `dry_run` only work it out.

    Both files are ready before the first is written, and each is replaced whole. Raises Refusal,
    WorkspaceLockedError and OSError.
    """
    if dry_run:
        return _planned(root, proposal)
    with workspace_lock(root):
        merge = _planned(root, proposal)
        done: list[ChangedFile] = []
        try:
            for file in merge.files:
                write_atomically(root / file.name, file.new.encode())
                done.append(file)
        except OSError:
            for file in done:
                write_atomically(root / file.name, file.old.encode())
            raise
        return merge


def _planned(root: Path, proposal: Proposal) -> Merge:
    catalogue_file, catalogue = _read(root, CATALOGUE_FILE, Catalogue)
    register_file, register = _read(root, REGISTER_FILE, Register)
    if proposal.catalogue is None:
        return Merge((), (), (), ())
    try:
        work, left = _catalogue(catalogue_file, catalogue, register, proposal.catalogue)
        facts = NO_FACTS
        if len(left) < len(catalogue.entries):  # else it is another document, which adds to the one that is there
            facts = merge_source(work.insertion, catalogue_file.value, catalogue, proposal)
        units, wanted_register = _register(register_file, register, proposal)
        new_catalogue, new_register = work.insertion.text(), units.text()
    except UnsafeEditError as error:
        raise _unsafe() from error
    update: dict[str, object] = {"chapters": tuple(work.chapters), "section_numbers": work.section_numbers}
    wanted = catalogue.model_copy(update={**facts.update(catalogue), **update})
    if _decoded(new_catalogue, CATALOGUE_FILE, Catalogue) != wanted:
        raise _unsafe()
    if _decoded(new_register, REGISTER_FILE, Register) != wanted_register:
        raise _unsafe()
    files = [
        ChangedFile(name, old.source.text, new)
        for name, old, new in (
            (CATALOGUE_FILE, catalogue_file, new_catalogue),
            (REGISTER_FILE, register_file, new_register),
        )
        if old.source.text != new
    ]
    return Merge(tuple(files), left, tuple(work.added), tuple(work.changed), facts)


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


def _decoded(text: str, name: str, kind: type[R]) -> R | None:
    document = read_yaml(text.encode(), name, Limits())
    if not document.readable or document.findings:
        return None
    record, findings, _complete = decode(kind, document)
    return None if findings else record


def _catalogue(
    document: Document, catalogue: Catalogue, register: Register, wanted: Catalogue
) -> tuple[_Work, tuple[str, ...]]:
    root = document.value
    work = _Work(Insertion(document), list(catalogue.chapters), list(root["chapters"]), catalogue.section_numbers)
    _number_sections(work, root, wanted)
    pairs = _pairs(catalogue, wanted)
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
    work.insertion.append(root, "chapters", [_chapter_lines(chapter) for chapter in new_chapters])
    work.chapters += new_chapters
    left = tuple(entry.indicator.id for entry in catalogue.entries if entry.indicator.id not in pairs.values())
    return work, left


def _number_sections(work: _Work, root: MarkedMapping, wanted: Catalogue) -> None:
    """Take over that the plan numbers its sections anew in each chapter: that it does not may be for want of numbers."""
    if wanted.section_numbers in {work.section_numbers, "continuous"}:
        return
    if "section_numbers" in root:
        work.insertion.set_text(root, "section_numbers", wanted.section_numbers)
    else:
        work.insertion.add_key(root, "title", f"section_numbers: {wanted.section_numbers}")
    work.section_numbers = wanted.section_numbers


def _pairs(catalogue: Catalogue, wanted: Catalogue) -> dict[str, str]:
    """The indicators of the plan that are there already, each with the id it has there.

    The same text first; then, of those left, one much like it, the same number before others.
    """
    there: dict[str, str] = {}
    for entry in catalogue.entries:
        there.setdefault(entry.indicator.text_fingerprint, entry.indicator.id)
    pairs: dict[str, str] = {}
    for entry in wanted.entries:
        old = there.get(entry.indicator.text_fingerprint)
        if old is not None and old not in pairs.values():
            pairs[entry.indicator.id] = old
    free = {
        "".join(entry.indicator.text.split()): entry.indicator.id
        for entry in catalogue.entries
        if entry.indicator.id not in set(pairs.values())
    }
    for entry in wanted.entries:
        one = entry.indicator
        if one.id in pairs or not free:
            continue
        same_number = [words for words, key in free.items() if key == one.id]
        text = "".join(one.text.split())
        alike = closest(text, same_number, threshold=_ALIKE) or closest(text, free, threshold=_ALIKE)
        if alike is not None:
            pairs[one.id] = free.pop(alike)
    return pairs


def _updated(work: _Work, old: Indicator, new: Indicator, register: Register) -> Indicator:
    """`old` with what the plan says now; its id, points, metrics and notes stay."""
    node = old.node
    if node is None:
        raise UnsafeEditError
    update: dict[str, object] = {}
    if old.text_fingerprint != new.text_fingerprint:
        work.insertion.set_text(node, "text", new.text)
        update["text"] = new.text
    last = "text"
    for role in ROLES:
        names = new.named(role)
        if {register.canonical.get(name, name) for name in old.named(role)} != set(names):
            if role in node:
                work.insertion.set_names(node, role, names)
            else:
                work.insertion.add_key(node, last, f"{role}: {flow_list(names)}")
            update[role] = names
        last = role if role in node else last
    if set(new.inherited) != {register.canonical.get(name, name) for name in old.inherited}:
        if "inherited" in node:
            work.insertion.set_names(node, "inherited", new.inherited)
        else:
            work.insertion.add_key(node, last, f"inherited: {flow_list(new.inherited)}")
        update["inherited"] = new.inherited
    if new.open_ended and not old.open_ended and "open_ended" not in node:
        work.insertion.add_key(node, last, "open_ended: true")
        update["open_ended"] = True
    if new.deadline and new.deadline != old.deadline:
        if "deadline" in node:
            work.insertion.set_text(node, "deadline", new.deadline)
        else:
            work.insertion.add_key(node, last, f"deadline: {scalar(new.deadline)}")
        update["deadline"] = new.deadline
    return old.model_copy(update=update)


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
    """Put the new indicators of a section where it stands already, else below new headings."""
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
        work.insertion.append(node, "sections", [_section_lines(section)])
    else:
        old = there.sections[inner]
        grown = old.model_copy(update={"indicators": (*old.indicators, *section.indicators)})
        sections = (*there.sections[:inner], grown, *there.sections[inner + 1 :])
        items = [indicator_lines(one) for one in section.indicators]
        work.insertion.append(node["sections"][inner], "indicators", items)
    work.chapters[at] = there.model_copy(update={"sections": sections})


def _same(one: str, other: str) -> bool:
    return "".join(one.split()).rstrip("。") == "".join(other.split()).rstrip("。")


def _section_lines(section: Section) -> list[str]:
    lines = [f"- title: {scalar(section.title)}"]
    if section.note:
        lines.append(f"  note: {scalar(section.note)}")
    lines.append("  indicators:")
    lines.extend(f"    {line}" for one in section.indicators for line in indicator_lines(one))
    return lines


def _chapter_lines(chapter: Chapter) -> list[str]:
    lines = [f"- title: {scalar(chapter.title)}"]
    if chapter.note:
        lines.append(f"  note: {scalar(chapter.note)}")
    lines.append("  sections:")
    lines.extend(f"    {line}" for section in chapter.sections for line in _section_lines(section))
    return lines


def _register(document: Document, register: Register, proposal: Proposal) -> tuple[Insertion, Register]:
    insertion = Insertion(document)
    units = [unit for unit in proposal.register.units if unit.id in proposal.new]
    groups = [group for group in proposal.register.groups if group.id in proposal.new]
    root = document.value
    insertion.append(root, "units", [unit_lines(unit) for unit in units])
    if groups and "groups" not in root:
        lines = ["groups:", *(f"  {line}" for group in groups for line in group_lines(group))]
        insertion.add_lines_at_end(lines)
    else:
        insertion.append(root, "groups", [group_lines(group) for group in groups])
    grown = register.model_copy(
        update={"units": _joined(register.units, units), "groups": _joined(register.groups, groups)}
    )
    return insertion, grown


T = TypeVar("T")


def _joined(old: Sequence[T], new: Sequence[T]) -> tuple[T, ...]:
    return (*old, *new)
