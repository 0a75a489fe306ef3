"""Three reviewers, one disagreement, the office decides, and the report shows it: the real commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Dutykit
from tests.review_workspaces import REVIEW, ReviewForm, review_workspace


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return review_workspace(tmp_path / "工作区")


@pytest.fixture
def reviewed(root: Path, dutykit: Dutykit) -> Path:
    """With the reviews of three reviewers, who agree on the first indicator and not on the second."""
    names = ("张三", "李四", "王五")
    asked = [word for name in names for word in ("--reviewer", name)]
    ran = dutykit("form", "--review", "--unit", "甲局", *asked, "-o", "发出", cwd=root)
    assert ran.out.splitlines() == [f"发出/甲局-2019-复核-{name}.xlsx" for name in names]
    for name, first, second in zip(names, (4.5, 4.5, 4.4), (3, 3, 1), strict=True):
        form = ReviewForm(root / f"发出/甲局-2019-复核-{name}.xlsx").overview("复核日期", "2019-09-18")
        form.verdict(1, 复核结论="达到", 复核得分=first, 复核意见=f"{name}的意见")
        form.verdict(2, 复核结论="未达到" if second == 1 else "部分达到", 复核得分=second)
        if name != "李四":
            form.finding(指标编号=2, 发现途径="实地检查", 问题="记录不全", 整改时限="2019-10-31")
        form.save(f"{name}.xlsx")
    ran = dutykit("collect", *(f"发出/{name}.xlsx" for name in names), cwd=root)
    assert ran.code == 0
    assert "共 3 份：已导入 3 份" in ran.out
    assert all((root / f"reviews/2019/甲局/{name}.yaml").exists() for name in names)
    return root


def test_reviewers_are_compared(reviewed: Path, dutykit: Dutykit) -> None:
    ran = dutykit("review", "--format", "csv", cwd=reviewed)
    assert ran.out.lstrip("\ufeff").splitlines() == [
        "单位,指标,分值,张三,李四,王五,平均,分差,分歧,督导室",
        "甲局,1 第一件事,5,达到 4.5,达到 4.5,达到 4.4,4.5,0.1,,",
        "甲局,2 第二件事,4,部分达到 3,部分达到 3,未达到 1,2.3,2,得分相差 2（50%）；复核结论不同,",
    ]
    whole = json.loads(dutykit("review", "--format", "json", "--disagreements", "-u", "甲", cwd=reviewed).out)
    (unit,) = whole["units"]
    assert (whole["limit"], unit["reviewers"], unit["proposed"]) == ("10", ["张三", "李四", "王五"], 1)
    (row,) = unit["indicators"]
    assert (row["indicator"], row["mean"], row["spread"], row["percent"]) == ("2", "2.333333", "2", "50")
    text = dutykit("review", "--limit", "100", cwd=reviewed)
    assert "有分歧的 1 项，其中督导室尚未确定的 1 项" in text.out
    assert "没有复核人复核：乙局" not in text.out
    bad = dutykit("review", "--limit", "百", cwd=reviewed)
    assert (bad.code, "不是 0 至 100 之间的百分数" in bad.err) == (2, True)


def test_the_office_decides_and_the_reports_show_it(reviewed: Path, dutykit: Dutykit) -> None:
    ran = dutykit("review", "--decide", "--all", cwd=reviewed)
    assert ran.out.splitlines() == [
        f"甲局：意见一致的 1 项已写入 {REVIEW}",
        "  有分歧、待督导室确定的 1 项：2",
    ]
    dutykit("form", "--review", "-u", "甲局", "-o", "办公室", cwd=reviewed)
    office = ReviewForm(reviewed / "办公室/甲局-2019-复核.xlsx").overview("复核人", "督导室")
    sheet = office.sheet("复核")
    opinions = sheet.cell(office.row("复核", 指标编号=2), office.column("复核", "各复核人的复核")).value
    assert opinions == "张三：部分达到，3分\n李四：部分达到，3分\n王五：未达到，1分"
    assert sheet.cell(office.row("复核", 指标编号=2), office.column("复核", "复核得分")).value is None
    office.verdict(2, 复核结论="部分达到", 复核得分=2.5, 复核意见="经核实，记录补充后可认定部分达到")
    ran = dutykit("collect", str(office.save("定.xlsx")), cwd=reviewed)
    assert ran.code == 0
    assert f"已写入 {REVIEW}" in ran.err
    text = (reviewed / REVIEW).read_text(encoding="utf-8")
    assert "reviewer: 督导室" in text
    assert "score: 4.5" in text
    assert "score: 2.5" in text
    assert "2019-甲局-2-检" in text
    assert "尚未确定的 0 项" in dutykit("review", cwd=reviewed).out
    assert dutykit("validate", cwd=reviewed).code == 0
    ledger = json.loads(dutykit("ledger", "--format", "json", cwd=reviewed).out)
    assert {one["text"] for one in ledger["problems"]} == {"旧的问题", "记录不全"}
    for scope in (("--city",), ("--unit", "甲局")):
        made = dutykit("report", *scope, "--format", "html", "-o", f"{scope[0][2:]}.html", cwd=reviewed)
        assert made.code == 0, made.err
        page = (reviewed / f"{scope[0][2:]}.html").read_text(encoding="utf-8")
        assert "经核实，记录补充后可认定部分达到" in page
        assert "王五" not in page


def test_a_skeleton_for_who_wants_yaml(root: Path, dutykit: Dutykit) -> None:
    ran = dutykit("new", "--review", "甲局", "--reviewer", "张三", cwd=root)
    assert (ran.code, ran.out) == (0, f"{root / 'reviews/2019/甲局/张三.yaml'}\n")
    assert dutykit("new", "--review", "甲局", cwd=root).code == 0
    assert dutykit("validate", cwd=root).code == 0
    assert dutykit("new", "--review", "乙局", cwd=root).code == 2
    assert dutykit("new", "甲局", "乙局", cwd=root).code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("form", "--reviewer", "张三", "--unit", "甲局"),
        ("form", "--review", "--unit", "甲局", "--all"),
        ("form", "--review"),
        ("form", "--review", "--unit", "乙局"),
        ("form", "--review", "--office"),
        ("review", "--dry-run"),
        ("review", "--decide", "--format", "json"),
        ("review", "--decide"),
        ("review", "--unit", "没有"),
    ],
)
def test_what_does_not_go_together(root: Path, dutykit: Dutykit, arguments: tuple[str, ...]) -> None:
    ran = dutykit(*arguments, cwd=root)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("错误：")
    assert not (root / "out").exists()


def test_nobody_has_reviewed_yet(root: Path, dutykit: Dutykit) -> None:
    ran = dutykit("review", cwd=root)
    assert ran.code == 0
    assert "没有复核人复核：甲局、乙局" in ran.out
    assert "--reviewer 姓名 生成各复核人的复核表" in ran.out
