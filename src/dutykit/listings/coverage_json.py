"""The coverage as a JSON document, version 1."""

from __future__ import annotations

from dutykit.assess.coverage import Coverage, Pair, Tally, tally
from dutykit.model.workspace import Workspace

VERSION = 1


def coverage_document(workspace: Workspace, found: Coverage) -> dict[str, object]:
    """The document; keys are only ever added within a version.

    - `version`: 1; `cycle`: the year; `total`: a count
    - a count: `assigned`, `answered`, `missing`, `unreadable` (assigned is their sum) and `percent`: answered of assigned with
      one decimal, rounded down, so that it is 100 only if nothing lacks; null if nothing is assigned
    - `units`: `id`, `kind`, `state` ("draft", "submitted", "returned", "accepted"; null for no submission), `unread`
      (whether there is a file of which nothing could be read), `file` (of the submission, or null), a count, and
      `indicators`: `id`, `status` and `rating` (or null) of each it is assigned
    - `chapters`: `number`, `title` and a count; `indicators`: `id` and a count
    - `missing`: `unit`, `indicator` and `status` of each pair that lacks an answer with a rating
    - status: "answered"; "unrated", an answer without a rating; "absent", no answer in a submission;
      "unsubmitted", no submission; "unreadable", perhaps in a part of the file that could not be read
    - `without_unit`: assignments that reach no unit, and are in no count: `indicator`, `name` (a name nobody knows, or a
      group without members), `file`, `line`, `column`
    - `stray`: answers nobody asked for: `unit`, `indicator`, `reason` ("not_owed", "unknown_indicator" or
      "unknown_unit"), `file`, `line`, `column`
    """
    return {
        "version": VERSION,
        "cycle": found.cycle,
        "total": _count(found.total),
        "units": [
            {
                "id": unit,
                "kind": workspace.register.by_id[unit].kind,
                "state": found.state(unit),
                "unread": found.unread(unit),
                "file": submission.file if (submission := found.submissions[unit]) is not None else None,
                **_count(tally(pairs)),
                "indicators": [_pair(pair) for pair in pairs],
            }
            for unit, pairs in found.by_unit.items()
        ],
        "chapters": [
            {"number": number, "title": pairs[0].entry.chapter.title, **_count(tally(pairs))}
            for number, pairs in found.by_chapter.items()
        ],
        "indicators": [{"id": indicator, **_count(tally(pairs))} for indicator, pairs in found.by_indicator.items()],
        "missing": [{"unit": pair.unit, "indicator": pair.indicator, "status": pair.status} for pair in found.missing],
        "without_unit": [
            {
                "indicator": one.assignment.indicator,
                "name": one.name,
                "file": one.assignment.place.file,
                "line": one.assignment.place.line,
                "column": one.assignment.place.column,
            }
            for one in found.unreached
        ],
        "stray": [
            {
                "unit": one.unit,
                "indicator": one.indicator,
                "reason": one.reason,
                "file": one.place.file,
                "line": one.place.line,
                "column": one.place.column,
            }
            for one in found.strays
        ],
    }


def _count(count: Tally) -> dict[str, object]:
    tenths = count.tenths
    percent: float | None = None if tenths is None else tenths / 10
    return {
        "owed": count.owed,
        "answered": count.answered,
        "missing": count.missing,
        "unreadable": count.unreadable,
        "percent": percent,
    }


def _pair(pair: Pair) -> dict[str, object]:
    rating = None if pair.answer is None else pair.answer.rating
    return {"id": pair.indicator, "status": pair.status, "rating": rating}
