"""`dutykit report` as a user starts it."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pdfplumber
import pytest

from tests.conftest import Dutykit

FILES = {
    "data/indicators.yaml": """\
title: 示例体系
source: {title: 示例文件, issuer: 示例机关}
chapters:
  - title: 第一部分
    sections:
      - title: 第一节
        indicators:
          - {id: 1, text: 甲事, responsible: [甲局, 各县]}
""",
    "data/units.yaml": """\
units:
  - {id: 甲局, kind: department, aliases: [甲委员会]}
  - {id: 乙县, kind: county}
  - {id: ../丙/县, kind: county}
groups:
  - {id: 各县, members: [乙县, ../丙/县]}
""",
    "submissions/2019/甲局.yaml": """\
unit: 甲局
cycle: 2019
state: submitted
answers:
  - {indicator: 1, rating: met, narrative: 独一无二的话。}
""",
}
EMOJI = "unit: 乙县\ncycle: 2019\nstate: submitted\nanswers:\n  - {indicator: 1, rating: met, narrative: 好😀}\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    for name, text in {**FILES, "dutykit.yaml": "report: {issuer: 示例市教育局}\n"}.items():
        path = tmp_path / "ws" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "ws"


def _text(data: bytes) -> str:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return "\n".join(page.extract_text() for page in pdf.pages)


def test_a_units_report_is_the_same_in_every_process(dutykit: Dutykit, workspace: Path) -> None:
    ran = dutykit("report", "--unit", "甲委员会", cwd=workspace, env={"PYTHONHASHSEED": "1"})
    assert (ran.code, ran.out, ran.err) == (0, "out/甲局.pdf\n", "")
    first = (workspace / "out/甲局.pdf").read_bytes()
    assert "独一无二的话。" in _text(first)
    assert dutykit("report", "--unit", "甲局", "-w", workspace, env={"PYTHONHASHSEED": "2"}).code == 0
    assert (workspace.parent / "out/甲局.pdf").read_bytes() == first


def test_one_bad_unit_does_not_stop_the_others(dutykit: Dutykit, workspace: Path) -> None:
    (workspace / "submissions/2019/乙县.yaml").write_text(EMOJI, encoding="utf-8")
    ran = dutykit("report", "--all", cwd=workspace)
    assert ran.code == 1
    # The city's report does not print what a unit did.
    assert sorted(ran.out.splitlines()) == ["out/%2E.%2F丙%2F县.pdf", "out/全市.pdf", "out/甲局.pdf"]
    assert "submissions/2019/乙县.yaml:5:45 错误 character-without-glyph 现有字体均不含“😀”（U+1F600）" in ran.err
    assert "1 份报告未能生成：乙县" in ran.err
    assert sorted(path.name for path in (workspace / "out").iterdir()) == ["%2E.%2F丙%2F县.pdf", "全市.pdf", "甲局.pdf"]
    assert not (workspace.parent / "丙").exists()


def test_html_needs_no_pdf_engine_and_is_chosen_by_the_suffix(dutykit: Dutykit, workspace: Path) -> None:
    ran = dutykit("report", "--city", "-o", "城.html", cwd=workspace)
    assert (ran.code, ran.out) == (0, "城.html\n")
    assert (workspace / "城.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert dutykit("report", "--city", "--format", "html", "-o", "夹.d/", cwd=workspace).out == "夹.d/全市.html\n"


def test_a_file_that_cannot_be_read_in_full_gives_no_report_that_hides_it(dutykit: Dutykit, workspace: Path) -> None:
    (workspace / "submissions/2019/乙县.yaml").write_text("unit: [乙县\n", encoding="utf-8")
    ran = dutykit("report", "--unit", "乙县", "--format", "html", cwd=workspace)
    assert ran.code == 1
    assert "submissions/2019/乙县.yaml" in ran.err
    assert not (workspace / "out").exists()
    ran = dutykit("report", "--city", "--format", "html", cwd=workspace)
    assert (ran.code, "submissions/2019/乙县.yaml" in ran.err) == (1, True)
    assert not (workspace / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--unit", "甲委员"], "请检查是否为“甲局”"),
        (["--unit", "各县"], "指定其中一个单位：乙县"),
        ([], "--unit"),
        (["--city", "--all"], "--unit"),
        (["--city", "--as-of", "五月七日"], "“五月七日”不是日期，格式应为 2019-05-07"),
        (["--unit", "甲局", "-o", "data/units.yaml"], "不能覆盖"),
        (["--unit", "甲局", "-o", "报告.xlsx"], "格式是 pdf，文件名 报告.xlsx 却以 .xlsx 结尾"),
        (["--unit", "甲局", "-o", "报告.doc"], "格式是 pdf，文件名 报告.doc 却以 .doc 结尾"),
        (["--city", "--format", "docx", "-o", "报告.wps"], "格式是 docx，文件名 报告.wps 却以 .wps 结尾"),
        (["--unit", "甲局", "--template", "t.docx", "-o", "a.pdf"], "格式是 docx"),
        (["--all", "-o", "全部.pdf"], "-o 在此处须为文件夹"),
        (["--unit", "甲局", "--format", "html", "-o", "data/units.yaml/a.html"], "无法写入"),
    ],
)
def test_what_cannot_be_done_is_said(dutykit: Dutykit, workspace: Path, arguments: list[str], word: str) -> None:
    ran = dutykit("report", *arguments, cwd=workspace)
    assert ran.code == 2
    assert word in ran.err
    assert "Traceback" not in ran.err
    assert not (workspace / "out").exists()


def test_a_faulty_template_of_the_workspace_is_named(dutykit: Dutykit, workspace: Path) -> None:
    folder = workspace / "templates/report"
    folder.mkdir(parents=True)
    (folder / "unit.html.j2").write_text("\n{{ report.nonsense }}", encoding="utf-8")
    ran = dutykit("report", "--all", cwd=workspace)
    assert ran.code == 2
    assert "unit.html.j2 第 2 行" in ran.err
    (folder / "unit.html.j2").write_text("<p>自己的模板：{{ report.cover.subject }}", encoding="utf-8")
    ran = dutykit("report", "--unit", "甲局", "--format", "html", "-o", "a.html", cwd=workspace)
    assert (workspace / "a.html").read_text(encoding="utf-8") == "<p>自己的模板：甲局"


def test_an_unwritable_home_does_no_harm(dutykit: Dutykit, workspace: Path) -> None:
    (workspace / "home").write_text("not a folder")
    ran = dutykit("report", "--unit", "甲局", cwd=workspace, env={"XDG_CACHE_HOME": str(workspace / "home/cache")})
    assert (ran.code, ran.err) == (0, "")


def test_a_workspace_without_any_cycle(dutykit: Dutykit, workspace: Path) -> None:
    (workspace / "submissions/2019/甲局.yaml").unlink()
    assert "--cycle" in dutykit("report", "--city", cwd=workspace).err
    ran = dutykit("report", "--unit", "甲局", "--cycle", "2020", "--format", "html", cwd=workspace)
    assert ran.code == 0
    assert "甲局尚未报送2020年度自评材料" in (workspace / "out/甲局.html").read_text(encoding="utf-8")


def test_a_workspace_adds_a_kind_and_changes_another(dutykit: Dutykit, workspace: Path) -> None:
    assert dutykit("report", "--kind", "list").out.split("\n")[0].split()[:2] == ["unit", "自评报告"]
    folder = workspace / "templates/report"
    folder.mkdir(parents=True)
    (folder / "urge.html.j2").write_text(
        "{# title: 督办函; view: unit #}\n<p>致{{ report.cover.subject }}</p>", encoding="utf-8"
    )
    (folder / "city.html.j2").write_text("<p>自己的全市模板", encoding="utf-8")
    listed = dutykit("report", "--kind", "list", cwd=workspace).out.splitlines()
    assert "（使用工作区的模板）" in next(line for line in listed if line.startswith("city "))
    assert listed[-1].split() == ["urge", "督办函", "单位", "工作区自己的模板"]
    ran = dutykit("report", "--all", "--kind", "urge", "--format", "html", cwd=workspace)
    assert ran.out.splitlines() == ["out/甲局-督办函.html", "out/乙县-督办函.html", "out/%2E.%2F丙%2F县-督办函.html"]
    assert (workspace / "out/乙县-督办函.html").read_text(encoding="utf-8") == "<p>致乙县</p>"
    for arguments, word in {
        ("--kind", "leter", "--city"): "letter",
        ("--kind", "city", "--unit", "甲局"): "全市",
    }.items():
        ran = dutykit("report", *arguments, cwd=workspace)
        assert (ran.code, word in ran.err, "Traceback" in ran.err) == (2, True, False)
    (folder / "bad.html.j2").write_text("{# view: nothing #}", encoding="utf-8")
    ran = dutykit("report", "--kind", "bad", "--city", cwd=workspace)
    assert (ran.code, "bad.html.j2" in ran.err, "view 可以是：unit、city" in ran.err) == (2, True, True)
    assert dutykit("report", "--kind", "city", "--format", "html", cwd=workspace).code == 0


def test_a_notice_or_an_answer_to_old_problems_rests_on_files_read_in_full(dutykit: Dutykit, workspace: Path) -> None:
    notice = ("report", "--kind", "tasks", "--unit", "甲局", "--format", "html")
    (workspace / "data/cycles.yaml").write_text(
        "cycles: [{cycle: 2019, stages: [{name: 自查, due: 月底}]}]\n", encoding="utf-8"
    )
    ran = dutykit(*notice, cwd=workspace)
    assert (ran.code, "data/cycles.yaml:1:" in ran.err, (workspace / "out").exists()) == (1, True, False)
    (workspace / "data/cycles.yaml").write_text("cycles: [{cycle: 2019, stages: [{name: 好😀}]}]\n", encoding="utf-8")
    ran = dutykit(*notice[:-1], "pdf", cwd=workspace)
    assert (ran.code, "data/cycles.yaml:1:41" in ran.err) == (1, True), ran.err
    ran = dutykit(*notice, cwd=workspace)  # whoever reads it may have a font for it
    assert (ran.code, "均不含文件中的“😀”（U+1F600）" in ran.err) == (0, True), ran.err
    (workspace / "data/cycles.yaml").unlink()
    assert dutykit(*notice, cwd=workspace).code == 0
    for name in ("reviews/2019/甲局.yaml", "submissions/2018/甲局.yaml"):
        path = workspace / name
        path.parent.mkdir(parents=True)
        path.write_text("unit: 甲局\ncycle: [\n", encoding="utf-8")
        ran = dutykit("report", "--kind", "rectification", "--unit", "甲局", "--format", "html", cwd=workspace)
        assert (ran.code, f"{name}:" in ran.err) == (1, True)
        path.unlink()


def test_the_context_of_a_template_is_shown(dutykit: Dutykit, workspace: Path) -> None:
    ran = dutykit("report", "--unit", "甲局", "--dump-context", cwd=workspace)
    assert (ran.code, ran.err) == (0, "")
    context = json.loads(ran.out)
    assert (context["template"], context["medium"], set(context)) == (
        "unit.html.j2", "pdf", {"template", "report", "fonts", "medium"},
    )  # fmt: skip
    assert context["report"]["chapters"][0]["sections"][0]["indicators"][0]["narrative"] == ["独一无二的话。"]
    assert not (workspace / "out").exists()
    assert "一份报告" in dutykit("report", "--all", "--dump-context", cwd=workspace).err


def test_a_template_without_end_or_of_any_size_ends_in_a_message(dutykit: Dutykit, workspace: Path) -> None:
    folder = workspace / "templates/report"
    folder.mkdir(parents=True)
    for text, word in {
        "\n{{ 'x' * 9999999999 }}": "第 2 行有错误：占用内存过多",
        "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}": "recursion",
        "\n\n{{ report.facs }}": "第 3 行有错误：UnitReport 中没有字段 facs",
    }.items():
        (folder / "unit.html.j2").write_text(text, encoding="utf-8")
        ran = dutykit("report", "--unit", "甲局", cwd=workspace)
        assert (ran.code, word in ran.err, "Traceback" in ran.err) == (2, True, False), ran.err
        assert "templates/report/unit.html.j2" in ran.err


def test_text_beyond_the_limits_is_refused_by_name(dutykit: Dutykit, workspace: Path) -> None:
    long = "长" * 3_400_000  # 10 MB
    text = f"unit: 乙县\ncycle: 2019\nstate: submitted\nanswers: [{{indicator: 1, rating: met, narrative: {long}}}]\n"
    (workspace / "submissions/2019/乙县.yaml").write_text(text, encoding="utf-8")
    ran = dutykit("report", "--unit", "乙县", "--kind", "self-report", cwd=workspace)
    assert (ran.code, "submissions/2019/乙县.yaml" in ran.err, len(ran.err) < 2_000) == (1, True, True)


def test_evidence_that_does_not_fit_stops_the_report(dutykit: Dutykit, workspace: Path) -> None:
    path = workspace / "submissions/2019/甲局.yaml"
    entry = "narrative: 话, evidence: [{title: 材料, file: a.pdf}]"
    path.write_text(path.read_text(encoding="utf-8").replace("narrative: 独一无二的话。", entry), encoding="utf-8")
    ran = dutykit("report", "--unit", "甲局", "--attach", cwd=workspace)
    assert ran.code == 1
    assert "佐证材料“材料”无法附入报告：文件不存在" in ran.err
    assert not (workspace / "out").exists()
    ran = dutykit("report", "--unit", "甲局", "--attach", "--format", "html", cwd=workspace)
    assert ran.code == 2
    assert "只能用于 PDF" in ran.err
    ran = dutykit("report", "--unit", "甲局", "--kind", "form", "--attach", cwd=workspace)
    assert ran.code == 2
    assert "不附佐证材料" in ran.err


def test_a_link_of_a_template_to_what_is_not_enclosed_is_named(dutykit: Dutykit, workspace: Path) -> None:
    folder = workspace / "templates/report"
    folder.mkdir(parents=True)
    (folder / "unit.html.j2").write_text('<html lang="zh"><a href="enclosure:a.pdf">甲</a>', encoding="utf-8")
    ran = dutykit("report", "--unit", "甲局", cwd=workspace)
    assert ran.code == 2
    assert "附件 a.pdf" in ran.err


def test_a_self_report_is_counted_and_one_that_is_too_long_is_a_finding(dutykit: Dutykit, workspace: Path) -> None:
    arguments = ("report", "--kind", "self-report", "--unit", "甲局", "--format", "html")
    ran = dutykit(*arguments, cwd=workspace)
    assert (ran.code, ran.out, ran.err) == (0, "out/甲局-自评报告（公示稿）.html\n", "甲局：全文 71 字，上限 5000 字\n")
    (workspace / "dutykit.yaml").write_text("narratives: {submission: 66}\n", encoding="utf-8")
    ran = dutykit(*arguments, "-q", cwd=workspace)
    assert (ran.code, ran.err) == (1, "注意：甲局：全文 71 字，超过上限 66 字，需删减 5 字\n")
    assert "删减" not in (workspace / "out/甲局-自评报告（公示稿）.html").read_text(encoding="utf-8")


def test_problems_are_late_by_the_day_and_only_what_shows_it_is_made_again(dutykit: Dutykit, workspace: Path) -> None:
    path = workspace / "submissions/2019/甲局.yaml"
    problem = "problems: [{id: p1, found_by: self_check, text: 问题, due: 2019-05-06, status: open}]"
    path.write_text(
        path.read_text(encoding="utf-8").replace("独一无二的话。}", f"独一无二的话。, {problem}}}"), encoding="utf-8"
    )

    def made(*arguments: str, epoch: str = "") -> str:
        env = {"SOURCE_DATE_EPOCH": epoch} if epoch else {}
        ran = dutykit("report", *arguments, cwd=workspace, env=env)
        assert ran.code == 0, ran.err
        return ran.err

    day = ("--as-of", "2019-05-07")
    made("--city", *day)
    late = (workspace / "out/全市.pdf").read_bytes()
    assert "逾期，未整改" in _text(late).replace("\n", "")
    assert "（截至2019年5月7日）" in _text(late)
    assert "1 份报告没有变化" in made("--city", epoch="1557187200")  # the same day, said in another way
    assert made("--city", "--as-of", "2019-05-06") == ""
    assert "逾期，" not in _text((workspace / "out/全市.pdf").read_bytes())
    made("--city", *day)
    assert (workspace / "out/全市.pdf").read_bytes() == late
    # A unit's report says nothing of the day, so another day changes nothing in it.
    made("--unit", "甲局", *day)
    assert "1 份报告没有变化" in made("--unit", "甲局", "--as-of", "2020-01-01")
    made("--kind", "rectification", "--unit", "甲局", *day, "-o", "out/整改.docx")
    with zipfile.ZipFile(workspace / "out/整改.docx") as document:
        assert "逾期" in document.read("word/document.xml").decode()
    assert (
        json.loads(dutykit("report", "--city", *day, "--dump-context", cwd=workspace).out)["report"]["as_of"]
        == "2019年5月7日"
    )


def test_a_unit_that_owes_nothing_is_refused_but_for_problems_found_of_it(dutykit: Dutykit, workspace: Path) -> None:
    path = workspace / "data/units.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("groups:", "  - {id: 闲委, kind: zone}\ngroups:"), encoding="utf-8"
    )
    for kind in ("unit", "evidence", "tasks", "form", "self-report"):
        ran = dutykit("report", "--kind", kind, "--unit", "甲局", "--unit", "闲委", cwd=workspace)
        assert (ran.code, ran.out) == (2, "")
        assert "闲委不承担任何指标，没有可报告的内容" in ran.err
        assert "data/indicators.yaml" in ran.err
    review = "unit: 闲委\ncycle: 2019\nfindings: [{id: f1, indicator: 1, found_by: inspection, text: 督导发现的问题}]\n"
    (workspace / "reviews/2019").mkdir(parents=True)
    (workspace / "reviews/2019/闲委.yaml").write_text(review, encoding="utf-8")
    ran = dutykit("report", "--kind", "rectification", "--unit", "闲委", "--format", "html", cwd=workspace)
    assert (ran.code, ran.out) == (0, "out/闲委-整改报告.html\n")
    assert "督导发现的问题" in (workspace / "out/闲委-整改报告.html").read_text(encoding="utf-8")
