"""The names of two units that become one, in the files that all units share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dutykit.language import _
from dutykit.model.catalogue import Catalogue, Indicator
from dutykit.model.cycle import Differing, Timetable
from dutykit.model.place import MarkedMapping
from dutykit.model.role import ROLES
from dutykit.model.settings import Settings, numbered
from dutykit.model.unit import Group, Register, Unit
from dutykit.workspace.edited_file import EditedFile
from dutykit.workspace.yaml.answers import node_of
from dutykit.workspace.yaml.operations import Drop, RenameKey, SetValue
from dutykit.workspace.yaml.record_edits import field_edit, items_edit, names_edit


@dataclass(frozen=True, slots=True)
class Pair:
    """The two units, and what names mean before they are one."""

    kept: Unit
    gone: Unit
    register: Register

    def is_gone(self, name: str) -> bool:
        """Whether a name means the unit that goes."""
        return self.register.canonical.get(name, name) == self.gone.id

    def joined(self, names: Sequence[str]) -> tuple[str, ...]:
        """A list of names with the kept unit in the place of the other, each unit once."""
        found: dict[str, str] = {}
        for name in names:
            key = self.register.canonical.get(name, name)
            name = self.kept.id if key == self.gone.id else name  # noqa: PLW2901 (the name it has now)
            found.setdefault(self.kept.id if key == self.gone.id else key, name)
        return tuple(found.values())


def join_register(file: EditedFile, pair: Pair, *, as_successor: bool = False) -> Iterator[str]:
    """Change the register; gives what was done, in words.

    The kept unit gets the names of the other as its own; with `as_successor` it states that it succeeds it.
    """
    register = file.record
    assert isinstance(register, Register)  # noqa: S101 (for the type checker)
    kept, gone = register.by_id[pair.kept.id], register.by_id[pair.gone.id]
    node = node_of(kept)
    known = {kept.id, *kept.aliases}
    new = [name for name in dict.fromkeys((gone.id, *gone.aliases)) if name not in known]
    former = dict.fromkeys(one for one in (*kept.succeeds, *gone.succeeds) if one not in {kept.id, gone.id})
    if as_successor:
        former[gone.id] = None
    else:
        file.add(names_edit(node, Unit, "aliases", (*kept.aliases, *new)))
    file.add(names_edit(node, Unit, "succeeds", tuple(former)))
    others = dict.fromkeys((*kept.distinct_from, *gone.distinct_from))
    distinct = [one for one in others if register.canonical.get(one, one) not in {kept.id, gone.id}]
    file.add(names_edit(node, Unit, "distinct_from", distinct))
    if gone.note and gone.note != kept.note:
        file.add(field_edit(node, Unit, "note", f"{kept.note}；{gone.note}" if kept.note else gone.note))
    yield _("{kept}增加简称：{names}；删去单位{gone}").format(kept=kept.id, names=_("、").join(new), gone=gone.id)
    for one in register.units:
        wanted = pair.joined(one.distinct_from)
        if one.id not in {kept.id, gone.id} and wanted != one.distinct_from:
            file.add(names_edit(node_of(one), Unit, "distinct_from", wanted))
    for group in register.groups:
        members = pair.joined(group.members)
        if members != group.members:
            file.add(names_edit(node_of(group), Group, "members", members))
            yield _("“{group}”的所含单位改为：{names}").format(group=group.id, names=_("、").join(members))
    position = next(at for at, one in enumerate(register.units) if one is gone)
    file.add(items_edit(file.root, Register, "units", {position}, ()))


def join_catalogue(file: EditedFile, pair: Pair) -> Iterator[str]:
    """Change the assignments; of two of one indicator the weightier role stays."""
    catalogue = file.record
    assert isinstance(catalogue, Catalogue)  # noqa: S101 (for the type checker)
    changed = []
    for entry in catalogue.entries:
        indicator, is_named = entry.indicator, False
        before = len(file.operations)
        for role in ROLES:
            wanted = pair.joined(indicator.named(role))
            means_kept = {pair.register.canonical.get(name, name) == pair.kept.id for name in wanted}
            if is_named and True in means_kept:
                wanted = tuple(name for name in wanted if pair.register.canonical.get(name, name) != pair.kept.id)
            is_named = is_named or True in means_kept
            if wanted != indicator.named(role):
                file.add(names_edit(node_of(indicator), Indicator, role, wanted))
        if indicator.inherited and pair.joined(indicator.inherited) != indicator.inherited:
            file.add(names_edit(node_of(indicator), Indicator, "inherited", pair.joined(indicator.inherited)))
        if len(file.operations) > before:
            changed.append(indicator.id)
    if changed:
        text = _("指标 {ids} 的责任分工中，{gone}改为{kept}")
        yield text.format(ids=_("、").join(changed), gone=pair.gone.id, kept=pair.kept.id)


def join_timetable(file: EditedFile, pair: Pair) -> Iterator[str]:
    """Change the units whose dates differ."""
    timetable = file.record
    assert isinstance(timetable, Timetable)  # noqa: S101 (for the type checker)
    for one in timetable.cycles:
        for stage in one.stages:
            for term in stage.differs:
                wanted = pair.joined(term.units)
                if wanted != term.units:
                    file.add(names_edit(node_of(term), Differing, "units", wanted))
                    text = _("{cycle} 年度“{stage}”时间不同的单位改为：{names}")
                    yield text.format(cycle=one.cycle, stage=stage.name, names=_("、").join(wanted))


def join_settings(file: EditedFile, pair: Pair, moved: dict[str, str]) -> Iterator[str]:
    """Change document numbers and waivers; `moved` are the new names of files."""
    settings = file.record
    assert isinstance(settings, Settings)  # noqa: S101 (for the type checker)
    report = file.root.get("report")
    numbers = report.get("numbers") if isinstance(report, MarkedMapping) else None
    for key in settings.report.numbers:
        unit, kind = numbered(key, pair.register.canonical)
        if not isinstance(numbers, MarkedMapping) or not pair.is_gone(unit):
            continue
        name = f"{pair.kept.id}/{kind}" if kind else pair.kept.id
        if name in settings.report.numbers:
            file.add([Drop(numbers, key)])
            yield _("删去发文字号 {number}（{kept}已有）").format(
                number=settings.report.numbers[key], kept=pair.kept.id
            )
        else:
            file.add([RenameKey(numbers, key, name)])
            yield _("发文字号 {number} 改属{kept}").format(number=settings.report.numbers[key], kept=pair.kept.id)
    for waiver in settings.waivers:
        if waiver.file in moved:
            file.add([SetValue(node_of(waiver), "file", moved[waiver.file])])
            yield _("豁免的文件改为 {file}").format(file=moved[waiver.file])
