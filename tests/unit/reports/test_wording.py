"""What reports say in sentences: on three years with scores and reviews, and on a workspace that has next to nothing."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from dutykit.assess.coverage import coverage
from dutykit.assess.evidence import evidence_items
from dutykit.listings.score import ScoreRequest, scored
from dutykit.model.workspace import Workspace
from dutykit.reports.kinds import KINDS
from dutykit.reports.scoring import found_scores, scores_of
from dutykit.reports.standing_of import previous_of
from dutykit.reports.views.evidence_view import evidence_catalogue
from dutykit.reports.views.notice_view import TaskNotice, task_notice
from dutykit.reports.views.standing import Standing
from dutykit.reports.views.unit_view import unit_report
from dutykit.shipped import shipped
from dutykit.typeset.html import report_html
from dutykit.workspace.assemble import load_workspace
from tests.rounds import FILES, SCORING, three_years
from tests.unit.conftest import MakeStanding
from tests.unit.typeset.test_html import FAMILIES

LEVELS = """\
levels:
  - {id: A, share: 1, title: 示例一, rating: met}
  - {id: B, share: 0.6, title: 示例二, rating: partly}
"""


@pytest.fixture(scope="module")
def rounds(tmp_path_factory: pytest.TempPathFactory) -> Standing:
    return _standing(three_years(tmp_path_factory.mktemp("rounds")))


def _standing(root: Path) -> Standing:
    workspace = load_workspace(root).workspace
    assert workspace is not None
    status = {(pair.unit, pair.indicator): pair.status for pair in coverage(workspace, 2019).pairs}
    scores = scores_of(workspace, found_scores(workspace, 2019))
    return Standing(workspace, 2019, status, scores=scores, previous=previous_of(workspace, 2019))


def _said(standing: Standing, name: str, unit: str | None) -> str:
    """The words of a report of `unit`, or of the city, without those of its charts."""
    kind = next(one for one in KINDS if one.name == name)
    asked = None if unit is None else standing.workspace.register.by_id[unit]
    report = kind.views["city" if unit is None else "unit"](standing, asked, FAMILIES)
    text = report_html(report, FAMILIES, [shipped("templates/report")], "html")
    body = re.sub("<svg.*?</svg>|<wbr>", "", text[text.index("<body") :], flags=re.DOTALL)
    return html.unescape(re.sub(r"\s+", "", re.sub("<[^>]*>", "|", body)))


@pytest.mark.parametrize("name", [kind.name for kind in KINDS if "unit" in kind.views])
@pytest.mark.parametrize("unit", ["东区政府", "西县政府", "市教育局"])
def test_what_there_is_none_of_is_not_counted_in_sentences(rounds: Standing, name: str, unit: str) -> None:
    said = _said(rounds, name, unit)
    assert re.findall("[^0-9.]0(?:项|个|件|次)", said) == []
    assert "发文机关|" not in said
    assert "——" not in said


def test_a_unit_says_what_it_has(rounds: Standing) -> None:
    said = _said(rounds, "unit", "西县政府")
    assert (
        "西县政府在2019年度评价中共承担指标2项，已填报2项，填报率100%。自评部分达到1项、不适用1项。|"
        "|共登记问题1个。|" in said
    )
    assert "自评得分：|2.6分（满分4.0分）" in said
    assert "与2018年度相比，自评结论上升1项，有目标值的监测指标趋近目标值1个。" in _said(rounds, "unit", "东区政府")


def test_nothing_is_said_of_what_a_draft_leaves_open(make_standing: MakeStanding) -> None:
    standing = make_standing(
        submission="unit: 甲局\ncycle: 2019\nstate: draft\nanswers: [{indicator: 1, narrative: 甲}]\n"
    )
    said = _said(standing, "unit", "甲局")
    assert "共承担指标3项，未填报3项（其中1项有填报内容但未作自评结论），填报率0%。||" in said
    assert "共登记" not in said
    assert "报送日期" not in said
    assert said.count("自评结论：") == 1


def test_of_what_there_is_none_no_number_is_given(tmp_path: Path) -> None:
    root = three_years(tmp_path)
    for name in ("submissions", "reviews"):
        for path in (root / name).rglob("*.yaml"):
            path.unlink()
    (root / "dutykit.yaml").write_text("cycle: 2019\n", encoding="utf-8")
    said = _said(_standing(root), "city", None)
    assert re.search(r"\|责任单位\|+\d+个，均未报送（含草稿和已退回）\|", said)
    assert re.search(r"应填报\d+项次，均未填报，填报率0%。", said)
    assert "|整改单位||无|" in _said(_standing(root), "rectification", None)
    (root / "submissions/2019/市财政局.yaml").write_text(
        "unit: 市财政局\ncycle: 2019\nstate: draft\nanswers: []\n", "utf-8"
    )
    assert "均未填报" in _said(_standing(root), "city", None)


@pytest.mark.parametrize("unit", ["东区政府", "市教育局", "西县政府"])
def test_totals_and_full_marks_are_those_of_the_score_command(rounds: Standing, unit: str) -> None:
    document = json.loads(json.dumps(scored(rounds.workspace, ScoreRequest((unit,), 2019)).document()))
    own = document["units"][0]["self"]
    said = _said(rounds, "self-report", unit)
    assert (
        f"各项自评得分合计{own['score']}分（满分{own['points']}分），按《示例评分办法》折算，"
        f"自评总分{own['total']}分（满分100分）。" in said
    )
    assert f"|{own['total']}/100|" in _said(rounds, "unit", unit)


def test_a_total_that_is_a_sum_is_no_conversion_and_without_rules_there_is_only_a_sum(tmp_path: Path) -> None:
    root = three_years(tmp_path)
    (root / "data/scoring.yaml").write_text(SCORING.replace("method: percent", "method: sum"), encoding="utf-8")
    assert "自评达到2项。自评总分6.1分（满分6.5分）。以下" in _said(_standing(root), "self-report", "东区政府")
    (root / "data/scoring.yaml").unlink()
    assert "自评达到2项。自评得分合计6.1分。以下" in _said(_standing(root), "self-report", "东区政府")
    assert "自评得分：|3.6分||" in _said(_standing(root), "unit", "东区政府")


def test_there_is_no_total_while_a_score_is_lacking(tmp_path: Path) -> None:
    root = three_years(tmp_path)
    path = root / "submissions/2019/东区政府.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("score: 2.5, ", ""), encoding="utf-8")
    said = _said(_standing(root), "self-report", "东区政府")
    assert "自评达到2项。以下" in said
    assert "总分" not in said


def test_a_score_that_follows_from_a_level_is_shown_like_one_that_was_written(tmp_path: Path) -> None:
    root = three_years(tmp_path)
    (root / "data/scoring.yaml").write_text(SCORING + LEVELS, encoding="utf-8")
    path = root / "submissions/2019/东区政府.yaml"
    path.write_text(re.sub("score: [0-9.]+, ", "", path.read_text(encoding="utf-8")), encoding="utf-8")
    standing = _standing(root)
    report = unit_report(standing, standing.workspace.register.by_id["东区政府"], FAMILIES)
    assert [(row.indicator, row.own_score, row.score, row.points, row.score_differs) for row in report.verdicts] == [
        ("2", "4.0", "3.6", "4", True),
        ("3", "2.5", "2.0", "2.5", True),
    ]
    assert len(report.score_charts) == 1
    said = _said(standing, "unit", "东区政府")
    assert "复核2项指标，其中2项得分与自评不一致（标※）。" in said
    assert "自评得分：|4.0分（满分4.0分）" in said
    assert "（第2项：自评达到，得4.0分，满分4.0分）" in _said(standing, "self-report", "东区政府")


def test_a_review_that_agrees_says_so(tmp_path: Path) -> None:
    root = three_years(tmp_path)
    path = root / "reviews/2019/东区政府.yaml"
    path.write_text(FILES["reviews/2019/东区政府.yaml"].replace("score: 2}", "score: 2.5}"), encoding="utf-8")
    standing = _standing(root)
    assert "复核2项指标，均与自评一致。" in _said(standing, "unit", "东区政府")
    assert unit_report(standing, standing.workspace.register.by_id["东区政府"], FAMILIES).score_charts == ()


def _notice(workspace: Workspace, unit: str, **settings: str) -> tuple[TaskNotice, str]:
    """The notice to `unit` of an office that sets `settings`, and its words."""
    report = workspace.settings.report.model_copy(update=settings)
    changed = replace(workspace, settings=workspace.settings.model_copy(update={"report": report}))
    standing = Standing(changed, 2019, {})
    return task_notice(standing, changed.register.by_id[unit], FAMILIES), _said(standing, "tasks", unit)


def test_a_notice_ends_as_notices_do_and_names_whom_to_ask(rounds: Standing) -> None:
    notice, said = _notice(
        rounds.workspace, "东区政府", issuer="示例办公室", contact_person="张三", contact_phone="0000-0000000"
    )
    assert "2019年度评价中由你区承担的指标共2项（见附件1）。" in said
    assert "收到本通知单后，请填写回执（附件2），报送示例办公室。" in said
    assert re.search(r"\|特此通知。\|+附件：1\.承担的指标\|", said)
    assert said.index("|示例办公室|") < said.index("|（联系人：张三，联系电话：0000-0000000）|")
    assert "|分值|" in said  # of the scoring rules
    assert [task.points for task in notice.tasks] == ["4", "2.5"]


@pytest.mark.parametrize(
    ("settings", "contact"),
    [({}, ""), ({"contact_person": "张三"}, "联系人：张三"), ({"contact_phone": "1"}, "联系电话：1")],
)
def test_a_notice_names_no_contact_that_was_not_given(rounds: Standing, settings: dict[str, str], contact: str) -> None:
    notice, said = _notice(rounds.workspace, "市财政局", **settings)
    assert notice.contact == contact
    assert ("（联系" in said) == bool(contact)
    assert "由你单位承担" in said
    assert "报送督导室。" in said
    assert "须附佐证材料" not in said  # of no indicator
    assert "监测指标" not in said


def test_a_form_asks_about_the_problems_that_were_left_open(rounds: Standing) -> None:
    said = _said(rounds, "form", "东区政府")
    assert "|以前年度遗留问题整改情况|" in said
    assert re.search(r"\|1\|+2\|+图书更新缓慢。\|+□未整改\|+□整改中\|+□已整改待销号\|", said)
    assert "示例数据不反映实际情况" in said  # these problems are samples
    assert "示例数据" not in _said(rounds, "form", "西县政府")
    assert "遗留问题" not in _said(rounds, "form", "西县政府")


def test_the_list_of_evidence_holds_all_that_the_command_lists(rounds: Standing) -> None:
    workspace = rounds.workspace
    items = evidence_items(workspace, 2019)
    report = evidence_catalogue(rounds, None, FAMILIES)
    assert (report.total, report.faulty) == (len(items), 0)
    assert [(row.title, row.indicator) for group in report.groups for row in group.rows] == [
        ("示例采购合同", "遗留问题2017-督-1")
    ]
    assert "本目录共1件，留存备查1件。" in _said(rounds, "evidence", "东区政府")


def test_files_are_named_inside_the_folder_that_all_are_in(make_standing: MakeStanding) -> None:
    files = ("evidence/甲/1.pdf", "evidence/甲/乙/2.pdf")
    evidence = "".join(f"      - {{title: 甲, file: {file}}}\n" for file in files)
    text = f"unit: 甲局\ncycle: 2019\nstate: submitted\nanswers:\n  - indicator: 1\n    rating: met\n    evidence:\n{evidence}"
    standing = make_standing(submission=text)
    report = unit_report(standing, standing.workspace.register.by_id["甲局"], FAMILIES)
    assert (report.evidence_folder, [row.file for row in report.evidence]) == (
        "evidence/甲/",
        ["1.pdf（缺少文件）", "乙/2.pdf（缺少文件）"],
    )
    assert "文件在evidence/甲/文件夹中。" in _said(standing, "evidence", "甲局")
