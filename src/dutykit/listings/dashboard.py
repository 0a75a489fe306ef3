"""All that a dashboard shows of a city: the documents of the commands, and what lies behind each cell of the grid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from dutykit.assess.compare import Side, compare_catalogues
from dutykit.assess.metric import Reading, readings
from dutykit.assess.round_figures import earlier_cycle
from dutykit.assess.year_on_year import compare_cycles
from dutykit.listings.alerts import AlertRequest, alerts_of
from dutykit.listings.coverage import CoverageRequest, coverage_of
from dutykit.listings.ledger import LedgerRequest, ledger_of
from dutykit.listings.metric_text import target_words, with_unit
from dutykit.listings.score import ScoreRequest, scored
from dutykit.listings.status import StatusRequest, status_of
from dutykit.model.gap import EVERYTHING, Gap
from dutykit.model.responsibility import Duty
from dutykit.model.submission import Answer, Evidence
from dutykit.model.workspace import Workspace
from dutykit.output.listing import Listing
from dutykit.output.table.record import Table
from dutykit.workspace.asked_names import cycle_meant

VERSION = 1


class DashboardRequest(NamedTuple):
    """Of which round, and on which day."""

    as_of: dt.date
    cycle: int | None = None
    """None for the workspace's own."""


@dataclass(frozen=True, slots=True)
class CityFacts(Listing):
    """What a dashboard shows of one city; it has no table."""

    facts: dict[str, object]
    gaps: tuple[Gap, ...] = ()
    """What of its data could not be read; the document has it as `incomplete`."""

    def sheets(self) -> Iterator[tuple[str, Table]]:
        """None."""
        yield from ()

    def screen_tables(self) -> Iterator[Table]:
        """None."""
        yield from ()

    def document(self) -> dict[str, object]:
        """As `dashboard_document` describes it."""
        return self.facts


def city_facts(workspace: Workspace, request: DashboardRequest) -> CityFacts:
    """What a dashboard shows of `workspace`. Raises Refusal if no cycle is known."""
    cycle = cycle_meant(workspace, request.cycle)
    gaps = workspace.at(cycle).gaps.of(EVERYTHING, cycle=cycle, earlier=True)
    return CityFacts(dashboard_document(workspace, request), gaps)


def dashboard_document(workspace: Workspace, request: DashboardRequest) -> dict[str, object]:
    """What a dashboard is made of, version 1. Raises Refusal if no cycle is known.

    - `cycle`, `as_of`, `title` (of the catalogue), `sample`
    - `status`, `coverage`, `ledger`, `alerts`, `score` (null without rules): the documents of the commands
    - `units`: `id`, `kind`; `chapters`: `number`, `title`, `indicators`, each with `id`, `text`, `section`
    - `duties`: what each unit owes, with what is behind it, as `_duty` has it
    - `before`: the same counts of the last round, or null; `progress`: `day` and how many `submitted` by it
    """
    cycle = cycle_meant(workspace, request.cycle)
    then = workspace.at(cycle)
    scores = None if then.scoring is None else scored(workspace, ScoreRequest(cycle=cycle)).document()
    return {
        "version": VERSION,
        "cycle": cycle,
        "as_of": request.as_of.isoformat(),
        "title": then.catalogue.title,
        "sample": any(one.sample for one in then.submissions if one.cycle == cycle),
        "status": status_of(workspace, StatusRequest(request.as_of, cycle=cycle)).document(),
        "coverage": coverage_of(workspace, CoverageRequest(cycle=cycle)).document(),
        "ledger": ledger_of(workspace, LedgerRequest(request.as_of)).document(),
        "alerts": alerts_of(workspace, AlertRequest(cycle=cycle)).document(),
        "score": scores,
        "units": [
            {"id": one.id, "kind": one.kind}
            for one in then.register.by_id.values()
            if one.id in then.responsibilities.by_unit
        ],
        "chapters": [
            {
                "number": number,
                "title": chapter.title,
                "indicators": [
                    {"id": entry.indicator.id, "text": entry.indicator.text, "section": entry.section.title}
                    for entry in then.catalogue.by_id.values()
                    if entry.chapter_number == number
                ],
            }
            for number, chapter in enumerate(then.catalogue.chapters, 1)
        ],
        "duties": [*_duties(workspace, then, cycle)],
        "before": _before(workspace, cycle),
        "progress": [*_progress(workspace, cycle, request.as_of)],
    }


