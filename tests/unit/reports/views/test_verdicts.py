from __future__ import annotations

from pathlib import Path

from dutykit.assess.coverage import coverage
from dutykit.reports.views.city_view import city_report
from dutykit.reports.views.rectification_view import rectification_report
from dutykit.reports.views.standing import Standing
from dutykit.reports.views.unit_view import unit_report
from dutykit.shipped import shipped
from dutykit.typeset.html import report_html
from dutykit.workspace.assemble import load_workspace
from tests.rounds import three_years
from tests.unit.conftest import CATALOGUE, REGISTER
from tests.unit.typeset.test_html import FAMILIES

FILES = {
    "data/indicators.yaml": CATALOGUE,
    "data/units.yaml": REGISTER,
    "submissions/2018/甲局.yaml": """\
unit: 甲局
cycle: 2018
state: accepted
answers:
  - indicator: 1
    rating: partly
    problems:
      - {id: p1, found_by: self_check, text: 制度不全。, measure: 补齐制度。, person: 张三, due: 2019-06-30}
      - {id: p2, found_by: self_check, text: 早已办结。, status: done, proof: [{title: 通知, kept_by_unit: true}]}
  - indicator: 2
    rating: unmet
    problems:
      - {id: p3, found_by: self_check, text: 无人答复。}
""",
    "reviews/2018/甲局.yaml": """\
unit: 甲局
cycle: 2018
closings: [{problem: p2, closed_on: 2018-12-01, remark: 已核查。}]
findings: [{id: q1, indicator: 3, found_by: inspection, text: 现场发现。, due: 2019-03-31}]
""",
    "submissions/2019/甲局.yaml": """\
unit: 甲局
cycle: 2019
state: submitted
submitted_on: 2019-05-01
carried:
  - {problem: p1, from_cycle: 2018, status: done, progress: 制度已印发。, proof: [{title: 印发的制度, kept_by_unit: true}]}
  - {problem: q1, from_cycle: 2018, status: in_progress, measure: 逐校整改。}
answers:
  - {indicator: 1, rating: met, score: 4.5, narrative: 甲}
  - {indicator: 3, rating: met, narrative: 丙}
""",
    "reviews/2019/甲局.yaml": """\
unit: 甲局
cycle: 2019
indicators:
  - {indicator: 1, verdict: met, score: 4, remark: 材料不全。}
  - {indicator: 2, verdict: unmet}
  - {indicator: 3, verdict: met}
findings: [{id: q2, indicator: 1, found_by: monitoring, text: 监测发现。, due: 2019-12-31}]
closings: [{problem: p1, from_cycle: 2018, closed_on: 2019-08-02, remark: 核查了制度文本。}]
""",
}


def _standing(root: Path) -> Standing:
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    workspace = load_workspace(root).workspace
    assert workspace is not None
    pairs = coverage(workspace, 2019).pairs
    return Standing(workspace, 2019, {(pair.unit, pair.indicator): pair.status for pair in pairs})


def test_each_problem_of_earlier_rounds_is_answered_for_one_by_one(tmp_path: Path) -> None:
    standing = _standing(tmp_path)
    report = unit_report(standing, standing.workspace.register.by_id["甲局"], FAMILIES)
    assert [(one.id, one.indicator, one.found_by, one.answered, one.status) for one in report.carried] == [
        ("q1", "3", "实地检查", True, "整改中"),
        ("p1", "1", "自查", True, "已销号"),
        ("p3", "2", "自查", False, "未整改"),
    ]
    found, closed, _silent = report.carried
    assert (found.measure, found.progress, found.due) == (("逐校整改。",), (), "2019年3月31日")
    assert (closed.progress, closed.proof, closed.person) == (("制度已印发。",), "印发的制度", "张三")
    assert closed.closing == "2019年8月2日，核查了制度文本。"


