"""A statement that governs several tasks, and what is a task's text. Invented; no office said any of it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dutykit.plans.document.register import lines_of_document
from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.grammar.record import Line, Plan

PLANS = Path(__file__).resolve().parents[4] / "data" / "plans"


def plan_of(text: str) -> Plan:
    return read_plan([Line(number, line) for number, line in enumerate(text.splitlines(), 1)])


def said(plan: Plan) -> list[tuple[str, str]]:
    """Each task's text, and its parties; `+` for inherited ones."""
    return [(task.text, " ".join(party.name + "+" * party.inherited for party in task.parties)) for task in plan.tasks]


GOVERNED = {
    "at the end of a section": "甲方案\n一、甲\n1.扩大。新建。\n2.提高。加强。\n责任单位：市教育局",
    "at the end of a chapter": "甲方案\n一、甲\n（一）扩大。新建。\n（二）提高。加强。\n（责任单位：市教育局）",
    "in the heading": "甲方案\n一、甲\n（一）甲（责任单位：市教育局）\n1.扩大。新建。\n2.提高。加强。",
    "in the chapter's heading": "甲方案\n一、甲（责任单位：市教育局）\n（一）扩大。新建。\n（二）提高。加强。",
    "under the heading": "甲方案\n一、甲\n（一）甲\n责任单位：市教育局\n1.扩大。新建。\n2.提高。加强。",
    "in words": "甲方案\n一、甲\n1.扩大。新建。\n2.提高。加强。\n（以上2项由市教育局负责）",
    "above a list in words": "甲方案\n一、甲\n以下均需市教育局落实\n1.扩大。新建。\n2.提高。加强。",
    "in the heading in words": "甲方案\n一、甲（以下均由市教育局负责）\n1.扩大。新建。\n2.提高。加强。",
    "at the end, with a label": "甲方案\n一、甲\n1.扩大。新建。\n2.提高。加强。\n以上各项责任单位：市教育局。",
    "of this part": "甲方案\n一、甲\n1.扩大。新建。\n2.提高。加强。\n本部分责任单位：市教育局",
    "above everything": "甲方案\n以下任务均由市教育局负责：\n1.扩大。新建。\n2.提高。加强。",
    "above lines without numbers": "甲方案\n一、甲\n以下任务由市教育局负责：\n扩大。新建。\n提高。加强。",
    "below lines without numbers": "甲方案\n扩大。新建。\n提高。加强。\n以上任务均由市教育局负责。",
    "of items": "甲方案\n一、甲\n（一）甲\n（1）扩大。新建。\n（2）提高。加强。\n责任单位：市教育局",
}


@pytest.mark.parametrize("text", GOVERNED.values(), ids=GOVERNED)
def test_each_task_has_the_units_and_it_is_asked_once(text: str) -> None:
    plan = plan_of(text)
    assert [task.text for task in plan.tasks] == ["扩大。新建。", "提高。加强。"]
    assert all({party.name for party in task.parties} == {"市教育局"} for task in plan.tasks)
    assert any(party.inherited for party in plan.tasks[0].parties)
    assert [one.kind for one in plan.doubts] == ["governs"]
    assert not plan.left