def _duties(workspace: Workspace, then: Workspace, cycle: int) -> Iterator[dict[str, object]]:
    last = _last_values(workspace, cycle)
    found: dict[tuple[str, str], list[Reading]] = {}
    for one in readings(then, cycle):
        found.setdefault((one.unit, one.indicator.id), []).append(one)
    for duty in then.responsibilities.duties:
        yield _duty(then, cycle, duty, found.get((duty.unit, duty.indicator), []), last)


def _duty(
    then: Workspace, cycle: int, duty: Duty, found: list[Reading], last: Mapping[tuple[str, str, str], str]
) -> dict[str, object]:
    """What one unit owes for one indicator, and what is behind it.

    `unit`, `indicator`, `role`; what the unit states: `rating`, `score`, `evidence` (`title`, `file`), `metrics` (`name`,
    `value`, `target`, `off`, `last`: a year ago); what the office states: `verdict`, `reviewed_score`, `remark`.
    """
    submission, review = then.submission(duty.unit, cycle), then.review(duty.unit, cycle)
    answer = None if submission is None else submission.by_indicator.get(duty.indicator)
    verdict = None if review is None else review.by_indicator.get(duty.indicator)
    return {
        "unit": duty.unit,
        "indicator": duty.indicator,
        "role": duty.role,
        "rating": None if answer is None else answer.rating,
        "score": None if answer is None or answer.score is None else str(answer.score),
        "evidence": [_evidence(one) for one in _evidence_of(answer)],
        "metrics": [
            {
                "name": with_unit(one.metric),
                "value": f"{one.shown:f}",
                "target": None if one.metric.target is None else target_words(one.metric),
                "off": one.off_target,
                "last": last.get((duty.unit, duty.indicator, one.metric.id)),
            }
            for one in found
        ],
        "verdict": None if verdict is None else verdict.verdict,
        "reviewed_score": None if verdict is None or verdict.score is None else str(verdict.score),
        "remark": None if verdict is None else verdict.remark,
    }


def _evidence_of(answer: Answer | None) -> tuple[Evidence, ...]:
    return () if answer is None else answer.evidence


def _evidence(one: Evidence) -> dict[str, object]:
    return {"title": one.title, "file": one.file}


def _last_values(workspace: Workspace, cycle: int) -> dict[tuple[str, str, str], str]:
    """What each metric was in the round before, by unit, indicator and metric."""
    earlier = earlier_cycle(workspace, cycle)
    if earlier is None:
        return {}
    old, new = workspace.at(earlier), workspace.at(cycle)
    changes = compare_catalogues(Side(old.catalogue, old.register), Side(new.catalogue, new.register))
    found = compare_cycles(workspace, earlier, cycle, changes).metrics
    return {(one.unit, one.indicator, one.name): f"{one.old:f}" for one in found}


def _before(workspace: Workspace, cycle: int) -> dict[str, object] | None:
    """The counts of the round before, as they are now: `cycle`, `total` of the coverage, `submitted`, and `units`."""
    earlier = earlier_cycle(workspace, cycle)
    if earlier is None:
        return None
    listing = coverage_of(workspace, CoverageRequest(cycle=earlier))
    units = list(listing.found.by_unit)
    submitted = [unit for unit in units if listing.found.state(unit) in {"submitted", "accepted"}]
    return {
        "cycle": earlier,
        "total": listing.document()["total"],
        "units": len(units),
        "submitted": len(submitted),
    }


def _progress(workspace: Workspace, cycle: int, as_of: dt.date) -> Iterator[dict[str, object]]:
    """For each day on which a unit submitted or was sent back, how many are submitted at its end; from the logs."""
    history = workspace.history.get(cycle)
    entries = [one for log in history.logs for one in log.entries if one.on <= as_of] if history is not None else []
    entries.sort(key=lambda one: (one.on, one.number))
    submitted: set[str] = set()
    days: dict[dt.date, int] = {}
    for entry in entries:
        if entry.unit is not None and entry.after is not None:
            (submitted.add if entry.after in {"submitted", "accepted"} else submitted.discard)(entry.unit)
            days[entry.on] = len(submitted)
    for day, count in days.items():
        yield {"day": day.isoformat(), "submitted": count}
