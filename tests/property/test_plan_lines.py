"""Whatever a document says, each of its lines is in the catalogue, in the head, or named as left out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.grammar.record import Line, Plan

NUMBERS = ["", "", "一、", "二、", "（一）", "（二）", "1.", "2.", "（1）", "①", "第三条 "]
TEXTS = [
    "加强督导",
    "新建幼儿园10所。",
    "落实措施。抓好保障。",
    "为贯彻落实精神，制定本方案：",
    "附件",
    "2026年1月2日",
    "甲市教育局",
]
STATEMENTS = [
    "",
    "",
    "（责任单位：市教育局）",
    "责任单位：市教育局、市财政局",
    "（市教育局牵头，市财政局配合）。",
    "由市教育局负责。",
    "完成时限：2026年底",
    "责任人：甲某",
    "（责任单位：市教育局",
    "以下均需各县区落实",
    "（以上2项由市教育局牵头，市财政局配合）",
    "本部分责任单位：市财政局。",
    "（责任单位：市教育局。以下均由市财政局负责，不再列出）",
    "（责任单位：同上）",
    "（同上）",
    "（责任单位：无）",
    "（市教育局、市财政局）",
    "（市教育局）",
    "由市教育局牵头，市财政局配合，对落实不力的问责。",
]
WRITTEN = st.builds(
    lambda number, text, stated, more: number + text + stated + more,
    st.sampled_from(NUMBERS),
    st.sampled_from([*TEXTS, ""]),
    st.sampled_from(STATEMENTS),
    st.sampled_from(["", "", "同时做好宣传。"]),
)
ROWS = st.lists(
    st.sampled_from(["序号", "工作任务", "责任单位", "1", "新建", "市教育局", "", "备注"]), min_size=2, max_size=4
)
LINES = st.lists(st.one_of(WRITTEN, st.text(max_size=20).map(lambda text: " ".join(text.split())), ROWS), max_size=14)


def plan_of(items: list[str | list[str]]) -> Plan:
    return read_plan(
        [
            Line(number, item) if isinstance(item, str) else Line(number, "\t".join(item), tuple(item), 1)
            for number, item in enumerate(items, 1)
        ]
    )


@given(LINES)
def test_every_line_is_accounted_for_once(items: list[str | list[str]]) -> None:
    plan = plan_of(items)
    written = {number for number, text in plan.lines.items() if text.strip()}
    left = {one.line for one in plan.left if one.whole}
    assert plan.kept <= plan.lines.keys()
    assert written == (plan.kept | plan.head.lines | left) & written
    assert not left & plan.kept
    counts = plan.counts
    assert sum(counts) == len(written)
    assert counts.left == len(left & written)


@given(LINES)
def test_a_line_that_is_in_the_catalogue_is_there_in_its_words(items: list[str | list[str]]) -> None:
    plan = plan_of(items)
    there = "".join(
        part
        for task in plan.tasks
        for part in (task.text, task.note, task.deadline or "", *(party.name for party in task.parties))
    )
    headings = {id(one): one for task in plan.tasks for one in (task.chapter, task.section) if one is not None}
    there += "".join(one.title + one.note for one in headings.values())
    partly = "".join(one.text for one in plan.left)
    for number in plan.kept:
        text = plan.lines[number]
        if "\t" in text:
            continue
        for words in TEXTS:
            if words in text:
                assert all(part in there + partly for part in words.split("。"))
