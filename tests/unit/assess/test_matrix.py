"""The grid has a column for everyone with a role, groups folded or spread."""

from __future__ import annotations

import pytest

from dutykit.assess.matrix import Matrix, matrix
from dutykit.assess.reason import reason
from dutykit.model.refusal import Refusal
from dutykit.model.workspace import Workspace
from dutykit.workspace.asked_names import chapter_meant, indicator_meant, unit_or_group, units_meant
from tests.unit.assess.made import CATALOGUE, REGISTER, catalogue, workspace


def shown(grid: Matrix) -> dict[str, dict[str, str]]:
    return {row.entry.indicator.id: dict(row.roles) for row in grid.rows}


def test_folded() -> None:
    grid = matrix(workspace())
    assert [one.id for one in grid.columns] == ["甲局", "乙局", "丙县", "各县"]
    assert shown(grid) == {
        "1": {"甲局": "responsible", "乙局": "responsible"},
        "2": {"甲局": "responsible", "各县": "responsible"},
        "3": {"甲局": "lead", "丙县": "support", "各县": "support"},
    }
    assert grid.total == 7
    assert [unit.id for unit in grid.idle] == ["戊区"]
    assert grid.roles == ("lead", "responsible", "support")


def test_spread() -> None:
    grid = matrix(workspace(), expand_groups=True)
    assert [one.id for one in grid.columns] == ["甲局", "乙局", "丙县", "丁县"]
    assert shown(grid)["3"] == {"甲局": "lead", "丙县": "support", "丁县": "support"}
    assert grid.total == 8


def test_a_chapter() -> None:
    grid = matrix(workspace(), chapter=1)
    assert [*shown(grid)] == ["1", "2"]
    assert [one.id for one in grid.columns] == ["甲局", "乙局", "各县"]
    assert [(number, chapter.title, len(rows)) for number, chapter, rows in grid.by_chapter] == [(1, "章1", 2)]


@pytest.mark.parametrize(("expand_groups", "asked"), [(False, {"各县"}), (True, {"丁县"})])
def test_a_unit_is_shown_with_those_it_shares_with(*, expand_groups: bool, asked: set[str]) -> None:
    grid = matrix(workspace(), units=["丁县"], expand_groups=expand_groups)
    assert [*shown(grid)] == ["2", "3"]
    assert grid.asked == asked
    assert "甲局" in {one.id for one in grid.columns}


def test_a_unit_without_duties_has_no_rows() -> None:
    assert matrix(workspace(), units=["戊区"]).rows == ()


def test_a_name_nobody_knows_has_no_column_and_is_not_forgotten() -> None:
    made = Workspace(workspace().root, catalogue({"1": {"responsible": ["甲局", "庚局"]}}), REGISTER)
    grid = matrix(made)
    assert [one.id for one in grid.columns] == ["甲局"]
    assert [(one.indicator, one.name) for one in grid.unknown] == [("1", "庚局")]


def test_why() -> None:
    made = workspace()
    entry = CATALOGUE.by_id["2"]
    itself = reason(made, entry, unit_or_group(workspace(), "甲"))
    assert itself.assignment is not None
    assert itself.group is None
    through = reason(made, entry, unit_or_group(workspace(), "丁县"))
    assert through.assignment is not None
    assert through.group is not None
    assert (through.assignment.name, through.group.id) == ("各县", "各县")
    whole = reason(made, entry, unit_or_group(workspace(), "县"))
    assert whole.assignment is not None
    assert reason(made, entry, unit_or_group(workspace(), "乙局")).assignment is None
    assert reason(made, CATALOGUE.by_id["1"], unit_or_group(workspace(), "各县")).assignment is None


def test_names() -> None:
    assert units_meant(workspace(), " 甲 ") == ("甲局",)
    assert units_meant(workspace(), "县") == ("丙县", "丁县")
    assert indicator_meant(workspace(), "3").chapter_number == 2
    assert chapter_meant(workspace(), "2") == chapter_meant(workspace(), "二") == 2


@pytest.mark.parametrize(
    ("error", "fix"),
    [
        (lambda: units_meant(workspace(), "各县们"), "各县"),
        (lambda: units_meant(workspace(), "zzz"), "data/units.yaml"),
        (lambda: indicator_meant(workspace(), "30"), "1 至 3"),
        (lambda: chapter_meant(workspace(), "0"), "1 至 2"),
        (lambda: chapter_meant(workspace(), "三"), "1 至 2"),
    ],
)
def test_unknown_names_say_what_is_known(error: object, fix: str) -> None:
    assert callable(error)
    with pytest.raises(Refusal) as raised:
        error()
    assert fix in raised.value.args[1]
