"""What of a plan is in a catalogue already, and the answers to that. All texts are invented."""

from __future__ import annotations

import pytest

from dutykit.model.catalogue import Catalogue
from dutykit.model.refusal import Refusal
from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.grammar.record import Line
from dutykit.plans.matching import pairs_of, with_answers
from dutykit.plans.proposal import Proposal, propose


def proposal_of(*tasks: str) -> Proposal:
    lines = ["示例方案", "一、任务", *(f"{at}.{task}（责任单位：市教育局）" for at, task in enumerate(tasks, 1))]
    return propose(read_plan([Line(at, line) for at, line in enumerate(lines, 1)]), None, "x")


def catalogue_of(*tasks: str) -> Catalogue:
    catalogue = proposal_of(*tasks).catalogue
    assert catalogue is not None
    return catalogue


OLD = catalogue_of("建设示例学校。", "建设示例场馆和附属设施。", "推广示例经验。")
NEW = ("推广示例经验。", "建设示例场馆和配套设施。", "评选示例案例。")


def test_what_is_the_same_or_much_alike_is_there() -> None:
    assert pairs_of(OLD, proposal_of(*NEW)) == {"1": "3", "2": "2"}
    assert pairs_of(OLD, with_answers(proposal_of(*NEW), OLD, ["2=new", "3=1"])) == {"1": "3", "3": "1"}


def test_a_plan_without_tasks_has_nothing_to_ask() -> None:
    nothing = propose(read_plan([Line(1, "示例方案")]), None, "x")
    assert with_answers(nothing, OLD, ["1=2"]) is nothing
    assert pairs_of(OLD, nothing) == {}


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (["2"], "--indicator 写法有误：2"),
        (["9=2"], "方案中没有编号为“9”的任务"),
        (["2=9"], "没有编号为“9”的指标"),
        (["2=2", "3=2"], "--indicator 指定了两次：2"),
        (["2=2", "2=new"], "--indicator 指定了两次：2"),
    ],
)
def test_an_answer_that_fits_nothing_is_refused(answers: list[str], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        with_answers(proposal_of(*NEW), OLD, answers)