def test_the_units_word_stands_beside_the_offices(tmp_path: Path) -> None:
    standing = _standing(tmp_path)
    report = unit_report(standing, standing.workspace.register.by_id["甲局"], FAMILIES)
    assert [
        (one.indicator, one.own_rating, one.rating, one.own_score, one.score, one.differs) for one in report.verdicts
    ] == [
        ("1", "达到", "达到", "4.5", "4", True),
        ("2", "未填报", "未达到", "", "", True),
        ("3", "达到", "达到", "", "", False),
    ]
    assert [one.text for one in report.headings] == [
        "第一部分　基本情况",
        "第二部分　工作概述",
        "第三部分　以前年度问题整改情况",
        "第四部分　指标落实情况",
        "第五部分　复核情况",
        "第六部分　下一步工作",
    ]


def test_what_differs_is_marked_at_what_differs(tmp_path: Path) -> None:
    standing = _standing(tmp_path)
    report = unit_report(standing, standing.workspace.register.by_id["甲局"], FAMILIES)
    assert [(one.indicator, one.rating_differs, one.score_differs) for one in report.verdicts] == [
        ("1", False, True),
        ("2", True, False),
        ("3", False, False),
    ]
    html = report_html(report, FAMILIES, [shipped("templates/report")], "html")
    assert '<td class="middle">4.5</td><td class="middle">4※</td>' in html
    assert '<td class="middle">达到※</td>' not in html
    city = report_html(city_report(standing, FAMILIES), FAMILIES, [shipped("templates/report")], "html")
    assert '达到</td><td class="middle" data-label="复核得分">4※</td>' in city
    assert "未达到※" in city


def test_what_is_done_and_not_closed_is_not_called_finished(tmp_path: Path) -> None:
    root = three_years(tmp_path)
    path = root / "submissions/2019/西县政府.yaml"
    text = path.read_text(encoding="utf-8")
    done = "status: done, proof: [{title: 示例验收单, kept_by_unit: true}]}"
    assert "status: open}" in text
    path.write_text(text.replace("status: open}", done), encoding="utf-8")
    workspace = load_workspace(root).workspace
    assert workspace is not None
    statuses = {(one.unit, one.indicator): one.status for one in coverage(workspace, 2019).pairs}
    report = rectification_report(Standing(workspace, 2019, statuses), workspace.register.by_id["西县政府"], FAMILIES)
    html = report_html(report, FAMILIES, [shipped("templates/report")], "html")
    assert "登记的问题均已整改，尚待销号。" in html
    assert "均已完成整改" not in html
    assert "整改佐证材料：</span>示例验收单（留存备查）。" in html


def test_both_are_laid_out(tmp_path: Path) -> None:
    standing = _standing(tmp_path)
    report = unit_report(standing, standing.workspace.register.by_id["甲局"], FAMILIES)
    html = report_html(report, FAMILIES, [shipped("templates/report")], "html")
    assert "2.　2018年度自查发现的问题（p1，涉及第1项指标）" in html
    assert "本单位未填报该问题的整改情况。" in html
    assert "本单位未填写本年度的整改进展。" in html
    assert "复核3项指标，其中1项结论与自评不一致、1项得分与自评不一致（标※）。" in html


def test_a_unit_without_either_has_no_such_parts(tmp_path: Path) -> None:
    standing = _standing(tmp_path)
    report = unit_report(standing, standing.workspace.register.by_id["乙县"], FAMILIES)
    assert (report.carried, report.verdicts, len(report.headings)) == ((), (), 4)


def test_the_ledger_has_what_the_office_found_too_and_knows_nothing_of_later_years(tmp_path: Path) -> None:
    standing = _standing(tmp_path)
    unit = standing.workspace.register.by_id["甲局"]
    now = unit_report(standing, unit, FAMILIES).problems
    assert [(one.number, one.indicator, one.found_by, one.text, one.due, one.status) for one in now] == [
        (1, "1", "监测", "监测发现。", "2019年12月31日", "未整改")
    ]
    then = Standing(standing.workspace, 2018, dict.fromkeys(standing.status, "absent"))
    assert [(one.indicator, one.text, one.status) for one in unit_report(then, unit, FAMILIES).problems] == [
        ("1", "制度不全。", "未整改"),
        ("1", "早已办结。", "已销号（2018年12月1日）"),
        ("2", "无人答复。", "未整改"),
        ("3", "现场发现。", "未整改"),
    ]
