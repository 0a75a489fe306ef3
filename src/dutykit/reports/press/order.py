"""The reports to make: whose, and where each is written."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dutykit.assess.letters import Reminder
from dutykit.language import _
from dutykit.model.gap import ROUND
from dutykit.model.layout import CATALOGUE_FILE
from dutykit.model.office_words import letter_title
from dutykit.model.refusal import Refusal
from dutykit.model.unit import Group, Unit
from dutykit.model.workspace import Workspace
from dutykit.reports.kinds import KINDS, ReportKind, Scope
from dutykit.typeset.html import Medium
from dutykit.workspace.asked_names import known_unit
from dutykit.workspace.file_stem import file_stem
from dutykit.workspace.writing.output_file import refuse_own_file, usual_folder

RECTIFICATION = next(kind for kind in KINDS if kind.name == "rectification")
LETTER = next(kind for kind in KINDS if kind.name == "letter")
EVALUATION: dict[Scope, str] = {"unit": "unit", "city": "city"}
"""The kind that is made where none is named."""


@dataclass(frozen=True, slots=True)
class Order:
    """One report to make."""

    root: Path
    """The workspace's folder."""
    unit: str | None
    """The unit's id; None for the report on all units."""
    path: Path
    """Where to write it."""
    kind: str | None = None
    """The name of its kind; None for the evaluation report."""
    reminder: Reminder | None = None
    """The letter to make, where it is one."""

    @property
    def scope(self) -> Scope:
        """Whether it is on one unit or on all."""
        return "city" if self.unit is None else "unit"

    @property
    def name(self) -> str:
        """Whose report it is, for the user."""
        return _("全市") if self.unit is None else self.unit


def unit_named(workspace: Workspace, name: str) -> Unit:
    """The unit that `name`, an id or an alias, means. Raises Refusal."""
    found = workspace.register.find(name)
    if isinstance(found, Group) and (members := workspace.register.members_of(found)):
        message = _("“{name}”是统称，报告按单位生成").format(name=name)
        raise Refusal(message, _("指定其中一个单位：{names}").format(names=_("、").join(members)))
    return known_unit(workspace, name)


def orders_for(
    workspace: Workspace,
    subjects: Iterable[str | None],
    *,
    medium: Medium,
    output: str | None,
    kind: ReportKind | None = None,
) -> list[Order]:
    """An order for each of `subjects`: a unit's id, or None for all units together.

    Without a `kind` they are evaluation reports. `output` is a folder if there are several, or if it is one already
    or has no extension, else the file. Raises Refusal if a report would overwrite a file of the workspace,
    or have nothing to say because a unit has no assignment.
    """
    subjects = [*dict.fromkeys(subjects)]
    if kind is None or not kind.without_duties:
        require_duties(workspace, subjects)
    of_kind = None if kind is None or kind.name in EVALUATION.values() else kind
    name = of_kind.name if of_kind else None
    path = usual_folder() if output is None else Path(output)
    if output is not None and len(subjects) == 1 and _names_a_file(output):
        orders = [Order(workspace.root, subjects[0], path, name)]
    else:
        taken: set[str] = set()
        suffix = f"-{of_kind.title}" if of_kind else ""
        files = [_file_name(f"{one or '全市'}{suffix}", medium, taken) for one in subjects]
        orders = [Order(workspace.root, one, path / file, name) for one, file in zip(subjects, files, strict=True)]
    for order in orders:
        refuse_own_file(order.path)
    return orders


def letter_orders(orders: Iterable[Order], letters: Sequence[Reminder]) -> list[Order]:
    """Those for units as one for each of `letters`, in a file named for its stage and colour: none takes another's place.

    Where the user named the file, what a unit gets beside its first one is named for the stage as well.
    Raises Refusal as `orders_for` does.
    """
    found: list[Order] = []
    taken: set[str] = set()
    for order in orders:
        is_named = order.path.stem != file_stem(f"{order.unit}-{LETTER.title}")
        for one in (one for one in letters if one.unit == order.unit):
            path = order.path
            name = f"{order.unit}-{one.letter.stage}-{letter_title(one.letter)}"
            if is_named:
                name = f"{path.stem}-{one.letter.stage}" if path.name.casefold() in taken else path.stem
            path = path.with_name(_file_name(name, path.suffix[1:], taken))
            refuse_own_file(path)
            found.append(replace(order, path=path, reminder=one))
    return found


def joint_order(roots: Sequence[Path], *, medium: Medium, output: str | None, kind: ReportKind) -> Order:
    """An order for the one report of `kind` on all the workspaces `roots`. Raises Refusal as `orders_for` does."""
    path = usual_folder() if output is None else Path(output)
    if output is None or not _names_a_file(output):
        path /= _file_name(f"各市-{kind.title}", medium, set())
    refuse_own_file(path)
    return Order(roots[0], None, path, kind.name)


def all_units(workspace: Workspace) -> list[str]:
    """The ids of the units that owe an indicator, in the register's order."""
    owing = workspace.responsibilities.by_unit
    return [unit for unit in workspace.register.by_id if unit in owing]


def without_problems(
    workspace: Workspace, cycle: int | None, kind: ReportKind, subjects: Iterable[str | None]
) -> list[str]:
    """The units of `subjects` that a rectification report would have nothing to say of: none found, none left over."""
    if kind.views != RECTIFICATION.views:
        return []
    year = workspace.cycle if cycle is None else cycle
    return [one for one in subjects if one is not None and not _has_problems(workspace, one, year or 0)]


def _has_problems(workspace: Workspace, unit: str, cycle: int) -> bool:
    found = any(one.key.cycle == cycle for one in workspace.problems_of(unit))
    found = found or bool(workspace.gaps.of(ROUND, units=(unit,)))  # what could not be read may hold some
    return found or bool(workspace.rectification.open_before(unit, cycle, workspace.register))


def require_duties(workspace: Workspace, subjects: Iterable[str | None]) -> None:
    """Refuse the units of `subjects` that have no assignment."""
    owing = workspace.responsibilities.by_unit
    idle = [one for one in subjects if one is not None and one not in owing]
    if idle:
        message = _("{unit}不承担任何指标，没有可报告的内容").format(unit="、".join(idle))
        fix = _("在 {file} 中核对指标的责任分工；对该单位提出的问题，用 --kind rectification 生成整改报告")
        raise Refusal(message, fix.format(file=CATALOGUE_FILE))


def _names_a_file(output: str) -> bool:
    if output.endswith(("/", os.sep)) or not Path(output).suffix:
        return False
    return not os.path.isdir(output)  # Path's raises where a name is too long


def _file_name(subject: str, medium: str, taken: set[str]) -> str:
    """A file name for `subject` that stays in its folder and is not yet in `taken`."""
    stem = file_stem(subject)
    name, number = f"{stem}.{medium}", 1
    while name.casefold() in taken:  # some disks do not tell capital letters from small ones
        number += 1
        name = f"{stem}-{number}.{medium}"
    taken.add(name.casefold())
    return name
