"""The stages that a cycle without any may have: those of the last one, as many years later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from dutykit.forms.office.cell_texts import names_cell
from dutykit.forms.office.letter_rules import rule_cells
from dutykit.forms.office.schema import PROPOSED
from dutykit.forms.workbook.layout import FormValue
from dutykit.forms.workbook.row import FormRow
from dutykit.model.cycle import Stage
from dutykit.model.workspace import Workspace

_STAGES = ("自查自评", "监测评估", "实地检查", "整改复查")
"""The stages that every round has, where no earlier one says more; as 盘政办〔2019〕3号 names them."""


def proposed_stages(workspace: Workspace) -> Iterator[FormRow]:
    """Rows for the stages of the present cycle where it has none; each counts only once the office takes it."""
    cycle, known = workspace.cycle, workspace.timetable.by_cycle
    if cycle is None or (cycle in known and known[cycle].stages):
        return
    last = max((year for year, one in known.items() if year < cycle and one.stages), default=None)
    stages = tuple(Stage(name=name) for name in _STAGES) if last is None else known[last].stages
    years = 0 if last is None else cycle - last
    for stage in stages:
        cells: dict[str, FormValue] = {
            "cycle": cycle,
            "name": stage.name,
            "opens": later(stage.opens, years),
            "due": later(stage.due, years),
            "workdays": stage.workdays,
            "awaits": stage.awaits,
            "answered": stage.answered,
            **rule_cells(stage),
            "note": stage.note,
            "proposal": PROPOSED,
        }
        yield FormRow(("stages", str(cycle), stage.name, ""), cells, is_proposed=True)
        for term in stage.differs:
            names = names_cell(term.units)
            more: dict[str, FormValue] = {
                "cycle": cycle,
                "name": stage.name,
                "units": names,
                "opens": later(term.opens, years),
                "due": later(term.due, years),
                "workdays": term.workdays,
                "proposal": PROPOSED,
            }
            yield FormRow(("stages", str(cycle), stage.name, names or ""), more, is_proposed=True)


def later(day: dt.date | None, years: int) -> dt.date | None:
    """The same day so many years later; of 29 February the 28th where there is none."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
