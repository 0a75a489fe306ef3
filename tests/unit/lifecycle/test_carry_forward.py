"""A new cycle from the last: what is kept, what goes on, what is refused."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from dutykit.lifecycle.carry_forward import CarryRequest, carry_forward
from dutykit.model.refusal import Refusal
from dutykit.workspace.assemble import load_workspace
from dutykit.workspace.writing.transaction import NotValidError
from tests.cycles import CATALOGUE_2018, UNITS_2018, begin, carry, fill, opened, take, write
from tests.rounds import SCORING

ON = dt.date(2018, 1, 8)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "w"
    begin(root)
    for unit in ("东区政府", "市财政局", "市体育局"):
        fill(root, unit, 2017)
        take(root, "submit", unit, dt.date(2017, 5, 7))
    return root


def state(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_what_the_old_cycle_was_asked_by_is_kept(root: Path) -> None:
    before = state(root)
    done = carry(root, ON)
    after = state(root)
    assert (done.old, done.new) == (2017, 2018)
    for name in ("indicators.yaml", "units.yaml", "cycles.yaml"):
        assert after[f"data/past/2017/{name}"] == before[f"data/{name}"] == after[f"data/{name}"]
    assert after["data/past/2017/dutykit.yaml"] == before["dutykit.yaml"]
    changed = {name for name in before if after[name] != before[name]}
    assert changed == {"dutykit.yaml"}
    assert after["dutykit.yaml"] == before["dutykit.yaml"].replace(b"cycle: 2017", b"cycle: 2018")
    assert opened(root).cycle == 2018


def test_the_scoring_is_kept_where_there_is_one(root: Path) -> None:
    write(root / "data/scoring.yaml", SCORING)
    assert carry(root, ON).kept[2] == "data/past/2017/scoring.yaml"
    assert (root / "data/past/2017/scoring.yaml").read_text(encoding="utf-8") == SCORING
    write(root / "data/scoring.yaml", SCORING.replace("示例评分办法", "新的评分办法"))
    workspace = opened(root)
    assert workspace.scoring is not None
    assert workspace.scoring.title == "新的评分办法"
    then = workspace.at(2017).scoring
    assert then is not None
    assert then.title == "示例评分办法"


def test_the_timetable_and_the_papers_of_the_old_cycle_are_its_own(root: Path) -> None:
    settings = (root / "dutykit.yaml").read_text(encoding="utf-8")
    own = "report: {issuer: 示例市督导室, numbers: {全市: 示政〔2018〕3号}}\nnarratives: {answer: 900}\n"
    write(root / "dutykit.yaml", settings + own)
    carry(root, ON)
    text = (root / "dutykit.yaml").read_text(encoding="utf-8")
    write(root / "dutykit.yaml", text.replace("示例市督导室", "示例市办公室").replace("示例市\n", "示例新市\n"))
    write(root / "data/cycles.yaml", "cycles: []\n")
    workspace = opened(root)
    then = workspace.at(2017)
    assert (then.settings.report.issuer, then.settings.place_name) == ("示例市督导室", "示例市")
    assert then.settings.narratives.answer == 900
    assert (workspace.settings.report.issuer, workspace.settings.place_name) == ("示例市办公室", "示例新市")
    assert (then.cycle, workspace.cycle) == (2018, 2018)
    round_ = workspace.round(2017)
    assert round_ is not None
    assert round_.stages[0].name == "自查自评"
    assert workspace.round(2018) is None
    later = "cycles: [{cycle: 2017, stages: [{name: 新阶段, due: 2017-06-01}]}]\n"
    write(root / "data/cycles.yaml", later)
    changed = opened(root).round(2017)
    assert changed is not None
    assert changed.stages[0].name == "新阶段"  # what is set today counts


def test_open_problems_go_on_and_nothing_answered_does(root: Path) -> None:
    done = carry(root, ON)
    assert {draft.unit: draft.carried for draft in done.drafts} == {
        **dict.fromkeys(("市教育局", "市财政局", "市体育局", "市文化局", "西县政府"), 0),
        "东区政府": 1,
    }
    loaded = load_workspace(root)
    assert loaded.findings == ()
    assert loaded.workspace is not None
    draft = loaded.workspace.submission("东区政府", 2018)
    assert draft is not None
    assert draft.state == "draft"
    assert [(one.problem, one.from_cycle, one.status, one.progress) for one in draft.carried] == [
        ("2017-东区政府-2", 2017, None, None)
    ]
    assert all(answer.rating is None and answer.narrative is None and not answer.metrics for answer in draft.answers)


def test_a_new_catalogue_and_new_units(root: Path, tmp_path: Path) -> None:
    write(tmp_path / "新/指标.yaml", CATALOGUE_2018)
    write(
        tmp_path / "新/名录.yaml",
        UNITS_2018.replace("东区政府", "东市政府").replace("kind: county}", "kind: county}", 1),
    )
    request = CarryRequest("示例督导员", ON, None, tmp_path / "新/指标.yaml", tmp_path / "新/名录.yaml")
    with pytest.raises(Refusal, match="东区政府 2017-东区政府-2") as refused:
        carry_forward(root, request)
    assert "--leave-problems" in (refused.value.fix or "")
    done = carry_forward(root, replace(request, leave=frozenset({"东区政府"})))
    assert done.lost == ("东区政府",)
    ahead = done.outlook
    assert ahead.losses
    assert [key.problem for key, _text in ahead.problems_without_heir] == ["2017-东区政府-2"]
    assert ahead.changes.units_removed == ("东区政府",)
    assert [entry.indicator.id for entry in ahead.changes.removed] == ["6"]
    assert [draft.unit for draft in done.drafts] == ["市教育局", "市财政局", "市文体局", "东市政府", "西县政府"]
    workspace = opened(root)
    assert workspace.at(2017).register.by_id.keys() >= {"市体育局", "东区政府"}
    assert workspace.catalogue.title.endswith("（2018 年修订）")


@pytest.mark.parametrize(
    "settings",
    [
        "",
        "# 只有注释\n",
        "place_name: 某市",
        "place_name: 某市\nnarratives: {answer: 100}\n",
        "cycle: 2017 # 今年\r\nplace_name: 某市\r\n",
    ],
)
def test_settings_of_any_form(root: Path, settings: str) -> None:
    write(root / "dutykit.yaml", settings)
    before = opened(root).settings
    carry(root, ON)
    assert opened(root).settings == before.model_copy(update={"cycle": 2018})
    text = (root / "dutykit.yaml").read_bytes().decode()
    assert text.replace("2018", "2017").startswith(settings.rstrip("\n"))


def test_without_settings(root: Path) -> None:
    (root / "dutykit.yaml").unlink()
    carry(root, ON, 2020)
    assert (root / "dutykit.yaml").read_text(encoding="utf-8") == "cycle: 2020\n"


def test_what_is_refused(root: Path, tmp_path: Path) -> None:
    write(tmp_path / "坏.yaml", "title: x\n")
    for told, said in (
        ({"to": 2017}, "新年度 2017 不在当前年度 2017 之后"),
        ({"indicators": tmp_path / "坏.yaml"}, "无法读取 .*坏.yaml"),
        ({"units": tmp_path / "没有.yaml"}, "无法读取 .*没有.yaml"),
    ):
        before = state(root)
        with pytest.raises(Refusal, match=said):
            carry(root, ON, **told)
        assert state(root) == before
    write(root / "submissions/2018/市财政局.yaml", "unit: 市财政局\ncycle: 2018\nstate: draft\n")
    with pytest.raises(Refusal, match="已存在 2018 年度的填报文件"):
        carry(root, ON)


def test_the_same_cycle_is_not_carried_twice(root: Path) -> None:
    carry(root, ON)
    write(root / "dutykit.yaml", "cycle: 2017\n")
    with pytest.raises(Refusal, match="2017 年度已转入下一年度，请勿重复办理"):
        carry(root, ON)


def test_nothing_is_carried_while_a_problem_cannot_be_read(root: Path) -> None:
    path = root / "submissions/2017/东区政府.yaml"
    write(path, path.read_text(encoding="utf-8").replace("found_by: self_check", "found_by: 自查"))
    before = state(root)
    with pytest.raises(NotValidError) as refused:
        carry(root, ON)
    assert [one.rule for one in refused.value.findings] == ["wrong-type"]
    assert state(root) == before


def test_a_second_time_in_a_row_it_is_refused(root: Path) -> None:
    carry(root, ON)
    before = state(root)
    with pytest.raises(Refusal, match="2018 年度尚无单位报送自评材料") as refused:
        carry(root, ON)
    assert "--to 2019" in refused.value.args[1]
    assert state(root) == before
    assert carry(root, ON, 2019).new == 2019


def test_a_dry_run_tells_what_would_be_written_and_writes_nothing(root: Path) -> None:
    before = state(root)
    planned = carry_forward(root, CarryRequest("示例督导员", ON, dry_run=True))
    assert state(root) == before
    done = carry(root, ON)
    after = state(root)
    assert planned.written == done.written
    assert set(done.written) == {name for name in after if after[name] != before.get(name)}
    forced = carry_forward(root, CarryRequest("示例督导员", ON, force=True, dry_run=True))
    assert (forced.old, forced.new) == (2018, 2019)


def test_a_file_that_stands_where_a_draft_would_is_named(root: Path) -> None:
    write(root / "submissions/2022/市教育局.yaml", "unit: 市教育局\ncycle: 2017\nstate: draft\n")
    before = state(root)
    with pytest.raises(Refusal, match=r"已存在 2022 年度的填报文件：submissions/2022/市教育局\.yaml"):
        carry(root, ON, 2022)
    assert state(root) == before


def test_a_new_name_of_a_known_unit_is_not_written_before_it_is_stated(tmp_path: Path) -> None:
    root = tmp_path / "w"
    begin(root)
    old = (root / "data/units.yaml").read_text(encoding="utf-8")
    write(root / "data/units.yaml", old.replace("groups:", "  - {id: 市人社局, kind: department}\ngroups:"))
    new = tmp_path / "新名录.yaml"
    more = "  - {id: 市人社局, kind: department}\n  - {id: 市人力资源社会保障局, kind: department}\ngroups:"
    write(new, old.replace("groups:", more))
    asked = CarryRequest("示例督导员", dt.date(2018, 1, 2), units=new, force=True)
    assert carry_forward(root, replace(asked, dry_run=True)).doubles == (("市人力资源社会保障局", "市人社局"),)
    with pytest.raises(Refusal, match="疑似同一单位") as refused:
        carry_forward(root, asked)
    assert "--succeed 市人力资源社会保障局=市人社局" in (refused.value.fix or "")
    assert opened(root).cycle == 2017
    carry_forward(root, replace(asked, distinct=frozenset({"市人力资源社会保障局"})))
    assert opened(root).register.by_id["市人力资源社会保障局"].distinct_from == ("市人社局",)
