"""Whatever submissions and reviews say, no problem is lost, none is told twice, and only the office closes one."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from dutykit.assess.ledger import LedgerChoice, ledger
from dutykit.listings.ledger import LedgerListing
from dutykit.model.catalogue import Catalogue
from dutykit.model.review import Closing, OfficeFinding, Review
from dutykit.model.submission import Answer, CarriedProblem, Evidence, Problem, Submission
from dutykit.model.unit import Register, Unit
from dutykit.model.workspace import Workspace
from dutykit.output.formats import listing_bytes

UNITS = Register(units=(Unit(id="甲局", kind="department", aliases=("甲",)), Unit(id="乙县", kind="county")))
CATALOGUE = Catalogue.model_validate(
    {
        "title": "体系",
        "source": {"title": "文件", "issuer": "机关"},
        "chapters": [{"title": "章", "sections": [{"title": "节", "indicators": [{"id": "1", "text": "事"}]}]}],
    }
)
names = st.sampled_from(["甲局", "甲", "乙县"])
cycles = st.integers(2017, 2019)
ids = st.sampled_from(["1", "2", "3"])
days = st.dates(min_value=dt.date(2017, 1, 1), max_value=dt.date(2020, 1, 1))
statuses = st.sampled_from(["open", "in_progress", "done", "closed"])
texts = st.text(min_size=1, max_size=12)
proofs = st.sampled_from([(), (Evidence(title="通知", kept_by_unit=True),)])
problems = st.builds(
    Problem,
    id=ids,
    found_by=st.sampled_from(["self_check", "monitoring", "inspection"]),
    text=texts,
    status=statuses,
    due=st.none() | days,
    proof=proofs,
)
carried = st.builds(CarriedProblem, problem=ids, from_cycle=cycles, status=st.none() | statuses, proof=proofs)
submissions = st.builds(
    lambda unit, cycle, found, kept: Submission(
        unit=unit,
        cycle=cycle,
        state="submitted",
        carried=tuple(kept),
        answers=(Answer(indicator="1", problems=tuple(found)),),
    ),
    names,
    cycles,
    st.lists(problems, max_size=3),
    st.lists(carried, max_size=3),
)
reviews = st.builds(
    lambda unit, cycle, found, closed: Review(unit=unit, cycle=cycle, findings=tuple(found), closings=tuple(closed)),
    names,
    cycles,
    st.lists(
        st.builds(OfficeFinding, id=ids, indicator=st.just("1"), found_by=st.just("inspection"), text=texts), max_size=2
    ),
    st.lists(st.builds(Closing, problem=ids, from_cycle=st.none() | cycles, closed_on=days, remark=texts), max_size=2),
)


@settings(max_examples=60)
@given(st.lists(submissions, max_size=5), st.lists(reviews, max_size=4), days)
def test_the_ledger(submitted: list[Submission], reviewed: list[Review], day: dt.date) -> None:
    workspace = Workspace(Path(), CATALOGUE, UNITS, tuple(submitted), reviews=tuple(reviewed))
    found = ledger(workspace, day, LedgerChoice())
    unit_of = UNITS.canonical
    told = {(one.cycle, unit_of[one.unit], p.id) for one in submitted for a in one.answers for p in a.problems}
    told |= {(one.cycle, unit_of[one.unit], finding.id) for one in reviewed for finding in one.findings}
    keys = [tuple(one.tracked.key) for one in found.entries]
    assert sorted(keys) == sorted(told)
    for one in found.entries:
        closings = [closed for closed in one.tracked.closings if closed.closing.closed_on <= day]
        assert (one.status == "closed") == bool(closings and one.tracked.proof())
        assert (one.unproven is not None) == bool(closings and not one.tracked.proof())
        assert not one.overdue or (one.tracked.due is not None and one.tracked.due < day)
        if one.repeats is not None:
            assert one.repeats.key.cycle < one.tracked.key.cycle
    said = sum(len(one.carried) for one in submitted) + sum(len(one.closings) for one in reviewed)
    heard = sum(len(one.tracked.carried) + len(one.tracked.closings) for one in found.entries)
    assert said == heard + len(workspace.rectification.strays)

    document = json.loads(listing_bytes(LedgerListing(workspace, found), "json"))
    assert [(one["cycle"], one["unit"], one["id"]) for one in document["problems"]] == keys
    assert [one["text"] for one in document["problems"]] == [one.tracked.text for one in found.entries]
    lines = list(
        csv.reader(io.StringIO(listing_bytes(LedgerListing(workspace, found), "csv").decode("utf-8-sig"), newline=""))
    )
    assert [(int(row[2]), row[3], row[1]) for row in lines[1:]] == keys