REACHES = {
    "its section": (
        "一、甲\n以下均由市教育局负责。\n1.子子。\n2.丑丑。\n二、乙\n3.寅寅。（责任单位：市财政局）",
        ["市教育局+", "市教育局+", "市财政局"],
    ),
    "back to the statement before": (
        "一、甲\n1.子子。\n以上任务由市教育局负责。\n2.丑丑。\n3.寅寅。\n以上任务由市财政局负责。",
        ["市教育局+", "市财政局+", "市财政局+"],
    ),
    "on to the next statement": (
        "以下由市教育局负责：\n1.子子。\n以下由市财政局负责：\n2.丑丑。\n3.寅寅。",
        ["市教育局+", "市财政局+", "市财政局+"],
    ),
    "as many as it says": (
        "一、甲\n1.子子。（市民政局负责）\n2.丑丑。\n3.寅寅。\n以上两项由市教育局负责。".replace("两", "二"),
        ["市民政局", "市教育局+", "市教育局+"],
    ),
    "each, also those with units of their own": (
        "一、甲\n1.子子。（市民政局负责）\n2.丑丑。\n以上均由市教育局牵头。",
        ["市民政局 市教育局+", "市教育局+"],
    ),
    "those without units of their own": (
        "一、甲\n1.子子。（市民政局负责）\n2.丑丑。\n3.寅寅。\n以上任务由市教育局牵头。",
        ["市民政局", "市教育局+", "市教育局+"],
    ),
    "no second plan": (
        (
            "一、甲\n1.子子。（责任单位：市教育局。以下均需各县区落实，不再列出）\n二、乙\n2.丑丑。（市民政局负责）\n"
            "另一方案\n一、甲\n1.寅寅。（市财政局负责）\n二、乙\n2.卯卯。（市财政局负责）"
        ),
        ["市教育局", "市民政局 各县区+", "市财政局", "市财政局"],
    ),
    "the second plan that it stands over": (
        (
            "一、甲\n1.子子。（市教育局负责）\n二、乙\n2.丑丑。（市民政局负责）\n"
            "另一方案\n以下任务均由市财政局牵头。\n一、甲\n1.寅寅。\n2.卯卯。"
        ),
        ["市教育局", "市民政局", "市财政局+", "市财政局+"],
    ),
    "what follows in its section, without the words that it is not listed": (
        "一、甲\n1.子子。（责任单位：市教育局，以下均需各县区落实）\n2.丑丑。\n二、乙\n3.寅寅。（市民政局负责）",
        ["市教育局", "各县区+", "市民政局"],
    ),
    "the whole chapter where its sections state nothing": (
        "一、甲\n（一）乙\n1.子子。\n（二）丙\n2.丑丑。\n3.寅寅。\n以上各项责任单位：市教育局\n二、丁\n4.卯卯。（市民政局负责）",
        ["市教育局+", "市教育局+", "市教育局+", "市民政局"],
    ),
}


@pytest.mark.parametrize(("text", "units"), REACHES.values(), ids=REACHES)
def test_how_far_a_statement_reaches(text: str, units: list[str]) -> None:
    assert [parties for _text, parties in said(plan_of("甲方案\n" + text))] == units


@pytest.mark.parametrize(
    "text",
    [
        "本项目由市教育局负责解释。",
        "后续工作由专班负责。",
        "以下任务需按期完成。",
        "以下均需认真落实。",
        "上述工作由专人负责。",
    ],
)
def test_a_sentence_about_tasks_that_names_no_office_states_nothing(text: str) -> None:
    plan = plan_of(f"甲方案\n一、甲\n{text}\n1.子子。\n2.丑丑。（责任单位：市教育局）")
    assert said(plan) == [("丑丑。", "市教育局")]


OWN = [
    "建立台账。以上工作由市教育局负责。",
    "建立台账。本项由市教育局负责。",
    "各项工作均由市教育局负责。",
    "建立台账（本条责任单位：市教育局）。",
]


@pytest.mark.parametrize("text", OWN)
def test_a_statement_inside_a_task_may_be_of_that_task(text: str) -> None:
    plan = plan_of(f"甲方案\n一、甲\n1.子子。\n2.{text}\n3.丑丑。（市财政局负责）")
    assert [parties for _text, parties in said(plan)] == ["市教育局", "市财政局"]


def test_a_time_limit_beside_a_statement_at_the_end_is_that_of_all() -> None:
    plan = plan_of("甲方案\n一、甲\n1.子子。\n2.丑丑。\n整改责任单位：市教育局\n整改时限：2026年6月底前")
    assert [(task.text, task.deadline) for task in plan.tasks] == [
        ("子子。", "2026年6月底前"),
        ("丑丑。", "2026年6月底前"),
    ]


