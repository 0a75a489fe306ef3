"""Statements that name their tasks, by title or by number. Invented; no office said any of it."""

from __future__ import annotations

import pytest

from tests.unit.plans.grammar.tree.test_governing import plan_of, said

TASKS = "甲方案\n一、重点任务\n{}扩大资源。新建。\n{}提高质量。加强。\n{}保障安全。配齐。\n二、任务分工\n"
DIGITS, HAN, NAMED = ("1.", "2.", "3."), ("（一）", "（二）", "（三）"), ("任务1：", "任务2：", "任务3：")
DIVIDED = {
    "by numbers": (DIGITS, "第1、2项由市教育局负责；第3项由市公安局负责。"),
    "by numbers in brackets": (HAN, "第（一）、（二）项任务由市教育局负责。\n第（三）项任务由市公安局负责。"),
    "by numbers from to": (NAMED, "任务1—2由市教育局负责；任务3由市公安局负责。"),
    "by titles": (HAN, "扩大资源、提高质量工作由市教育局负责。\n“保障安全”由市公安局负责。"),
    "titles with colons": (DIGITS, "扩大资源、提高质量：市教育局负责。\n保障安全：市公安局负责。"),
    "titles as headings": (
        HAN,
        "（一）扩大资源。由市教育局负责。\n（二）提高质量。由市教育局负责。\n（三）保障安全。由市公安局负责。",
    ),
    "titles again": (DIGITS, "1.扩大资源（市教育局负责）\n2.提高质量（市教育局负责）\n3.保障安全（市公安局负责）"),
    "numbers by unit": (DIGITS, "市教育局：负责第1、2项。\n市公安局：负责第3项。"),
    "titles by unit": (HAN, "市教育局负责扩大资源、提高质量；市公安局负责保障安全；市财政局做好资金保障。"),
}


@pytest.mark.parametrize(("numbers", "text"), DIVIDED.values(), ids=DIVIDED)
def test_a_division_of_work_names_its_tasks(numbers: tuple[str, str, str], text: str) -> None:
    plan = plan_of(TASKS.format(*numbers) + text)
    assert [(one.split("。")[0], names.rstrip("+")) for one, names in said(plan)] == [
        ("扩大资源", "市教育局"),
        ("提高质量", "市教育局"),
        ("保障安全", "市公安局"),
    ]


def test_a_division_names_chapters_and_roles() -> None:
    plan = plan_of(
        "甲\n一、甲\n1.扩大。\n二、乙\n1.提高。\n三、实施\n第一部分由市教育局牵头，市财政局配合；第二部分由市公安局负责。"
    )
    roles = [[(party.name, party.role) for party in task.parties] for task in plan.tasks]
    assert roles == [[("市教育局", "lead"), ("市财政局", "support")], [("市公安局", "responsible")]]


def test_what_has_a_statement_is_not_named_again() -> None:
    plan = plan_of(
        "甲\n一、任务\n1.扩大资源。（责任单位：市教育局）\n2.提高质量。（责任单位：市教育局）\n二、保障\n扩大资源由市公安局负责。"
    )
    assert [names for _text, names in said(plan)][:2] == ["市教育局", "市教育局"]
