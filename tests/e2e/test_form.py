"""`dutykit form` and `dutykit collect`, the real commands."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import Dutykit
from tests.form_workspaces import FILE, FilledForm, collected, made_form, make_workspace

SUBMISSION = """\
# 甲局的材料
unit: 甲局
cycle: 2019
state: draft
answers:
  # 第一项
  - indicator: 1
    rating: met  # 已核对
    score: 4.5
    narrative: |
      做了。

  - indicator: 2
    rating: partly
    metrics: {次数: 2}
    evidence: []
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "工作区", SUBMISSION)


@pytest.fixture
def form(root: Path) -> FilledForm:
    return FilledForm(made_form(root))


def test_all_units_and_the_same_bytes_again(root: Path, dutykit: Dutykit) -> None:
    ran = dutykit("form", "--all", "-o", "out", cwd=root)
    assert ran.out.splitlines() == ["out/甲局-2019.xlsx", "out/乙局-2019.xlsx"]
    first = (root / "out/甲局-2019.xlsx").read_bytes()
    assert dutykit("form", "--all", "-o", "out", cwd=root, cold=True).code == 0
    assert (root / "out/甲局-2019.xlsx").read_bytes() == first


def test_a_form_that_may_be_filled_in_is_not_written_over(root: Path, form: FilledForm, dutykit: Dutykit) -> None:
    filled = form.overview("自查自评工作概述", "写了半天").save("甲局-2019.xlsx").read_bytes()
    ran = dutykit("form", "--all", "-o", "out", cwd=root)
    assert ran.code == 2
    assert "文件已存在：out/甲局-2019.xlsx" in ran.err
    assert not (root / "out/乙局-2019.xlsx").exists()
    assert form.path.read_bytes() == filled
    assert dutykit("form", "--all", "-o", "out", "--overwrite", cwd=root).code == 0
    assert form.path.read_bytes() != filled


def test_what_is_filled_in_is_merged_and_all_else_stays(root: Path, form: FilledForm, dutykit: Dutykit) -> None:
    row = form.row("自评", 指标编号=3)
    form.fill("自评", row, 自评结论="达到", 工作措施与成效="第一段\n第二段")
    form.fill("佐证材料", form.row("佐证材料"), 指标编号=2, 资料名称="台账", 归档方式="留存备查")
    path = form.save()
    ran = dutykit("collect", path, "--dry-run", cwd=root)
    assert (ran.code, ran.out) == (
        0,
        """\
--- a/submissions/2019/甲局.yaml
+++ b/submissions/2019/甲局.yaml
@@ -13,4 +13,13 @@
   - indicator: 2
     rating: partly
     metrics: {次数: 2}
-    evidence: []
+    evidence:
+      - title: 台账
+        kept_by_unit: true
+
+  - indicator: 3
+    text_fingerprint: sha256:7f3dad8b1b36
+    rating: met
+    narrative: |
+      第一段
+      第二段
""".replace("sha256:7f3dad8b1b36", fingerprint(ran.out)),
    )
    assert (root / FILE).read_text(encoding="utf-8") == SUBMISSION
    ran = dutykit("collect", path, cwd=root)
    assert ran.code == 0
    assert "已导入 1 份" in ran.out
    text = (root / FILE).read_text(encoding="utf-8")
    assert text.startswith(SUBMISSION.removesuffix("    evidence: []\n"))
    assert dutykit("validate", cwd=root).code == 0
    ran = dutykit("collect", path, cwd=root)
    assert "未修改 1 份" in ran.out
    assert (root / FILE).read_text(encoding="utf-8") == text


def fingerprint(diff: str) -> str:
    return next(line for line in diff.splitlines() if "text_fingerprint" in line).split()[-1]


def test_wrong_cells_are_named_and_nothing_is_written(root: Path, form: FilledForm, dutykit: Dutykit) -> None:
    form.fill("自评", form.row("自评", 指标编号=1), 自评结论="很好", 自评得分=99)
    form.fill("自评", form.row("自评", 指标编号=3), 自评结论="达到", 工作措施与成效="好的")
    path = form.save()
    ran = dutykit("collect", path, "--annotate", cwd=root)
    assert ran.code == 1
    assert "    错误 自评!E4 只能选：达到、部分达到、未达到、不适用；现为“很好”" in ran.out
    assert "    错误 自评!F4 指标 1 的自评得分 99 超过分值 5 (score-over-points)" in ran.out
    assert (root / FILE).read_text(encoding="utf-8") == SUBMISSION
    sheet = openpyxl.load_workbook(root / "out/filled.批注.xlsx")["自评"]
    assert "只能选" in str(sheet["E4"].comment and sheet["E4"].comment.text)
    assert sheet["E4"].value == "很好"
    assert openpyxl.load_workbook(path)["自评"]["E4"].comment is None


CONFLICT = "冲突 自评!E4 指标 1 自评结论：生成填报表后双方都修改过"


