"""Forms of statements beside those that the cases have: each lost a unit, a role or words. Invented; no office said any of it."""

from __future__ import annotations

import pytest

from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.grammar.record import Line, Plan, Task

LETTERS = {"lead": "L", "responsible": "R", "support": "S", "guide": "G"}


def plan_of(text: str) -> Plan:
    return read_plan([Line(number, line) for number, line in enumerate(text.splitlines(), 1)])


def parties(task: Task) -> str:
    return " ".join(f"{LETTERS[one.role]}:{one.name}" for one in task.parties)


STATED = {
    "（一）督导。（配合单位：市委组织部等市直有关单位）": "S:市委组织部",
    "（一）督导。（市财政局、市委组织部等市直单位配合）": "S:市财政局 S:市委组织部",
    "（一）督导。（牵头单位：市教育局、市财政局负责）": "L:市教育局 L:市财政局",
    "1.督导。\n牵头单位：市教育局、市财政局等负责": "L:市教育局 L:市财政局",
    "1.督导。（牵头单位：市教育局、市财政局按职责分工负责）": "R:市教育局 R:市财政局",
    "1.督导。（组织单位：市文旅局）": "R:市文旅局",
    "1.督导。（牵头单位：市教育局；属地政府：甲县、乙县）": "L:市教育局 R:甲县 R:乙县",
    "1.督导。（自治区党委编办、人力资源社会保障厅负责）": "R:自治区党委编办 R:自治区人力资源社会保障厅",
    "1.督导。\n责任单位：\n市教育局\n市财政局\n2.检查。\n责任单位：市公安局": "R:市教育局 R:市财政局",
    "1.督导。\n责任单位：市教育局 市财政局\n市住建局\n2.检查。\n责任单位：市公安局": "R:市教育局 R:市财政局 R:市住建局",
    "1.督导。\n责任单位：市教育局\n甲市人民政府办公室\n2025年3月1日": "R:市教育局",
}


@pytest.mark.parametrize("line", STATED)
def test_who_does_what(line: str) -> None:
    task = plan_of(f"甲市方案\n一、任务\n{line}").tasks[0]
    assert (task.text, parties(task)) == ("督导。", STATED[line])


AT_THE_END = {
    "（一）拓展补充渠道，市教育局牵头，市财政局配合。": "L:市教育局 S:市财政局",
    "（一）拓展补充渠道，市教育局牵头负责，市委编办、市财政局等部门按职责分工负责。": "L:市教育局 R:市委编办 R:市财政局",
    "（一）拓展补充渠道，市教育局负责。": "R:市教育局",
}


@pytest.mark.parametrize("line", AT_THE_END)
def test_who_does_it_behind_commas(line: str) -> None:
    (task,) = plan_of(f"甲市方案\n一、任务\n{line}").tasks
    assert (task.text.rstrip("。"), parties(task)) == ("拓展补充渠道", AT_THE_END[line])


BESIDE = [
    "资金来源：专项债",
    "政策依据：甲政发〔2025〕3号",
    "咨询电话：12333",
    "项目业主：甲交通投资集团",
    "建设地点：甲县红旗镇",
    "预期成果：形成报告",
    "工作要求：每月报送进展",
    "备注：省考核指标",
]


@pytest.mark.parametrize("words", BESIDE)
def test_what_is_said_beside_the_units_is_kept_and_is_no_unit(words: str) -> None:
    for line in (f"1.督导。（牵头单位：市教育局；{words}）", f"1.督导。牵头单位：市教育局；{words}。"):
        (task,) = plan_of(f"甲市方案\n一、任务\n{line}").tasks
        assert (task.text, parties(task), task.note) == ("督导。", "L:市教育局", words)


SIGNED = [
    "甲市人民政府办公室\n2025年3月1日",
    "2025年3月1日",
    "中共甲市委办公室\n甲市人民政府办公室\n二〇二五年三月一日\n（此件公开发布）",
    "抄送：市委办公室，市人大常委会办公室。\n甲市人民政府办公室2025年3月1日印发",
]


@pytest.mark.parametrize("end", SIGNED)
@pytest.mark.parametrize("last", ["（市教育局负责）", "（责任单位：市教育局）"])
def test_who_signs_is_no_text_of_the_last_task(last: str, end: str) -> None:
    plan = plan_of(f"甲市方案\n一、任务\n（一）健全机构（市委编办负责）\n（二）加强队伍{last}\n{end}")
    assert [task.text for task in plan.tasks] == ["健全机构", "加强队伍"]
    assert plan.counts.catalogue == 3


def test_what_stands_above_who_signs_is_no_text_of_the_last_task_either() -> None:
    closing = "各有关部门要认真组织实施，确保落到实处。\n本通知印发后，原通知停止执行。"
    plan = plan_of(
        "甲市方案\n1.建学校，扩大学位。（市教育局负责）\n2.建食堂，改善条件。（市财政局负责）\n"
        + closing
        + "\n2025年3月1日"
    )
    assert [task.text for task in plan.tasks] == ["建学校，扩大学位。", "建食堂，改善条件。"]
    assert [one.line for one in plan.left] == [4, 5]


def test_a_section_between_articles_is_a_heading() -> None:
    plan = plan_of(
        "甲市办法\n第一章 总则\n第一条 落实保障。（责任单位：市财政局）\n第二节 服务友好\n第二条 发展托育。（责任单位：市教育局）"
    )
    assert [(task.text, task.section and task.section.title) for task in plan.tasks] == [
        ("落实保障。", None),
        ("发展托育。", "服务友好"),
    ]


def test_a_time_limit_set_wide_apart() -> None:
    (task,) = plan_of("甲市方案\n1.建步道。\n责 任 单 位：市教育局\n完 成 时 限：2026年5月底前").tasks
    assert (parties(task), task.deadline) == ("R:市教育局", "2026年5月底前")


def test_one_office_behind_each_task_is_who_does_it() -> None:
    plan = plan_of("甲市方案\n一、任务\n（一）建立制度。（市教育局）\n（二）落实经费。（市财政局）")
    assert [(task.text, parties(task)) for task in plan.tasks] == [
        ("建立制度。", "R:市教育局"),
        ("落实经费。", "R:市财政局"),
    ]
    rare = plan_of(
        "甲市方案\n一、任务\n（一）建立制度。（市教育局）\n（二）落实经费。\n（三）加强管理。\n（四）总结。（市财政局）"
    )
    assert not rare.tasks


def test_a_duty_is_nobody() -> None:
    assert not plan_of("甲市责任清单\n一、市教育局\n（一）负责学校消防监督检查。").tasks
