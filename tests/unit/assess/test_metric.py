"""The coefficient of variation, held against an example worked out by others, and exact ties."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from dutykit.assess.alert import LowGrade, OffTarget, TooDifferent, TooFarApart, alerts
from dutykit.assess.metric import coefficient_of_variation, readings, spreads
from dutykit.assess.rank import ranked
from dutykit.assess.score import unit_scores
from dutykit.model.catalogue import Metric
from dutykit.model.quantity import shown
from dutykit.model.workspace import Workspace
from dutykit.workspace.assemble import load_workspace
from tests.rounds import CATALOGUE, three_years


def numbers(*values: str) -> list[Decimal]:
    return [Decimal(value) for value in values]


def test_weighted_by_pupils_as_county_balance_is_measured() -> None:
    # Five schools of a worked example on the books of a county's pupils, which comes to 0.52.
    pupils = numbers("45", "37", "89", "76", "55")
    books = numbers("279", "137", "935", "160", "402")
    per_pupil = [book / pupil for book, pupil in zip(books, pupils, strict=True)]
    found = coefficient_of_variation(per_pupil, pupils)
    assert found is not None
    assert round(found, 2) == Decimal("0.52")


def test_population_and_sample() -> None:
    values = numbers("2", "4", "4", "4", "5", "5", "7", "9")
    assert coefficient_of_variation(values) == Decimal("0.4000")
    assert coefficient_of_variation(values, sample=True) == Decimal("0.4276")


@pytest.mark.parametrize(
    ("values", "weights"),
    [(("1",), None), (("1", "-1"), None), (("1", "2"), ("0", "0")), (("1", "2"), ("2", "-1"))],
    ids=["one unit", "a mean of zero", "no weight", "a weight below zero"],
)
def test_where_it_means_nothing(values: tuple[str, ...], weights: tuple[str, ...] | None) -> None:
    assert coefficient_of_variation(numbers(*values), None if weights is None else numbers(*weights)) is None


@pytest.fixture
def years(tmp_path: Path) -> Workspace:
    workspace = load_workspace(three_years(tmp_path)).workspace
    assert workspace is not None
    return workspace


def test_across_the_counties_of_a_workspace(years: Workspace) -> None:
    assert [(one.unit, one.value, one.weight) for one in readings(years, 2019)] == [
        ("东区政府", 30, 1500),
        ("西县政府", 18, 500),
    ]
    (spread,) = spreads(years, 2019)
    assert (spread.coefficient, spread.units, spread.over) == (Decimal("0.1925"), 2, False)


def test_alerts(years: Workspace, tmp_path: Path) -> None:
    assert years.scoring is not None
    everyone = list(years.register.by_id)
    found = alerts(years, 2019, (), unit_scores(years, years.scoring, 2019, everyone))
    assert [type(one) for one in found] == [OffTarget, LowGrade, TooDifferent, TooDifferent]
    catalogue = CATALOGUE.replace("max: 0.5", "max: 0.19")
    (tmp_path / "data/indicators.yaml").write_text(catalogue, encoding="utf-8")
    workspace = load_workspace(tmp_path).workspace
    assert workspace is not None
    assert [type(one) for one in alerts(workspace, 2019, (), ())] == [OffTarget, TooFarApart]
    assert [type(one) for one in alerts(workspace, 2019, ["东区政府"], ())] == []


def test_units_that_are_level_share_a_place() -> None:
    values = [("甲", Decimal(1)), ("乙", Decimal("3.0")), ("丙", Decimal(3)), ("丁", None), ("戊", Decimal(2))]
    falling = [(one.place, one.unit, one.tied) for one in ranked(values, falling=True)]
    assert falling == [(1, "乙", True), (1, "丙", True), (3, "戊", False), (4, "甲", False), (None, "丁", False)]
    rising = [(one.place, one.unit) for one in ranked(values, falling=False)]
    assert rising == [(1, "甲"), (2, "戊"), (3, "乙"), (3, "丙"), (None, "丁")]


@pytest.mark.parametrize(
    ("formula", "target", "value", "shown_as"),
    [
        ("甲 / 乙", None, Decimal(25) / 3, "8.33"),
        ("甲 / 乙", None, Decimal(15), "15.00"),
        ("甲 ÷ 乙", None, Decimal("0.125"), "0.13"),
        ("甲 / 乙 * 100", {"min": "85.125"}, Decimal(90), "90.000"),
        ("甲 / 乙 * 100", {"min": "85"}, Decimal("84.9976"), "84.9976"),
        ("甲 / 乙 * 100", {"max": "8.33"}, Decimal(25) / 3, "8.3333"),
        ("甲 / 乙 * 100", {"min": "85"}, Decimal("84.999996"), "84.999996"),
        ("甲 + 乙", {"min": "85"}, Decimal("84.999996"), "84.999996"),
        ("甲 + 乙", None, Decimal(15), "15"),
        ("甲 + 乙", None, Decimal("15.125"), "15.125"),
    ],
)
def test_a_quotient_is_printed_with_the_decimals_of_its_column(
    formula: str, target: dict[str, str] | None, value: Decimal, shown_as: str
) -> None:
    aim = None if target is None else {**{key: Decimal(one) for key, one in target.items()}, "because": "示例"}
    metric = Metric.model_validate(
        {"id": "率", "formula": formula, "elements": [{"id": "甲"}, {"id": "乙"}], "target": aim}
    )
    assert f"{shown(metric, value):f}" == shown_as
