"""The ledger as a JSON document, version 1."""

from __future__ import annotations

import datetime as dt

from dutykit.assess.ledger import Entry, Ledger

VERSION = 1


def ledger_document(found: Ledger) -> dict[str, object]:
    """The document; keys are only ever added within a version.

    - `version`: 1; `as_of`: the day
    - `problems`: `id`, `cycle`, `unit` (that it was found of), `owner` (the unit of today whose it is: `unit`, else its
      successor; null where there is none), `indicator`, `found_by` ("self_check", "monitoring", "inspection"), `text`,
      `measure`, `person`, `due` (as written), `deadline` (which `overdue` uses: `due`, else the end of the stage
      that awaits rectification), `progress`, `status` ("open", "in_progress", "done", "closed": by the office's word
      alone, and with proof), `closed_without_proof` (the day of a closing that counts for nothing), `claimed` (by the
      unit's), `overdue`, `proof` (`title`, `file`), `closed_on`, `repeats` (`cycle`, `id` of
      the earlier problem, or null), `carried` (the later cycles it was reported in), `file`, `line`
    - what nobody wrote is null; days are 2019-09-30
    """
    return {
        "version": VERSION,
        "as_of": found.as_of.isoformat(),
        "problems": [_problem(one) for one in found.entries],
    }


def _problem(one: Entry) -> dict[str, object]:
    tracked = one.tracked
    closed = tracked.closed() if one.status == "closed" else None
    repeats = one.repeats
    place = tracked.origin.place
    return {
        "id": tracked.key.problem,
        "cycle": tracked.key.cycle,
        "unit": tracked.key.unit,
        "owner": one.owner,
        "indicator": tracked.indicator,
        "found_by": tracked.found_by,
        "text": tracked.text,
        "measure": tracked.measure,
        "person": tracked.person,
        "due": _iso(tracked.due),
        "deadline": _iso(one.deadline),
        "progress": tracked.progress,
        "status": one.status,
        "claimed": tracked.claimed,
        "overdue": one.overdue,
        "proof": [{"title": evidence.title, "file": evidence.file} for evidence in tracked.proof()],
        "closed_on": None if closed is None else _iso(closed.closing.closed_on),
        "closed_without_proof": None if one.unproven is None else _iso(one.unproven.closing.closed_on),
        "repeats": None if repeats is None else {"cycle": repeats.key.cycle, "id": repeats.key.problem},
        "carried": [cycle for cycle, _carried in tracked.carried],
        "file": place.file,
        "line": place.line,
    }


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
