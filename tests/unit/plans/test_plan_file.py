"""The file of a plan: read in a process of its own; what cannot be read is refused with its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutykit.model.refusal import Refusal
from dutykit.plans.plan_file import begin_plan, begin_rectification

PLAN = "甲市示例方案\n1.建设。（责任单位：市教育局）\n"
TABLE = "序号,工作任务,责任单位\n1,建设。,市教育局\n2,培训。,市财政局\n"
PROBLEMS = "甲市整改方案\n1.问题：教师编制未核定。\n整改措施：核定编制。\n责任单位：市委编办\n"


def file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_plan_and_a_rectification_plan_are_read(tmp_path: Path) -> None:
    reading = begin_plan(file(tmp_path, "方案.txt", PLAN))
    assert [task.text for task in reading.result().tasks] == ["建设。"]
    found = begin_rectification(file(tmp_path, "整改.txt", PROBLEMS)).result()
    assert [one.text for one in found.problems] == ["教师编制未核定"]


def test_what_is_not_asked_for_is_given_up_for_the_next(tmp_path: Path) -> None:
    begin_plan(file(tmp_path, "方案.txt", PLAN))
    (task,) = begin_plan(file(tmp_path, "另.txt", PLAN.replace("建设", "培训"))).result().tasks
    assert task.text == "培训。"


def test_a_file_that_is_not_there_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"无\.txt：无法读取"):
        begin_plan(tmp_path / "无.txt")


def test_what_is_wrong_in_it_is_said_with_its_name(tmp_path: Path) -> None:
    reading = begin_plan(file(tmp_path, "空.txt", "\n"))
    with pytest.raises(Refusal, match=r"空\.txt：文件为空"):
        reading.result()


@pytest.mark.parametrize(
    ("name", "text", "message", "fix"),
    [
        ("表.csv", TABLE, "表格中没有名为“单位”的列", "表格中的列：序号、工作任务、责任单位"),
        ("方案.txt", PLAN, "文件中没有表格，也就没有名为“单位”的列", "去掉 --columns"),
    ],
)
def test_a_column_that_is_not_there(tmp_path: Path, name: str, text: str, message: str, fix: str) -> None:
    with pytest.raises(Refusal) as caught:
        begin_plan(file(tmp_path, name, text), {"单位": "responsible"}).result()
    assert caught.value.message.endswith(message)
    assert caught.value.fix == fix


def test_a_column_that_is_there_is_used_as_given(tmp_path: Path) -> None:
    path = file(tmp_path, "表.csv", TABLE.replace("责任单位", "谁"))
    tasks = begin_plan(path, {"谁": "lead"}).result().tasks
    assert [(party.name, party.role) for task in tasks for party in task.parties] == [
        ("市教育局", "lead"),
        ("市财政局", "lead"),
    ]
