"""What the rules find in a review as it would be, at the cells that it is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from dutykit.check.new_findings import counted_findings, new_findings
from dutykit.forms.collection import Collected, Rejection, plain_fix
from dutykit.forms.finding_cells import places_in
from dutykit.forms.workbook.changes import Merged
from dutykit.forms.workbook.layout import OVERVIEW
from dutykit.forms.workbook.reading import CellPlace
from dutykit.model.finding import Finding, Severity
from dutykit.model.workspace import Workspace
from dutykit.workspace.finding_lines import with_lines
from dutykit.workspace.yaml.reader import Document


def check_review(  # noqa: PLR0913, PLR0917 (the workspace after, what was found before, and what to say it of)
    before: Sequence[Finding], after: Workspace, document: Document, form: Collected, merged: Merged, today: dt.date
) -> list[Finding]:
    """Add to `form` what the rules find in the review that is not in `before`; gives all that they find now."""
    now = counted_findings(after, today)
    refused = {one.place for one in form.rejections if one.severity is Severity.ERROR and one.place is not None}
    for finding in new_findings(with_lines(now, after.sources), before):
        files = {finding.place.file, *(one.place.file for one in finding.related)}
        if document.source.name not in files or finding.severity is Severity.NOTE:
            continue
        place = _placed(finding, document, merged)
        if place is None or place not in refused:
            form.rejections.append(
                Rejection(finding.severity, finding.message, place, plain_fix(finding), finding.rule)
            )
    return now


def _placed(finding: Finding, document: Document, merged: Merged) -> CellPlace | None:
    places = (finding.place, *(one.place for one in finding.related))
    here = next((one for one in places if one.file == document.source.name), None)
    if here is None:
        return None
    at = (here.line, here.column)
    path = next((path for place, path in places_in(document.value) if place == at), ())
    found = next((merged.places[key] for key in _keys(path, document.value) if key in merged.places), None)
    return found or _in_new_row(path, document.value, merged)


def _in_new_row(path: tuple[str | int, ...], root: Any, merged: Merged) -> CellPlace | None:
    """The cell of a row that has no key yet, found again by what it states."""
    match path:
        case ("findings" | "events" as sheet, int(at), *rest):
            words = "text" if sheet == "findings" else "remark"
            stated = str(root[sheet][at].get(words, "")).strip()
            for new in merged.new_rows:
                if new.sheet == sheet and str(new.cells.get(words) or "").strip() == stated:
                    return new.places.get(str(rest[0]) if rest else words, new.place)
    return None


def _keys(path: tuple[str | int, ...], root: Any) -> Iterator[tuple[str, ...]]:
    """The keys of the cell at `path` of the file, the most exact first."""
    match path:
        case (str(name),):
            yield OVERVIEW, name, "content"
        case ("indicators", int(at), *rest):
            indicator = str(root["indicators"][at].get("indicator"))
            yield "verdicts", indicator, str(rest[0]) if rest else "verdict"
            yield "verdicts", indicator, "verdict"
        case ("findings", int(at), *rest):
            one = root["findings"][at]
            row = ("findings", str(one.get("indicator")), str(one.get("id")))
            yield (*row, str(rest[0]) if rest else "")
            yield (*row, "")
        case ("events", int(at), *rest):
            row = ("events", "-", str(at + 1))
            yield (*row, str(rest[0]) if rest else "")
            yield (*row, "")
        case ("closings", int(at), *rest):
            one = root["closings"][at]
            row = ("closings", str(one.get("from_cycle") or root.get("cycle")), str(one.get("problem")))
            yield (*row, str(rest[0]) if rest else "closed_on")
            yield (*row, "closed_on")
