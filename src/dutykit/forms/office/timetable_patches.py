"""The changes of the table of stages, as patches of data/cycles.yaml."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from dutykit.forms.office.book import term_key
from dutykit.forms.office.changes import Cells, TableChanges, names_in, text_of
from dutykit.forms.office.letter_rules import new_rules, rule_edits
from dutykit.model.cycle import Differing, Round, Stage, Timetable
from dutykit.workspace.edited_file import EditedFile
from dutykit.workspace.yaml.answers import node_of
from dutykit.workspace.yaml.layout import names
from dutykit.workspace.yaml.operations import Operation
from dutykit.workspace.yaml.record_edits import field_edit, items_edit

_TERM = ("opens", "due", "workdays")
_STAGE = (*_TERM, "awaits", "answered", "note")


def timetable_patches(file: EditedFile, changes: TableChanges, cycle: int | None) -> Iterator[Operation]:
    """The patches of the timetable; `cycle` is the one whose reminders the settings sheet is about."""
    timetable = file.record
    assert isinstance(timetable, Timetable)  # noqa: S101 (for the type checker)
    new: dict[str, list[Cells]] = {}
    for cells in changes.new("stages"):
        new.setdefault(text_of(cells.get("cycle")), []).append(cells)
    remind = {} if cycle is None or "remind" not in changes.items else {str(cycle): changes.items["remind"]}
    for one in timetable.by_cycle.values():
        yield from _round(one, changes, new.pop(str(one.cycle), []))
        if str(one.cycle) in remind:
            yield from field_edit(node_of(one), Round, "remind", remind.pop(str(one.cycle)))
    rounds: list[tuple[int | None, object]] = []
    for year in sorted({*new, *(key for key, value in remind.items() if value is not None)}):
        value: dict[str, object] = {"cycle": int(year)}
        if remind.get(year) is not None:
            value["remind"] = remind[year]
        value["stages"] = [*_new_stages(new.get(year, []))]
        rounds.append((next((at for at, one in enumerate(timetable.cycles) if one.cycle > int(year)), None), value))
    yield from items_edit(file.root, Timetable, "cycles", set(), rounds)


def _round(one: Round, changes: TableChanges, new: list[Cells]) -> Iterator[Operation]:
    """The patches of one cycle that is there."""
    lost = set(changes.lost("stages"))
    known: set[str] = set()
    for stage in one.stages:
        key = term_key(one.cycle, stage.name, ())[1:]
        known.add(stage.name)
        if key in lost:
            continue
        cells = changes.cells("stages", *key)
        for name in _STAGE:
            if name in cells:
                yield from field_edit(node_of(stage), Stage, name, cells[name])
        yield from rule_edits(stage, cells)
        keys = [term_key(one.cycle, stage.name, term.units)[1:] for term in stage.differs]
        for term, term_cells in zip(stage.differs, (changes.cells("stages", *key) for key in keys), strict=True):
            for name in _TERM:
                if name in term_cells:
                    yield from field_edit(node_of(term), Differing, name, term_cells[name])
        gone = {at for at, key in enumerate(keys) if key in lost}
        more = [(None, _differing(cells)) for cells in new if _is_of(cells, stage.name)]
        yield from items_edit(node_of(stage), Stage, "differs", gone, more)
    gone = {at for at, stage in enumerate(one.stages) if term_key(one.cycle, stage.name, ())[1:] in lost}
    fresh = [cells for cells in new if text_of(cells.get("name")) not in known]
    stages = [(_position(one, value), value) for value in _new_stages(fresh)]
    yield from items_edit(node_of(one), Round, "stages", gone, stages)


def _is_of(cells: Cells, stage: str) -> bool:
    return text_of(cells.get("name")) == stage and cells.get("units") is not None


def _new_stages(rows: list[Cells]) -> Iterator[dict[str, object]]:
    """New stages in the order of their rows, each with the terms that differ."""
    for name in dict.fromkeys(text_of(cells.get("name")) for cells in rows):
        own: Cells = next((one for one in rows if text_of(one.get("name")) == name and one.get("units") is None), {})
        value: dict[str, object] = {"name": name}
        value |= {field: own[field] for field in _STAGE if own.get(field) is not None}
        if letters := new_rules(own):
            value["letters"] = letters
        differs = [_differing(cells) for cells in rows if _is_of(cells, name)]
        yield value | ({"differs": differs} if differs else {})


def _differing(cells: Cells) -> dict[str, object]:
    value: dict[str, object] = {"units": names(names_in(cells.get("units")))}
    return value | {field: cells[field] for field in _TERM if cells.get(field) is not None}


def _position(one: Round, value: dict[str, object]) -> int | None:
    """The stage that a new one goes before: the first that begins, or is due, later."""
    day = value.get("opens") or value.get("due")
    if not isinstance(day, dt.date):
        return None
    dated = enumerate(stage.opens or stage.due for stage in one.stages)
    return next((at for at, other in dated if other is not None and other > day), None)
