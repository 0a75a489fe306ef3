"""Numbers after --metrics."""

from __future__ import annotations

import pytest

from dutykit.model.refusal import Refusal
from dutykit.plans.choosing_metrics import with_chosen_metrics
from tests.unit.plans.test_quantities import PLAN, proposal_of


def chosen(numbers: str) -> list[str]:
    catalogue = with_chosen_metrics(proposal_of(PLAN), numbers).catalogue
    assert catalogue is not None
    return [metric.id for entry in catalogue.entries for metric in entry.indicator.metrics]


@pytest.mark.parametrize(
    ("numbers", "wanted"),
    [
        ("all", ["公办率", "新建幼儿园"]),
        ("2", ["新建幼儿园"]),
        ("1-2", ["公办率", "新建幼儿园"]),
        ("2，1", ["公办率", "新建幼儿园"]),
    ],
)
def test_numbers(numbers: str, wanted: list[str]) -> None:
    assert chosen(numbers) == wanted


@pytest.mark.parametrize("numbers", ["0", "3", "2-1", "1-3", "x", "1-", "-1"])
def test_other_numbers_are_refused(numbers: str) -> None:
    with pytest.raises(Refusal, match="--metrics"):
        chosen(numbers)
