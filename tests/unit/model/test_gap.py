"""What is not known is told for just what depends on it."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest

from dutykit.model.gap import ASSIGNMENTS, EVERYTHING, INDIVIDUAL_REVIEWS, ROUND
from dutykit.model.layout import CATALOGUE_FILE, SCORING_FILE, SUBMISSIONS_FOLDER
from dutykit.model.workspace import Workspace
from dutykit.workspace.assemble import load_workspace

CATALOGUE = """\
title: 体系
source: {title: 文件, issuer: 机关}
chapters:
  - title: 一
    sections:
      - title: 节
        indicators:
          - {id: 1, text: 甲事, responsible: [甲局, 乙县]}
"""
UNITS = "units:\n  - {id: 甲局, kind: department, aliases: [甲]}\n  - {id: 乙县, kind: county}\n"
SUBMISSION = "unit: %s\ncycle: %s\nstate: draft\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    put(tmp_path, "data/indicators.yaml", CATALOGUE)
    put(tmp_path, "data/units.yaml", UNITS)
    put(tmp_path, "dutykit.yaml", "cycle: 2019\n")
    put(tmp_path, "submissions/2019/甲局.yaml", SUBMISSION % ("甲局", 2019))
    return tmp_path


def put(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def opened(root: Path) -> Workspace:
    workspace = load_workspace(root).workspace
    assert workspace is not None
    return workspace


def files(root: Path, *tops: str, **about: object) -> list[str]:
    return [gap.place.file for gap in opened(root).gaps.of(tops, **about)]  # type: ignore[arg-type]


def test_nothing_is_unknown_in_a_workspace_that_was_read(root: Path) -> None:
    assert opened(root).gaps.of(EVERYTHING) == ()


def test_a_submission_is_its_units(root: Path) -> None:
    put(root, "submissions/2019/甲局.yaml", "unit: 甲局\ncycle: 2019\nstate: draft\nsummary: 1\n")
    put(root, "submissions/2019/乙县.yaml", "a: [")
    assert files(root, SUBMISSIONS_FOLDER, cycle=2019, units=("甲局",)) == ["submissions/2019/甲局.yaml"]
    assert files(root, SUBMISSIONS_FOLDER, cycle=2019, units=("乙县",)) == ["submissions/2019/乙县.yaml"]
    assert files(root, SUBMISSIONS_FOLDER, cycle=2018) == []
    assert files(root, SUBMISSIONS_FOLDER, cycle=2020, earlier=True, units=("乙县",)) == ["submissions/2019/乙县.yaml"]
    assert files(root, *ASSIGNMENTS, cycle=2019) == []


@pytest.mark.parametrize("name", ["x.yaml", "深/x.yaml"])
def test_a_file_of_nobody_known_may_be_anybodys(root: Path, name: str) -> None:
    put(root, f"submissions/2019/{name}", "a: [")
    assert files(root, SUBMISSIONS_FOLDER, cycle=2019, units=("甲局",)) == [f"submissions/2019/{name}"]
    assert opened(root).gaps.hides(SUBMISSIONS_FOLDER, cycle=2019, unit="乙县")


@pytest.mark.parametrize("name", ["甲局 - 副本", "甲 (1)", "深/甲局"])
def test_a_copys_name_says_whose_it_is(root: Path, name: str) -> None:
    put(root, f"submissions/2019/{name}.yaml", "a: [")
    assert files(root, SUBMISSIONS_FOLDER, cycle=2019, units=("甲局",)) == [f"submissions/2019/{name}.yaml"]
    assert files(root, SUBMISSIONS_FOLDER, cycle=2019, units=("乙县",)) == []


def test_a_folder_that_is_no_folder_hides_all_below_it(root: Path) -> None:
    (root / "reviews").symlink_to(root / "nowhere")
    assert files(root, *ROUND, cycle=2019, units=("甲局",)) == ["reviews"]


def test_one_reviewers_file_is_the_units_it_is_in_the_folder_of_and_stops_only_the_deciding(root: Path) -> None:
    put(root, "reviews/2019/甲局/张三.yaml", "a: [")
    assert files(root, INDIVIDUAL_REVIEWS, cycle=2019, units=("甲局",)) == ["reviews/2019/甲局/张三.yaml"]
    assert files(root, INDIVIDUAL_REVIEWS, cycle=2019, units=("乙县",)) == []
    assert files(root, *EVERYTHING, cycle=2019) == []


def test_the_unit_that_a_file_states_counts_though_nothing_else_could_be_read(root: Path) -> None:
    put(root, "submissions/2019/x.yaml", "unit: 甲\ncycle: 2019\n")
    assert files(root, SUBMISSIONS_FOLDER, cycle=2019, units=("甲局",)) == ["submissions/2019/x.yaml"]
    assert files(root, SUBMISSIONS_FOLDER, cycle=2019, units=("乙县",)) == []


def test_data_is_everybodys_and_only_who_needs_it_is_told(root: Path) -> None:
    put(root, "data/scoring.yaml", "title: 1\n")
    assert files(root, SCORING_FILE, cycle=2019, units=("甲局",)) == ["data/scoring.yaml"]
    assert files(root, *ROUND, cycle=2019) == []


def test_a_year_that_is_over_rests_on_its_own_data(root: Path) -> None:
    put(root, "data/past/2018/indicators.yaml", CATALOGUE)
    put(root, "data/past/2018/units.yaml", UNITS + "  - {id: 1.5, kind: county}\n")
    put(root, "data/indicators.yaml", CATALOGUE + "          - {id: 1.10, text: 乙事}\n")
    for workspace in (opened(root), opened(root).at(2018)):
        found = [gap.place.file for gap in workspace.gaps.of(ASSIGNMENTS, cycle=2018)]
        assert found == ["data/past/2018/units.yaml"]
    assert files(root, *ASSIGNMENTS, cycle=2019) == ["data/indicators.yaml"]


def test_a_year_whose_data_cannot_be_read_at_all_has_a_gap(root: Path) -> None:
    put(root, "data/past/2018/indicators.yaml", "a: [")
    put(root, "data/past/2018/units.yaml", UNITS)
    assert files(root, CATALOGUE_FILE, cycle=2018) == ["data/past/2018/indicators.yaml"]
    assert files(root, CATALOGUE_FILE, cycle=2019) == []


def test_a_second_file_is_a_gap_and_counts_for_nothing(root: Path) -> None:
    put(root, "submissions/2019/甲 - 副本.yaml", (SUBMISSION % ("甲局", 2019)).replace("draft", "accepted"))
    workspace = opened(root)
    (gap,) = workspace.gaps.of(ROUND, cycle=2019)
    assert gap.text == "submissions/2019/甲 - 副本.yaml 第 1 行：与 submissions/2019/甲局.yaml 重复，须移走其中一份"
    assert [(one.file, one.state) for one in workspace.submissions] == [("submissions/2019/甲局.yaml", "draft")]
    assert not workspace.gaps.hides(SUBMISSIONS_FOLDER, cycle=2019, unit="乙县")


def test_whose_an_earlier_problem_is_rests_on_the_register_of_its_year(root: Path) -> None:
    for name, text in (("indicators", CATALOGUE), ("units", UNITS + "  - {id: 1.5, kind: county}\n")):
        put(root, f"data/past/2018/{name}.yaml", text)
    assert files(root, *ROUND, cycle=2019) == []
    assert files(root, *ROUND, cycle=2019, earlier=True) == ["data/past/2018/units.yaml"]
    assert files(root, *ROUND, cycle=2017, earlier=True) == []


def test_what_is_there_under_another_name_is_not_missing(root: Path) -> None:
    put(root, "data/scoring.yml", "title: 办法\nbasis: 文件\nmethod: sum\npoints: {indicators: {1: 10}}\n")
    assert files(root, SCORING_FILE) == ["data/scoring.yml"]
    assert SCORING_FILE in opened(root).incomplete
    put(root, "data/scoring.yaml", "title: 办法\nbasis: 文件\nmethod: sum\npoints: {indicators: {1: 10}}\n")
    assert files(root, SCORING_FILE) == ["data/scoring.yml"]
    assert SCORING_FILE not in opened(root).incomplete


@pytest.mark.parametrize(
    ("file", "stated", "cycle", "unit", "rule"),
    [
        ("submissions/2019/乙县.yaml", ("甲局", 2019), 2019, "乙县", "file-name-mismatch"),
        ("submissions/2019/乙县.yaml", ("乙悬", 2019), 2019, "乙县", "file-name-mismatch"),
        ("submissions/2019/乙县.yaml", ("乙县", 2018), 2019, "乙县", "cycle-folder-mismatch"),
        ("reviews/2019/甲.yaml", ("乙县", 2019), 2019, "甲局", "review-in-wrong-file"),
    ],
)
def test_what_a_unit_has_is_not_known_while_the_file_named_for_it_states_another(
    file: str, stated: tuple[str, int], cycle: int, unit: str, rule: str, root: Path
) -> None:
    top = file.partition("/")[0]
    text = SUBMISSION if top == SUBMISSIONS_FOLDER else "unit: %s\ncycle: %s\n"
    put(root, file, text % stated)
    found = opened(root).gaps.of((top,), cycle=cycle, units=(unit,))
    assert [(gap.place.file, gap.finding.rule) for gap in found] == [(file, rule)]
    put(root, file.replace(".yaml", " - 副本.yaml"), text % (unit, cycle))
    found = opened(root).gaps.of((top,), cycle=cycle, units=(unit,))
    assert found == ()


def test_a_workspace_that_was_asked_for_its_gaps_is_freed_without_the_collector(root: Path) -> None:
    workspace = opened(root)
    assert workspace.gaps.of(EVERYTHING) == ()
    there = weakref.ref(workspace)
    gc.disable()
    try:
        del workspace
        assert there() is None
    finally:
        gc.enable()
