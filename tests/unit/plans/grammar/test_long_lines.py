"""Lines of 100 kB that nearly are statements are read, and accounted for. benchmarks/import_plan.py times them."""

from __future__ import annotations

import pytest

from dutykit.plans.document.register import lines_of_document
from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.proposal import propose
from dutykit.plans.quantities import quantities
from tests.near_matches import PLANS


@pytest.mark.parametrize("name", PLANS)
def test_a_long_line_is_read(name: str) -> None:
    plan = read_plan(lines_of_document(PLANS[name].encode(), ".txt"))
    proposal = propose(plan, None, "x")
    assert len(quantities(proposal)) <= len(proposal.ids)
    assert sum(plan.counts) == sum(bool(text.strip()) for text in plan.lines.values())
