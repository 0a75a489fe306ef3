"""The rules of a stage's reminder letters in its row of the timetable: three columns for each colour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dutykit.forms.office.changes import Cells
from dutykit.forms.workbook.layout import FormValue
from dutykit.model.cycle import LetterRule, Stage
from dutykit.model.letter import COLORS, Color
from dutykit.workspace.yaml.answers import node_of
from dutykit.workspace.yaml.operations import Operation
from dutykit.workspace.yaml.record_edits import field_edit, items_edit

_FIELDS = ("days", "term", "kind")
RULE_COLUMNS: Mapping[Color, Mapping[str, str]] = {
    color: {field: f"{color}_{field}" for field in _FIELDS} for color in COLORS
}
"""For each colour the columns of the fields of its rule."""
OF_STAGE = ("awaits", "answered", *(name for names in RULE_COLUMNS.values() for name in names.values()), "note")
"""The columns that a row of units with other dates has no say in."""


def rule_cells(stage: Stage) -> dict[str, FormValue]:
    """The cells of the rules of `stage`; of two of a colour the first counts."""
    rules = {rule.color: rule for rule in reversed(stage.letters)}
    return {
        name: getattr(rules[color], field) if color in rules else None
        for color, names in RULE_COLUMNS.items()
        for field, name in names.items()
    }


def new_rules(cells: Cells) -> list[dict[str, object]]:
    """The rules of a new stage."""
    return [rule for color in COLORS if len(rule := _rule(color, cells)) > 1]


def rule_edits(stage: Stage, cells: Cells) -> Iterator[Operation]:
    """What makes the rules of `stage` those of its changed cells."""
    gone: set[int] = set()
    new: list[tuple[int | None, object]] = []
    for color, names in RULE_COLUMNS.items():
        changed = {field: cells[name] for field, name in names.items() if name in cells}
        at = next((at for at, rule in enumerate(stage.letters) if rule.color == color), None)
        if at is None:
            rank = COLORS.index(color)
            later = (at for at, rule in enumerate(stage.letters) if COLORS.index(rule.color) > rank)
            new += [(next(later, None), _rule(color, cells))] if changed else []
        elif all(changed.get(field, getattr(stage.letters[at], field)) is None for field in _FIELDS):
            gone.add(at)
        else:
            for field, value in changed.items():
                yield from field_edit(node_of(stage.letters[at]), LetterRule, field, value)
    yield from items_edit(node_of(stage), Stage, "letters", gone, new)


def _rule(color: Color, cells: Cells) -> dict[str, object]:
    names = RULE_COLUMNS[color].items()
    return {"color": color, **{field: cells[name] for field, name in names if cells.get(name) is not None}}