def test_a_statement_of_what_follows_is_no_list_of_addressees() -> None:
    plan = plan_of("甲县示例工作方案\n以下任务由县教育局牵头，各乡镇政府配合：\n1.子子。\n2.丑丑。")
    assert plan.head.addressees == ()
    assert said(plan) == [("子子。", "县教育局+ 各乡镇政府+"), ("丑丑。", "县教育局+ 各乡镇政府+")]


def test_the_question_says_which_lines_are_meant() -> None:
    plan = plan_of(GOVERNED["at the end, with a label"])
    assert [(one.line, one.kind, one.subject, one.detail) for one in plan.doubts] == [(5, "governs", "市教育局", "3–4")]


ABOVE = {
    "with a label": ("（责任单位：同上）", "市教育局 市财政局"),
    "alone": ("（同上）", "市教育局 市财政局"),
    "without a colon": ("（责任单位同上）", "市教育局 市财政局"),
    "on a line of its own": ("\n责任单位：同上", "市教育局 市财政局"),
    "of one role": ("（牵头单位：市民政局；配合单位：同上）", "市民政局 市财政局"),
    "beside another": ("（责任单位：同上，市民政局）", "市教育局 市财政局 市民政局"),
}


@pytest.mark.parametrize(("text", "units"), ABOVE.values(), ids=ABOVE)
def test_as_above_is_the_units_of_the_task_above(text: str, units: str) -> None:
    plan = plan_of(f"一、甲\n1.子子。（牵头单位：市教育局；配合单位：市财政局）\n2.丑丑。{text}")
    assert said(plan)[1] == ("丑丑。", units)
    assert [(one.kind, one.certain) for one in plan.doubts] == [("above", True)]


def test_as_above_under_nothing_is_asked() -> None:
    plan = plan_of("一、甲\n1.子子。（责任单位：同上）\n2.丑丑。（责任单位：市教育局）")
    assert said(plan) == [("丑丑。", "市教育局")]
    assert [one.kind for one in plan.doubts] == ["loose", "unassigned"]


@pytest.mark.parametrize("word", ["无", "/", "—", "暂无"])
def test_a_word_for_nobody_is_no_unit(word: str) -> None:
    plan = plan_of(f"一、甲\n1.子子。（责任单位：市教育局；配合单位：{word}）\n2.丑丑。（责任单位：{word}）")
    assert said(plan) == [("子子。", "市教育局")]
    assert [(one.kind, one.subject) for one in plan.doubts] == [("unassigned", "丑丑。")]


LISTS = {
    "one name where the plan does so": (
        "1.甲甲甲甲甲甲甲。（市教育局、市财政局）\n2.乙乙乙乙乙乙乙。（市民政局、市教育局）\n3.丙丙丙丙丙丙丙。（市教育局）",
        3,
        [],
    ),
    "one name where the plan uses labels": (
        "1.甲甲甲甲甲甲甲。（责任单位：市财政局）\n3.丙丙丙丙丙丙丙。（市教育局）",
        1,
        ["市教育局"],
    ),
    "one name known from elsewhere": (
        "1.甲甲甲甲甲甲甲。（责任单位：市教育局）\n3.丙丙丙丙丙丙丙。（市教育局）",
        2,
        [],
    ),
    "names known from elsewhere on a line of its own": (
        "1.甲甲甲甲甲甲甲。（责任单位：甲乙公司、丙丁大学）\n3.丙丙丙丙丙丙丙。\n（甲乙公司、丙丁大学）",
        2,
        [],
    ),
    "unknown names on a line of its own": ("1.甲甲甲甲甲甲甲。\n（市教育局、市财政局）", 0, ["市教育局、市财政局"]),
    "inside a sentence": (
        "1.改革后的部门（市教育局、市财政局）要加强协作。\n2.乙乙乙。（责任单位：市民政局）",
        1,
        ["市教育局、市财政局"],
    ),
    "at the end of each of two sentences": (
        "1.甲甲甲甲甲甲甲甲甲（市教育局、市财政局）；乙乙乙乙乙乙乙乙乙（市民政局、市教育局）。",
        2,
        [],
    ),
    "no names": ("1.开展各类运动（足球、篮球、排球）。\n2.乙乙乙。（责任单位：市民政局）", 1, []),
}


