"""The arguments of `dutykit report`: which reports, in which format, and whether they go together."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from dutykit.language import _
from dutykit.model.refusal import Refusal

if TYPE_CHECKING:
    from dutykit.assess.letters import Reminder
    from dutykit.model.letter import Color
    from dutykit.model.workspace import Workspace
    from dutykit.reports.kinds import ReportKind
    from dutykit.reports.press.batch import Batch
    from dutykit.reports.press.order import Order

MediumWord = Literal["pdf", "html", "docx"]
EngineWord = Literal["local", "dask"]
OVERVIEW = "overview"
CITY_KINDS = frozenset({"city", OVERVIEW})
"""The kinds that are on all units together, also where nothing says so."""
_MEDIUM_OF: dict[str, MediumWord] = {".html": "html", ".htm": "html", ".docx": "docx"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsAsked:
    """The arguments as given."""

    paths: tuple[Path, ...]
    workspace: Path | None
    units: tuple[str, ...]
    every: bool
    city: bool
    together: bool
    """Whether one report on all workspaces is asked for."""
    kind: str | None
    asked_medium: MediumWord | None
    output: str | None
    cycle: int | None
    as_of: str | None
    attach: bool
    template: Path | None
    dump_context: bool
    watched: bool
    force: bool
    engine: EngineWord
    scheduler: str | None
    issue: bool = False
    """Letters only: number and log them."""
    letter_color: Color | None = None
    by: str | None = None

    @property
    def alone(self) -> bool:
        """Whether one report is asked for."""
        return len(self.units or "1") == 1 and not self.every and (self.together or len(self.paths) < 2)

    @property
    def medium(self) -> MediumWord:
        """The format asked for, else what the office's own form or the output's name states."""
        named = _MEDIUM_OF.get(Path(self.output or "").suffix.lower(), "pdf")
        return self.asked_medium or (named if self.template is None else "docx")

    @property
    def prints_now(self) -> bool:
        """Whether the first thing needed is a process that sets pages."""
        return self.medium == "pdf" and not self.watched and not self.dump_context

    def check(self) -> None:
        """Raise Refusal for arguments that do not go together."""
        several = len(self.paths) > 1
        faults: tuple[tuple[bool, str, str | None], ...] = (
            (
                sum((bool(self.units), self.every, self.city)) > 1,
                _("--unit、--city、--all 不能同时使用"),
                _("只保留其中一个"),
            ),
            (
                not (self.units or self.every or self.city),
                _("未指定报告范围"),
                _("使用 --unit 单位、--city、--all 之一"),
            ),
            (
                (self.engine == "dask") != (self.scheduler is not None),
                _("--engine dask 和 --scheduler 必须同时使用"),
                None,
            ),
            (
                bool(self.units) and several,
                _("--unit 只能用于一个工作区"),
                _("改用 --all 或 --city 生成多个工作区的报告"),
            ),
            (
                (self.watched or self.dump_context) and several,
                _("--watch 和 --dump-context 每次只能用于一个工作区"),
                None,
            ),
            (
                self.template is not None and self.medium != "docx",
                _("--template 只能用于 Word 报告"),
                _("去掉 --format，或使用 --format docx"),
            ),
            (
                self.attach and self.medium != "pdf",
                _("--attach 只能用于 PDF 报告"),
                _("改用 --format pdf；HTML 和 Word 报告不能附带文件"),
            ),
            (
                self.issue and (several or self.watched or self.dump_context),
                _("--issue 不能与 --watch、--dump-context 同时使用，每次只能用于一个工作区"),
                None,
            ),
        )
        for wrong, message, fix in faults:
            if wrong:
                raise Refusal(message, fix)
        if not self.dump_context:
            self._check_output()

    def _check_output(self) -> None:
        """Refuse an output that is named as a file of another format, or as a file where it is a folder."""
        from dutykit.output.formats import is_named_otherwise, unlike_folder, unlike_name

        if self.output is None or self.output.endswith(("/", os.sep)):
            return
        output = Path(self.output)
        wrong = None if self.alone else unlike_folder(output)
        there = os.path.isdir(output)  # noqa: PTH112 # Path's raises where a name is too long
        if self.alone and not there and is_named_otherwise(output, self.medium):
            wrong = unlike_name(output, self.medium)
        if wrong is not None:
            raise Refusal(*wrong)

    def orders(self, opened: Workspace, path: str | None) -> tuple[list[Order], list[str]]:
        """The reports to make of `opened`, and what the user must know of their numbers. Raises Refusal."""
        from dutykit.model.gap import ASSIGNMENTS
        from dutykit.output.gap_note import refuse_gaps
        from dutykit.reports.numbers import issuer_notes, number_notes
        from dutykit.reports.press.order import (
            LETTER,
            all_units,
            letter_orders,
            orders_for,
            unit_named,
            without_problems,
        )
        from dutykit.workspace.unreached_words import refuse_unreached, unreached_lines

        opened = of_cycle(opened, self.cycle)
        if self.every or self.city:
            refuse_unreached(opened)
        subjects = [*all_units(opened), None] if self.every else [unit_named(opened, name).id for name in self.units]
        subjects += [None] if self.city else []
        kind = None if self.kind is None else kind_asked(opened.root, self.kind, units=bool(self.units), city=self.city)
        if self.every and kind is not None:
            subjects = [one for one in subjects if ("city" if one is None else "unit") in kind.views]
        if self.every and kind is not None and not subjects:  # not known: what states who owes what was not read
            refuse_gaps(opened.gaps.of(ASSIGNMENTS, cycle=self.cycle), _(kind.title))
        notes: list[str] = []
        letters: list[Reminder] | None = None
        if kind is not None and kind.views == LETTER.views:
            letters, notes = self._letters(opened, subjects)
            subjects = [one.unit for one in letters]
        elif self.issue or self.letter_color is not None:
            raise Refusal(_("--issue 和 --letter-color 只能用于催办函"), _("加上 --kind letter"))
        empty = [] if kind is None else without_problems(opened, self.cycle, kind, subjects)
        subjects = [one for one in subjects if one not in empty]
        if empty:
            message = _("没有需要整改的问题，不生成整改报告：{units}").format(units=_("、").join(empty))
            if not subjects:
                raise Refusal(message, _("用 dutykit ledger 查看有问题的单位"))
        orders = orders_for(opened, subjects, medium=self.medium, output=path, kind=kind)
        orders = orders if letters is None else letter_orders(orders, letters)
        year = opened.cycle if self.cycle is None else self.cycle
        if self.every or self.city:
            notes += [_("注意：{text}").format(text=line) for line in unreached_lines(opened)]
        notes += [message] if empty else []
        notes += issuer_notes(opened, orders)
        return orders, notes if year is None else [*notes, *number_notes(opened, year, orders)]

    def joint_batch(self, roots: Sequence[Path], day: dt.date) -> Batch:
        """The one report on all of `roots` together. Raises Refusal."""
        from dutykit.reports.joint import cities_of
        from dutykit.reports.press.batch import Batch
        from dutykit.reports.press.order import joint_order

        kind = kind_asked(roots[0], self.kind or "", units=False, city=True)
        order = joint_order(roots, medium=self.medium, output=self.output, kind=kind)
        return Batch(roots[0], (order,), cities=tuple(cities_of(roots, self.cycle, day)))

    def _letters(self, opened: Workspace, subjects: Sequence[str | None]) -> tuple[list[Reminder], list[str]]:
        """The letters to make, and what the user must know of them. Raises Refusal."""
        from dutykit.reports.press.order import require_duties
        from dutykit.reports.reminders import LettersAsked, draft_lines, reminders_asked
        from dutykit.workspace.as_of import day_of
        from dutykit.workspace.asked_names import cycle_meant

        require_duties(opened, subjects)
        units = tuple(one for one in subjects if one is not None)
        cycle = cycle_meant(opened, self.cycle)
        asked = LettersAsked(cycle, day_of(self.as_of), units, self.every, self.letter_color)
        letters, notes = reminders_asked(opened, asked)
        return letters, notes if self.issue else [*notes, *draft_lines(letters)]


def kind_asked(root: Path, name: str, *, units: bool, city: bool) -> ReportKind:
    """The kind that the user named. Raises Refusal, also if it is not made of what was named with it."""
    from dutykit.reports.kinds_of_workspace import kind_named

    kind = kind_named(root, name)
    if city and "city" not in kind.views:
        message = _("{kind}只能按单位生成").format(kind=_(kind.title))
        raise Refusal(message, _("用 --unit 指定单位，或用 --all 生成全部单位的报告"))
    if units and "unit" not in kind.views:
        raise Refusal(_("{kind}只能按全市生成").format(kind=_(kind.title)), _("用 --city 生成全市的报告"))
    return kind


def of_cycle(opened: Workspace, cycle: int | None) -> Workspace:
    """The workspace as `cycle` sees it. Raises Refusal if there is nothing of that cycle."""
    from dutykit.workspace.asked_names import known_cycle

    return opened.at(cycle if cycle is None else known_cycle(opened, cycle))
