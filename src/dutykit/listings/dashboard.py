"""All that a dashboard shows of a city: the documents of the commands, and what lies behind each cell of the grid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from dutykit.assess.compare import Side, compare_catalogues
from dutykit.assess.ledger import Entry
from dutykit.assess.metric import Reading, readings
from dutykit.assess.round_figures import earlier_cycle
from dutykit.assess.timeline import SUBMITTED, RoundStatus
from dutykit.assess.year_on_year import compare_cycles
from dutykit.listings.alerts import AlertRequest, alerts_of
from dutykit.listings.coverage import CoverageRequest, coverage_of
from dutykit.listings.dashboard_overview import overview_document
from dutykit.listings.ledger import LedgerRequest, ledger_of
from dutykit.listings.metric_text import target_words, with_unit
from dutykit.listings.rank import RankRequest, rankings_of
from dutykit.listings.score import Scored, ScoreRequest, scored
from dutykit.listings.status import StatusRequest, status_of
from dutykit.model.evaluation import Evaluation
from dutykit.model.gap import EVERYTHING, Gap
from dutykit.model.layout import EVALUATIONS_FOLDER
from dutykit.model.office_words import found_by_word
from dutykit.model.responsibility import Duty
from dutykit.model.review import OfficeFinding
from dutykit.model.submission import Answer, CarriedProblem, Evidence, Problem
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
    gaps = workspace.at(cycle).gaps.of((*EVERYTHING, EVALUATIONS_FOLDER), cycle=cycle, earlier=True)
    return CityFacts(dashboard_document(workspace, request), gaps)


def dashboard_document(workspace: Workspace, request: DashboardRequest) -> dict[str, object]:
    """What a dashboard is made of, version 1. Raises Refusal if no cycle is known.

    - `cycle`, `as_of`, `title` (of the catalogue), `sample`
    - `overview`: as `overview_document` has it
    - `status`, `coverage`, `ledger`, `alerts`, `score`, `rank` (both null without rules): the documents of the commands
    - `units`: `id`, `kind`; `chapters`: `number`, `title`, `indicators`, each with `id`, `text`, `section`
    - `duties`: what each unit owes, with what is behind it, as `_duty` has it
    - `courses`: what became of each problem of the ledger, in its order, as `_course` has it
    - `progress`: `days`, each with `day` and how many `submitted` by it; `submitted`: how many did by the whole log;
      `differing`: ids of the units of which the log and the submission do not agree whether they did
    """
    cycle = cycle_meant(workspace, request.cycle)
    then = workspace.at(cycle)
    scores = None if then.scoring is None else scored(workspace, ScoreRequest(cycle=cycle))
    status = status_of(workspace, StatusRequest(request.as_of, cycle=cycle))
    ledger = ledger_of(workspace, LedgerRequest(request.as_of))
    return {
        "version": VERSION,
        "cycle": cycle,
        "as_of": request.as_of.isoformat(),
        "title": then.catalogue.title,
        "sample": _is_sample(workspace, cycle),
        "overview": overview_document(workspace, status.found, then.scoring, scores.scores if scores else ()),
        "status": status.document(),
        "coverage": coverage_of(workspace, CoverageRequest(cycle=cycle)).document(),
        "ledger": ledger.document(),
        "courses": [[*_course(one, request.as_of)] for one in ledger.found.entries],
        "alerts": alerts_of(workspace, AlertRequest(cycle=cycle)).document(),
        "score": scores.document() if scores else None,
        "rank": _rank(workspace, cycle, scores) if scores else None,
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
        "progress": _progress(workspace, status.found),
    }


def _is_sample(workspace: Workspace, cycle: int) -> bool:
    """Whether anything that the page shows is an example."""
    plan, office = workspace.round(cycle), workspace.evaluations.get(cycle, Evaluation())
    stated = [one for one in workspace.at(cycle).submissions if one.cycle == cycle]
    return office.sample or (plan is not None and plan.sample) or any(one.sample for one in stated)


def _rank(workspace: Workspace, cycle: int, scores: Scored) -> dict[str, object]:
    """The ranking by what the office found; where it found nothing yet by what the units stated."""
    is_reviewed = any(one.reviewed is not None for one in scores.scores)
    return rankings_of(workspace, RankRequest(cycle=cycle, side="reviewed" if is_reviewed else "self")).document()


def _course(one: Entry, as_of: dt.date) -> Iterator[dict[str, object]]:
    """What became of a problem, the earliest first; what is not stated is left out.

    Found: `cycle`, `found_by`, `on`. As the unit stated it: `cycle`, `status`, `measure`, `progress`, `person`, `due`, `proof`
    (titles). Closed by the office: `cycle`, `closed_on`, `remark`.
    """
    tracked = one.tracked
    origin = tracked.origin
    on = origin.found_on if isinstance(origin, OfficeFinding) else None
    steps: list[dict[str, object]] = [
        {"cycle": tracked.key.cycle, "found_by": found_by_word(tracked.found_by), "on": on}
    ]
    own: list[tuple[int, Problem | CarriedProblem]] = []
    if tracked.problem is not None:
        own.append((tracked.key.cycle, tracked.problem))
    for cycle, stated in (*own, *tracked.carried):
        proof = [each.title for each in stated.proof]
        noted = {name: getattr(stated, name) for name in ("status", "measure", "progress", "person", "due")}
        steps.append({"cycle": cycle, **noted, "proof": proof})
    steps += [
        {"cycle": cycle, "closed_on": closing.closed_on, "remark": closing.remark}
        for cycle, closing in tracked.closings
        if closing.closed_on <= as_of
    ]
    for step in steps:
        given = {name: value for name, value in step.items() if value}
        yield {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in given.items()}


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


def _progress(workspace: Workspace, status: RoundStatus) -> dict[str, object]:
    """For each day on which a unit submitted or was sent back, how many are submitted at its end; from the logs."""
    then = workspace.at(status.cycle)
    history = workspace.history.get(status.cycle)
    logs = [] if history is None else [one for one in history.logs if not one.is_misplaced]
    entries = [one for log in logs for one in log.entries if one.after is not None]
    entries.sort(key=lambda one: (one.on, one.number))
    submitted: set[str] = set()
    days: dict[dt.date, int] = {}
    for entry in entries:
        unit = then.register.canonical.get(entry.unit or "", entry.unit or "")
        if unit in then.responsibilities.by_unit:
            (submitted.add if entry.after in SUBMITTED else submitted.discard)(unit)
            days[entry.on] = len(submitted)
    return {
        "days": [{"day": day.isoformat(), "submitted": count} for day, count in days.items() if day <= status.as_of],
        "submitted": len(submitted),
        "differing": [one.unit for one in status.units if not one.unknown and one.submitted != (one.unit in submitted)],
    }