@pytest.mark.parametrize(
    ("options", "stdin", "code", "rating"),
    [
        ((), "", 1, "unmet"),
        (("--interactive",), "x\nt\n", 0, "partly"),
        (("--interactive",), "s\n", 1, "unmet"),
    ],
)
def test_conflicts_are_shown_and_never_won_in_silence(
    root: Path, form: FilledForm, dutykit: Dutykit, options: tuple[str, ...], stdin: str, code: int, rating: str
) -> None:
    (root / FILE).write_text(SUBMISSION.replace("rating: met ", "rating: unmet "), encoding="utf-8")
    path = form.fill("自评", form.row("自评", 指标编号=1), 自评结论="部分达到").save()
    ran = dutykit("collect", path, *options, cwd=root, stdin=stdin)
    assert ran.code == code
    assert (CONFLICT in ran.out) == (code == 1)
    text = (root / FILE).read_text(encoding="utf-8")
    assert text == SUBMISSION.replace("rating: met ", f"rating: {rating} ")


@pytest.mark.parametrize(("side", "rating"), [("ours", "unmet"), ("theirs", "partly")])
def test_a_side_can_be_chosen_for_all_conflicts(root: Path, form: FilledForm, side: str, rating: str) -> None:
    (root / FILE).write_text(SUBMISSION.replace("rating: met ", "rating: unmet "), encoding="utf-8")
    path = form.fill("自评", form.row("自评", 指标编号=1), 自评结论="部分达到").save()
    assert not collected(root, path, side=side).forms[0].is_refused
    assert (root / FILE).read_text(encoding="utf-8") == SUBMISSION.replace("rating: met ", f"rating: {rating} ")


def test_as_json(root: Path, form: FilledForm, dutykit: Dutykit) -> None:
    path = form.fill("自评", form.row("自评", 指标编号=1), 自评得分="４").save()
    told = json.loads(dutykit("collect", path, "--format", "json", cwd=root).out)
    assert told["written"] == [FILE]
    assert told["forms"][0]["outcome"] == "taken"
    assert told["forms"][0]["changes"] == [
        {"about": ["answers", "1", "score"], "before": "4.5", "after": "4", "sheet": "自评", "cell": "F4"}
    ]
    assert [one["message"] for one in told["forms"][0]["rejections"]] == ["“４”已按 4 导入"]


