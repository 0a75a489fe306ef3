"""The plan of a new year: its own numbers and words, with what the old year's catalogue, units and scoring add to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from dutykit.assess.compare import CatalogueChanges, Side, compare_catalogues
from dutykit.language import _
from dutykit.model.catalogue import Catalogue, Indicator
from dutykit.model.layout import CATALOGUE_FILE, REGISTER_FILE, SCORING_FILE
from dutykit.model.record import Number
from dutykit.model.refusal import Refusal
from dutykit.model.settings import Limits
from dutykit.model.unit import Group, Register, Unit
from dutykit.model.workspace import Workspace
from dutykit.plans.importing import origin_line
from dutykit.plans.proposal import Proposal, propose
from dutykit.workspace.assemble import load_record
from dutykit.workspace.catalogue_writer import catalogue_text, group_value, unit_value
from dutykit.workspace.decode import decode
from dutykit.workspace.file_before import unsafe_edit
from dutykit.workspace.file_bytes import file_bytes
from dutykit.workspace.yaml.edit import edited
from dutykit.workspace.yaml.operations import Drop, Operation, PutItem, RenameKey, SetValue, UnsafeEditError
from dutykit.workspace.yaml.reader import Document, read_yaml
from dutykit.workspace.yaml.scalar_text import id_value


def next_year_files(workspace: Workspace, proposal: Proposal, units: Path | None = None) -> dict[str, bytes]:
    """The catalogue, the units and the scoring of the year that the plan `proposal` is for, by their names.

    Indicators are matched by their texts. The plan's numbers, texts and units count; metrics, points and whether
    evidence is required go on, as do all units with their aliases and all groups with their members. `units` is a
    register to begin from in place of the present one. Raises Refusal.
    """
    if proposal.catalogue is None:
        message = _("方案中没有责任单位标注，没有可导入的指标")
        raise Refusal(message, _("确认该文件是任务分解方案的原文"))
    data, register = _register(workspace, units)
    if units is not None:
        proposal = propose(proposal.plan, register, proposal.catalogue.title)
    proposal.hold_to(register)
    planned = proposal.catalogue
    if planned is None:  # the same plan again
        raise Refusal(_("方案中没有责任单位标注，没有可导入的指标"))
    register_data, register = _with_new_units(workspace, data, register, proposal)
    changes = compare_catalogues(Side(workspace.catalogue, workspace.register), Side(planned, register))
    catalogue = _with_what_goes_on(planned, changes)
    text = catalogue_text(catalogue, [origin_line(catalogue.source)])
    record, findings, _complete = decode(Catalogue, read_yaml(text.encode(), CATALOGUE_FILE, workspace.settings.limits))
    if record != catalogue or findings:
        raise Refusal(_("方案的内容无法写成指标体系文件"), _("用 dutykit import 检查方案"))
    files = {CATALOGUE_FILE: text.encode(), REGISTER_FILE: register_data}
    scoring = _scoring(workspace, changes)
    return files if scoring is None else {**files, SCORING_FILE: scoring}


def _register(workspace: Workspace, units: Path | None) -> tuple[bytes, Register]:
    if units is None:
        return workspace.sources[REGISTER_FILE].data, workspace.register
    register, problem = load_record(Register, units)
    if register is None:
        raise Refusal(_("无法读取 {path}：{problem}").format(path=units, problem=problem))
    return file_bytes(units, workspace.settings.limits.file_bytes), register


def _with_new_units(
    workspace: Workspace, data: bytes, register: Register, proposal: Proposal
) -> tuple[bytes, Register]:
    """The register's file with the units and groups that the plan names and nobody knows."""
    units: list[Unit] = [one for one in proposal.register.units if one.id in proposal.new]
    groups: list[Group] = [one for one in proposal.register.groups if one.id in proposal.new]
    limits = workspace.settings.limits
    document = read_yaml(data, REGISTER_FILE, limits)
    added: tuple[tuple[str, list[object]], ...] = (
        ("units", [unit_value(one) for one in units]),
        ("groups", [group_value(one) for one in groups]),
    )
    operations: list[Operation] = []
    for key, items in added:
        if items and document.value.get(key):
            operations += [PutItem(document.value[key], len(document.value[key]), item) for item in items]
        elif items:
            operations.append(SetValue(document.value, key, items))
    try:
        after = edited(document, operations, limits)
    except UnsafeEditError:
        raise unsafe_edit(REGISTER_FILE, _("先在名录中手工补充方案新提到的单位")) from None
    record, _findings, _complete = decode(Register, after)
    return after.source.data, record or register


