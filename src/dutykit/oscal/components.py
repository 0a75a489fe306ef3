"""What the units submitted as an OSCAL component definition: a unit is a component, an answer an implemented requirement."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.assess.coverage import Pair, coverage
from dutykit.model.office_words import KINDS
from dutykit.model.quantity import brief
from dutykit.model.submission import Answer, Evidence, Submission
from dutykit.oscal.catalog import control_id, parameter_id
from dutykit.oscal.document import Json, identifier, line, props, some, sorted_by_name, title
from dutykit.oscal.subject import UNIT, Subject
from dutykit.text.oscal_markup import markup


def components(subject: Subject, profile: str) -> Json:
    """A component for each unit that has duties, against the `profile` in the file of that name."""
    found = coverage(subject.workspace, subject.cycle)
    resources: list[Json] = []
    made = []
    for unit, pairs in found.by_unit.items():
        submission = found.submissions[unit]
        requirements = [_requirement(subject, one, resources) for one in pairs]
        implementation = some(
            uuid=identifier("implementation", str(subject.cycle), unit),
            source=profile,
            description=f"{subject.cycle}年度自评材料",
            props=props(
                {
                    "state": "none" if submission is None else submission.state,
                    "submitted-on": submission and submission.submitted_on,
                    "accepted-on": submission and submission.accepted_on,
                    "sample": submission is not None and submission.sample,
                    **_returned(submission),
                }
            ),
            implemented_requirements=requirements,
        )
        kind = KINDS[subject.workspace.register.by_id[unit].kind]
        made.append(
            some(
                uuid=subject.component(unit),
                type="organization",
                title=title(unit),
                description=kind,
                responsible_roles=[{"role-id": UNIT, "party-uuids": [subject.party(unit)]}],
                control_implementations=[implementation],
                remarks=_remarks(submission),
            )
        )
    return some(components=made, back_matter=some(resources=sorted_by_name(resources)))


def _returned(submission: Submission | None) -> dict[str, object]:
    returned = None if submission is None else submission.returned
    if returned is None:
        return {}
    return {"returned-on": returned.on, "returned-reason": returned.reason, "returned-due": returned.due}


def _remarks(submission: Submission | None) -> str | None:
    """The summary of the submission, and the next steps."""
    told = () if submission is None else (submission.summary, submission.next_steps)
    return "\n\n".join(markup(text.strip()) for text in told if text) or None


def _requirement(subject: Subject, pair: Pair, resources: list[Json]) -> Json:
    answer = pair.answer or Answer.model_construct(indicator=pair.indicator)
    known = pair.entry.indicator.quantities
    values = {name: value for name, value in answer.metrics.items() if value is not None}
    resources += resources_of(pair.unit, answer.evidence)
    return some(
        uuid=subject.requirement(pair.unit, pair.indicator),
        control_id=control_id(pair.indicator),
        description=markup(answer.narrative or "") or ("未填报" if pair.answer is None else "未填写工作措施与成效"),
        props=props(
            {
                "role": pair.duty.role,
                "through-group": pair.duty.through_group,
                "status": pair.status,
                "rating": answer.rating,
                "score": None if answer.score is None else brief(answer.score),
                "unknown-metric": tuple(f"{name}={value}" for name, value in values.items() if name not in known),
            }
        ),
        links=evidence_links(pair.unit, answer.evidence),
        set_parameters=[
            {"param-id": parameter_id(pair.indicator, name), "values": [line(value)]}
            for name, value in values.items()
            if name in known
        ],
        responsible_roles=[{"role-id": pair.duty.role, "party-uuids": [subject.party(pair.unit)]}],
        remarks=markup(answer.reason) if answer.reason else None,
    )


def evidence_links(unit: str, evidence: Iterable[Evidence]) -> list[Json]:
    """Links to the pieces of evidence."""
    return [
        {"href": f"#{_resource_id(unit, one)}", "rel": "evidence", "text": title(one.title)}
        for one in dict.fromkeys(evidence)
    ]


def evidence_of(unit: str, evidence: Iterable[Evidence]) -> list[Json]:
    """The pieces of evidence as what an observation rests on."""
    return [some(href=f"#{_resource_id(unit, one)}", description=markup(one.title)) for one in evidence]


def resources_of(unit: str, evidence: Iterable[Evidence]) -> list[Json]:
    """The pieces of evidence as resources of a document."""
    return [_resource(unit, one) for one in evidence]


def _resource_id(unit: str, one: Evidence) -> str:
    return identifier("evidence", unit, one.title, one.file or "", one.sha256 or "")


def _resource(unit: str, one: Evidence) -> Json:
    link: Json = {}
    if one.file is not None:
        hashes = [] if one.sha256 is None else [{"algorithm": "SHA-256", "value": one.sha256}]
        from urllib.parse import quote

        link = some(href=quote(one.file), hashes=hashes)
    return some(
        uuid=_resource_id(unit, one),
        title=title(one.title),
        description=markup(one.note) if one.note else None,
        props=props({"unit": unit, "date": one.date, "kept-by-unit": one.kept_by_unit}),
        rlinks=[link] if link else [],
    )
