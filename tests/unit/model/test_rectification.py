"""What became of a problem, put together from submissions and reviews of several cycles."""

from __future__ import annotations

import datetime as dt

import pytest

from dutykit.model.lineage import Lineage
from dutykit.model.rectification import ProblemKey, Rectification, TrackedProblem
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
    return Rectification((second, first), reviews, Lineage(REGISTER))


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
    assert len(Rectification((early,), (), Lineage(REGISTER)).strays) == 1


def test_a_closing_without_proof_closes_nothing() -> None:
    bare = SELF.model_copy(update={"status": "in_progress", "proof": ()})
    first = submission(2018, answers=(Answer(indicator="1", problems=(bare,)),))
    closing = Closing(problem="1", closed_on=dt.date(2018, 11, 1), remark="核查属实。")
    reviews = (Review(unit="甲局", cycle=2018, closings=(closing,)),)
    rectification = Rectification((first,), reviews, Lineage(REGISTER))
    (found,) = rectification
    assert (found.status(), found.closed(), found.unproven()) == ("done", None, (2018, closing))
    before = dt.date(2018, 10, 31)
    assert (found.status(before), found.unproven(before)) == ("in_progress", None)
    assert rectification.open_before("甲局", 2019) == [found]  # so it is carried into the next round
    later = submission(2019, carried=(CarriedProblem(problem="1", from_cycle=2018, proof=PROOF),))
    (found,) = Rectification((first, later), reviews, Lineage(REGISTER))
    assert (found.status(), found.unproven()) == ("closed", None)
    assert found.until(2018).status() == "done"  # that year the proof was not there


DAY = dt.date(2019, 6, 1)


def carried(cycle: int, **told: object) -> Submission:
    """What the unit says in `cycle` of problem 1 of 2018."""
    return submission(cycle, carried=({"problem": "1", "from_cycle": 2018, **told},))


def found_in_2018(**told: object) -> Submission:
    problem = {"id": "1", "found_by": "self_check", "text": "慢。", **told}
    return submission(2018, answers=({"indicator": "1", "problems": (problem,)},))


def closing(day: dt.date = DAY, cycle: int = 2019, problem: str = "1", from_cycle: int | None = 2018) -> Review:
    one = Closing(problem=problem, from_cycle=from_cycle, closed_on=day, remark="核查属实。")
    return Review(unit="甲局", cycle=cycle, closings=(one,))


def only(*submissions: Submission, reviews: tuple[Review, ...] = ()) -> TrackedProblem:
    (tracked,) = Rectification(submissions, reviews, Lineage(REGISTER))
    return tracked


def test_a_problem_carried_over_two_years_is_as_last_said() -> None:
    first = found_in_2018(measure="甲", person="甲", due=dt.date(2018, 9, 1), status="open", progress="甲", proof=PROOF)
    middle = carried(2019, measure="乙", due=dt.date(2019, 9, 1), status="in_progress", proof=PROOF)
    last = carried(2020, person="丙", progress="丙")
    for order in ((first, middle, last), (last, middle, first)):
        tracked = only(*order)
        assert (tracked.measure, tracked.person, tracked.progress) == ("乙", "丙", "丙")
        assert (tracked.due, tracked.status(), len(tracked.proof())) == (dt.date(2019, 9, 1), "in_progress", 2)
        assert [one.progress for one in tracked.stated()] == ["丙", None, "甲"]
        assert [(cycle, said.progress) for cycle, said in tracked.carried] == [(2019, None), (2020, "丙")]
        earlier = tracked.until(2019)
        assert (earlier.measure, earlier.person, earlier.progress) == ("乙", "甲", "甲")
        earliest = tracked.until(2018)
        assert (earliest.measure, earliest.due, earliest.status()) == ("甲", dt.date(2018, 9, 1), "open")
        assert tracked.until(2017).carried == []
        said = tracked.stated_in(2019)
        assert said is not None
        assert said.measure == "乙"
        assert tracked.stated_in(2021) is None


def test_proof_comes_in_the_order_it_was_given() -> None:
    first, second, third = ({"title": title, "kept_by_unit": True} for title in ("一", "二", "三"))
    tracked = only(found_in_2018(proof=(first,)), carried(2019, proof=(second, third)))
    assert [one.title for one in tracked.proof()] == ["一", "二", "三"]


def test_what_nobody_says_is_open_and_nobodys() -> None:
    tracked = only(found_in_2018())
    assert (tracked.claimed, tracked.measure, tracked.person, tracked.progress, tracked.due) == ("open", *[None] * 4)
    tracked = Rectification((), (Review(unit="甲局", cycle=2018, findings=(FINDING,)),), Lineage(REGISTER)).of("甲局")[
        0
    ]
    assert (tracked.claimed, tracked.stated(), tracked.due) == ("open", (), FINDING.due)


