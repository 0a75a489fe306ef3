"""All OSCAL documents of a workspace, by file name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from dutykit.language import _
from dutykit.model.gap import EVERYTHING
from dutykit.model.refusal import Refusal
from dutykit.model.workspace import Workspace
from dutykit.oscal.assessment import assessment_plan, assessment_results
from dutykit.oscal.catalog import catalog, source_props
from dutykit.oscal.components import components
from dutykit.oscal.document import Json, document_bytes
from dutykit.oscal.risks import plan_of_action
from dutykit.oscal.subject import Subject
from dutykit.output.gap_note import refuse_gaps
from dutykit.workspace.asked_names import known_cycle

CATALOG, PROFILE, COMPONENTS = "catalog.json", "profile.json", "component-definition.json"
PLAN, RESULTS, ACTIONS = "assessment-plan.json", "assessment-results.json", "plan-of-action-and-milestones.json"


def oscal_documents(workspace: Workspace, cycle: int, as_of: dt.date, made: dt.datetime) -> Mapping[str, bytes]:
    """The documents of `cycle` as it is on the day `as_of`; `made` is when they say they were last changed.

    There is no plan of action where there are no problems. Raises Refusal if nothing is of that cycle, or if something they
    rest on was not read whole.
    """
    then = workspace.at(known_cycle(workspace, cycle))
    refuse_gaps(then.gaps.of(EVERYTHING, cycle=cycle, earlier=True), "OSCAL")
    subject = Subject(then, cycle, as_of, made)
    if not then.responsibilities.by_unit:
        raise Refusal(_("没有单位承担任何指标"), _("先在 data/indicators.yaml 中写明责任单位"))
    name, year = then.catalogue.title, f"{cycle}年度"
    catalogue = subject.metadata(name, with_parties=False)
    catalogue["props"] = [*catalogue.get("props", []), *source_props(then.catalogue)]
    profile: Json = {"imports": [{"href": CATALOG, "include-all": {}}], "merge": {"as-is": True}}
    found = {
        CATALOG: ("catalog", catalog(then.catalogue), catalogue),
        PROFILE: ("profile", profile, subject.metadata(f"{name}（{year}）", with_parties=False)),
        COMPONENTS: ("component-definition", components(subject, PROFILE), subject.metadata(f"{year}自评材料")),
        PLAN: ("assessment-plan", assessment_plan(subject, COMPONENTS), subject.metadata(f"{year}评价安排")),
        RESULTS: ("assessment-results", assessment_results(subject, PLAN), subject.metadata(f"{year}复核结果")),
    }
    actions = plan_of_action(subject)
    if actions is not None:
        found[ACTIONS] = ("plan-of-action-and-milestones", actions, subject.metadata("问题整改台账"))
    return {file: document_bytes(*parts) for file, parts in found.items()}
