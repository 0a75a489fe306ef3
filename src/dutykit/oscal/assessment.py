"""The round as an OSCAL assessment plan, and what the office found in it as assessment results."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

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
    prop,
    props,
    some,
    sorted_by_name,
    title,
)
from dutykit.oscal.risks import risk_id, risks
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
    return {"subject-uuid": subject.component(unit), "type": "component"}


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
    """One result: the reviews of the cycle as observations and findings, its problems as risks."""
    workspace, cycle = subject.workspace, subject.cycle
    reviews = [one for one in workspace.reviews if one.cycle == cycle]
    observations: list[Json] = []
    findings: list[Json] = []
    resources: list[Json] = []
    known = {unit: workspace.register.canonical.get(unit, unit) for unit in (one.unit for one in reviews)}
    by_duty = _risks_by_duty(subject)
    for review in reviews:
        unit = known[review.unit]
        if unit not in workspace.responsibilities.by_unit:
            continue
        for one in review.indicators:
            if one.is_empty or one.indicator not in workspace.catalogue.by_id:
                continue
            evidence = _evidence(subject, unit, one.indicator)
            resources += resources_of(unit, evidence)
            observations.append(_observation(subject, review, unit, one, evidence))
            findings.append(_finding(subject, unit, one, by_duty.get((unit, one.indicator), ())))
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


def _observation(
    subject: Subject, review: Review, unit: str, one: IndicatorReview, evidence: tuple[Evidence, ...]
) -> Json:
    return some(
        uuid=_observation_id(subject, unit, one.indicator),
        title=title(f"{unit}：指标{one.indicator}"),
        description=markup(one.remark) if one.remark else _words(one),
        props=props(
            {
                "verdict": one.verdict and RATINGS[one.verdict],
                "level": one.level,
                "score": None if one.score is None else brief(one.score),
                "reviewer": review.reviewer,
            }
        ),
        methods=["EXAMINE"],
        origins=[{"actors": [{"type": "party", "actor-uuid": subject.office}]}],
        subjects=[_subject(subject, unit)],
        relevant_evidence=evidence_of(unit, dict.fromkeys(evidence)),
        collected=moment(review.reviewed_on or dt.date(subject.cycle, 1, 1)),
    )


def _finding(subject: Subject, unit: str, one: IndicatorReview, related: list[str] | tuple[str, ...]) -> Json:
    is_met = one.verdict in {"met", "not_applicable"}
    return some(
        uuid=identifier("finding", str(subject.cycle), unit, one.indicator),
        title=title(f"{unit}：指标{one.indicator}"),
        description=_words(one),
        target={
            "type": "statement-id",
            "target-id": statement_id(one.indicator),
            "status": {"state": "satisfied" if is_met else "not-satisfied"},
            "props": [prop("verdict", _words(one))],
        },
        implementation_statement_uuid=subject.requirement(unit, one.indicator),
        related_observations=[{"observation-uuid": _observation_id(subject, unit, one.indicator)}],
        related_risks=[{"risk-uuid": risk} for risk in related],
    )


def _words(one: IndicatorReview) -> str:
    return "未写复核结论" if one.verdict is None else f"复核结论：{RATINGS[one.verdict]}"


def _observation_id(subject: Subject, unit: str, indicator: str) -> str:
    return identifier("observation", str(subject.cycle), unit, indicator)
