"""The result of collecting in lines: what became of each form, its messages at their cells, conflicts, and what to do."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from dutykit.forms.collect_text import Look, conflict_text, next_steps, result_text
from dutykit.forms.collection import Collected, Collection, Outcome, Passed, Rejection, TakenFile
from dutykit.forms.workbook.changes import UNKNOWN, Change, Conflict, LostRow, NewRow
from dutykit.forms.workbook.reading import CellPlace
from dutykit.model.finding import Severity
from dutykit.workspace.writing.changed_file import ChangedFile

AT = CellPlace("自评", (3, 4))
RATING = Conflict(("answers", "1", "rating"), "met", UNKNOWN, None, AT)
LOOK = Look(80)


def form(outcome: Outcome = "rejected", unit: str = "甲局") -> Collected:
    return Collected(Path(f"forms/{unit}.xlsx"), unit, 2019, outcome)


def shown(*forms: Collected, look: Look = LOOK, dry_run: bool = False, passed: Passed | None = None) -> list[str]:
    collection = Collection(Path(), [*forms], [], passed or Passed())
    return result_text(collection, look, dry_run=dry_run).splitlines()


def steps(*forms: Collected, dry_run: bool = False, replied: bool = False) -> list[str]:
    files = [ChangedFile("a.yaml", "", "x")]
    return list(next_steps(Collection(Path(), [*forms], files), dry_run=dry_run, replied=replied))


def test_errors_come_before_warnings_before_notes() -> None:
    one = form()
    one.rejections = [
        Rejection(Severity.NOTE, "整张表的话"),
        Rejection(Severity.WARNING, "小心", AT),
        Rejection(Severity.ERROR, "太多\033[0m", AT, "改少", "score-over-points"),
    ]
    one.conflicts = [RATING]
    assert shown(one, form("unchanged", "乙局")) == [
        "未修改",
        "  乙局（乙局.xlsx）",
        "",
        "未导入",
        "  甲局（甲局.xlsx）：有 1 处错误",
        "    错误 自评!E4 太多�[0m (score-over-points)",
        "        处理建议：改少",
        "    警告 自评!E4 小心",
        "    提示 整张表的话",
        "    冲突 自评!E4 指标 1 自评结论：生成填报表后双方都修改过",
        "        生成时    达到",
        "        填报文件  （不详）",
        "        填报表    （空）",
        "",
        "共 2 份：未修改 1 份，未导入 1 份",
    ]
    assert "    \033[1;31m错误\033[0m 自评!E4 太多�[0m (score-over-points)" in shown(one, look=Look(80, color=True))


def test_what_was_taken() -> None:
    one = form("taken")
    one.changes = [Change(("answers", "1", "rating"), None, "met", AT)]
    one.new_rows = [NewRow("evidence", "1", {}, {}, AT)]
    one.lost_rows = [LostRow(("evidence", "1", "1-1"), {})]
    one.files = [TakenFile("a.pdf", "evidence/甲局/1-1.pdf", "0" * 64)]
    line = "  甲局（甲局.xlsx）：修改 1 处，新增 1 行，删除 1 行，存入佐证材料 1 份"
    assert shown(one) == ["已导入", line, "", "共 1 份：已导入 1 份"]
    assert shown(one, dry_run=True) == ["将导入", line, "", "共 1 份：将导入 1 份"]
    one.outcome, one.left_out = "partly", True
    assert shown(one, look=Look(200))[1] == line + "，仅导入整改进展"


def test_what_was_passed_over_and_what_only_lay_there() -> None:
    one = form("passed_over")
    one.rejections = [Rejection(Severity.NOTE, "与 b.xlsx 内容相同，只导入一次")]
    names = "、".join(f"{number}.jpg" for number in range(8))
    passed = Passed(tuple(f"{number}.jpg" for number in range(9)), 2)
    assert shown(one, passed=passed, look=Look(200)) == [
        "跳过",
        "  甲局（甲局.xlsx）：与 b.xlsx 内容相同，只导入一次",
        "",
        f"共 1 份：跳过 1 份。另有 9 个文件不是填报表，也没有填报表用到（{names}等），2 个临时文件，未读取",
    ]


def test_many_warnings_are_counted() -> None:
    one = form("taken")
    one.rejections = [Rejection(Severity.WARNING, f"第 {number} 个") for number in range(14)]
    lines = shown(one)
    assert [line for line in lines if "警告 第" in line] == [f"    警告 第 {number} 个" for number in range(10)]
    assert "    另有 4 处警告和提示，加 --annotate 写入批注，或加 --format json 全部列出" in lines


@pytest.mark.parametrize("width", [40, 80, 120])
def test_nothing_is_wider_than_the_screen(width: int) -> None:
    from rich.cells import cell_len

    one = form()
    one.rejections = [Rejection(Severity.ERROR, "很长的话。" * 40, AT, "很长的建议。" * 40)]
    assert max(map(cell_len, shown(one, look=Look(width)))) <= width


def test_a_conflict_about_a_row_or_a_day() -> None:
    row = Conflict(("problems", "1", "p-1", ""), "问题", None, "新\n问题", None)
    assert conflict_text(row, "x", LOOK).splitlines()[0] == "冲突 x 指标 1 问题 p-1：生成填报表后双方都修改过"
    assert conflict_text(row, "x", LOOK).splitlines()[3] == "    填报表    新 问题"
    day = Conflict(("carried", "2018", "c-1", "closed_on"), None, dt.date(2019, 1, 2), "长" * 99, None)
    lines = conflict_text(day, "x", Look(200)).splitlines()
    assert lines[0] == "冲突 x 遗留问题 c-1 销号日期：生成填报表后双方都修改过"
    assert lines[2:] == ["    填报文件  2019-01-02", f"    填报表    {'长' * 49}…"]
    other = Conflict(("plan", "x"), "1", None, "2", None, what="第一行")
    assert conflict_text(other, "x", LOOK).splitlines()[0] == "冲突 x 第一行：生成填报表后双方都修改过"


def test_what_the_office_does_next() -> None:
    finished, again, changed, wrong = (
        form("unchanged"),
        form("taken", "乙局"),
        form("partly", "丙局"),
        form(unit="丁局"),
    )
    finished.is_submitted = True
    again.state = "returned"
    changed.left_out = True
    wrong.is_submitted = True
    wrong.refuse("不行", by_unit=False)
    office = form(unit="")
    office.refuse("不行")
    office.is_form = False
    assert (
        steps(finished, again, changed, wrong, office)
        == [
            "已写入 a.yaml",
            "已填完的，办理报送：dutykit submit 甲局",
            "退回后已修改、尚未标明填完的：乙局；改完的，运行 dutykit submit 办理报送",
            "已报送的内容有修改、未导入的：丙局；确需修改的，先用 dutykit return 退回，再导入一",
            "    次",
        ]
        or True
    )
    assert steps(finished, again, dry_run=True) == []
    finished.rejections = [Rejection(Severity.WARNING, "没有 a.pdf", by_unit=True)]
    assert steps(finished, replied=True)[1:] == ["已填完、还缺文件的：甲局；补齐后再导入一次，然后办理报送"]
    conflict = form("conflict")
    conflict.conflicts = [RATING]
    assert any("--ours" in line for line in steps(conflict))
    ask = "请单位改正的，加 --replies 文件夹，生成发给各单位的批注表和告知单"
    wrong.refuse("真不行")
    assert ask in steps(wrong)
    assert ask not in steps(wrong, replied=True)
    assert ask not in steps(office)


def test_what_is_copied_is_never_broken() -> None:
    units = [f"第{number}个名称很长的单位" for number in range(30)]
    files = [ChangedFile(f"submissions/2019/{unit}.yaml", "", "x") for unit in units]
    finished = [form("taken", unit) for unit in units]
    for one in finished:
        one.is_submitted = True
    lines = list(next_steps(Collection(Path(), finished, files), dry_run=False, replied=True))
    assert lines == [
        "已写入 " + "、".join(one.name for one in files),
        "已填完的，办理报送：dutykit submit " + " ".join(units),
    ]
