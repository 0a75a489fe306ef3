"""Whose reports a user asked for, and of which kind."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dutykit.language import _

if TYPE_CHECKING:
    from dutykit.model.workspace import Workspace
    from dutykit.reports.kinds import ReportKind
    from dutykit.reports.press.order import Order
    from dutykit.typeset.html import Medium


@dataclass(frozen=True, slots=True)
class ReportsAsked:
    """Whose reports are asked for, and of which kind."""

    units: tuple[str, ...]
    city: bool
    every: bool
    kind: str | None
    cycle: int | None
    medium: Medium

    def orders(self, opened: Workspace, path: str | None) -> tuple[list[Order], list[str]]:
        """The reports to make of `opened`, and what the user must know of their numbers. Raises Refusal."""
        from dutykit.reports.numbers import number_notes
        from dutykit.reports.press.order import all_units, orders_for, unit_named

        opened = of_cycle(opened, self.cycle)
        subjects = [*all_units(opened), None] if self.every else [unit_named(opened, name).id for name in self.units]
        subjects += [None] if self.city else []
        kind = None if self.kind is None else kind_asked(opened.root, self.kind, units=bool(self.units), city=self.city)
        if self.every and kind is not None:
            subjects = [one for one in subjects if ("city" if one is None else "unit") in kind.views]
        orders = orders_for(opened, subjects, medium=self.medium, output=path, kind=kind)
        year = opened.cycle if self.cycle is None else self.cycle
        return orders, [] if year is None else list(number_notes(opened, year, orders))


def kind_asked(root: Path, name: str, *, units: bool, city: bool) -> ReportKind:
    """The kind that the user named. Raises Refusal, also if it is not made of what was named with it."""
    from dutykit.model.refusal import Refusal
    from dutykit.reports.kinds_of_workspace import kind_named

    kind = kind_named(root, name)
    if city and "city" not in kind.views:
        message = _("{kind}只能按单位出").format(kind=_(kind.title))
        raise Refusal(message, _("用 --unit 单位，或 --all 出全部单位的"))
    if units and "unit" not in kind.views:
        raise Refusal(_("{kind}只有全市的").format(kind=_(kind.title)), _("用 --city"))
    return kind


def of_cycle(opened: Workspace, cycle: int | None) -> Workspace:
    """The workspace as `cycle` sees it. Raises Refusal if there is nothing of that cycle."""
    from dutykit.model.refusal import Refusal
    from dutykit.workspace.asked_names import nothing_of

    if cycle is not None and not opened.has(cycle):
        raise Refusal(*nothing_of(cycle))
    return opened.at(cycle)
