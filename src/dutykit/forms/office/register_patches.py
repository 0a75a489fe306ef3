"""The changes of the tables of units and groups, as patches of data/units.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dutykit.forms.office.changes import Cells, TableChanges, names_in, text_of
from dutykit.model.record import Record
from dutykit.model.unit import Group, Register, Unit
from dutykit.workspace.edited_file import EditedFile
from dutykit.workspace.yaml.answers import node_of
from dutykit.workspace.yaml.layout import Flow, names
from dutykit.workspace.yaml.operations import Operation
from dutykit.workspace.yaml.record_edits import field_edit, items_edit, names_edit

_LISTS = {"units": ("aliases", "succeeds", "distinct_from"), "groups": ("members", "aliases", "distinct_from")}
_TEXTS = {"units": ("kind", "note"), "groups": ("note",)}


def register_patches(file: EditedFile, changes: TableChanges) -> Iterator[Operation]:
    """The patches of the register."""
    register = file.record
    assert isinstance(register, Register)  # noqa: S101 (for the type checker)
    known: Mapping[str, Mapping[str, Unit | Group]] = {"units": register.by_id, "groups": register.group_by_id}
    distinct = _distinct(changes)
    for sheet, records in known.items():
        kind: type[Record] = Unit if sheet == "units" else Group
        for key, record in records.items():
            cells: Cells = changes.cells(sheet, key)
            for name in _LISTS[sheet]:
                more = distinct.get(key, ()) if name == "distinct_from" else ()
                if name in cells or more:
                    wanted = names_in(cells[name]) if name in cells else getattr(record, name)
                    yield from names_edit(node_of(record), kind, name, tuple(dict.fromkeys((*wanted, *more))))
            for name in _TEXTS[sheet]:
                if name in cells:
                    yield from field_edit(node_of(record), kind, name, cells[name])
        listed: tuple[Unit | Group, ...] = register.units if sheet == "units" else register.groups
        lost = {key for (key,) in changes.lost(sheet)}
        gone = {at for at, one in enumerate(listed) if one.id in lost}
        new = [(None, _new(sheet, cells)) for cells in changes.new(sheet)]
        yield from items_edit(file.root, Register, sheet, gone, new)


def _distinct(changes: TableChanges) -> dict[str, tuple[str, ...]]:
    """What units are stated not to be, by the second of each pair."""
    found: dict[str, tuple[str, ...]] = {}
    for (one, other), cells in changes.changed("doubles"):
        if cells.get("verdict") == "distinct":
            found[other] = (*found.get(other, ()), one)
    return found


def _new(sheet: str, cells: Cells) -> object:
    """A new unit or group as it is written: a unit on one line unless it has a note."""
    value: dict[str, object] = {"id": text_of(cells.get("id"))}
    if sheet == "units":
        value["kind"] = cells.get("kind")
        value["aliases"] = names(names_in(cells.get("aliases")))
    for name in _LISTS[sheet]:
        listed = names_in(cells.get(name))
        if listed or name == "members":
            value[name] = names(listed)
    if cells.get("note") is not None:
        return value | {"note": cells["note"]}
    return Flow(value) if sheet == "units" else value
