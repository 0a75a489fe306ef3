"""The changes of the sheets of settings and document numbers, as patches of dutykit.yaml."""

from __future__ import annotations

from collections.abc import Iterator

from dutykit.forms.office.changes import TableChanges, text_of
from dutykit.model.place import MarkedMapping
from dutykit.model.settings import Narratives, ReportSettings, Settings
from dutykit.workspace.edited_file import EditedFile
from dutykit.workspace.yaml.operations import Operation
from dutykit.workspace.yaml.record_edits import entries_edit, field_edit, part_edit

_REPORT = (
    "issuer",
    "classification",
    "urgency",
    "draft_mark",
    "letter_word",
    "order_word",
    "contact_person",
    "contact_phone",
)
_NARRATIVES = ("answer", "submission")
_OWN = ("cycle", "place_name")


def settings_are_touched(changes: TableChanges) -> bool:
    """Whether anything of the settings changes."""
    return not {*_OWN, *_REPORT, *_NARRATIVES}.isdisjoint(changes.items) or changes.touches("numbers")


def settings_patches(file: EditedFile, changes: TableChanges) -> Iterator[Operation]:
    """The patches of the settings."""
    items, root = changes.items, file.root
    for name in _OWN:
        if name in items:
            yield from field_edit(root, Settings, name, items[name])
    report: dict[str, object] = {name: items[name] for name in _REPORT if name in items}
    numbers = _numbers(changes)
    there = root.get("report")
    if not isinstance(there, MarkedMapping) or not there:
        given = {key: value for key, value in numbers.items() if value is not None}
        yield from part_edit(root, Settings, "report", ReportSettings, report | ({"numbers": given} if given else {}))
    else:
        if "numbers" not in there:  # together with the others: these may all go
            report |= {"numbers": {key: value for key, value in numbers.items() if value is not None} or None}
            numbers = {}
        if any(name in there or value is not None for name, value in report.items()):
            yield from part_edit(root, Settings, "report", ReportSettings, report)
        yield from entries_edit(there, ReportSettings, "numbers", numbers)
    words: dict[str, object] = {name: items[name] for name in _NARRATIVES if name in items}
    if words:
        yield from part_edit(root, Settings, "narratives", Narratives, words)


def _numbers(changes: TableChanges) -> dict[str, object]:
    """The document numbers that change, by whose they are; None for one that goes."""
    found: dict[str, object] = {_key(*key): None for key in changes.lost("numbers")}
    found |= {_key(*key): cells["number"] for key, cells in changes.changed("numbers") if "number" in cells}
    for cells in changes.new("numbers"):
        found[_key(text_of(cells.get("unit")), text_of(cells.get("report")))] = cells.get("number")
    return found


def _key(unit: str, kind: str) -> str:
    return f"{unit}/{kind}" if kind else unit
