"""Problems of a rectification plan in the office's reviews."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutykit.model.refusal import Refusal
from dutykit.plans.problem_merging import WantedProblems, merge_problems, place_problems
from dutykit.workspace.assemble import load_workspace
from tests.unit.plans.test_problems import LINES, problems

INDICATORS = """title: 示例
source: {title: 示例, issuer: 示例市教育局}
chapters:
  - title: 保障
    sections:
      - title: 投入
        indicators:
          - {id: 1, text: 落实教育投入和生均公用经费。, responsible: [市财政局, 市教育局]}
      - title: 队伍
        indicators:
          - {id: 2, text: 核定教师编制。, responsible: [市委编办, 市教育局]}
          - {id: 3, text: 办好幼儿园。, responsible: [市教育局]}
"""
UNITS = """units:
  - {id: 市教育局, kind: department}
  - {id: 市财政局, kind: department}
  - {id: 市委编办, kind: office, aliases: [市编办]}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/indicators.yaml").write_text(INDICATORS, encoding="utf-8")
    (tmp_path / "data/units.yaml").write_text(UNITS, encoding="utf-8")
    (tmp_path / "dutykit.yaml").write_text("cycle: 2026\n", encoding="utf-8")
    return tmp_path


def wanted(text: str = LINES, **indicators: str) -> WantedProblems:
    return WantedProblems(problems(text), 2026, {key.removeprefix("n"): value for key, value in indicators.items()})


def found_of(root: Path, unit: str) -> list[tuple[str, str, str]]:
    workspace = load_workspace(root).workspace
    assert workspace is not None
    review = workspace.review(unit, 2026)
    return [] if review is None else [(one.id, one.indicator, one.text[:7]) for one in review.findings]


def test_each_unit_gets_the_problem_under_the_likeliest_of_its_indicators(root: Path) -> None:
    merge_problems(root, wanted(), dry_run=False)
    assert found_of(root, "市财政局") == [("2026-市财政局-整改1", "1", "教育投入不足：")]
    assert found_of(root, "市教育局") == [("2026-市教育局-整改1", "1", "教育投入不足：")]
    assert found_of(root, "市委编办") == [("2026-市委编办-整改2", "2", "教师编制不足：")]


def test_a_second_time_nothing_changes(root: Path) -> None:
    merge_problems(root, wanted(), dry_run=False)
    before = {path: path.read_bytes() for path in (root / "reviews").rglob("*.yaml")}
    assert merge_problems(root, wanted(), dry_run=False) == []
    assert {path: path.read_bytes() for path in (root / "reviews").rglob("*.yaml")} == before


def test_what_a_review_says_besides_stays(root: Path) -> None:
    path = root / "reviews/2026/市财政局.yaml"
    path.parent.mkdir(parents=True)
    text = "# 说明\nunit: 市财政局\ncycle: 2026\nreviewer: 某某 # 复核人\n"
    path.write_text(text, encoding="utf-8")
    merge_problems(root, wanted(), dry_run=False)
    assert path.read_text(encoding="utf-8").startswith(text)
    assert found_of(root, "市财政局")


def test_a_dry_run_writes_nothing(root: Path) -> None:
    changed = merge_problems(root, wanted(), dry_run=True)
    assert [one.name for one in changed] == [
        f"reviews/2026/{unit}.yaml" for unit in ("市财政局", "市教育局", "市委编办")
    ]
    assert not (root / "reviews").exists()


def test_an_indicator_can_be_said(root: Path) -> None:
    merge_problems(root, wanted(n1="3", n2="2"), dry_run=False)
    assert found_of(root, "市教育局") == [("2026-市教育局-整改1", "3", "教育投入不足：")]


def test_a_unit_by_its_alias(root: Path) -> None:
    workspace = load_workspace(root).workspace
    assert workspace is not None
    placed = place_problems(workspace, wanted(LINES.replace("市委编办", "市编办")))
    assert [one.unit for one in placed.problems] == ["市财政局", "市教育局", "市委编办"]


@pytest.mark.parametrize(
    ("text", "indicators", "message"),
    [
        (LINES.replace("市委编办", "市甲办"), {}, "市甲办"),
        (
            LINES.replace("教育投入不足", "甲甲").replace("生均公用经费未达标", "乙乙").replace("足额落实经费", "丙丙"),
            {},
            "哪项指标：1",
        ),
        (LINES, {"n9": "1"}, "没有编号为 9 的问题"),
        (LINES, {"n1": "99"}, "没有编号为 99 的指标"),
    ],
)
def test_what_is_not_known_is_refused_and_nothing_written(
    root: Path, text: str, indicators: dict[str, str], message: str
) -> None:
    with pytest.raises(Refusal, match=message):
        merge_problems(root, wanted(text, **indicators), dry_run=False)
    assert not (root / "reviews").exists()


def test_another_text_under_a_number_that_is_there_is_refused(root: Path) -> None:
    merge_problems(root, wanted(), dry_run=False)
    with pytest.raises(Refusal, match="内容与方案不同"):
        merge_problems(root, wanted(LINES.replace("足额落实经费", "加快落实经费")), dry_run=False)
