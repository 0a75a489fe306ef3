"""Forms that real LibreOffice opened and saved: they look the same to `collect`."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from dutykit.forms.annotating import annotated_copies
from dutykit.forms.workbook.file import read_workbook
from dutykit.lifecycle.states import Step
from tests.cycles import record_step
from tests.form_workspaces import FILE, FilledForm, collected, made_form, make_workspace
from tests.libreoffice import resaved

pytestmark = [
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"),
]

SUBMISSION = """\
unit: 甲局
cycle: 2019
state: draft
summary: |
  概述 😀𠮷

  　　第二段
answers:
  - indicator: 1
    rating: met
    score: 4.5
    narrative: "=1+1"
  - indicator: 2
    metrics: {覆盖率: 85.5, 分子: 171, 分母: 200}
    evidence:
      - {title: "@会议纪要", kept_by_unit: true, date: 2019-03-02}
      - {title: 第二份, kept_by_unit: true}
    problems:
      - id: p-1
        found_by: inspection
        text: "-问题"
        due: 2019-12-01
        proof: [{title: 简报, kept_by_unit: true}, {title: "=照片", file: a.jpg}]
carried:
  - {problem: 2018-1, from_cycle: 2018, status: in_progress, progress: "+动工"}
"""

WHOLE = """\
unit: 甲局
cycle: 2019
state: draft
answers:
  - {indicator: 1, rating: met, score: 4, narrative: 做了一}
  - {indicator: 2, rating: met, narrative: 做了二, metrics: {覆盖率: 90, 分子: 90, 分母: 100, 次数: 3}}
  - {indicator: 3, rating: met, narrative: 做了三}
"""


@pytest.fixture(scope="session")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("profile")


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_saved_as_it_was_changes_nothing(tmp_path: Path, profile: Path, kind: str) -> None:
    root = make_workspace(tmp_path, SUBMISSION)
    saved = resaved(made_form(root), kind, profile)
    collection = collected(root, saved)
    assert [(form.outcome, form.rejections) for form in collection.forms] == [("unchanged", [])]
    assert (root / FILE).read_text(encoding="utf-8") == SUBMISSION
    sheets = {sheet.name: sheet for sheet in read_workbook(saved.read_bytes()).sheets}
    assert not any(sheet.formulas for sheet in sheets.values())  # what begins with = was never one
    assert {"=1+1", "@会议纪要", "-问题"} <= {value for sheet in sheets.values() for value in sheet.values.values()}


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_filled_in_and_saved(tmp_path: Path, profile: Path, kind: str) -> None:
    root = make_workspace(tmp_path, SUBMISSION)
    form = FilledForm(made_form(root))
    form.overview("报送日期", dt.date(2019, 5, 7)).overview("下一步工作", "+继续\n努力")
    form.fill("自评", form.row("自评", 指标编号=3), 自评结论="未达到", 工作措施与成效="没有做")
    form.fill("监测指标", form.row("监测指标", 监测指标或基础数据="次数"), 数值=2.25)
    form.fill(
        "佐证材料",
        form.row("佐证材料"),
        指标编号=1,
        资料名称="=HYPERLINK(1)",
        归档方式="留存备查",
        佐证材料日期="2019/3/4",
    )
    form.fill("问题与整改", form.row("问题与整改", 问题编号="p-1"), 整改措施="整改", 完成时限=43_800)
    form.fill(
        "以前年度遗留问题",
        form.row("以前年度遗留问题", 遗留问题编号="2018-1"),
        整改佐证材料="一（留存备查）\n二（留存备查）",
    )
    direct = collected(root, form.save(), dry_run=True)
    saved = collected(root, resaved(form.save(), kind, profile), dry_run=True)
    assert [one.outcome for one in (*direct.forms, *saved.forms)] == ["taken", "taken"]
    assert saved.unified_diff == direct.unified_diff
    for line in (
        'title: "=HYPERLINK(1)"',
        "date: 2019-03-04",
        "次数: 2.25",
        "submitted_on: 2019-05-07",
        "rating: unmet",
        "{title: 二, kept_by_unit: true}",
    ):
        assert line in saved.unified_diff


def test_a_copy_with_remarks_is_known_again(tmp_path: Path, profile: Path) -> None:
    root = make_workspace(tmp_path / "w", SUBMISSION)
    form = FilledForm(made_form(root))
    path = form.fill("自评", form.row("自评", 指标编号=1), 自评结论="好").save()
    ods = resaved(path, "ods", profile)
    (copy,) = annotated_copies(collected(root, ods))
    again = resaved(copy, "xlsx", profile)
    assert [one.outcome for one in collected(root, ods, copy, again).forms] == [
        "rejected",
        "passed_over",
        "passed_over",
    ]


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_sent_back_and_filled_in_again_in_the_same_file(tmp_path: Path, profile: Path, kind: str) -> None:
    """The unit goes on in its own file, which LibreOffice saved; older copies of it change nothing any more."""
    root = make_workspace(tmp_path, WHOLE)
    form = FilledForm(made_form(root)).overview("报送状态", "已填完")
    form.fill("自评", form.row("自评", 指标编号=1), 工作措施与成效="太简略")
    form.fill("佐证材料", form.row("佐证材料"), 指标编号=1, 资料名称="台账", 归档方式="提交", 文件="台账.txt")
    first = resaved(form.save("first.xlsx"), kind, profile)
    (first.parent / "台账.txt").write_text("台账", encoding="utf-8")
    (taken,) = collected(root, first).forms
    assert (taken.outcome, taken.is_submitted, taken.rejections) == ("taken", True, [])
    assert [one.file for one in taken.files] == ["evidence/甲局/1-1.txt"]
    record_step(root, Step("submit", "甲局", "经办人", dt.date(2019, 5, 10)))
    record_step(root, Step("return", "甲局", "经办人", dt.date(2019, 5, 12), None, "太简略", dt.date(2019, 6, 1)))
    own = FilledForm(resaved(first, "xlsx", profile) if kind == "ods" else first)
    own.fill("自评", own.row("自评", 指标编号=1), 工作措施与成效="写详细了")
    again = resaved(own.save("again.xlsx"), kind, profile)
    shutil.copy(first.parent / "台账.txt", again.parent / "台账.txt")
    (taken,) = collected(root, again).forms
    assert (taken.outcome, taken.state, taken.is_submitted, taken.rejections) == ("taken", "returned", True, [])
    assert [one.after for one in taken.changes] == ["写详细了"]
    for action, day in (("submit", 20), ("accept", 21)):
        record_step(root, Step(action, "甲局", "经办人", dt.date(2019, 5, day)))  # type: ignore[arg-type]
    before = (root / FILE).read_bytes()
    assert [one.outcome for one in collected(root, form.path, first, again).forms] == ["unchanged"] * 3
    assert (root / FILE).read_bytes() == before
