"""Whatever a document says, each of its lines is in the catalogue, in the head, or named as left out."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.grammar.record import AsideKind, Line, Plan
from dutykit.text.simplified import simplified
from dutykit.text.simplified_characters import SIMPLIFIED, TRADITIONAL

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
ROWS = st.lists(st.sampled_from(["序号", "工作任务", "责任单位", "1", "新建", "市教育局", "", "备注"]), max_size=4)
LINES = st.lists(st.one_of(WRITTEN, st.text(max_size=20).map(lambda text: " ".join(text.split())), ROWS), max_size=14)


def lines_of(items: list[str | list[str]]) -> list[Line]:
    return [
        Line(number, item) if isinstance(item, str) else Line(number, "\t".join(item), tuple(item), 1)
        for number, item in enumerate(items, 1)
    ]


def plan_of(items: list[str | list[str]]) -> Plan:
    return read_plan(lines_of(items))


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


ASIDES: st.SearchStrategy[AsideKind] = st.sampled_from(["comment", "footnote", "hidden", "page"])


@given(LINES, st.lists(st.tuples(st.integers(1, 20), ASIDES, st.sampled_from([*TEXTS, *STATEMENTS[2:]])), max_size=5))
def test_what_stands_beside_the_lines_is_named(
    items: list[str | list[str]], beside: list[tuple[int, AsideKind, str]]
) -> None:
    lines = [*lines_of(items), *(Line(number, text, aside=kind) for number, kind, text in beside)]
    plan = read_plan(lines)
    named = [(one.line, one.text) for one in plan.left]
    for number, kind, text in beside:
        read = kind == "footnote" and number in plan.kept | plan.head.lines | {one.line for one in plan.left}
        assert read or (number, text) in named
    assert sum(plan.counts) == sum(bool(text.strip()) for text in plan.lines.values())
    if not any(kind == "footnote" for _number, kind, _text in beside):
        assert plan.tasks == read_plan(lines_of(items)).tasks


TO_TRADITIONAL = str.maketrans(dict(zip(reversed(SIMPLIFIED), reversed(TRADITIONAL), strict=True)))


@given(LINES)
def test_a_plan_in_traditional_characters_says_the_same(items: list[str | list[str]]) -> None:
    items = ["某市示例方案（责任单位负责机关）", *items]
    changed = [
        one.translate(TO_TRADITIONAL) if isinstance(one, str) else [cell.translate(TO_TRADITIONAL) for cell in one]
        for one in items
    ]
    assume([simplified("\n".join(one)) for one in changed] == ["\n".join(one) for one in items])
    plan, other = plan_of(items), plan_of(changed)
    assert other.lines == {line.number: line.text for line in lines_of(changed)}
    assert [(simplified(one.text), one.line) for one in other.left] == [(one.text, one.line) for one in plan.left]
    assert other.counts == plan.counts
    assert [simplified(task.text) for task in other.tasks] == [task.text for task in plan.tasks]
    there = "\n".join(other.lines.values())
    for task in other.tasks:
        assert all(one in there for one in task.text)


HEAD = ["序号", "工作任务", "牵头单位", "配合单位", "备注", "完成时限"]
CELLS = st.tuples(
    st.sampled_from(["", "", "1", "2"]),
    st.sampled_from(["", "", "新建示例园。", "改建", "一、办学"]),
    st.sampled_from(["", "市教育局", "市财政局、市住建局"]),
    st.sampled_from(["", "市人社局", "无", "同上"]),
    st.sampled_from(["", "分期"]),
    st.sampled_from(["", "2026年底", "长期"]),
)


@given(st.lists(CELLS, min_size=1, max_size=8))
def test_no_cell_of_a_table_vanishes(rows: list[tuple[str, ...]]) -> None:
    plan = plan_of([HEAD, *map(list, rows)])
    for number, row in enumerate(rows, 2):
        said = "\n".join(
            f"{task.text} {task.note} {task.deadline} {[one.name for one in task.parties]}"
            + "".join(one.title for one in (task.chapter, task.section) if one is not None)
            for task in plan.tasks
        ) + "\n".join(one.text for one in plan.left if one.line == number)
        for cell in row[1:]:
            for word in cell.removeprefix("一、").split("、") if cell not in {"无", "同上"} else ():
                assert word in said
