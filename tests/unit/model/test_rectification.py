"""What became of a problem, put together from submissions and reviews of several cycles."""

from __future__ import annotations

import datetime as dt

from dutykit.model.rectification import ProblemKey, Rectification
from dutykit.model.review import Closing, OfficeFinding, Review
from dutykit.model.submission import Answer, CarriedProblem, Evidence, Problem, Submission
from dutykit.model.unit import Register, Unit

REGISTER = Register(units=(Unit(id="甲局", kind="department", aliases=("甲",)), Unit(id="乙局", kind="department")))
PROOF = (Evidence(title="通知", kept_by_unit=True),)
SELF = Problem(
    id="1",
    found_by="self_check",
    text="慢。",
    measure="快。",
    person="张",
    due=dt.date(2018, 9, 30),
    status="closed",
    proof=PROOF,
)
FINDING = OfficeFinding(id="检1", indicator="2", found_by="inspection", text="缺。", due=dt.date(2018, 10, 31))


def submission(cycle: int, unit: str = "甲局", **more: object) -> Submission:
    return Submission.model_validate({"unit": unit, "cycle": cycle, "state": "accepted", **more})


def made(*, closings: tuple[Closing, ...] = ()) -> Rectification:
    first = submission(2018, "甲", answers=(Answer(indicator="1", problems=(SELF,)),))
    carried = CarriedProblem(problem="检1", from_cycle=2018, status="done", progress="补了。", proof=PROOF)
    second = submission(2019, carried=(carried,))
    reviews = (
        Review(unit="甲局", cycle=2018, findings=(FINDING,)),
        Review(unit="甲局", cycle=2019, closings=closings),
    )
    return Rectification((second, first), reviews, REGISTER)


def test_the_office_and_the_unit_speak_of_one_problem() -> None:
    found = made().by_key[ProblemKey(2018, "甲局", "检1")]
    assert (found.found_by, found.text, found.indicator) == ("inspection", "缺。", "2")
    assert (found.status(), found.progress, found.due) == ("done", "补了。", dt.date(2018, 10, 31))
    assert [one.title for one in found.proof()] == ["通知"]


def test_only_the_office_closes() -> None:
    found = made().by_key[ProblemKey(2018, "甲局", "1")]
    assert (found.claimed, found.status(), found.closed()) == ("closed", "done", None)
    closing = Closing(problem="1", from_cycle=2018, closed_on=dt.date(2019, 6, 1), remark="核查属实。")
    found = made(closings=(closing,)).by_key[ProblemKey(2018, "甲局", "1")]
    assert found.status() == "closed"
    assert found.status(dt.date(2019, 5, 31)) == "done"


def test_what_is_open_when_a_cycle_begins() -> None:
    closing = Closing(problem="1", from_cycle=2018, closed_on=dt.date(2019, 6, 1), remark="核查属实。")
    rectification = made(closings=(closing,))
    ids = [[one.key.problem for one in rectification.open_before("甲局", cycle)] for cycle in (2018, 2019, 2020)]
    assert ids == [[], ["检1", "1"], ["检1"]]
    assert rectification.open_before("乙局", 2020) == []


def test_what_is_said_of_a_problem_nobody_found_is_a_stray() -> None:
    closing = Closing(problem="9", closed_on=dt.date(2019, 6, 1), remark="核查属实。")
    assert [(cycle, unit) for cycle, unit, _what in made(closings=(closing,)).strays] == [(2019, "甲局")]
    early = submission(2018, carried=(CarriedProblem(problem="1", from_cycle=2018),))
    assert len(Rectification((early,), (), REGISTER).strays) == 1


def test_a_closing_without_proof_closes_nothing() -> None:
    bare = SELF.model_copy(update={"status": "in_progress", "proof": ()})
    first = submission(2018, answers=(Answer(indicator="1", problems=(bare,)),))
    closing = Closing(problem="1", closed_on=dt.date(2018, 11, 1), remark="核查属实。")
    reviews = (Review(unit="甲局", cycle=2018, closings=(closing,)),)
    rectification = Rectification((first,), reviews, REGISTER)
    (found,) = rectification
    assert (found.status(), found.closed(), found.unproven()) == ("done", None, (2018, closing))
    before = dt.date(2018, 10, 31)
    assert (found.status(before), found.unproven(before)) == ("in_progress", None)
    assert rectification.open_before("甲局", 2019) == [found]  # so it is carried into the next round
    later = submission(2019, carried=(CarriedProblem(problem="1", from_cycle=2018, proof=PROOF),))
    (found,) = Rectification((first, later), reviews, REGISTER)
    assert (found.status(), found.unproven()) == ("closed", None)
    assert found.until(2018).status() == "done"  # that year the proof was not there
