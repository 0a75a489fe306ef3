"""The changes of the tables of indicators and metrics, as patches of data/indicators.yaml."""

from __future__ import annotations

from collections.abc import Iterator

from dutykit.forms.office.book import SOURCE_ITEMS
from dutykit.forms.office.cell_texts import elements_of
from dutykit.forms.office.changes import Cells, TableChanges, names_in, text_of
from dutykit.forms.office.schema import YES
from dutykit.model.catalogue import Catalogue, Element, Indicator, Metric, Source, Target, Variation
from dutykit.model.role import ROLES
from dutykit.workspace.edited_file import EditedFile
from dutykit.workspace.yaml.answers import node_of
from dutykit.workspace.yaml.layout import Flow
from dutykit.workspace.yaml.operations import Drop, Operation, PutItem
from dutykit.workspace.yaml.record_edits import field_edit, items_edit, names_edit, part_edit

_TARGET = {"min": "min", "max": "max", "target_because": "because"}
_VARIATION = {"form": "form", "weight": "weight", "variation_max": "max", "variation_because": "because"}
"""The fields that columns are in."""


def catalogue_patches(file: EditedFile, changes: TableChanges) -> Iterator[Operation]:
    """The patches of the catalogue."""
    catalogue = file.record
    assert isinstance(catalogue, Catalogue)  # noqa: S101 (for the type checker)
    source = {field: changes.items[column] for column, field in SOURCE_ITEMS.items() if column in changes.items}
    if source:
        yield from part_edit(file.root, Catalogue, "source", Source, source)
    new: dict[str, list[Cells]] = {}
    for cells in changes.new("metrics"):
        new.setdefault(text_of(cells.get("indicator")), []).append(cells)
    lost = set(changes.lost("metrics"))
    for key, entry in catalogue.by_id.items():
        indicator = entry.indicator
        yield from _indicator(indicator, changes.cells("indicators", key))
        points = changes.cells("points", "indicators", key)
        if "points" in points and indicator.points is not None:
            yield from field_edit(node_of(indicator), Indicator, "points", points["points"])
        for metric in indicator.metrics:
            if (key, metric.id) not in lost:
                yield from _metric(metric, changes.cells("metrics", key, metric.id))
        gone = {at for at, one in enumerate(indicator.metrics) if (key, one.id) in lost}
        fresh = [(None, metric_value(cells)) for cells in new.get(key, ())]
        yield from items_edit(node_of(indicator), Indicator, "metrics", gone, fresh)


def _indicator(indicator: Indicator, cells: Cells) -> Iterator[Operation]:
    node = node_of(indicator)
    for role in ROLES:
        if role in cells:
            yield from names_edit(node, Indicator, role, names_in(cells[role]))
    if cells.keys() & set(ROLES) and indicator.inherited:
        roles = [names_in(cells[role]) if role in cells else indicator.named(role) for role in ROLES]
        left = {name for named in roles for name in named}
        yield from names_edit(node, Indicator, "inherited", [one for one in indicator.inherited if one in left])
    if "evidence_required" in cells:
        wanted = cells["evidence_required"]
        yield from field_edit(node, Indicator, "evidence_required", None if wanted is None else wanted == YES)
    for name in ("deadline", "note"):
        if name in cells:
            yield from field_edit(node, Indicator, name, cells[name])


def _metric(metric: Metric, cells: Cells) -> Iterator[Operation]:
    node = node_of(metric)
    for name in ("unit", "formula", "because"):
        if name in cells:
            yield from field_edit(node, Metric, name, cells[name])
    if "elements" in cells:
        yield from _elements(metric, elements_of(text_of(cells["elements"])))
    target = {field: cells[name] for name, field in _TARGET.items() if name in cells}
    if target:
        yield from part_edit(node, Metric, "target", Target, target)
    variation = {field: cells[name] for name, field in _VARIATION.items() if name in cells}
    if variation:
        yield from part_edit(node, Metric, "variation", Variation, variation)


def _elements(metric: Metric, wanted: tuple[Element, ...]) -> Iterator[Operation]:
    """Elements that stay keep their places."""
    node = node_of(metric)
    by_id = {one.id: one for one in wanted}
    kept = [one for one in metric.elements if one.id in by_id]
    new = [one for one in wanted if one.id not in {there.id for there in metric.elements}]
    if not wanted:
        yield from field_edit(node, Metric, "elements", None)
    elif not kept:
        yield from field_edit(node, Metric, "elements", [_element(one) for one in wanted])
    else:
        for at, one in enumerate(metric.elements):
            if one.id not in by_id:
                yield Drop(node["elements"], at)
            elif by_id[one.id].unit != one.unit:
                yield from field_edit(node_of(one), Element, "unit", by_id[one.id].unit)
        yield from (PutItem(node["elements"], len(metric.elements), _element(one)) for one in new)


def _element(element: Element) -> Flow:
    return Flow({"id": element.id} | ({"unit": element.unit} if element.unit else {}))


def metric_value(cells: Cells) -> object:
    """A new metric as it is written."""
    value: dict[str, object] = {"id": text_of(cells.get("id"))}
    value |= {name: cells[name] for name in ("unit", "formula") if cells.get(name) is not None}
    elements = elements_of(text_of(cells.get("elements")))
    if elements:
        value["elements"] = [_element(one) for one in elements]
    for field, columns in (("target", _TARGET), ("variation", _VARIATION)):
        part = {name: cells[column] for column, name in columns.items() if cells.get(column) is not None}
        if part:
            value[field] = Flow(part)
    if cells.get("because") is not None:
        value["because"] = cells["because"]
    return value
