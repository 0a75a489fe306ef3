"""Problems of a rectification plan in the office's reviews."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from dutykit.model.refusal import Refusal
from dutykit.model.submission import Problem
from dutykit.plans.rectification.merging import WantedProblems, merge_problems, place_problems
from dutykit.workspace.assemble import load_workspace
from tests.unit.plans.rectification.test_reading import LINES, problems

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


OTHER = """甲市教育专项督查反馈问题整改方案
1.问题：教师编制未核定。
整改措施：核定教师编制。
责任单位：市委编办
整改时限：2026年5月底
2.问题：示例制度不全。
整改措施：修订。
"""


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
        (LINES.replace("牵头单位：市委编办\n", ""), {"n2": "2"}, "未写责任单位：2"),
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


def test_a_revised_plan_changes_what_it_says_otherwise(root: Path) -> None:
    merge_problems(root, wanted(), dry_run=False)
    before = found_of(root, "市教育局") + found_of(root, "市委编办")
    revised = wanted(LINES.replace("足额落实经费", "加快落实经费"))
    workspace = load_workspace(root).workspace
    assert workspace is not None
    changes = {one.unit: dict(one.changes) for one in place_problems(workspace, revised).problems}
    assert changes == {
        "市财政局": {"measure": "加快落实经费"},
        "市教育局": {"measure": "加快落实经费"},
        "市委编办": {},
    }
    files = merge_problems(root, revised, dry_run=False)
    assert [one.name for one in files] == ["reviews/2026/市财政局.yaml", "reviews/2026/市教育局.yaml"]
    assert all("+    measure: 加快落实经费" in one.unified_diff for one in files)
    assert found_of(root, "市教育局") + found_of(root, "市委编办") == before
    assert merge_problems(root, revised, dry_run=False) == []


def test_a_deadline_that_moved_is_changed_in_its_place_and_in_the_text(root: Path) -> None:
    merge_problems(root, wanted(PERSONS), dry_run=False)
    merge_problems(root, wanted(PERSONS.replace("2026年5月底", "2026年9月底")), dry_run=False)
    workspace = load_workspace(root).workspace
    assert workspace is not None
    (one,) = workspace.rectification
    assert one.text == "教师编制未核定。整改目标：年底配齐。整改时限：2026年9月底。"
    assert (one.due, one.measure) == (dt.date(2026, 9, 30), "核定编制")


def test_another_indicator_that_is_given_is_taken(root: Path) -> None:
    merge_problems(root, wanted(), dry_run=False)
    number = wanted().problems[0].number
    files = merge_problems(root, wanted(LINES, **{f"n{number}": "3"}), dry_run=False)
    assert {indicator for _id, indicator, _text in found_of(root, "市财政局")} == {"3"}
    assert files


def test_the_problems_of_a_second_plan_get_ids_of_their_own_and_stay_the_same(root: Path) -> None:
    both = WantedProblems(problems(OTHER), 2026, {"2": "3"}, {"2": ["市教育局"]})
    merge_problems(root, wanted(), dry_run=False)
    merge_problems(root, both, dry_run=False)
    merge_problems(root, wanted(LINES.replace("二、", "三、")), dry_run=False)
    assert merge_problems(root, both, dry_run=False) == []
    assert found_of(root, "市委编办") == [
        ("2026-市委编办-整改2", "2", "教师编制不足："),
        ("2026-市委编办-整改1", "2", "教师编制未核定"),
    ]
    assert [one for one, _indicator, _text in found_of(root, "市教育局")] == [
        "2026-市教育局-整改1",
        "2026-市教育局-整改2",
    ]
    third = OTHER.replace("教师编制未核定", "编制台账不全")
    merge_problems(root, WantedProblems(problems(third), 2026, {"2": "3"}, {"2": ["市教育局"]}), dry_run=False)
    assert [one for one, _indicator, _text in found_of(root, "市委编办")] == [
        "2026-市委编办-整改2",
        "2026-市委编办-整改1",
        "2026-市委编办-整改1-2",
    ]


def test_a_plan_that_grew_adds_its_new_problems(root: Path) -> None:
    merge_problems(root, wanted(), dry_run=False)
    grown = LINES + "三、编制核定慢\n整改措施：加快核定教师编制。\n责任单位：市委编办\n"
    assert [one.name for one in merge_problems(root, wanted(grown), dry_run=False)] == ["reviews/2026/市委编办.yaml"]
    assert [one for one, _indicator, _text in found_of(root, "市委编办")] == [
        "2026-市委编办-整改2",
        "2026-市委编办-整改3",
    ]


def test_problems_of_nobody_are_placed_where_it_is_said(root: Path) -> None:
    workspace = load_workspace(root).workspace
    assert workspace is not None
    placed = place_problems(workspace, WantedProblems(problems(OTHER), 2026))
    assert [one.number for one in placed.nobodys] == ["2"]
    said = WantedProblems(problems(OTHER), 2026, units={"2": ["市编办"]})
    assert [(one.unit, one.problem.number) for one in place_problems(workspace, said).problems] == [
        ("市委编办", "1"),
        ("市委编办", "2"),
    ]


def test_units_given_replace_those_of_the_plan_and_those_left_out_are_named(root: Path) -> None:
    workspace = load_workspace(root).workspace
    assert workspace is not None

    def replaced(*names: str) -> object:
        return place_problems(workspace, WantedProblems(problems(LINES), 2026, units={"1": names})).replaced

    assert replaced("市编办") == {"1": ["市财政局", "市教育局"]}
    assert replaced("市教育局", "市编办") == {"1": ["市财政局"]}
    assert replaced("市教育局", "市财政局", "市编办") == {}
    assert place_problems(workspace, wanted()).replaced == {}


def test_who_found_it_is_written_and_asked_where_the_plan_does_not_say(root: Path) -> None:
    unsaid = problems(LINES.replace("甲市教育督导反馈问题整改方案", "甲市问题整改方案"))
    with pytest.raises(Refusal, match="自查、监测还是实地检查发现的：1、2"):
        merge_problems(root, WantedProblems(unsaid, 2026), dry_run=False)
    merge_problems(root, WantedProblems(unsaid, 2026, found_by="self_check"), dry_run=False)
    workspace = load_workspace(root).workspace
    assert workspace is not None
    review = workspace.review("市委编办", 2026)
    assert review is not None
    assert [one.found_by for one in review.findings] == ["self_check"]


def test_a_group_without_members_is_in_the_register(root: Path) -> None:
    with (root / "data/units.yaml").open("a", encoding="utf-8") as file:
        file.write("groups:\n  - {id: 各县区政府, members: []}\n")
    text = "甲市整改方案\n1.问题：教师编制未核定。\n整改措施：核定。\n责任单位：各县区政府\n整改时限：2026年5月\n"
    with pytest.raises(Refusal, match="单位名录中的统称未写所含单位：各县区政府"):
        merge_problems(root, wanted(text), dry_run=False)


PERSONS = (
    "甲市督导反馈问题整改方案\n1.问题：教师编制未核定。\n整改措施：核定编制。\n整改目标：年底配齐。\n责任单位：市委编办\n"
    "责任人：某某\n整改时限：2026年5月底\n"
)


def test_the_ledger_has_the_measure_and_the_person_until_the_unit_states_its_own(root: Path) -> None:
    merge_problems(root, wanted(PERSONS), dry_run=False)
    workspace = load_workspace(root).workspace
    assert workspace is not None
    (one,) = workspace.rectification
    assert (one.measure, one.person) == ("核定编制", "某某")
    assert one.text == "教师编制未核定。整改目标：年底配齐。整改时限：2026年5月底。"
    one.problem = Problem(id=one.key.problem, found_by="inspection", text="甲", measure="另行核定", person="乙")
    assert (one.measure, one.person) == ("另行核定", "乙")


def test_a_review_with_all_of_a_problem_in_its_text_has_it(root: Path) -> None:
    merge_problems(root, wanted(PERSONS), dry_run=False)
    path = root / "reviews/2026/市委编办.yaml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.strip().startswith(("measure:", "person:"))]
    (one,) = wanted(PERSONS).problems
    assert len(kept) == len(lines) - 2
    path.write_text("".join(kept).replace(one.words, one.whole), encoding="utf-8")
    assert merge_problems(root, wanted(PERSONS), dry_run=False) == []
    merge_problems(root, wanted(PERSONS.replace("核定编制", "另行核定")), dry_run=False)
    assert [text for _id, _indicator, text in found_of(root, "市委编办")] == ["教师编制未核定"]
    assert "measure: 另行核定" in path.read_text(encoding="utf-8")


TRADITIONAL = (
    "甲市督導反饋問題整改方案\n1.問題：教師編制未核定。\n整改措施：核定編制。\n整改目標：年底配齊。\n責任單位：市委編辦\n"
    "責任人：某某\n整改時限：2026年5月底\n"
)


def test_a_plan_in_traditional_characters_has_the_problems_of_the_one_in_simplified_ones(root: Path) -> None:
    (one,) = wanted(TRADITIONAL).problems
    assert (one.text, one.measure, one.goal, one.who) == ("教師編制未核定", "核定編制", "年底配齊", "某某")
    assert (one.units, one.due) == (("市委編辦",), dt.date(2026, 5, 31))
    merge_problems(root, wanted(PERSONS), dry_run=False)
    assert merge_problems(root, wanted(TRADITIONAL), dry_run=False) == []
    for path in (root / "reviews").rglob("*.yaml"):
        path.unlink()
    merge_problems(root, wanted(TRADITIONAL), dry_run=False)
    assert found_of(root, "市委编办") == [("2026-市委编办-整改1", "2", "教師編制未核定")]