def test_other_things_than_forms(root: Path, dutykit: Dutykit, tmp_path: Path) -> None:
    ran = dutykit("collect", "没有.xlsx", cwd=root)
    assert (ran.code, "不存在" in ran.err) == (2, True)
    (tmp_path / "假.xlsx").write_text("这不是表", encoding="utf-8")
    (tmp_path / "宏.xlsm").write_bytes(b"PK")
    (tmp_path / "旧.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    openpyxl.Workbook().save(tmp_path / "空.xlsx")
    ran = dutykit("collect", *sorted(tmp_path.glob("*.xls*")), cwd=root)
    assert ran.code == 1
    for text in (
        "  假.xlsx：有 1 处错误\n    错误 该文件不是 .xlsx 或 .ods 文件",
        "  宏.xlsm：有 1 处错误\n    错误 .xlsm 格式的文件可能含有宏，未导入",
        "  旧.xls：有 1 处错误\n    错误 文件为旧格式",
        "  空.xlsx：有 1 处错误\n    错误 未找到填报表",
    ):
        assert text in ran.out
    assert not (root / "submissions/2019/乙局.yaml").exists()


def test_english(root: Path, dutykit: Dutykit) -> None:
    """A form in one language is collected in the other."""
    assert dutykit("form", "--unit", "甲局", "-o", "en", "--lang", "en", cwd=root).code == 0
    book = openpyxl.load_workbook(root / "en/甲局-2019.xlsx")
    book["Self-assessment"]["E4"] = "Not met"
    book.save(root / "en/filled.xlsx")
    ran = dutykit("collect", "en/filled.xlsx", "--lang", "zh", cwd=root)
    assert (ran.code, ran.out) == (0, "已导入\n  甲局（filled.xlsx）：修改 1 处\n\n共 1 份：已导入 1 份\n")
    assert "rating: unmet  # 已核对" in (root / FILE).read_text(encoding="utf-8")


def test_form_needs_to_know_whose(root: Path, dutykit: Dutykit) -> None:
    assert dutykit("form", cwd=root).code == 2
    assert "没有名为“丙局”的单位" in dutykit("form", "--unit", "丙局", cwd=root).err
    shutil.rmtree(root / "data")
    assert dutykit("form", "--all", cwd=root).code == 2


def test_a_folder_is_not_named_as_a_file(root: Path, dutykit: Dutykit) -> None:
    ran = dutykit("form", "--all", "-o", "表.xlsx", cwd=root)
    assert (ran.code, "-o 在此处须为文件夹，表.xlsx 却带有文件扩展名" in ran.err) == (2, True)
    assert not (root / "表.xlsx").exists()


def test_the_workbooks_of_a_folder(root: Path, form: FilledForm, dutykit: Dutykit) -> None:
    (root / "收").mkdir()
    empty = dutykit("collect", "收", cwd=root)
    assert (empty.code, "文件夹 收 中没有填报表" in empty.err) == (2, True)
    shutil.copy(form.overview("自查自评工作概述", "写了").save("甲局-2019.xlsx"), root / "收")
    assert dutykit("collect", "收", cwd=root).code == 0


@pytest.mark.parametrize("command", [["form", "--all"], ["new", "甲局"]], ids=["form", "new"])
def test_a_year_of_which_there_is_nothing_is_most_likely_mistyped(
    root: Path, dutykit: Dutykit, command: list[str]
) -> None:
    ran = dutykit(*command, "--cycle", "2062", cwd=root)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(
        "错误：没有 2062 年度的自评材料、时间节点和留存的指标体系\n处理建议：请检查 --cycle 是否有误"
    )
    assert not (root / "out").exists()
    assert not (root / "submissions/2062").exists()
    assert dutykit(*command, "--cycle", "2020", cwd=root).code == 0  # the year after the current one


def test_a_workspace_without_any_year_may_begin_with_each(root: Path, dutykit: Dutykit) -> None:
    (root / "dutykit.yaml").unlink(missing_ok=True)
    shutil.rmtree(root / "submissions")
    assert dutykit("form", "--all", cwd=root).code == 2
    assert dutykit("form", "--all", "--cycle", "2031", cwd=root).code == 0
    assert dutykit("new", "甲局", "--cycle", "2031", cwd=root).code == 0


def test_replies_to_those_who_have_to_correct_something(root: Path, form: FilledForm, dutykit: Dutykit) -> None:
    path = form.fill("自评", form.row("自评", 指标编号=1), 自评结论="很好").save()
    ran = dutykit("collect", path, "--replies", "回复", cwd=root)
    assert (ran.code, ran.err.splitlines()) == (1, ["已生成 回复/filled.批注.xlsx", "已生成 回复/甲局.告知单.docx"])
    assert dutykit("collect", form.path, "--replies", "回复.docx", cwd=root).code == 2
    ran = dutykit("collect", form.path, "--replies", "空", cwd=root)
    assert (ran.code, ran.err) == (0, "没有需要单位改正的填报表\n")


def test_after_the_submission_what_is_left_out_is_not_passed_in_silence(
    root: Path, form: FilledForm, dutykit: Dutykit
) -> None:
    (root / FILE).write_text(SUBMISSION.replace("draft", "submitted"), encoding="utf-8")
    path = form.fill("自评", form.row("自评", 指标编号=1), 自评结论="部分达到").save()
    ran = dutykit("collect", path, cwd=root)
    assert ran.code == 1
    assert "    错误 自评!E4 自评材料已报送，未导入：指标 1 自评结论" in ran.out
    assert "先用 dutykit return 退回" in ran.err


def test_ctrl_c_while_it_asks_stops_and_writes_nothing(root: Path, form: FilledForm) -> None:
    (root / FILE).write_text(SUBMISSION.replace("rating: met ", "rating: unmet "), encoding="utf-8")
    form.fill("自评", form.row("自评", 指标编号=3), 自评结论="达到", 工作措施与成效="做了")
    path = form.fill("自评", form.row("自评", 指标编号=1), 自评结论="部分达到").save()
    before = (root / FILE).read_bytes()
    command = [sys.executable, "-m", "dutykit", "collect", str(path), "-i"]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        told = b""
        while "暂不处理：".encode() not in told and (piece := os.read(process.stderr.fileno(), 4096)):
            told += piece
        process.send_signal(signal.SIGINT)
        process.communicate()
    assert process.returncode == 130
    assert (root / FILE).read_bytes() == before
    assert not (root / "collected").exists()


def test_no_points_no_scores_and_it_says_so(root: Path, dutykit: Dutykit) -> None:
    ran = dutykit("form", "--all", "-o", "out", cwd=root)
    assert "没有“自评得分”一栏" not in ran.err
    catalogue = root / "data/indicators.yaml"
    catalogue.write_text(catalogue.read_text(encoding="utf-8").replace("            points: 5\n", ""), encoding="utf-8")
    ran = dutykit("form", "--all", "-o", "out", "--overwrite", cwd=root)
    assert "注意：指标没有分值，填报表中没有“自评得分”一栏" in ran.err


def test_no_form_is_made_of_a_submission_in_conflict(root: Path, dutykit: Dutykit) -> None:
    (root / FILE).write_text(SUBMISSION + "<<<<<<< HEAD\n=======\n>>>>>>> x\n", encoding="utf-8")
    ran = dutykit("form", "--unit", "甲局", "-o", "out", cwd=root)
    assert (ran.code, (root / "out").exists()) == (2, False)
    assert "有未解决的合并冲突" in ran.err
    assert dutykit("form", "--unit", "乙局", "-o", "out", cwd=root).code == 0
