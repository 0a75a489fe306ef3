"""The round as an OSCAL assessment plan, and what the office found in it as assessment results."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from dutykit.assess.score import unit_scores
from dutykit.model.office_words import RATINGS
from dutykit.model.quantity import brief
from dutykit.model.review import IndicatorReview, Review
from dutykit.model.submission import Evidence
from dutykit.oscal.catalog import statement_id
from dutykit.oscal.components import evidence_of, resources_of
from dutykit.oscal.document import (
    Json,
    everything,
    identifier,
    moment,
    props,
    some,
    sorted_by_name,
    title,
)
from dutykit.oscal.risks import proof_resources, risk_id, risks
from dutykit.oscal.subject import OFFICE, Subject
from dutykit.text.oscal_markup import markup

NO_SSP = "政府履行教育职责评价没有系统安全计划，这里指各单位的自评材料"
"""OSCAL wants every plan to name a system security plan."""


def assessment_plan(subject: Subject, components: str) -> Json:
    """The stages of the cycle as tasks, all controls, all units that have duties."""
    return some(
        import_ssp={"href": components, "remarks": NO_SSP},
        reviewed_controls=everything(),
        assessment_subjects=[
            {"type": "component", "include-subjects": [_subject(subject, one) for one in _units(subject)]}
        ],
        tasks=[*_tasks(subject)],
    )


def _units(subject: Subject) -> list[str]:
    owing = subject.workspace.responsibilities.by_unit
    return [one for one in subject.workspace.register.by_id if one in owing]


def _subject(subject: Subject, unit: str) -> Json:
    if unit in subject.workspace.responsibilities.by_unit:
        return {"subject-uuid": subject.component(unit), "type": "component"}
    return {"subject-uuid": subject.party(unit), "type": "party"}


def _tasks(subject: Subject) -> Iterator[Json]:
    stages = subject.workspace.round(subject.cycle)
    for stage in () if stages is None else stages.stages:
        opens, due = stage.opens, stage.due
        timing: Json = {}
        if opens is not None and due is not None and opens <= due:
            timing = {"within-date-range": {"start": moment(opens), "end": moment(due)}}
        elif due is not None or opens is not None:
            timing = {"on-date": {"date": moment(due or opens or subject.as_of)}}
        yield some(
            uuid=identifier("stage", str(subject.cycle), stage.name),
            type="action",
            title=title(stage.name),
            description=markup(stage.note) if stage.note else None,
            props=props({"awaits": stage.awaited, "workdays": stage.workdays}),
            timing=timing,
            responsible_roles=[{"role-id": OFFICE, "party-uuids": [subject.office]}],
        )


def assessment_results(subject: Subject, plan: str) -> Json:
    """One result: the reviews of the cycle as observations and findings, totals as observations, its problems as risks."""
    workspace, cycle = subject.workspace, subject.cycle
    reviews = [one for one in workspace.reviews if one.cycle == cycle]
    observations: list[Json] = []
    findings: list[Json] = []
    resources: list[Json] = []
    known = {unit: workspace.register.canonical.get(unit, unit) for unit in (one.unit for one in reviews)}
    by_duty = _risks_by_duty(subject)
    for review in reviews:
        unit = known[review.unit]
        if unit not in workspace.register.by_id:
            continue
        observations += _events(subject, review, unit)
        for one in review.indicators:
            if one.is_empty or one.indicator not in workspace.catalogue.by_id:
                continue
            evidence = _evidence(subject, unit, one.indicator)
            resources += resources_of(unit, evidence)
            observations.append(_observation(subject, review, unit, one, evidence))
            findings.append(_finding(subject, unit, one, by_duty.get((unit, one.indicator), ())))
    observations += _totals(subject)
    resources += proof_resources(subject, cycle)
    days = [one.reviewed_on for one in reviews if one.reviewed_on is not None]
    result = some(
        uuid=identifier("result", str(cycle)),
        title=f"{cycle}年度复核",
        description=f"督导室对{len(reviews)}个单位的复核",
        start=moment(min(days, default=dt.date(cycle, 1, 1))),
        end=moment(max(days)) if days else None,
        reviewed_controls=everything(),
        observations=observations,
        risks=risks(subject, cycle=cycle),
        findings=findings,
    )
    return some(import_ap={"href": plan}, results=[result], back_matter=some(resources=sorted_by_name(resources)))


def _evidence(subject: Subject, unit: str, indicator: str) -> tuple[Evidence, ...]:
    submission = subject.workspace.submission(unit, subject.cycle)
    answer = None if submission is None else submission.by_indicator.get(indicator)
    return () if answer is None else answer.evidence


def _risks_by_duty(subject: Subject) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for one in subject.workspace.rectification:
        if one.key.cycle == subject.cycle:
            found.setdefault((one.key.unit, one.indicator), []).append(risk_id(one.key))
    return found


def _events(subject: Subject, review: Review, unit: str) -> Iterator[Json]:
    """What changed the total or the grade of the unit."""
    scoring = subject.workspace.scoring
    for number, one in enumerate(review.events):
        event = None if scoring is None else scoring.event_by_id.get(one.event)
        yield _of_unit(
            subject,
            unit,
            identifier("event", str(subject.cycle), unit, str(number)),
            one.on or review.reviewed_on,
            title=title(f"{unit}：{one.event if event is None else event.text}"),
            description=markup(one.remark),
            props=props({"event": one.event, "event-kind": None if event is None else event.kind, "times": one.times}),
        )


def _totals(subject: Subject) -> Iterator[Json]:
    """The totals and grades, where the cycle is scored."""
    workspace, cycle = subject.workspace, subject.cycle
    if workspace.scoring is None:
        return
    for one in unit_scores(workspace, workspace.scoring, cycle, _units(subject)):
        sides = {"self": one.own, "reviewed": one.reviewed}
        known = {side: account for side, account in sides.items() if account is not None and account.total is not None}
        if not known:
            continue
        stated: dict[str, object] = {f"{side}-total": account.total for side, account in known.items()}
        stated |= {
            f"{side}-grade": None if account.grade is None else account.grade.id for side, account in known.items()
        }
        review = workspace.review(one.unit, cycle)
        yield _of_unit(
            subject,
            one.unit,
            identifier("total", str(cycle), one.unit),
            None if review is None else review.reviewed_on,
            title=title(f"{one.unit}：总分和等次"),
            description="按评分办法计算",
            props=props({**stated, "credibility": one.credibility}),
        )


def _of_unit(subject: Subject, unit: str, uuid: str, day: dt.date | None, **more: object) -> Json:
    """An observation of the unit as a whole."""
    return some(
        uuid=uuid,
        **more,
        methods=["EXAMINE"],
        origins=[{"actors": [{"type": "party", "actor-uuid": subject.office}]}],
        subjects=[_subject(subject, unit)],
        collected=moment(day or dt.date(subject.cycle, 1, 1)),
    )


def _observation(
    subject: Subject, review: Review, unit: str, one: IndicatorReview, evidence: tuple[Evidence, ...]
) -> Json:
    return _of_unit(
        subject,
        unit,
        _observation_id(subject, unit, one.indicator),
        review.reviewed_on,
        title=title(f"{unit}：指标{one.indicator}"),
        description=markup(one.remark) if one.remark else _words(one),
        props=props(
            {
                "verdict": one.verdict,
                "level": one.level,
                "score": None if one.score is None else brief(one.score),
                "reviewer": review.reviewer,
            }
        ),
        relevant_evidence=evidence_of(unit, dict.fromkeys(evidence)),
    )


def _finding(subject: Subject, unit: str, one: IndicatorReview, related: list[str] | tuple[str, ...]) -> Json:
    is_met = one.verdict in {"met", "not_applicable"}
    is_owed = subject.workspace.responsibilities.duty(unit, one.indicator) is not None
    return some(
        uuid=identifier("finding", str(subject.cycle), unit, one.indicator),
        title=title(f"{unit}：指标{one.indicator}"),
        description=_words(one),
        target={
            "type": "statement-id",
            "target-id": statement_id(one.indicator),
            "status": {"state": "satisfied" if is_met else "not-satisfied"},
            **some(props=props({"verdict": one.verdict})),
        },
        implementation_statement_uuid=subject.requirement(unit, one.indicator) if is_owed else None,
        related_observations=[{"observation-uuid": _observation_id(subject, unit, one.indicator)}],
        related_risks=[{"risk-uuid": risk} for risk in related],
    )


def _words(one: IndicatorReview) -> str:
    return "未写复核结论" if one.verdict is None else f"复核结论：{RATINGS[one.verdict]}"


def _observation_id(subject: Subject, unit: str, indicator: str) -> str:
    return identifier("observation", str(subject.cycle), unit, indicator)
