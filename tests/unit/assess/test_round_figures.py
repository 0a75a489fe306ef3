from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from dutykit.assess.round_figures import CityFigures, city_figures
from dutykit.model.workspace import Workspace
from dutykit.workspace.assemble import load_workspace
from tests.overview_cities import make_city

DAY = dt.date(2019, 10, 1)


def loaded(root: Path) -> Workspace:
    workspace = load_workspace(root).workspace
    assert workspace is not None
    return workspace


def figures(root: Path, cycle: int = 2019) -> CityFigures:
    return city_figures(loaded(root), cycle, DAY)


def test_a_round_is_counted_beside_the_one_before(tmp_path: Path) -> None:
    found = figures(make_city(tmp_path, 15))
    assert found.before is not None
    assert [(one.cycle, one.units, one.submitted, one.answers.owed) for one in (found.now, found.before)] == [
        (2019, 15, 13, 90),
        (2018, 15, 13, 90),
    ]
    assert found.problems.found == found.now.problems.found + found.before.problems.found
    assert found.problems.overdue == found.now.problems.overdue + found.before.problems.overdue > 0
    past = figures(tmp_path, 2018)
    assert (past.now, past.before, past.problems) == (found.before, None, found.before.problems)


def test_a_city_that_has_just_begun_has_no_round_before(tmp_path: Path) -> None:
    found = figures(make_city(tmp_path, 1, bare=True))
    assert (found.now.submitted, found.now.answers.missing, found.before, found.late_units) == (0, 6, None, 0)
    assert not found.now.is_partial


@pytest.mark.parametrize(
    ("file", "now", "before"),
    [
        ("submissions/2019/第1市人民政府局.yaml", True, False),
        ("submissions/2018/第1市人民政府局.yaml", False, True),
        ("reviews/2019/第1市人民政府局.yaml", True, False),
        ("history/2019.yaml", False, False),  # no number rests on it
    ],
)
def test_what_could_not_be_read_is_told_of_its_own_round(tmp_path: Path, file: str, *, now: bool, before: bool) -> None:
    root = make_city(tmp_path, 2)
    (root / file).parent.mkdir(exist_ok=True)
    (root / file).write_text("unit: [\n", encoding="utf-8")
    found = figures(root)
    assert found.before is not None
    assert (found.now.is_partial, found.before.is_partial) == (now, before)
    assert found.now.unknown == (("第1市人民政府局",) if file.startswith("submissions/2019") else ())
