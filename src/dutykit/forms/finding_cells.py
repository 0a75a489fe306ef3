"""The cells of a workbook that findings in the submission made from it are about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dutykit.forms.workbook.changes import Merged
from dutykit.forms.workbook.reading import CellPlace
from dutykit.model.finding import Finding
from dutykit.model.place import MarkedMapping, MarkedSequence, Path
from dutykit.model.workspace import Workspace
from dutykit.workspace.yaml.reader import Document


def placed(finding: Finding, document: Document, merged: Merged, workspace: Workspace, unit: str) -> CellPlace | None:
    """The cell a finding is about; the row's, where it is about no one cell; None where it is about the whole."""
    if finding.rule == "missing-answer":
        owed = workspace.responsibilities.by_unit.get(unit, ())
        places = {one.place for one in finding.related}
        indicator = next((duty.indicator for duty in owed if duty.because.place in places), None)
        return merged.places.get(("answers", str(indicator), "rating"))
    if finding.rule == "carried-problem-unanswered":
        return _left_over(finding, document.value, merged, workspace, unit)
    at = (finding.place.line, finding.place.column)
    path = next((path for place, path in places_in(document.value) if place == at), ())
    return _cell(path, document.value, merged)


def _left_over(
    finding: Finding, root: MarkedMapping, merged: Merged, workspace: Workspace, unit: str
) -> CellPlace | None:
    """The first empty cell of the problem of an earlier cycle that is not answered for."""
    places = {one.place for one in finding.related}
    tracked = next(
        (
            one
            for one in workspace.rectification.asked_of(unit, workspace.register)
            if one.origin.place_of("id") in places
        ),
        None,
    )
    if tracked is None:
        return None
    cycle, problem = str(tracked.key.cycle), tracked.key.problem
    stated = ((str(one.get("from_cycle")), str(one.get("problem")), one) for one in root.get("carried") or ())
    entry: Mapping[str, object] = next(
        (one for from_cycle, name, one in stated if (from_cycle, name) == (cycle, problem)), {}
    )
    empty = next((name for name in ("status", "progress") if not entry.get(name)), "status")
    return merged.places.get(("carried", cycle, problem, empty))


def places_in(value: object, path: Path = ()) -> Iterator[tuple[tuple[int, int], Path]]:
    """Every place in a tree and what is there, the innermost first."""
    if isinstance(value, MarkedMapping):
        for key, one in value.items():
            yield from places_in(one, (*path, key))
            for place in (value.value_place(key), value.key_place(key)):
                yield (place.line, place.column), (*path, key)
    elif isinstance(value, MarkedSequence):
        for position, one in enumerate(value):
            yield from places_in(one, (*path, position))
            place = value.item_place(position)
            yield (place.line, place.column), (*path, position)


def _cell(path: Path, root: MarkedMapping, merged: Merged) -> CellPlace | None:
    match path:
        case (str(name),):
            return merged.places.get(("overview", name, "content"))
        case ("carried", int(at), *rest):
            entry = root["carried"][at]
            row = ("carried", str(entry.get("from_cycle")), str(entry.get("problem")))
            return merged.places.get((*row, str(rest[0]) if rest else ""), merged.places.get((*row, "status")))
        case ("answers", int(at), *rest):
            answer = root["answers"][at]
            indicator = str(answer.get("indicator"))
            return _in_answer(indicator, answer, tuple(rest), merged)
        case _:
            return None


def _in_answer(indicator: str, answer: MarkedMapping, rest: Path, merged: Merged) -> CellPlace | None:
    places = merged.places
    row = places.get(("answers", indicator, "rating"))
    match rest:
        case ("metrics", str(name)):
            return places.get(("metrics", indicator, name, "value"), row)
        case ("evidence" | "problems" as sheet, int(at), *field):
            entry = answer[sheet][at]
            return _in_row(sheet, indicator, entry, str(field[0]) if field else "", merged) or row
        case (str(name), *_more):
            return places.get(("answers", indicator, name), row)
        case _:
            return row


def _in_row(sheet: str, indicator: str, entry: MarkedMapping, field: str, merged: Merged) -> CellPlace | None:
    """The cell of a piece of evidence or a problem, found again by what it states."""
    words = "title" if sheet == "evidence" else "text"
    column = {"kept_by_unit": "kept", "sha256": "file", "": words}.get(field, field)
    stated = str(entry.get(words, "")).strip()
    for new in merged.new_rows:
        if (new.sheet, new.indicator) == (sheet, indicator) and str(new.cells.get(words) or "") == stated:
            return new.places.get(column, new.place)
    for key, place in merged.places.items():
        if key[:2] != (sheet, indicator) or key[3:] != (column,):
            continue
        is_this = (
            key[2] == str(entry.get("id")) if sheet == "problems" else merged.words.get((*key[:3], words)) == stated
        )
        if is_this:
            return place
    return None
