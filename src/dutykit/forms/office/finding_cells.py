"""The cells of the office's workbook that findings in the data files are about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from dutykit.forms.finding_cells import places_in
from dutykit.forms.office.book import SOURCE_ITEMS, term_key
from dutykit.forms.office.letter_rules import RULE_COLUMNS
from dutykit.forms.workbook.changes import Merged
from dutykit.forms.workbook.layout import OVERVIEW
from dutykit.forms.workbook.reading import CellPlace
from dutykit.model.finding import Finding
from dutykit.model.layout import (
    CATALOGUE_FILE,
    EVALUATIONS_FOLDER,
    REGISTER_FILE,
    SCORING_FILE,
    SETTINGS_FILE,
    TIMETABLE_FILE,
)
from dutykit.model.place import Path
from dutykit.workspace.yaml.reader import Document

_WHOLE = {"target": "target_because", "variation": "variation_because"}
"""What a record lacks mostly."""
_PARTS = {
    ("target", "because"): "target_because",
    ("variation", "max"): "variation_max",
    ("variation", "because"): "variation_because",
    ("credibility", "method"): "credibility_method",
    ("credibility", "because"): "credibility_because",
    **{("source", field): column for column, field in SOURCE_ITEMS.items()},
}
"""Fields in a record of a record whose columns have other names than they."""


def cell_of(finding: Finding, document: Document, merged: Merged) -> CellPlace | None:
    """The cell a finding is about; its row's, where it is about no one cell; None where it is about no row."""
    at = (finding.place.line, finding.place.column)
    before = [one for one in places_in(document.value, ()) if one[0] <= at]  # a place may be inside a value
    nearest = max((place for place, _path in before), default=at)
    file = document.source.name
    for place, path in before:
        if place == nearest:
            if file.startswith(EVALUATIONS_FOLDER):
                return merged.places.get(("evaluation", PurePosixPath(file).stem, str(path[0]), "text"))
            row, column = _cell(file, path, document.value)
            if row:
                return merged.places.get((*row, column)) or merged.places.get((*row, ""))
    return None


def _cell(file: str, path: Path, root: Any) -> tuple[tuple[str, ...], str]:
    """The row and the column of what is at `path` in a data file; an empty row for what is in none."""
    match file, path:
        case (f, ("units" | "groups" as sheet, int(at), *rest)) if f == REGISTER_FILE:
            return (str(sheet), str(root[sheet][at].get("id"))), _column(rest)
        case (f, ("chapters", int(chapter), "sections", int(section), "indicators", int(at), *rest)) if (
            f == CATALOGUE_FILE
        ):
            indicator = root["chapters"][chapter]["sections"][section]["indicators"][at]
            key = str(indicator.get("id"))
            if len(rest) > 1 and rest[0] == "metrics":
                return ("metrics", key, str(indicator["metrics"][rest[1]].get("id"))), _column(rest[2:])
            return (
                (("points", "indicators", key), "points")
                if rest == ["points"]
                else (("indicators", key), _column(rest))
            )
        case (f, ("source", str(field), *_rest)) if f == CATALOGUE_FILE:
            return (OVERVIEW, _PARTS.get(("source", field), field)), "content"
        case (f, ("cycles", int(cycle), "stages", int(at), *rest)) if f == TIMETABLE_FILE:
            stage = root["cycles"][cycle]["stages"][at]
            units = ()
            if len(rest) > 1 and rest[0] == "differs":
                units, rest = stage["differs"][rest[1]].get("units") or (), rest[2:]
            elif len(rest) > 1 and rest[0] == "letters":
                rest = [_rule_column(stage["letters"][rest[1]], rest[2:])]
            return term_key(root["cycles"][cycle].get("cycle"), str(stage.get("name")), map(str, units)), _column(rest)
        case (f, ("cycles", int(cycle), "remind")) if f == TIMETABLE_FILE:
            return (OVERVIEW, "remind"), "content"
        case (f, ("cycles", int(cycle), *_rest)) if f == TIMETABLE_FILE:
            stages: Sequence[Mapping[str, object]] = root["cycles"][cycle].get("stages") or ({},)
            return term_key(root["cycles"][cycle].get("cycle"), str(stages[0].get("name")), ()), "cycle"
        case (f, ("points", str(level), str(key))) if f == SCORING_FILE:
            return ("points", level, key), "points"
        case (f, ("weights", str(key))) if f == SCORING_FILE:
            return ("points", "chapters", key), "weight"
        case (f, ("grades" | "levels" | "events" as sheet, int(at), *rest)) if f == SCORING_FILE:
            return (str(sheet), str(root[sheet][at].get("id"))), _column(rest)
        case (f, ("report", "numbers", str(key), *_rest)) if f == SETTINGS_FILE:
            return ("numbers", *key.partition("/")[::2]), "number"
        case (f, (str(first), *rest)) if f in {SCORING_FILE, SETTINGS_FILE}:
            name = _PARTS.get((first, str(rest[0])), str(rest[0])) if rest else first
            return (OVERVIEW, name), "content"
    return (), ""


def _rule_column(rule: Mapping[str, object], rest: list[str | int]) -> str:
    """Where a field of a rule is, else the one that it lacks."""
    names = next((names for color, names in RULE_COLUMNS.items() if color == rule.get("color")), {})
    lacking = next((name for field, name in names.items() if field not in rule), "")
    return names.get(str(rest[0]), lacking) if rest else lacking


def _column(rest: list[str | int]) -> str:
    names = [one for one in rest if isinstance(one, str)]
    if not names:
        return ""
    return _PARTS.get((names[0], names[1]), names[1]) if len(names) > 1 else _WHOLE.get(names[0], names[0])
