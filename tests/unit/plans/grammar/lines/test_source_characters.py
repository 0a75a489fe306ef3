"""Plans in traditional characters. Invented, or public ones that were put into these characters."""

from __future__ import annotations

import pytest

from dutykit.model.unit import Register, Unit
from dutykit.plans.document.register import lines_of_document
from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.proposal import propose
from dutykit.plans.quantities import quantities
from dutykit.text.simplified import simplified
from dutykit.text.simplified_characters import SIMPLIFIED, TRADITIONAL
from tests.conftest import REPOSITORY
from tests.unit.plans.document.made import facts, table_as_html

PLANS = REPOSITORY / "tests" / "data" / "plans"
PLAN = """某市示例方案
一、發展示例
（一）理髮示例。頭髮示例達到100%。（責任單位：市「雙減」辦、財政局，各縣（區）政府）
（二）建設示例。（市教育局牽頭，市財政局配合，2026年底前完成）
"""
TO_TRADITIONAL = str.maketrans(dict(zip(reversed(SIMPLIFIED), reversed(TRADITIONAL), strict=True)))


def test_texts_and_names_are_as_the_document_writes_them() -> None:
    plan = read_plan(lines_of_document(PLAN.encode(), ".txt"))
    assert [task.text for task in plan.tasks] == ["理髮示例。頭髮示例達到100%。", "建設示例。"]
    assert [[(party.name, party.role) for party in task.parties] for task in plan.tasks] == [
        [("市「雙減」辦", "responsible"), ("市財政局", "responsible"), ("各縣（區）政府", "responsible")],
        [("市教育局", "lead"), ("市財政局", "support")],
    ]
    assert plan.tasks[0].chapter is not None
    assert plan.tasks[0].chapter.title == "發展示例"
    assert plan.tasks[1].deadline == "2026年底前完成"
    assert list(plan.lines.values()) == PLAN.split("\n")
    assert ("traditional", True) in [(one.kind, one.certain) for one in plan.doubts]


def test_names_mean_the_units_that_the_workspace_writes_in_simplified_characters() -> None:
    known = Register(units=(Unit(id="市财政局", kind="department"),), groups=())
    proposal = propose(read_plan(lines_of_document(PLAN.encode(), ".txt")), known, "x")
    assert proposal.meant["市財政局"] == "市财政局"
    assert {"市「雙減」辦", "各縣（區）政府", "市教育局"} == proposal.new
    assert [group.id for group in proposal.register.groups] == ["各縣（區）政府"]
    assert [(one.metric.id, one.metric.because) for one in quantities(proposal)] == [("頭髮示例", "頭髮示例達到100%")]


def test_columns_are_named_as_the_document_or_in_simplified_characters() -> None:
    rows = [("序號", "工作任務", "辦理方"), ("1", "建設學校。", "市財政局"), ("2", "負責單位機關。", "市教育局")]
    lines = lines_of_document(table_as_html("任務", rows, {}), ".html")
    for title in ("辦理方", "办理方"):
        plan = read_plan(lines, {title: "responsible"})
        assert [task.parties[0].name for task in plan.tasks] == ["市財政局", "市教育局"]
        assert [column.title for column in plan.columns] == ["序號", "工作任務", "辦理方"]


@pytest.mark.parametrize("name", ["25-guangzhou-talent.txt", "48-dingxi.txt", "56-zhejiang-table.html"])
def test_a_public_plan_says_the_same_in_other_characters(name: str) -> None:
    text = (PLANS / name).read_text(encoding="utf-8")
    changed = text.translate(TO_TRADITIONAL)
    suffix = name[name.rindex(".") :]
    plan, other = (read_plan(lines_of_document(one.encode(), suffix)) for one in (simplified(changed), changed))
    assert len(other.tasks) == len(plan.tasks) > 20
    assert simplified(repr(facts(other, lines=True))) == simplified(repr(facts(plan, lines=True)))
    there = "\n".join("\n".join((line.text, *line.cells)) for line in lines_of_document(changed.encode(), suffix))
    assert sum(party.name in there for task in other.tasks for party in task.parties) > 20
    assert all(set(task.text) <= set(there) for task in other.tasks)
