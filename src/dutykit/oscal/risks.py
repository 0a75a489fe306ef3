"""The ledger of problems as OSCAL risks, and as a plan of action and milestones."""

from __future__ import annotations

from dutykit.assess.ledger import Entry, LedgerChoice, ledger
from dutykit.model.office_words import FOUND_BY, PROBLEM_STATUSES
from dutykit.model.rectification import ProblemKey
from dutykit.model.submission import ProblemStatus
from dutykit.oscal.document import Json, identifier, moment, prop, props, some, title
from dutykit.oscal.subject import UNIT, Subject
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
    """The problems found in `cycle`, by default in all, as they are on the day."""
    return [_risk(one) for one in _entries(subject, cycle)]


def plan_of_action(subject: Subject) -> Json | None:
    """All problems, with who has to resolve them; None where there is none, as OSCAL has no empty plan."""
    entries = _entries(subject, None)
    if not entries:
        return None
    return {
        "system-id": {"id": identifier("system")},
        "risks": [_risk(one) for one in entries],
        "poam-items": [_item(subject, one) for one in entries],
    }


def _entries(subject: Subject, cycle: int | None) -> tuple[Entry, ...]:
    return ledger(subject.workspace, subject.as_of, LedgerChoice(cycle=cycle)).entries


def _name(one: Entry) -> str:
    key = one.tracked.key
    return title(f"{key.unit}：{key.cycle}年度问题{key.problem}")


def _risk(one: Entry) -> Json:
    problem = one.tracked
    remediation = some(
        uuid=identifier("remediation", *map(str, problem.key)),
        lifecycle="completed" if one.status == "closed" else "planned",
        title="整改措施",
        description=markup(problem.measure or "") or "未填写整改措施",
        props=props({"person": problem.person, "due": problem.due}),
        remarks=markup(problem.progress) if problem.progress else None,
    )
    return some(
        uuid=risk_id(problem.key),
        title=_name(one),
        description=markup(problem.text),
        statement=markup(problem.text),
        props=props(
            {
                "status": PROBLEM_STATUSES[one.status],
                "indicator": problem.indicator,
                "unit": one.owner or problem.key.unit,
                "found-by": FOUND_BY[problem.found_by],
                "overdue": one.overdue,
            }
        ),
        status=_STATUS[one.status],
        deadline=moment(one.deadline) if one.deadline is not None else None,
        remediations=[remediation],
    )


def _item(subject: Subject, one: Entry) -> Json:
    known = one.owner is not None and one.owner in subject.workspace.register.by_id
    actors = [{"type": "party", "actor-uuid": subject.party(one.owner or ""), "role-id": UNIT}] if known else []
    return some(
        uuid=identifier("poam-item", *map(str, one.tracked.key)),
        title=_name(one),
        description=markup(one.tracked.text),
        props=[prop("status", PROBLEM_STATUSES[one.status])],
        origins=[{"actors": actors}] if actors else [],
        related_risks=[{"risk-uuid": risk_id(one.tracked.key)}],
    )
