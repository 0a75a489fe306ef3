"""Any plan merges into any other, and once it is in, merging it again changes nothing. All texts are invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutykit.model.unit import Register
from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.grammar.record import Line
from dutykit.plans.importing import write_proposal
from dutykit.plans.merging import merge_plan
from dutykit.plans.proposal import Proposal, propose
from dutykit.workspace.assemble import load_workspace

NAMES = st.sampled_from(["市教育局", "市财政局", "市体育局", "市民政局", "各县区政府"])
TASKS = st.lists(
    st.tuples(st.sampled_from("甲乙丙丁戊己庚"), st.lists(NAMES, min_size=1, max_size=4, unique=True)),
    min_size=1,
    max_size=6,
    unique_by=lambda task: task[0],
)


def plan_text(tasks: list[tuple[str, list[str]]]) -> str:
    lines = [
        f"{number}.办好{name}项示例工作。（责任单位：{'、'.join(units)}）"
        for number, (name, units) in enumerate(tasks, 1)
    ]
    return "示例方案\n一、任务\n" + "\n".join(lines)


def proposal_of(tasks: list[tuple[str, list[str]]], root: Path | None) -> Proposal:
    plan = read_plan([Line(number, text) for number, text in enumerate(plan_text(tasks).splitlines(), 1)])
    known: Register | None = None
    if root is not None:
        workspace = load_workspace(root).workspace
        assert workspace is not None
        known = workspace.register
    return propose(plan, known, "x")


@settings(max_examples=30)
@given(first=TASKS, second=TASKS)
def test_any_plan_merges_into_any_other(
    tmp_path_factory: pytest.TempPathFactory,
    first: list[tuple[str, list[str]]],
    second: list[tuple[str, list[str]]],
) -> None:
    root = tmp_path_factory.mktemp("w")
    write_proposal(proposal_of(first, None), root)
    merge_plan(root, proposal_of(second, root), dry_run=False)
    workspace = load_workspace(root).workspace
    assert workspace is not None
    got = {entry.indicator.text: set(entry.indicator.responsible) for entry in workspace.catalogue.entries}
    for name, units in second:
        assert got[f"办好{name}项示例工作。"] == set(units)
    assert merge_plan(root, proposal_of(second, root), dry_run=False).files == ()