@pytest.mark.parametrize(("text", "tasks", "asked"), LISTS.values(), ids=LISTS)
def test_names_alone_are_units_by_what_the_plan_says(text: str, tasks: int, asked: list[str]) -> None:
    plan = plan_of("一、甲\n" + text)
    assert len(plan.tasks) == tasks
    assert [one.subject for one in plan.doubts if one.kind == "list"] == asked
    assert all("（市教育局）" not in task.text for task in plan.tasks)


def test_a_task_with_a_statement_of_its_own_keeps_it() -> None:
    plan = plan_of("一、甲（牵头单位：市教育局）\n（一）扩大。新建。\n（二）提高。加强。（责任单位：市财政局）")
    assert said(plan) == [("扩大。新建。", "市教育局+"), ("提高。加强。", "市财政局 市教育局+")]


def test_where_each_task_has_its_own_line_the_one_without_is_left_out() -> None:
    plan = plan_of("一、甲\n1.甲甲。\n责任单位：市教育局\n2.乙乙。\n3.丙丙。\n责任单位：市财政局")
    assert said(plan) == [("甲甲。", "市教育局"), ("丙丙。", "市财政局")]
    assert [(one.kind, one.subject) for one in plan.doubts] == [("unassigned", "乙乙。")]
    assert [(one.line, one.kind, one.text) for one in plan.left] == [(4, "unassigned", "乙乙。")]


@pytest.mark.parametrize("first", ["整改措施：\n1.学习。", "整改措施：1.学习。"])
def test_numbered_measures_belong_to_the_problem_they_are_announced_for(first: str) -> None:
    plan = plan_of(
        f"甲整改方案\n一、甲\n（一）甲甲。\n{first}\n2.培训。\n责任单位：市教育局\n（二）乙乙。\n责任单位：市财政局"
    )
    assert said(plan) == [("整改措施：1.学习。2.培训。", "市教育局"), ("乙乙。", "市财政局")]


def test_a_clause_in_a_heading_reaches_no_further_than_the_heading() -> None:
    plan = plan_of(
        "一、甲（以下均由市教育局牵头，不再列出）\n1.甲甲。（市财政局配合）\n二、乙\n2.乙乙。（市财政局负责）"
    )
    assert said(plan) == [("甲甲。", "市财政局 市教育局+"), ("乙乙。", "市财政局")]


def test_a_heading_is_no_statement() -> None:
    plan = plan_of("一、甲\n（五）强化部门协同\n1.甲甲。（市教育局负责）")
    assert said(plan) == [("甲甲。", "市教育局")]


def test_a_statement_inside_the_last_task_is_its_own() -> None:
    plan = plan_of("一、甲\n1.甲甲。\n2.乙乙。（责任单位：市财政局）")
    assert said(plan) == [("乙乙。", "市财政局")]
    assert [one.subject for one in plan.doubts] == ["甲甲。"]


