"""Two offices written without a mark between them are told, and never split."""

from __future__ import annotations

import pytest

from dutykit.plans.grammar.body import run_together
from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.grammar.record import Line
from dutykit.plans.proposal import propose
from dutykit.plans.review import doubt_text


@pytest.mark.parametrize(
    ("name", "others", "parts"),
    [
        ("市示例局市样本委", (), ("市示例局", "市样本委")),
        ("县委办县政府办", (), ("县委办", "县政府办")),
        ("市教育局财政局", ("市教育局", "财政局"), ("市教育局", "财政局")),
        ("市教育局财政局", ("市教育局",), None),
        ("市教育局财政局", ("市教育局", "市财政局"), ("市教育局", "财政局")),
        ("市教育局市财政局市公安局", (), ("市教育局", "市财政局", "市公安局")),
        ("市委组织部市教育局", (), ("市委组织部", "市教育局")),
        ("市教育局各县区政府", (), ("市教育局", "各县区政府")),
        ("市教育局团市委", (), ("市教育局", "团市委")),
        ("市公安局交通管理局", ("市公安局",), None),
        ("市委市政府", (), None),
        ("区党委区直机关工委", (), None),
        ("国家税务总局市税务局", (), None),
        ("市教育局", ("市教育局",), None),
        ("市政府教育督导室", (), None),
        ("市人力资源和社会保障局", (), None),
    ],
)
def test_offices_without_a_mark_between_them(name: str, others: tuple[str, ...], parts: tuple[str, ...] | None) -> None:
    assert run_together(name, others) == parts


def test_they_are_one_unit_and_a_doubt() -> None:
    texts = ("示例方案", "（一）示例建设。建设示例学校。（责任单位：市示例局市样本委、市教育局）")
    plan = read_plan([Line(number, text) for number, text in enumerate(texts, 1)])
    proposal = propose(plan, None, "x")
    assert [unit.id for unit in proposal.register.units] == ["市示例局市样本委", "市教育局"]
    (doubt,) = [one for one in proposal.doubts if one.kind == "joined"]
    assert (doubt.line, doubt.certain) == (2, False)
    assert doubt_text(doubt) == "“市示例局市样本委”像是两个单位连写（市示例局、市样本委），未拆分，请核对"
    known = propose(plan, proposal.register, "x")
    assert [one.kind for one in known.doubts if one.kind == "joined"] == []  # the office has seen it
