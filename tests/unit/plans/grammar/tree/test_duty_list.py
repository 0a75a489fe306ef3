"""Lists of duties by unit, without any statement. Invented; no office said any of it."""

from __future__ import annotations

import pytest

from tests.unit.plans.grammar.tree.test_governing import plan_of, said

WANT = [("制定方案。", "区教育局"), ("落实经费。", "区财政局"), ("整治周边。", "各镇（街道）")]
LISTS = {
    "headings": "甲清单\n一、区教育局\n1.制定方案。\n二、区财政局\n1.落实经费。\n三、各镇（街道）\n1.整治周边。",
    "headings with text": "甲清单\n一、区教育局职责\n制定方案。\n二、区财政局主要职责\n落实经费。\n三、各镇（街道）\n整治周边。",
    "labels": "甲方案\n一、职责分工\n区教育局：制定方案。\n区财政局：落实经费。\n各镇（街道）：整治周边。",
    "numbered labels": "甲方案\n一、职责分工\n（一）区教育局。制定方案。\n（二）区财政局：落实经费。\n（三）各镇（街道）：整治周边。",
}


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS)
def test_units_have_what_stands_below_or_behind_their_names(text: str) -> None:
    plan = plan_of(text)
    assert [(text, names.rstrip("+")) for text, names in said(plan)] == WANT
    assert {one.kind for one in plan.doubts} <= {"bare", "governs"}
    assert plan.doubts


def test_several_tasks_below_a_unit() -> None:
    plan = plan_of("甲清单\n一、区教育局\n1.甲。\n2.乙。\n二、区财政局\n1.丙。\n三、区委编办、区人社局\n1.丁。")
    assert said(plan) == [
        ("甲。", "区教育局+"),
        ("乙。", "区教育局+"),
        ("丙。", "区财政局+"),
        ("丁。", "区委编办+ 区人社局+"),
    ]


def test_beside_statements_a_heading_is_a_heading() -> None:
    plan = plan_of(LISTS["headings"] + "\n四、其他\n1.戊。（责任单位：区公安局）")
    assert said(plan) == [("戊。", "区公安局")]


def test_two_headings_are_no_list() -> None:
    assert not plan_of("甲清单\n一、区教育局\n1.制定方案。\n二、区财政局\n1.落实经费。").tasks


MORE = {
    "lists": "甲清单\n一、区教育局责任清单\n1.制定方案。\n二、区财政局责任清单\n1.落实经费。\n三、各镇（街道）责任清单\n1.整治周边。",
    "lists that are counted": "甲清单\n一、区教育局（2项）\n1.制定方案。\n"
    "二、区财政局（1项）\n1.落实经费。\n三、各镇（街道）\n1.整治周边。",
    "parts": "甲清单\n1、区教育局\n（1）制定方案。\n2、区财政局\n（1）落实经费。\n3、各镇（街道）\n（1）整治周边。",
    "headings in brackets": "甲清单\n【区教育局】\n制定方案。\n【区财政局】\n落实经费。\n【各镇（街道）】\n整治周边。",
    "headings without numbers": "甲清单\n区教育局\n1.制定方案。\n区财政局职责\n1.落实经费。\n各镇（街道）\n1.整治周边。",
}


@pytest.mark.parametrize("text", MORE.values(), ids=MORE)
def test_headings_that_are_units_in_other_words(text: str) -> None:
    assert [(text, names.rstrip("+")) for text, names in said(plan_of(text))] == WANT


SPOKEN = "区教育局主要负责制定方案。\n区财政局牵头落实经费。\n区公安局负责统筹推进。"


@pytest.mark.parametrize("text", [SPOKEN, SPOKEN.replace("局", "局：").replace("主要", "")], ids=["said", "labelled"])
@pytest.mark.parametrize("before", ["甲职责\n", "甲\n一、任务\n1.扩大。（责任单位：区教育局）\n二、职责分工\n"])
def test_sentences_that_begin_with_units(text: str, before: str) -> None:
    plan = plan_of(before + text)
    assert [[party.name for party in task.parties] for task in plan.tasks][-3:] == [
        ["区教育局"],
        ["区财政局"],
        ["区公安局"],
    ]
    assert [task.text[-5:] for task in plan.tasks][-3:] == ["制定方案。", "落实经费。", "统筹推进。"]


def test_kinds_of_offices_are_units_and_labels_are_none() -> None:
    plan = plan_of("甲\n一、教育部门\n制定方案。\n二、公安部门\n巡逻。\n三、交通运输部门\n排查。")
    assert [names.rstrip("+") for _text, names in said(plan)] == ["教育部门", "公安部门", "交通运输部门"]
    plan = plan_of(
        "甲\n1.建设\n  牵头部门：市教育局\n  配合部门：市财政局\n2.培训\n  牵头部门：市教育局\n  配合部门：市人社局"
    )
    assert [names for _text, names in said(plan)] == ["市教育局 市财政局", "市教育局 市人社局"]


def test_units_and_their_duties_in_one_paragraph() -> None:
    plan = plan_of("甲职责\n区教育局负责课程开设、教师配备；区卫健委负责筛查支持；团区委负责热线运行。")
    assert [names for _text, names in said(plan)] == ["区教育局", "区卫健委", "团区委"]


def test_a_list_of_duties_before_another_document() -> None:
    plan = plan_of(f"附件1\n{LISTS['headings']}\n附件2\n乙清单\n一、任务\n1.戊。（责任单位：区公安局）")
    assert [names.rstrip("+") for _text, names in said(plan)] == ["区教育局", "区财政局", "各镇（街道）", "区公安局"]
