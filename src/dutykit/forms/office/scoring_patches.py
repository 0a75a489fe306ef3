"""The changes of the tables of points, grades, levels and events, as patches of data/scoring.yaml."""

from __future__ import annotations

from collections.abc import Iterator

from dutykit.forms.office.book import SCORING_ITEMS
from dutykit.forms.office.changes import Cells, TableChanges, text_of
from dutykit.forms.office.schema import OFFICE, POINTS_LEVELS
from dutykit.model.catalogue import Catalogue
from dutykit.model.record import Record
from dutykit.model.scoring import Credibility, Event, Grade, Level, Points, Scoring
from dutykit.workspace.edited_file import EditedFile
from dutykit.workspace.scoring_preset import preset_text
from dutykit.workspace.yaml.answers import node_of
from dutykit.workspace.yaml.layout import Flow, entry_lines
from dutykit.workspace.yaml.operations import Operation
from dutykit.workspace.yaml.record_edits import entries_edit, field_edit, items_edit, part_edit
from dutykit.workspace.yaml.scalar_text import id_value

_RECORDS: dict[str, type[Record]] = {"grades": Grade, "levels": Level, "events": Event}
_CREDIBILITY = {"credibility_method": "method", "credibility_because": "because"}


def scoring_is_touched(changes: TableChanges, catalogue: Catalogue) -> bool:
    """Whether anything of the scoring rules changes; points of indicators that the catalogue states are its own."""
    names = {*SCORING_ITEMS, *_CREDIBILITY, "preset"}
    if not names.isdisjoint(changes.items) or changes.touches(*_RECORDS):
        return True
    return any(not _is_of_catalogue(catalogue, *key) for key, _cells in changes.changed("points"))


def scoring_beginning(changes: TableChanges, catalogue: Catalogue) -> list[str]:
    """The lines of new scoring rules: a preset, or only the name and the basis."""
    preset = changes.items.get("preset")
    if preset is not None:
        return preset_text(str(preset), catalogue).splitlines()
    return [line for name in ("title", "basis") for line in entry_lines(name, changes.items[name], 0)]


def scoring_patches(file: EditedFile, changes: TableChanges, catalogue: Catalogue) -> Iterator[Operation]:
    """The patches of the scoring rules; rows with the id of one of a preset change that one."""
    scoring = file.record
    assert isinstance(scoring, Scoring)  # noqa: S101 (for the type checker)
    for name in SCORING_ITEMS:
        if name in changes.items and changes.items[name] != getattr(scoring, name):
            yield from field_edit(file.root, Scoring, name, changes.items[name])
    credibility = {field: changes.items[name] for name, field in _CREDIBILITY.items() if name in changes.items}
    if credibility:
        yield from part_edit(file.root, Scoring, "credibility", Credibility, credibility)
    yield from _points(file, scoring, changes, catalogue)
    for sheet, kind in _RECORDS.items():
        yield from _listed(file, scoring, changes, sheet, kind)


def _points(file: EditedFile, scoring: Scoring, changes: TableChanges, catalogue: Catalogue) -> Iterator[Operation]:
    points: dict[str, dict[str, object]] = {level: {} for level in POINTS_LEVELS}
    weights: dict[str, object] = {}
    for (level, key), cells in changes.changed("points"):
        if "points" in cells and not _is_of_catalogue(catalogue, level, key):
            points[level][key] = cells["points"]
        if "weight" in cells:
            weights[key] = cells["weight"]
    if any(points.values()):
        if scoring.points.node:
            for level, values in points.items():
                if values:
                    yield from entries_edit(node_of(scoring.points), Points, level, values)
        else:
            given = {
                level: {key: one for key, one in values.items() if one is not None} for level, values in points.items()
            }
            yield from field_edit(
                file.root, Scoring, "points", {level: one for level, one in given.items() if one} or None
            )
    if weights:
        yield from entries_edit(file.root, Scoring, "weights", weights)


def _is_of_catalogue(catalogue: Catalogue, level: str, key: str) -> bool:
    """Whether the points of an indicator are in the catalogue, where its document has them."""
    entry = catalogue.by_id.get(key) if level == POINTS_LEVELS[-1] else None
    return entry is not None and entry.indicator.points is not None


def _listed(
    file: EditedFile, scoring: Scoring, changes: TableChanges, sheet: str, kind: type[Record]
) -> Iterator[Operation]:
    """The patches of a list of records with ids."""
    records: tuple[Record, ...] = getattr(scoring, sheet)
    ids = [str(getattr(one, "id")) for one in records]  # noqa: B009 (a field of each of these kinds)
    fresh = {text_of(cells.get("id")): cells for cells in changes.new(sheet)}
    lost = {key for (key,) in changes.lost(sheet)}
    for key, record in zip(ids, records, strict=True):
        if key not in lost:
            for name, value in {**changes.cells(sheet, key), **fresh.pop(key, {})}.items():
                if name != "id" and value != getattr(record, name):
                    yield from field_edit(node_of(record), kind, name, value)
    gone = {at for at, key in enumerate(ids) if key in lost}
    new = [(None, _value(sheet, cells)) for cells in fresh.values()]
    yield from items_edit(file.root, Scoring, sheet, gone, new)


def _value(sheet: str, cells: Cells) -> Flow:
    columns = [one.name for one in OFFICE.sheet(sheet).columns]
    value: dict[str, object] = {name: cells[name] for name in columns if cells.get(name) is not None}
    return Flow(value | {"id": id_value(text_of(cells.get("id")))} if sheet == "events" else value)
