"""`dutykit import` as a user meets it."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, Dutykit, Golden

PLANS = REPOSITORY / "tests" / "data" / "plans"
PANJIN = REPOSITORY / "tests" / "data" / "panjin-2019.txt"
# Invented; no office said any of it.
PLAN = """某市示例教育工作方案
一、重点任务
（一）示例建设。建设示例学校。（责任单位：市教育局、财政局，各区、县（市）政府；完成时限：2026年底前）
（二）示例推广。推广示例经验。（市教育局牵头，市大数据中心等有关部门配合）
（三）示例保障。保障示例经费。（责任单位：*市财政局、市大数据管理中心）
二、保障措施
加强领导。
"""


def with_members(workspace: Path) -> None:
    """Give each group of a new workspace a member, as the next step asks: a group without any is an error."""
    path = workspace / "data/units.yaml"
    text = path.read_text(encoding="utf-8").replace("members: []", "members: [示例县]")
    path.write_text(text.replace("units:\n", "units:\n  - {id: 示例县, kind: county}\n", 1), encoding="utf-8")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_shown(dutykit: Dutykit, tmp_path: Path, golden: Golden, language: str) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    ran = dutykit("import", "plan.txt", "--lang", language)
    assert ran.code == 0, ran.err
    golden.check(f"import/shown_{language}.txt", ran.out + ran.err)
    assert not (tmp_path / "data").exists()


def test_a_new_workspace_of_it_validates(dutykit: Dutykit, tmp_path: Path, golden: Golden) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    ran = dutykit("import", "plan.txt", "-o", "督导")
    assert ran.code == 0, ran.err
    golden.check("import/indicators.yaml", (tmp_path / "督导/data/indicators.yaml").read_text(encoding="utf-8"))
    golden.check("import/units.yaml", (tmp_path / "督导/data/units.yaml").read_text(encoding="utf-8"))
    with_members(tmp_path / "督导")
    checked = dutykit("validate", "督导")
    assert checked.code == 0, checked.out
    again = dutykit("import", "plan.txt", "-o", "督导")
    assert again.code == 2
    assert "indicators.yaml" in again.err


@pytest.mark.parametrize(
    "path", [PLANS / "24-sc-wufei.txt", PLANS / "25-guangzhou-talent.txt"], ids=lambda path: path.stem
)
def test_real_plans_become_workspaces_that_validate(dutykit: Dutykit, tmp_path: Path, path: Path) -> None:
    ran = dutykit("import", path, "-o", tmp_path / "made", "-q")
    assert ran.code == 0, ran.err
    with_members(tmp_path / "made")
    checked = dutykit("validate", tmp_path / "made", "--fail-on", "error")
    assert checked.code == 0, checked.out


def test_json_is_for_programs(dutykit: Dutykit) -> None:
    ran = dutykit("import", PANJIN, "--format", "json")
    assert ran.code == 0
    document = json.loads(ran.out)
    assert document["version"] == 1
    assert len(document["assignments"]) == 159
    assert document["assignments"][0] == {
        "line": 44,
        "unit": "市教育局",
        "id": "市教育局",
        "role": "responsible",
        "inherited": False,
        "indicator": "1",
    }
    assert document["document"]["number"] == "盘政办〔2019〕3号"


def test_a_document_without_statements_says_so(dutykit: Dutykit) -> None:
    ran = dutykit("import", PLANS / "29-neg-jiaxing.txt", "--format", "json")
    assert ran.code == 1
    assert json.loads(ran.out)["assignments"] == []
    assert "没有责任单位标注" in ran.err
    assert "处理建议：" in ran.err


def test_nothing_is_written_without_being_asked(dutykit: Dutykit, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    for arguments in (["import", "plan.txt"], ["import", "plan.txt", "-o", "x", "--dry-run"]):
        assert dutykit(*arguments).code == 0
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith(".")) == ["plan.txt"]


@pytest.mark.parametrize(
    ("data", "word"),
    [(b"", "空"), (b"\x00\x01\x02\x03", ""), (b"PK\x03\x04damaged", "损坏"), (b"%PDF-1.4 damaged", "PDF")],
)
def test_what_cannot_be_read_is_said(dutykit: Dutykit, tmp_path: Path, data: bytes, word: str) -> None:
    (tmp_path / "plan.docx").write_bytes(data)
    ran = dutykit("import", "plan.docx")
    assert ran.code == 2
    assert word in ran.err
    assert "Traceback" not in ran.err


def test_a_missing_file_is_said(dutykit: Dutykit) -> None:
    ran = dutykit("import", "没有.docx")
    assert ran.code == 2
    assert "没有.docx" in ran.err


def test_merging_shows_the_change_then_makes_it(dutykit: Dutykit, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    assert dutykit("import", "plan.txt", "-o", "督导").code == 0
    more = PLAN.replace("二、保障措施", "（四）示例评选。评选示例案例。（责任单位：市教育局）\n二、保障措施")
    (tmp_path / "plan.txt").write_text(more, encoding="utf-8")
    path = tmp_path / "督导/data/indicators.yaml"
    path.write_text("# 我的说明\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    before = path.read_bytes()
    dry = dutykit("import", "plan.txt", "-w", "督导", "--merge", "--dry-run")
    assert dry.code == 0, dry.err
    assert path.read_bytes() == before
    ran = dutykit("import", "plan.txt", "-w", "督导", "--merge")
    assert ran.code == 0, ran.err
    assert ran.out == dry.out
    assert "+            text: 示例评选。评选示例案例。" in ran.out
    assert path.read_text(encoding="utf-8").startswith("# 我的说明\n")
    with_members(tmp_path / "督导")
    assert dutykit("validate", "督导", "--fail-on", "error").code == 0
    again = dutykit("import", "plan.txt", "-w", "督导", "--merge")
    assert again.code == 0
    assert "无需修改" in again.err
    measured = more.replace("评选示例案例。", "评选示例案例不少于5个。")
    (tmp_path / "plan.txt").write_text(measured, encoding="utf-8")
    ran = dutykit("import", "plan.txt", "-w", "督导", "--merge", "--metrics", "1", "--indicator", "4=new")
    assert ran.code == 0, ran.err
    assert "+            metrics:" in ran.out
    assert "已新增 1 项指标，修改 0 项" in ran.err
    refused = dutykit("import", "plan.txt", "--indicator", "4=new")
    assert refused.code == 2
    assert "--indicator 只能与 --as problems、--merge 同时使用" in refused.err


TABLE = """序号,存在问题,改革举措,责任单位
1,校舍不足,新建学校,市教育局
"""


def test_what_a_column_is_for_is_shown_and_can_be_said(dutykit: Dutykit, tmp_path: Path) -> None:
    (tmp_path / "plan.csv").write_text(TABLE, encoding="utf-8")
    ran = dutykit("import", "plan.csv")
    assert ran.code == 0, ran.err
    assert "表格各列的用途" in ran.out
    said = dutykit(
        "import", "plan.csv", "--format", "json", "--columns", "存在问题=指标内容", "--columns", "改革举措=note"
    )
    assert said.code == 0, said.err
    document = json.loads(said.out)
    assert [(one["text"], one["note"]) for one in document["indicators"]] == [("校舍不足", "改革举措：新建学校")]
    assert {one["title"]: one["use"] for one in document["columns"]} == {
        "序号": "number",
        "存在问题": "text",
        "改革举措": "note",
        "责任单位": "responsible",
    }


@pytest.mark.parametrize(
    ("said", "word"), [("存在问题", "列名=用途"), ("存在问题=什么", "牵头单位"), ("没有=说明", "存在问题")]
)
def test_a_column_said_wrongly_is_refused(dutykit: Dutykit, tmp_path: Path, said: str, word: str) -> None:
    (tmp_path / "plan.csv").write_text(TABLE, encoding="utf-8")
    ran = dutykit("import", "plan.csv", "--columns", said)
    assert ran.code == 2
    assert ran.out == ""
    assert word in ran.err


def test_quantities_are_listed_and_written_only_with_a_yes(dutykit: Dutykit, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN.replace("建设示例学校。", "公办率达到60%，新建学校3所。"), encoding="utf-8")
    ran = dutykit("import", "plan.txt", "-o", "不写")
    assert "原文中有 2 个数量要求" in ran.out
    assert "metrics" not in (tmp_path / "不写/data/indicators.yaml").read_text(encoding="utf-8")
    ran = dutykit("import", "plan.txt", "-o", "写", "--metrics", "1")
    assert ran.code == 0, ran.err
    text = (tmp_path / "写/data/indicators.yaml").read_text(encoding="utf-8")
    assert "target: {min: 60, because: 公办率达到60%}" in text
    assert "新建学校\n" not in text
    with_members(tmp_path / "写")
    assert dutykit("validate", "写", "--fail-on", "error").code == 0
    wrong = dutykit("import", "plan.txt", "-o", "错", "--metrics", "9")
    assert wrong.code == 2
    assert "1 至 2" in wrong.err
    assert not (tmp_path / "错").exists()


def test_a_word_file_with_tracked_changes_is_read_as_accepted_and_said_so(dutykit: Dutykit, tmp_path: Path) -> None:
    import docx
    from docx.oxml import parse_xml

    from tests.unit.plans.document.made import W

    document = docx.Document()
    document.add_paragraph("某市示例方案")
    paragraph = document.add_paragraph("一、示例建设。（责任单位：市教育局")
    deleted = f'<w:del {W} w:id="1" w:author="x"><w:r><w:delText>、市民政局</w:delText></w:r></w:del>'
    inserted = f'<w:ins {W} w:id="2" w:author="x"><w:r><w:t>、市财政局）</w:t></w:r></w:ins>'
    paragraph._p.append(parse_xml(deleted))
    paragraph._p.append(parse_xml(inserted))
    document.save(str(tmp_path / "plan.docx"))
    ran = dutykit("import", "plan.docx")
    assert ran.code == 0, ran.err
    assert "按接受全部修订后的文字读取" in ran.out
    assert "市财政局" in ran.out
    assert "修订中已删除的文字" in ran.out
    assert "涉及单位 2 个" in ran.out


def test_a_long_plan_is_summed_up_and_written_whole_where_asked(dutykit: Dutykit, tmp_path: Path) -> None:
    rows = "\n".join(f"{number},示例任务{number}。,示例{number}局等有关部门" for number in range(1, 501))
    (tmp_path / "plan.csv").write_text(f"序号,工作任务,办理方\n{rows}\n", encoding="utf-8")
    ran = dutykit("import", "plan.csv")
    assert ran.code == 1
    assert "表格的列：序号、工作任务、办理方" in ran.err
    command = re.search(r"运行 dutykit (.*)\n", ran.err)
    assert command is not None
    asked = shlex.split(command[1])
    shown = dutykit(*asked)
    assert shown.code == 0, shown.err
    assert "需要核对 503 处（列出前 20 行，共 503 行）" in shown.out
    assert shown.out.count("\n") < 100
    for name in ("核对.csv", "核对.xlsx"):
        saved = dutykit(*asked, "-o", name)
        assert saved.err == f"已生成 {name}\n"
    written = (tmp_path / "核对.csv").read_text(encoding="utf-8-sig")
    assert written.count("名单未列全") == 500
    assert "示例500局" in written
    assert {path.name for path in tmp_path.iterdir()} == {"plan.csv", "核对.csv", "核对.xlsx"}


RECTIFICATION = """某市示例整改方案
一、示例经费不足
整改措施：落实示例经费。
责任单位：市财政局
整改时限：2026年12月底前
二、示例器材不足
整改措施：配齐。
三、保障措施
加强领导。
"""


def test_a_rectification_plan_becomes_problems_of_the_ledger(dutykit: Dutykit, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "整改.txt").write_text(RECTIFICATION, encoding="utf-8")
    assert dutykit("import", "plan.txt", "-o", "督导").code == 0
    with_members(tmp_path / "督导")
    asked = ["import", "整改.txt", "--as", "problems", "--cycle", "2026", "-w", "督导"]
    shown = dutykit(*asked)
    assert shown.code == 0, shown.err
    for word in (
        "示例经费不足",
        "（推定）",
        "原文 9 行：6 行列入问题，1 行是文件头，2 行未列入",
        "未写责任单位",
        "--found-by",
    ):
        assert word in shown.out
    assert not (tmp_path / "督导/reviews").exists()
    document = json.loads(dutykit(*asked, "--format", "json").out)
    assert [(one["number"], one["due"], one["units"]) for one in document["problems"]] == [
        ("1", "2026-12-31", ["市财政局"]),
        ("2", None, []),
    ]
    assert document["lines"] == {"problems": 6, "head": 1, "left": 2}
    assert [one["line"] for one in document["left"]] == [8, 9]
    assert [one["kind"] for one in document["review"]] == ["found_by", "no_unit", "no_limit"]
    assert "未写责任单位：2" in dutykit(*asked, "--merge").err
    asked += ["--unit", "2=市财政局", "--indicator", "2=1", "--found-by", "self_check"]
    ran = dutykit(*asked, "--merge")
    assert ran.code == 0, ran.err
    ledger = dutykit("ledger", "-w", "督导", "--cycle", "2026", "--as-of", "2026-06-01")
    for word in ("示例经费不足", "示例器材不足", "2026-12-31", "自查"):
        assert word in ledger.out
    assert dutykit("validate", "督导", "--fail-on", "error").code == 0
    assert "无需修改" in dutykit(*asked, "--merge").err


def test_each_kind_of_plan_is_pointed_to_its_import(dutykit: Dutykit, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "整改.txt").write_text(RECTIFICATION, encoding="utf-8")
    ran = dutykit("import", "plan.txt", "--as", "problems")
    assert ran.code == 2
    assert "不是整改方案" in ran.err
    assert "--as problems" in dutykit("import", "整改.txt").err


@pytest.mark.parametrize(
    ("more", "word"),
    [
        (["--as", "problems", "--metrics", "all"], "--metrics"),
        (["--as", "problems", "-o", "x"], "--output"),
        (["--cycle", "2026"], "--as problems"),
        (["-o", "x.docx"], "须为文件夹"),
        (["--indicator", "1=2"], "--as problems"),
        (["--unit", "1=市财政局"], "--as problems"),
        (["--found-by", "inspection"], "--as problems"),
        (["--as", "problems", "--unit", "1"], "问题编号=单位"),
        (["--as", "problems", "--indicator", "1"], "问题编号=指标编号"),
        (["--as", "problems", "--merge"], "--workspace"),
    ],
)
def test_options_that_do_not_go_together(dutykit: Dutykit, tmp_path: Path, more: list[str], word: str) -> None:
    (tmp_path / "整改.txt").write_text(RECTIFICATION, encoding="utf-8")
    ran = dutykit("import", "整改.txt", *more)
    assert ran.code == 2
    assert word in ran.err


def test_json_is_for_reading_only(dutykit: Dutykit, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    ran = dutykit("import", "plan.txt", "--format", "json", "--merge", "-w", ".")
    assert ran.code == 2
    assert ran.out == ""
    assert "--merge" in ran.err


def test_the_next_step_it_tells_works(dutykit: Dutykit, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    ran = dutykit("import", "plan.txt", "-o", "督 导", env={"SOURCE_DATE_EPOCH": "1735689600"})  # 2025-01-01
    told = next(line for line in ran.err.splitlines() if line.startswith("下一步："))
    assert (
        told
        == "下一步：运行 dutykit form --office -w '督 导'，在表中填写统称的所含单位、时间节点等，用 dutykit collect 导入；"
        "再运行 dutykit form --all -w '督 导'，生成填报表"
    )
    with_members(tmp_path / "督 导")
    assert dutykit("form", "--all", "--cycle", "2025", "-w", "督 导").code == 0


def test_the_year_and_the_place_the_document_gives_are_set(dutykit: Dutykit, tmp_path: Path) -> None:
    ran = dutykit("import", PANJIN, "-o", "盘锦")
    assert ran.code == 0, ran.err
    assert "已生成 盘锦/dutykit.yaml" in ran.err
    assert "dutykit form --office -w '盘锦'" in ran.err
    settings = (tmp_path / "盘锦/dutykit.yaml").read_text(encoding="utf-8")
    assert "导入时按成文日期填为 2019，如有误请改正" in settings
    assert "\ncycle: 2019\n" in settings
    assert "\nplace_name: 盘锦市\n" in settings
    assert dutykit("new", "市财政局", "-w", "盘锦").code == 0
    assert (tmp_path / "盘锦/submissions/2019/市财政局.yaml").exists()


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("示例市教育局关于示例教育工作的通知\n示教〔2026〕12号\n", "发文字号"),
        ("示例市教育局关于示例教育工作的通知\n发布时间：2026-03-01\n", "发布日期"),
        ("示例市2026年示例教育工作任务分解方案\n", "标题"),
    ],
)
def test_where_a_year_comes_from_is_said(dutykit: Dutykit, tmp_path: Path, head: str, said: str) -> None:
    (tmp_path / "plan.txt").write_text(head + PLAN.split("\n", 1)[1], encoding="utf-8")
    assert dutykit("import", "plan.txt", "-o", "督导").code == 0
    settings = (tmp_path / "督导/dutykit.yaml").read_text(encoding="utf-8")
    assert f"导入时按{said}填为 2026，如有误请改正" in settings
    assert "\ncycle: 2026\n" in settings
    assert "\n# place_name: " in settings  # an office's name is no place's


def test_settings_that_are_there_stay(dutykit: Dutykit, tmp_path: Path) -> None:
    (tmp_path / "督导").mkdir()
    (tmp_path / "督导/dutykit.yaml").write_text("cycle: 2026\n", encoding="utf-8")
    ran = dutykit("import", PANJIN, "-o", "督导")
    assert ran.code == 0, ran.err
    assert (tmp_path / "督导/dutykit.yaml").read_text(encoding="utf-8") == "cycle: 2026\n"
    assert "dutykit.yaml" not in ran.err
    assert dutykit("new", "市财政局", "-w", "督导").code == 0
    assert (tmp_path / "督导/submissions/2026/市财政局.yaml").exists()


def test_a_document_without_a_year_makes_no_settings(dutykit: Dutykit, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    assert dutykit("import", "plan.txt", "-o", "督导").code == 0
    assert not (tmp_path / "督导/dutykit.yaml").exists()
    assert "dutykit.yaml" in dutykit("import", PANJIN, "-o", "另一个", "--dry-run").out


def test_merging_next_year_s_plan_brings_its_source_along(dutykit: Dutykit, tmp_path: Path) -> None:
    head = "示例市教育局关于印发{year}年示例教育工作方案的通知\n示教〔{year}〕{number}号\n"
    tasks = PLAN.split("\n", 1)[1]
    (tmp_path / "2026.txt").write_text(head.format(year=2026, number=12) + tasks, encoding="utf-8")
    (tmp_path / "2027.txt").write_text(head.format(year=2027, number=3).split("\n")[0] + "\n" + tasks, encoding="utf-8")
    assert dutykit("import", "2026.txt", "-o", "督导").code == 0
    ran = dutykit("import", "2027.txt", "-w", "督导", "--merge", "--dry-run")
    assert "+  title: 示例市教育局关于印发2027年示例教育工作方案的通知" in ran.out
    assert "来源信息已按新的来源文件更新：标题\n" in ran.err
    assert "新的来源文件未写明或不便改写、保留原内容的来源信息：发文字号；请核对是否仍然正确\n" in ran.err
    assert dutykit("import", "2027.txt", "-w", "督导", "--merge").out == ran.out
    with_members(tmp_path / "督导")
    assert dutykit("validate", "督导", "--fail-on", "error").code == 0


def test_a_workspace_that_is_there_is_named_before_the_plan_is_shown(dutykit: Dutykit, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    assert dutykit("import", "plan.txt", "-o", "督导").code == 0
    again = dutykit("import", "plan.txt", "-o", "督导")
    assert (again.code, again.out) == (2, "")
    assert again.err.startswith("错误：已存在：")
    assert "indicators.yaml" in again.err


def test_a_form_is_not_a_plan(dutykit: Dutykit, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    assert dutykit("import", "plan.txt", "-o", "督导").code == 0
    assert dutykit("form", "--office", "-w", "督导", "-o", "表.xlsx").code == 0
    ran = dutykit("import", "表.xlsx")
    assert (ran.code, ran.out) == (2, "")
    assert "dutykit 生成的表" in ran.err
    assert "dutykit collect '表.xlsx'" in ran.err