def test_a_closing_holds_from_its_day_on() -> None:
    tracked = only(found_in_2018(proof=PROOF), reviews=(closing(),))
    before = DAY - dt.timedelta(days=1)
    assert [tracked.status(day) for day in (before, DAY, None)] == ["open", "closed", "closed"]
    known = [
        tracked.until(cycle, day).status() for cycle, day in ((2019, DAY), (2019, before), (2018, DAY), (2018, None))
    ]
    assert known == ["closed", "open", "open", "open"]
    bare = only(found_in_2018(), reviews=(closing(),))
    assert [bare.unproven(day) is None for day in (before, DAY, None)] == [True, False, False]


def test_the_first_closing_counts() -> None:
    later = closing(DAY + dt.timedelta(days=400), cycle=2020)
    for reviews in ((closing(), later), (later, closing())):
        closed = only(found_in_2018(proof=PROOF), reviews=reviews).closed()
        assert closed is not None
        assert (closed.cycle, closed.closing.closed_on) == (2019, DAY)


def test_problems_come_by_cycle_then_unit_in_the_registers_order_then_as_written() -> None:
    def problems(cycle: int, unit: str, *ids: str) -> Submission:
        made = tuple(Problem(id=one, found_by="self_check", text="。") for one in ids)
        return submission(cycle, unit, answers=(Answer(indicator="1", problems=made),))

    given = (
        problems(2019, "乙局", "2"),
        problems(2018, "丙局", "4"),
        problems(2018, "丁局", "3"),
        problems(2018, "乙局", "6", "5"),
        problems(2018, "甲", "7"),
    )
    order = [(one.key.cycle, one.key.unit, one.key.problem) for one in Rectification(given, (), Lineage(REGISTER))]
    assert order == [
        (2018, "甲局", "7"),
        (2018, "乙局", "6"),
        (2018, "乙局", "5"),
        (2018, "丁局", "3"),
        (2018, "丙局", "4"),
        (2019, "乙局", "2"),
    ]


def test_of_two_problems_with_one_id_the_first_counts() -> None:
    twice = (Problem(id="1", found_by="self_check", text="先。"), Problem(id="1", found_by="monitoring", text="后。"))
    tracked = only(submission(2018, answers=(Answer(indicator="1", problems=twice),)))
    assert (tracked.text, tracked.found_by, tracked.problem) == ("先。", "self_check", twice[0])


@pytest.mark.parametrize(
    ("cycle", "from_cycle", "stray"), [(2019, 2018, False), (2018, 2018, True), (2018, 2019, True)]
)
def test_a_problem_is_carried_over_from_an_earlier_cycle(cycle: int, from_cycle: int, stray: bool) -> None:
    own = Problem(id="1", found_by="self_check", text="慢。")
    both = tuple(submission(year, answers=(Answer(indicator="1", problems=(own,)),)) for year in (2018, 2019))
    said = CarriedProblem(problem="1", from_cycle=from_cycle)
    one = submission(cycle, carried=(said,))
    rectification = Rectification((*both, one), (), Lineage(REGISTER))
    assert rectification.strays == ([(cycle, "甲局", said)] if stray else [])
    assert sum(len(tracked.carried) for tracked in rectification) == (0 if stray else 1)


@pytest.mark.parametrize(
    ("cycle", "from_cycle", "stray"), [(2019, 2018, False), (2018, None, False), (2018, 2019, True)]
)
def test_a_problem_is_closed_in_its_own_cycle_or_a_later_one(cycle: int, from_cycle: int | None, stray: bool) -> None:
    own = Problem(id="1", found_by="self_check", text="慢。")
    both = tuple(submission(year, answers=(Answer(indicator="1", problems=(own,)),)) for year in (2018, 2019))
    review = closing(cycle=cycle, from_cycle=from_cycle)
    rectification = Rectification(both, (review,), Lineage(REGISTER))
    assert rectification.strays == ([(cycle, "甲局", review.closings[0])] if stray else [])
    assert [len(tracked.closings) for tracked in rectification] == ([0, 0] if stray else [1, 0])


def test_what_a_unit_that_is_not_in_the_register_says_is_its_own() -> None:
    own = Problem(id="1", found_by="self_check", text="慢。")
    first = submission(2018, "丁局", answers=(Answer(indicator="1", problems=(own,)),))
    second = submission(2019, "丁局", carried=(CarriedProblem(problem="1", from_cycle=2018, progress="快。"),))
    assert only(first, second).progress == "快。"


def test_problems_go_on_with_the_unit_that_succeeds() -> None:
    successor = Unit(id="丙局", kind="department", succeeds=("甲局",))
    register = Register(units=(*REGISTER.units[1:], successor))
    said = submission(2019, "丙局", carried=(CarriedProblem(problem="1", from_cycle=2018, progress="快。"),))
    rectification = Rectification((found_in_2018(), said), (), Lineage(register))
    (tracked,) = rectification.of("丙局")
    assert (tracked.key.unit, tracked.progress) == ("甲局", "快。")
    assert rectification.open_before("丙局", 2019) == [tracked]