def _with_what_goes_on(planned: Catalogue, changes: CatalogueChanges) -> Catalogue:
    former = {one.new.indicator.id: one.old.indicator for one in changes.matched}

    def grown(indicator: Indicator) -> Indicator:
        old = former.get(indicator.id)
        if old is None:
            return indicator
        known = {metric.id for metric in old.metrics}
        metrics = (*old.metrics, *(metric for metric in indicator.metrics if metric.id not in known))
        return indicator.model_copy(
            update={"points": old.points, "metrics": metrics, "evidence_required": old.evidence_required}
        )

    chapters = []
    for chapter in planned.chapters:
        sections = tuple(
            section.model_copy(update={"indicators": tuple(map(grown, section.indicators))})
            for section in chapter.sections
        )
        chapters.append(chapter.model_copy(update={"sections": sections}))
    return planned.model_copy(update={"chapters": tuple(chapters)})


def _scoring(workspace: Workspace, changes: CatalogueChanges) -> bytes | None:
    """The scoring's file with points and weights under the new numbers; None where it stays as it is.

    A heading's points go on where all its indicators that go on are under one new heading.
    """
    scoring = workspace.scoring
    if scoring is None or scoring.node is None:
        return None
    ids = {one.old.indicator.id: one.new.indicator.id for one in changes.matched}
    sections = _headings([(str(one.old.section_number), str(one.new.section_number)) for one in changes.matched])
    chapters = _headings([(str(one.old.chapter_number), str(one.new.chapter_number)) for one in changes.matched])
    limits = workspace.settings.limits
    document = read_yaml(workspace.sources[SCORING_FILE].data, SCORING_FILE, limits)
    wanted: tuple[tuple[tuple[str, ...], Mapping[str, Number], Mapping[str, str]], ...] = (
        (("points", "indicators"), scoring.points.indicators, ids),
        (("points", "sections"), scoring.points.sections, sections),
        (("points", "chapters"), scoring.points.chapters, chapters),
        (("weights",), scoring.weights, chapters),
    )
    for path, given, numbers in wanted:
        document = _renumbered(document, path, dict(given), numbers)
    return document.source.data


def _headings(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The new number of each heading that has one and only one, and that it does not share with another."""
    found: dict[str, set[str]] = {}
    for old, new in pairs:
        found.setdefault(old, set()).add(new)
    single = {old: next(iter(new)) for old, new in found.items() if len(new) == 1}
    taken = list(single.values())
    return {old: new for old, new in single.items() if taken.count(new) == 1}


def _renumbered(
    document: Document, path: tuple[str, ...], given: dict[str, Number], numbers: Mapping[str, str]
) -> Document:
    """The document with what is `given` at `path` under its new numbers, and without what has none. Raises Refusal."""
    new = {numbers[old]: value for old, value in given.items() if old in numbers}
    if new == given:
        return document
    holder = document.value
    for step in path[:-1]:
        holder = holder[step]
    node = holder[path[-1]]
    renamed: list[Operation] = [
        RenameKey(node, old, id_value(numbers[old])) if old in numbers else Drop(node, old)
        for old in given
        if numbers.get(old) != old
    ]
    ways: tuple[list[Operation], ...] = (
        renamed if new else [Drop(holder, path[-1])],
        [SetValue(holder, path[-1], new)],
    )
    for operations in ways:
        with suppress(UnsafeEditError):
            return edited(document, operations, Limits())
    raise unsafe_edit(SCORING_FILE, _("把 points、weights 写成普通的列表，不使用引用和锚点（YAML）"))
