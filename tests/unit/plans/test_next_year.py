"""The plan of a new year, with what goes on from the old one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from dutykit.lifecycle.carry_forward import CarriedForward, CarryRequest, carry_forward
from dutykit.model.refusal import Refusal
from dutykit.model.workspace import Workspace
from dutykit.plans.document.register import lines_of_document
from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.next_year import next_year_files
from dutykit.plans.proposal import Proposal, propose
from tests.cycles import CATALOGUE_2017, UNITS_2017, begin, fill, opened, take, write
from tests.rounds import SCORING

PLAN = """\
示例市2018年履行教育职责任务分工方案

一、统筹推进教育工作
（一）加强校车管理
1.保障校车运行经费。（责任单位：市财政局）
（二）保障教育投入
2.消除义务教育学校56人及以上大班额。（责任单位：市教育局、各县区政府）
3.落实生均公用经费基准定额标准,按时足额拨付。（责任单位：市财政局、市教育局、市大数据局）
（三）丰富学生生活
4.体育场馆向学生免费开放。（责任单位：市体育局）
5.组织学生参观博物馆、图书馆。（责任单位：市文化局）
"""
POINTS = SCORING.replace("{1: 7.5, 2: 2.5}", "{1: 10}").replace(
    "indicators: {1: 3.5, 2: 4, 3: 2.5}", "sections: {2: 3}\n  indicators: {1: 3.5, 2: 4, 3: 2.5}"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "w"
    begin(root)
    catalogue = CATALOGUE_2017.replace(
        "            responsible: [市体育局]", "            points: 2.5\n            responsible: [市体育局]"
    )
    write(root / "data/indicators.yaml", catalogue.replace("        title: 丰富", "        title: 丰富"))
    write(root / "data/scoring.yaml", POINTS + "# 注释保留\n")
    for unit in ("东区政府", "市教育局"):
        fill(root, unit, 2017)
        take(root, "submit", unit, dt.date(2017, 5, 7))
    return root


def proposal(workspace: Workspace, text: str = PLAN) -> Proposal:
    return propose(read_plan(lines_of_document(text.encode(), ".txt")), workspace.register, "方案")


def carried(root: Path, *, dry_run: bool = False, text: str = PLAN, units: Path | None = None) -> CarriedForward:
    def files(workspace: Workspace) -> dict[str, bytes]:
        return next_year_files(workspace, proposal(workspace, text), units)

    request = CarryRequest("示例督导员", dt.date(2018, 1, 8), None, None, units, files, dry_run=dry_run)
    return carry_forward(root, request)


def test_numbers_are_the_plans_and_the_rest_goes_on(root: Path) -> None:
    shown = carried(root, dry_run=True)
    pairs = {one.old.indicator.id: one.new.indicator.id for one in shown.outlook.changes.matched}
    assert pairs == {"2": "2", "1": "3", "4": "4", "5": "5"}
    assert [entry.indicator.id for entry in shown.outlook.changes.removed] == ["3", "6"]
    assert shown.outlook.metrics_lost == (("3", "普惠性幼儿园覆盖率"),)
    done = carried(root)
    assert done == shown
    workspace = opened(root)
    by_id = workspace.catalogue.by_id
    assert by_id["3"].indicator.text == "落实生均公用经费基准定额标准,按时足额拨付。"
    assert [one.id for one in by_id["2"].indicator.metrics] == ["大班额班级数"]
    assert str(by_id["4"].indicator.points) == "2.5"
    assert workspace.register.canonical["示例市财政局"] == "市财政局"
    assert workspace.register.group_by_id["各县区政府"].members == ("东区政府", "西县政府")
    assert "市大数据局" in workspace.register.by_id
    scoring = workspace.scoring
    assert scoring is not None
    assert {key: str(value) for key, value in scoring.points.indicators.items()} == {"3": "3.5", "2": "4"}
    assert {key: str(value) for key, value in scoring.points.sections.items()} == {"3": "3"}
    text = (root / "data/scoring.yaml").read_text(encoding="utf-8")
    assert "# 注释保留" in text
    assert '"3"' not in text
    assert (root / "data/past/2017/scoring.yaml").read_text(encoding="utf-8") == POINTS + "# 注释保留\n"
    (draft,) = [one for one in workspace.submissions if one.unit == "东区政府" and one.cycle == 2018]
    assert [one.problem for one in draft.carried] == ["2017-东区政府-2"]


def test_the_units_of_a_merger(root: Path, tmp_path: Path) -> None:
    units = UNITS_2017.replace("  - {id: 市体育局, kind: department}\n", "").replace(
        "id: 市文化局, kind: department", "id: 市文旅局, kind: department, aliases: [市文化局], succeeds: [市体育局]"
    )
    write(tmp_path / "名录.yaml", units)
    done = carried(root, text=PLAN.replace("市体育局", "市文旅局"), units=tmp_path / "名录.yaml")
    assert [(one.kind, one.new) for one in done.outlook.changes.successions] == [("merged", ("市文旅局",))]
    assert opened(root).catalogue.by_id["5"].indicator.responsible == ("市文旅局",)
    assert "市大数据局" in opened(root).register.by_id


def test_units_that_succeed_one_another(root: Path, tmp_path: Path) -> None:
    units = UNITS_2017.replace("市体育局, kind: department", "市体育局, kind: department, succeeds: [市文化局]")
    units = units.replace("市文化局, kind: department", "市文化局, kind: department, succeeds: [市体育局]")
    write(tmp_path / "名录.yaml", units)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    with pytest.raises(Refusal, match="单位名录有错误"):
        carried(root, units=tmp_path / "名录.yaml")
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_a_plan_that_names_nobody(root: Path) -> None:
    with pytest.raises(Refusal, match="没有责任单位"):
        carried(root, text="示例市关于做好工作的通知\n\n请遵照执行。\n")
