"""The result of collecting in lines: each message at its cell, conflicts with their values, what became of each form."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from dutykit.forms.collect_text import conflict_text, outcome_lines, result_text
from dutykit.forms.collection import Collected, Collection, Outcome, Rejection
from dutykit.forms.workbook.changes import UNKNOWN, Change, Conflict, LostRow, NewRow
from dutykit.forms.workbook.reading import CellPlace
from dutykit.model.finding import Severity
from dutykit.workspace.writing.changed_file import ChangedFile

AT = CellPlace("自评", (3, 4))
RATING = Conflict(("answers", "1", "rating"), "met", UNKNOWN, None, AT)


def form(outcome: Outcome = "rejected") -> Collected:
    return Collected(Path("forms/甲局.xlsx"), "甲局", 2019, outcome)


def test_messages_and_conflicts() -> None:
    one = form()
    one.rejections = [
        Rejection(Severity.ERROR, "太多\033[0m", AT, "改少", "score-over-points"),
        Rejection(Severity.NOTE, "整张表的话"),
    ]
    one.conflicts = [RATING]
    expected = [
        "甲局.xlsx:自评!E4 错误 score-over-points 太多�[0m",
        "    处理建议：改少",
        "甲局.xlsx 提示 整张表的话",
        "甲局.xlsx:自评!E4 冲突 指标 1 自评结论：生成填报表后双方都修改过",
        "    生成时    达到",
        "    填报文件  （不详）",
        "    填报表    （空）",
    ]
    assert result_text(Collection(Path(), [one, form()], []), color=False).splitlines() == expected
    colored = result_text(Collection(Path(), [one], []), color=True)
    assert "\033[1m甲局.xlsx:自评!E4\033[0m \033[1;31m错误\033[0m score-over-points" in colored


def test_a_conflict_about_a_row_or_a_day() -> None:
    row = Conflict(("problems", "1", "p-1", ""), "问题", None, "新\n问题", None)
    assert conflict_text(row, "x").splitlines()[0] == "x 冲突 指标 1 问题 p-1：生成填报表后双方都修改过"
    assert conflict_text(row, "x").splitlines()[3] == "    填报表    新 问题"
    day = Conflict(("carried", "2018", "c-1", "closed_on"), None, dt.date(2019, 1, 2), "长" * 99, None)
    lines = conflict_text(day, "x").splitlines()
    assert lines[0] == "x 冲突 遗留问题 c-1 销号日期：生成填报表后双方都修改过"
    assert lines[2:] == ["    填报文件  2019-01-02", f"    填报表    {'长' * 49}…"]


@pytest.mark.parametrize(
    ("outcome", "dry_run", "line"),
    [
        ("taken", True, "甲局.xlsx：甲局修改 3 处，将导入"),
        ("taken", False, "甲局.xlsx：甲局修改 3 处，已导入"),
        ("unchanged", False, "甲局.xlsx：甲局未修改"),
        ("passed_over", False, "甲局.xlsx：跳过"),
        ("conflict", False, "甲局.xlsx：有 1 处冲突，未导入；请用 --ours、--theirs 或 --interactive 选择"),
        ("rejected", False, "甲局.xlsx：未导入，请按上列意见改正后重新报送"),
    ],
)
def test_what_became_of_a_form(outcome: Outcome, *, dry_run: bool, line: str) -> None:
    one = form(outcome)
    one.changes = [Change(("answers", "1", "rating"), None, "met", AT)]
    one.new_rows = [NewRow("evidence", "1", {}, {}, AT)]
    one.lost_rows = [LostRow(("evidence", "1", "1-1"), {})]
    one.conflicts = [RATING] if outcome == "conflict" else []
    assert list(outcome_lines(Collection(Path(), [one], []), dry_run=dry_run)) == [line]


def test_what_was_written_and_what_the_office_does_next() -> None:
    finished, refused = form("unchanged"), form("rejected")
    finished.is_submitted = refused.is_submitted = True
    refused.refuse("不行")
    collection = Collection(Path(), [finished, refused], [ChangedFile("a.yaml", "", "x")])
    assert list(outcome_lines(collection, dry_run=False))[2:] == [
        "已写入 a.yaml",
        "甲局的填报表已填写完毕：请运行 dutykit submit 甲局 办理报送",
    ]
    assert len(list(outcome_lines(collection, dry_run=True))) == 2