def test_every_task_of_a_public_document_is_there() -> None:
    with (PLANS / "truth-structure.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    wanted = 0
    for row in rows:
        path = PLANS / row["document"]
        texts = {task.text for task in read_plan(lines_of_document(path.read_bytes(), ".txt")).tasks}
        lines = path.read_text(encoding="utf-8").splitlines()
        for number in row["item_lines"].split("|"):
            wanted += 1
            text = lines[int(number) - 1].split("）", 1)[1].strip()
            assert text in texts
    assert wanted == 30


TEXTS = {
    "a first sentence that is the task": (
        "一、甲\n（一）对幼儿园给予补助，每所5万元，连续三年。再给予补助。（责任单位：市教育局）",
        ["对幼儿园给予补助，每所5万元，连续三年。再给予补助。"],
    ),
    "behind the statement": (
        "一、甲\n（一）督导。落实。（市教育局负责）同时做好宣传。",
        ["督导。落实。同时做好宣传。"],
    ),
    "between statements": (
        "一、甲\n（一）督导。一是建制（市教育局负责）；二是经费（市财政局负责）。",
        ["督导。一是建制", "二是经费。"],
    ),
    "between the heading and its text": ("一、甲\n（一）督导\n责任单位：市教育局\n落实各项措施。", ["落实各项措施。"]),
    "numbered parts": (
        "一、甲\n1.督导：\n（1）建制。\n（2）经费。（责任单位：市教育局）",
        ["督导：（1）建制。（2）经费。"],
    ),
    "numbered parts behind": (
        "一、甲\n1.督导。（责任单位：市教育局）\n（1）建制。\n（2）经费。",
        ["督导。（1）建制。（2）经费。"],
    ),
    "parts of a section": (
        "一、甲\n（一）督导：\n（1）建制；\n（2）经费。（责任单位：市教育局）",
        ["督导：（1）建制；（2）经费。"],
    ),
    "units in the sentence": (
        "一、甲\n1.新建幼儿园10所。由市教育局牵头，市财政局配合，2026年底前完成。",
        ["新建幼儿园10所。"],
    ),
    "units behind a comma": ("一、甲\n1.新建幼儿园10所，由市教育局牵头，市财政局配合。", ["新建幼儿园10所"]),
    "a number run into the text": (
        "一、甲\n1.3所小学扩建。（责任单位：市教育局）\n2.5所初中扩建。（责任单位：市教育局）",
        ["3所小学扩建。", "5所初中扩建。"],
    ),
    "a page's footer": ("一、甲\n1.督导。（责任单位：市教育局）\n主办单位：甲市人民政府办公室\n版权所有", ["督导。"]),
}


@pytest.mark.parametrize(("text", "wanted"), TEXTS.values(), ids=TEXTS)
def test_what_is_a_tasks_text(text: str, wanted: list[str]) -> None:
    plan = plan_of(text)
    assert [task.text for task in plan.tasks] == wanted
    assert {one.kind for one in plan.left} <= {"footer"}


def test_decimal_numbers_are_no_numbers_of_items() -> None:
    plan = plan_of("一、甲\n1.3倍以上。（责任单位：市教育局）\n1.5倍以上。（责任单位：市财政局）")
    assert [(task.number, task.text) for task in plan.tasks] == [("", "1.3倍以上。"), ("", "1.5倍以上。")]


def test_a_plan_pasted_as_one_paragraph_keeps_its_headings() -> None:
    text = (
        "甲市示例方案\n为贯彻精神，制定本方案。一、发展学前教育（一）扩大资源。新建。（责任单位：市教育局）（二）规范收费。"
        "（责任单位：市发改委）二、发展义务教育（三）均衡。（责任单位：市财政局）"
    )
    plan = plan_of(text)
    assert [(task.chapter and task.chapter.title, task.text) for task in plan.tasks] == [
        ("发展学前教育", "扩大资源。新建。"),
        ("发展学前教育", "规范收费。"),
        ("发展义务教育", "均衡。"),
    ]


PASTED = {
    "in the heading": (
        "甲市方案 为推动发展，制定本方案。一、优化布局（以下均由市教育局牵头）1.整合学校。保留12所。2.推进达标。"
        "二、深化融合3.建设中心3个。（责任单位：市财政局）4.遴选企业20家。（责任单位：市民政局）"
    ),
    "of tasks alone": (
        "甲市方案 为推动发展，制定本方案。以下均由市教育局牵头。1.整合学校。保留12所。2.推进达标。"
        "3.建设中心3个。（责任单位：市财政局）4.遴选企业20家。（责任单位：市民政局）"
    ),
}


@pytest.mark.parametrize("text", PASTED.values(), ids=PASTED)
def test_a_statement_of_a_list_in_a_plan_pasted_as_one_paragraph(text: str) -> None:
    plan = plan_of(text)
    assert [task.text for task in plan.tasks] == [
        "整合学校。保留12所。",
        "推进达标。",
        "建设中心3个。",
        "遴选企业20家。",
    ]
    assert said(plan)[0][1] == said(plan)[1][1] == "市教育局+"
    assert said(plan)[3][1].split()[0] == "市民政局"


def test_numbered_parts_of_one_task_in_a_line_stay_together() -> None:
    plan = plan_of(
        "一、甲\n（一）督导。1.加强领导；2.完善制度；3.强化保障；4.做好宣传，全面落实。（责任单位：市教育局）"
    )
    assert len(plan.tasks) == 1


HEADINGS = {
    "tasks with numbers": "1.健全责任。（责任单位：县教育局）\n2.完善岗位。（责任单位：县公安局）",
    "tasks without numbers": "健全责任体系。（责任单位：县教育局）\n完善护学岗位。（责任单位：县公安局）",
    "statements on lines of their own": "健全责任体系。\n责任单位：县教育局\n完善护学岗位。\n责任单位：县公安局",
}


@pytest.mark.parametrize("tasks", HEADINGS.values(), ids=HEADINGS)
def test_short_lines_above_tasks_are_headings_where_none_has_a_number(tasks: str) -> None:
    plan = plan_of(f"甲县示例工作方案\n筑牢安全防线\n{tasks}\n强化食品安全\n{tasks}")
    assert [task.chapter and task.chapter.title for task in plan.tasks] == ["筑牢安全防线"] * 2 + ["强化食品安全"] * 2
    assert not plan.left
    (single,) = {task.chapter for task in plan_of(f"甲县示例工作方案\n筑牢安全防线\n{tasks}").tasks}
    assert single is None


def test_a_short_task_with_its_units_on_the_next_line_is_no_heading() -> None:
    plan = plan_of("甲县示例工作方案\n新建幼儿园\n责任单位：县教育局\n新建小学\n责任单位：县财政局")
    assert said(plan) == [("新建幼儿园", "县教育局"), ("新建小学", "县财政局")]


def test_a_person_is_noted_and_makes_no_task() -> None:
    plan = plan_of(
        "一、甲\n整改措施：核编。\n牵头单位：市委编办\n责任领导：丙某\n配合单位：市教育局\n责任人：丁某\n整改时限：2026年6月\n"
        "二、乙\n整改措施：补齐。\n责任单位：市财政局"
    )
    (first, second) = plan.tasks
    assert [(party.name, party.role) for party in first.parties] == [("市委编办", "lead"), ("市教育局", "support")]
    assert (first.note, first.deadline) == ("责任领导：丙某；责任人：丁某", "2026年6月")
    assert (second.note, second.deadline) == ("", None)


def test_how_a_list_shares_its_duties_is_nothing_about_the_last_name() -> None:
    plan = plan_of("一、甲\n1.督导。责任单位：市教育局、市财政局（按职责分工负责）")
    assert [(party.name, party.role) for party in plan.tasks[0].parties] == [
        ("市教育局", "responsible"),
        ("市财政局", "responsible"),
    ]
    assert plan.comments == {}


def test_chapters_counted_from_one_again_may_be_a_second_plan() -> None:
    one = "一、甲\n1.乙。（责任单位：市教育局）\n二、丙\n2.丁。（责任单位：市教育局）\n"
    assert [item.kind for item in plan_of(one).doubts] == []
    assert [(item.line, item.kind) for item in plan_of(one + "另一方案\n" + one).doubts] == [(6, "restart")]


def test_half_a_document_is_read_and_its_open_end_told() -> None:
    plan = plan_of("一、甲\n1.乙。（责任单位：市教育局）\n2.丁。（责任单位：市教育局、市财")
    assert [task.text for task in plan.tasks] == ["乙。", "丁。"]
    assert "unclosed" in {item.kind for item in plan.doubts}


def test_many_names_in_one_bracket() -> None:
    names = [f"市{chr(0x4E00 + at)}{chr(0x5100 + at)}局" for at in range(500)]
    plan = plan_of(f"一、甲\n1.乙。（责任单位：{'、'.join(names)}）")
    assert [party.name for party in plan.tasks[0].parties] == names


def test_who_looks_at_all_of_it_does_not_stand_for_who_does_it() -> None:
    text = "一、任务\n1、办学；\n2、减负。\n责任单位：市教育局\n以上任务由市教育督导室督促落实。"
    plan = read_plan([Line(number, line) for number, line in enumerate(text.splitlines(), 1)])
    assert [sorted(one.name for one in task.parties) for task in plan.tasks] == [["市教育局", "市教育督导室"]] * 2


def test_a_heading_stays_one_where_a_statement_above_governs_its_text() -> None:
    text = "一、任务\n责任单位：市教育局\n（一）办学\n组建集团。\n（二）减负\n规范培训。"
    plan = read_plan([Line(number, line) for number, line in enumerate(text.splitlines(), 1)])
    assert [(task.text, task.section and task.section.title) for task in plan.tasks] == [
        ("组建集团。", "办学"),
        ("规范培训。", "减负"),
    ]


@pytest.mark.parametrize(
    "clause",
    [
        "以上任务均由市教育局负责。",
        "各项任务责任单位：市教育局",
        "各项任务的责任单位：市教育局",
        "所有任务均由市教育局负责。",
    ],
)
@pytest.mark.parametrize("numbers", [("（一）", "（二）"), ("（1）", "（2）")])
def test_each_task_of_a_document_that_names_nobody_before_its_end(clause: str, numbers: tuple[str, str]) -> None:
    text = "一、学前教育\n{0}新建。\n{1}改建。\n二、义务教育\n{0}办学。\n{1}减负。\n" + clause
    plan = read_plan([Line(number, line) for number, line in enumerate(text.format(*numbers).splitlines(), 1)])
    assert "".join(task.text for task in plan.tasks) == "新建。改建。办学。减负。"
    assert {tuple(one.name for one in task.parties) for task in plan.tasks} == {("市教育局",)}


NUMBERED = {
    "a comma behind it": "第1、3项，市委编办牵头，市教育局配合。\n第2项，由市财政局负责。",
    "nothing behind it": "第1、3项市委编办牵头，市教育局配合。\n第2项由市财政局负责。",
    "one line": "第1、3项，市委编办牵头，市教育局配合；第2项，市财政局负责。",
    "names alone": "第2项：市财政局。\n第1、3项任务，由市委编办牵头，市教育局配合。",
    "behind other words": "上述任务中，第1、3项，市委编办牵头，市教育局配合；第2项，市财政局负责。",
}


@pytest.mark.parametrize("words", NUMBERED.values(), ids=NUMBERED)
def test_tasks_by_their_numbers(words: str) -> None:
    plan = plan_of(f"甲方案\n一、任务\n1.建学校。\n2.建食堂。\n3.建操场。\n二、分工\n{words}")
    assert said(plan) == [
        ("建学校。", "市委编办+ 市教育局+"),
        ("建食堂。", "市财政局+"),
        ("建操场。", "市委编办+ 市教育局+"),
    ]


NO_POINTERS = {
    "第1项：建学校。（责任单位：市教育局）": ("建学校。", "市教育局"),
    "第一项，建学校。（责任单位：市教育局）": ("建学校。", "市教育局"),
    "第1项：市政府每年召开教育会议，由市教育局牵头。": ("市政府每年召开教育会议", "市教育局"),
    "第1项：市教育局负责建学校。（责任单位：市教育局）": ("市教育局负责建学校。", "市教育局"),
    "1.建操场。按照第2项，市教育局建设。（责任单位：市教育局）": ("建操场。按照第2项，市教育局建设。", "市教育局"),
}


@pytest.mark.parametrize("line", NO_POINTERS)
def test_the_number_of_a_task_is_not_taken_for_one_of_another(line: str) -> None:
    assert said(plan_of(f"甲方案\n一、任务\n{line}\n第2项：建食堂。（责任单位：市财政局）")) == [
        NO_POINTERS[line],
        ("建食堂。", "市财政局"),
    ]
