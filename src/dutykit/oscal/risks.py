"""The ledger of problems as OSCAL risks, and as a plan of action and milestones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from dutykit.assess.ledger import Entry, LedgerChoice, ledger
from dutykit.model.rectification import ProblemKey, TrackedProblem
from dutykit.model.review import OfficeFinding
from dutykit.model.submission import ProblemStatus
from dutykit.oscal.components import evidence_links, resources_of
from dutykit.oscal.document import Json, identifier, moment, prop, props, some, sorted_by_name, title
from dutykit.oscal.subject import OFFICE, UNIT, Subject
from dutykit.text.oscal_markup import markup

_STATUS: dict[ProblemStatus, str] = {
    "open": "open",
    "in_progress": "remediating",
    "done": "remediating",
    "closed": "closed",
}
"""OSCAL has no word for what a unit calls resolved and the office has not closed yet: the property `status` has."""


def risk_id(key: ProblemKey) -> str:
    """The UUID of a problem, the same in every year."""
    return identifier("risk", str(key.cycle), key.unit, key.problem)


def risks(subject: Subject, cycle: int | None = None) -> list[Json]:
    """The problems found in `cycle`, by default in all up to the exported one, as they are on the day."""
    return [_risk(subject, one) for one in _entries(subject, cycle)]


def proof_resources(subject: Subject, cycle: int | None = None) -> list[Json]:
    """The evidence that these problems are resolved, as resources of a document."""
    found = (one.tracked for one in _entries(subject, cycle))
    return [made for one in found for made in resources_of(one.key.unit, one.proof())]


def plan_of_action(subject: Subject) -> Json | None:
    """All problems, with who has to resolve them; None where there is none, as OSCAL has no empty plan."""
    entries = _entries(subject, None)
    if not entries:
        return None
    return some(
        system_id={"id": identifier("system")},
        risks=risks(subject),
        poam_items=[_item(subject, one) for one in entries],
        back_matter=some(resources=sorted_by_name(proof_resources(subject))),
    )


def _entries(subject: Subject, cycle: int | None) -> tuple[Entry, ...]:
    found = ledger(subject.workspace, subject.as_of, LedgerChoice(cycle=cycle)).entries
    return tuple(one for one in found if one.tracked.key.cycle <= subject.cycle)


def _name(one: Entry) -> str:
    key = one.tracked.key
    return title(f"{key.unit}：{key.cycle}年度问题{key.problem}")


def _risk(subject: Subject, one: Entry) -> Json:
    problem = one.tracked
    remediation = some(
        uuid=identifier("remediation", *map(str, problem.key)),
        lifecycle="completed" if one.status == "closed" else "planned",
        title="整改措施",
        description=markup(problem.measure or "") or "未填写整改措施",
        props=props({"person": problem.person, "due": problem.due}),
        links=evidence_links(problem.key.unit, problem.proof()),
        remarks=markup(problem.progress) if problem.progress else None,
    )
    return some(
        uuid=risk_id(problem.key),
        title=_name(one),
        description=markup(problem.text),
        statement=markup(problem.text),
        props=props(
            {
                "status": one.status,
                "indicator": problem.indicator,
                "unit": one.owner or problem.key.unit,
                "found-by": problem.found_by,
                "overdue": one.overdue,
            }
        ),
        status=_STATUS[one.status],
        deadline=moment(one.deadline) if one.deadline is not None else None,
        remediations=[remediation],
        risk_log=some(entries=[*_log(subject, one)]),
    )


def _log(subject: Subject, one: Entry) -> Iterator[Json]:
    """What became of the problem, the earliest first: found, what the unit stated in later cycles, closed."""
    problem, office = one.tracked, [{"party-uuid": subject.office, "role-id": OFFICE}]
    found_on = problem.origin.found_on if isinstance(problem.origin, OfficeFinding) else None
    if found_on is not None:
        yield _logged(problem, "found", found_on, title="发现问题", logged_by=office, status_change="open")
    for cycle, stated in problem.carried:
        submission = subject.workspace.submission(one.owner or problem.key.unit, cycle)
        stated_on = None if submission is None else submission.submitted_on
        yield _logged(
            problem,
            str(cycle),
            stated_on or dt.date(cycle, 1, 1),
            title=f"{cycle}年度整改进展",
            description=markup(stated.progress) if stated.progress else None,
            props=props({"status": stated.status}),
        )
    closed = one.unproven or problem.closed(subject.as_of)
    if closed is not None:
        yield _logged(
            problem,
            "closed",
            closed.closing.closed_on,
            title="销号" if one.unproven is None else "销号（没有整改佐证材料，不计）",
            description=markup(closed.closing.remark),
            logged_by=office,
            status_change="closed" if one.unproven is None else None,
        )


def _logged(problem: TrackedProblem, what: str, day: dt.date, **more: object) -> Json:
    return some(uuid=identifier("log", *map(str, problem.key), what), start=moment(day), **more)


def _item(subject: Subject, one: Entry) -> Json:
    known = one.owner is not None and one.owner in subject.workspace.register.by_id
    actors = [{"type": "party", "actor-uuid": subject.party(one.owner or ""), "role-id": UNIT}] if known else []
    return some(
        uuid=identifier("poam-item", *map(str, one.tracked.key)),
        title=_name(one),
        description=markup(one.tracked.text),
        props=[prop("status", one.status)],
        origins=[{"actors": actors}] if actors else [],
        related_risks=[{"risk-uuid": risk_id(one.tracked.key)}],
    )
