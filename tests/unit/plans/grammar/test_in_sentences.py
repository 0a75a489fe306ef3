"""Who does what where it is part of a task's own sentence, and what stands beside the units of a label."""

from __future__ import annotations

import pytest

from dutykit.plans.grammar.lines.head import read_head
from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.grammar.record import Line, Plan, Task

HEAD = "甲市任务分工方案\n一、总体\n"
LETTERS = {"lead": "L", "responsible": "R", "support": "S", "guide": "G"}


def plan_of(text: str) -> Plan:
    return read_plan([Line(number, line) for number, line in enumerate((HEAD + text).splitlines(), 1)])


def parties(task: Task) -> str:
    return " ".join(f"{LETTERS[party.role]}:{party.name}{'+' if party.inherited else ''}" for party in task.parties)


BESIDE = {
    "责任单位：市教育局（2027年6月底前完成）": ("R:市教育局", "2027年6月底前完成", ""),
    "责任单位：市教育局（6月底前）、市财政局（9月底前）": (
        "R:市教育局 R:市财政局",
        "市教育局6月底前；市财政局9月底前",
        "",
    ),
    "责任单位和完成时限：市教育局，2027年6月": ("R:市教育局", "2027年6月", ""),
    "责任单位及责任人：市公安局 张某": ("R:市公安局", None, "责任人：市公安局 张某"),
    "责任单位、责任人：市公安局（张某）": ("R:市公安局", None, "责任人：市公安局（张某）"),
    "牵头单位及责任人：市公安局 张某": ("L:市公安局", None, "责任人：市公安局 张某"),
}


@pytest.mark.parametrize("statement", BESIDE)
def test_what_stands_beside_a_unit_does_not_void_its_label(statement: str) -> None:
    first, second = plan_of(f"1.建学校。\n{statement}\n2.建园。\n责任单位：市财政局").tasks
    assert (parties(first), first.deadline, first.note) == BESIDE[statement]
    assert (first.text, parties(second)) == ("建学校。", "R:市财政局")


@pytest.mark.parametrize("label", ["完成节点", "工作时限"])
def test_a_time_limit_may_be_labelled_otherwise(label: str) -> None:
    assert plan_of(f"1.建学校。（责任单位：市教育局；{label}：2027年6月）").tasks[0].deadline == "2027年6月"


WHOLE = {
    "由市教科院牵头建立资源库，市电教馆参与。": "L:市教科院 S:市电教馆",
    "市教科院牵头建立资源库，市电教馆参与。": "L:市教科院 S:市电教馆",
    "市教育局牵头制定规划，市财政局、市自然资源局配合。": "L:市教育局 S:市财政局 S:市自然资源局",
    "由市教育局会同市科技局开发课程。": "L:市教育局 S:市科技局",
    "由市教育局会同市科技局、市科协开发课程，每学期不少于6课时。": "L:市教育局 S:市科技局 S:市科协",
}


@pytest.mark.parametrize("task", WHOLE)
def test_a_sentence_that_is_task_and_statement_keeps_its_words(task: str) -> None:
    (found,) = plan_of(f"1.{task}").tasks
    assert (found.text, parties(found)) == (task, WHOLE[task])


BEHIND = {
    "推广应用，市教育局负责。": ("推广应用", "R:市教育局", None),
    "专网建设由市教育局牵头，市数据局配合，2027年底前完成。": ("专网建设", "L:市教育局 S:市数据局", "2027年底前完成"),
    "建学校，责任单位：市教育局。": ("建学校。", "R:市教育局", None),
    "建学校。（责任单位：市教育局会市科技局）": ("建学校。", "L:市教育局 S:市科技局", None),
    "建学校。责任单位：市教育局以及各区、县政府": ("建学校。", "R:市教育局 R:各区、县政府", None),
    "建学校。责任单位：市教育局。2027年6月底前完成。": ("建学校。", "R:市教育局", "2027年6月底前完成"),
    "建学校。（甲不镇人民政府、甲七镇人民政府按职责分工负责）": ("建学校。", "R:甲不镇人民政府 R:甲七镇人民政府", None),
    "建立机制。（市教育局、甲日报社、甲广播电视台）": (
        "建立机制。",
        "R:市教育局 R:甲日报社 R:甲广播电视台",
        None,
    ),
    "建学校。（市教育、财政、自然资源部门负责）": ("建学校。", "R:市教育部门 R:市财政部门 R:市自然资源部门", None),
    "建学校。（市公安、市场监管局负责）": ("建学校。", "R:市公安局 R:市市场监管局", None),
    "建学校。（各县区教育、财政部门负责）": ("建学校。", "R:各县区教育部门 R:各县区财政部门", None),
}


@pytest.mark.parametrize("line", BEHIND)
def test_a_statement_behind_a_task_is_cut_off_it(line: str) -> None:
    (found,) = plan_of(f"1.{line}").tasks
    assert (found.text, parties(found), found.deadline) == BEHIND[line]


@pytest.mark.parametrize(
    "text",
    [
        "（一）组织开展试点。市教育局会同市科技局对试点进行指导。",
        "教育督导工作由市教育局负责。",
        "1.以市教育局负责的工作为例，说明做法。",
    ],
)
def test_a_sentence_inside_prose_assigns_nothing(text: str) -> None:
    assert plan_of(text).tasks == ()


def test_undecided_is_no_unit() -> None:
    plan = plan_of("1.建学校。\n责任单位：待定\n2.建园。\n责任单位：市教育局")
    assert {party.name for task in plan.tasks for party in task.parties} == {"市教育局"}


def test_who_issued_a_plan_together_below_its_title_has_no_task() -> None:
    plan = plan_of("特殊教育提升实施方案\n（市教育局　市财政局）\n1.建学校。（市教育局、市财政局）")
    assert [task.text for task in plan.tasks] == ["建学校。"]


@pytest.mark.parametrize("host", ["主办：甲市人民政府　承办：乙中心", "主办：甲市人民政府　甲ICP备1号"])
def test_the_host_of_a_page_beside_another_or_a_number(host: str) -> None:
    plan = plan_of(
        f"1.建学校。（责任单位：市教育局）\n2.抓落实。各地要重视。\n甲市人民政府\n2021年1月29日\n{host}\n甲ICP备1号"
    )
    assert [parties(task) for task in plan.tasks] == ["R:市教育局"]


def test_an_odd_name_in_brackets_leaves_the_list() -> None:
    [task] = plan_of("1.建学校，推动开放。（市教育局、市财政局，学校所在区、县（市）政府）").tasks
    assert parties(task) == "R:市教育局 R:市财政局 R:学校所在区、县（市）政府"


def test_a_label_of_who_does_what_leaves_that_to_the_verbs() -> None:
    [task] = plan_of("1.建学校。\n部门分工：市教育局牵头，市财政局、人社局，各区政府配合。").tasks
    assert parties(task) == "L:市教育局 S:市财政局 S:市人社局 S:各区政府"


def test_a_heading_with_units_in_brackets_governs_what_is_below() -> None:
    tasks = plan_of("（一）资源建设（市教育局、市财政局）\n1.建设资源库。\n2.推广资源。").tasks
    assert [parties(task) for task in tasks] == ["R:市教育局+ R:市财政局+"] * 2


def test_who_does_it_between_a_title_and_its_text() -> None:
    plan = plan_of(
        "（一）整治旅游厕所“脏乱差”。由县旅游委负责，新建厕所12座。\n（二）整治价格。由县物价局负责，督促明码标价。\n"
        "二、保障\n（一）加强统筹。建立联席会议制度，由县发展改革委负责日常工作，研究解决问题。"
    )
    assert [parties(task) for task in plan.tasks] == ["R:县旅游委", "R:县物价局"]


def test_a_short_task_may_have_its_stop_behind_the_units() -> None:
    [task] = plan_of("6．强化投入（市财政局、市教育局）。").tasks
    assert (task.text, parties(task)) == ("强化投入。", "R:市财政局 R:市教育局")


def test_the_hosts_of_a_web_page_are_no_units() -> None:
    plan = plan_of("1.建学校。（责任单位：市教育局）\n主办单位：甲市人民政府\n承办单位：甲市大数据局")
    assert [parties(task) for task in plan.tasks] == ["R:市教育局"]
    assert [(one.line, one.kind) for one in plan.left] == [(4, "footer"), (5, "footer")]


def test_hosts_of_each_task_are_its_units() -> None:
    plan = plan_of(
        "1.建学校。\n主办单位：市教育局\n承办单位：市财政局\n2.建园。\n主办单位：市教育局\n承办单位：市财政局"
    )
    assert [parties(task) for task in plan.tasks] == ["L:市教育局 R:市财政局"] * 2


def test_reading_in_a_title_is_no_word_of_a_page() -> None:
    assert read_head([Line(1, "甲市全民阅读任务分工"), Line(2, "一、总体")]).title == "甲市全民阅读任务分工"
    assert read_head([Line(1, "阅读次数：12"), Line(2, "甲市任务分工方案")]).title == "甲市任务分工方案"


def test_joint_issuers_stand_above_the_word_document() -> None:
    texts = ["甲市教育局", "甲市财政局", "文件", "甲教督〔2027〕3号", "关于印发《甲市任务分工方案》的通知", "一、总体"]
    head = read_head([Line(number, text) for number, text in enumerate(texts, 1)])
    assert (head.issuer, head.number) == ("甲市教育局、甲市财政局", "甲教督〔2027〕3号")
    assert head.title == "关于印发《甲市任务分工方案》的通知"


OF_NUMBERS = {
    "4.丁。（责任单位：市教育督导室）\n第1—3项由市教育局牵头，市财政局配合。": ["L:市教育局+ S:市财政局+"] * 3
    + ["R:市教育督导室"],
    "4.丁。（责任单位：市教育督导室）\n以上第2至3项由市教育局牵头。\n5.戊。（责任单位：市财政局）": ["L:市教育局+"] * 2
    + ["R:市教育督导室", "R:市财政局"],
    "注：第1、2项责任单位为市教育局，第3项责任单位为市委编办。": ["R:市教育局+"] * 2 + ["R:市委编办+"],
    "4.丁。（责任单位：市财政局）\n以上各项除注明外，均由市教育局负责。": ["R:市教育局+"] * 3 + ["R:市财政局"],
}


@pytest.mark.parametrize("closing", OF_NUMBERS)
def test_a_statement_may_say_the_numbers_of_its_tasks_or_except_those_that_have_one(closing: str) -> None:
    tasks = plan_of(f"1.甲。\n2.乙。\n3.丙。\n{closing}").tasks
    assert [parties(task) for task in tasks] == OF_NUMBERS[closing]
    assert {"乙。", "丙。"} <= {task.text for task in tasks}


def test_the_last_clause_of_a_task_may_be_its_time_limit() -> None:
    first, second = plan_of(
        "（一）由市教育局牵头，市数据局配合，建成专网，2027年底前完成。\n（二）由市教育局牵头，市数据局配合，开展检查，长期坚持。"
    ).tasks
    assert (parties(first), first.deadline) == ("L:市教育局 S:市数据局", "2027年底前完成")
    assert second.deadline == "长期坚持"


@pytest.mark.parametrize(
    ("second", "expected"), [("2.配教师。", ["R:市教育局+", "R:市教育局+"]), ("1.配教师。", ["R:市教育局+"])]
)
def test_all_above_is_the_whole_document_where_its_tasks_are_counted_through(second: str, expected: list[str]) -> None:
    tasks = plan_of(f"1.建学校。\n二、队伍\n{second}\n以上任务均由市教育局负责。").tasks
    assert [parties(task) for task in tasks] == expected


HOWS = [
    "按行业分工负责",
    "按领域分工推进",
    "按照各自职能落实",
    "按权限负责",
    "按行业管理和属地管理原则分工负责",
    "按条线、领域抓好落实",
]


@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize("around", ["[]", "（）", "【】", "〔〕", ("由", "。")])
def test_offices_may_divide_a_task_by_what_they_do(around: str, how: str) -> None:
    (task,) = plan_of(f"1.排查隐患。{around[0]}县文旅局、县民宗局、县商务局{how}{around[1]}").tasks
    assert (task.text, parties(task)) == ("排查隐患。", "R:县文旅局 R:县民宗局 R:县商务局")


def test_how_they_divide_it_may_stand_before_them() -> None:
    (task,) = plan_of("1.排查隐患。（按行业分工，县文旅局、县民宗局负责）").tasks
    assert (task.text, parties(task)) == ("排查隐患。", "R:县文旅局 R:县民宗局")


@pytest.mark.parametrize("stop", ["；", "。"])
def test_each_sentence_of_a_paragraph_may_name_who_does_its_task(stop: str) -> None:
    text = f"（一）投入。首先落实经费，由市财政局负责{stop}其次规范收费，由市发改委牵头，市教育局配合{stop}最后审计，由市审计局负责。"
    plan = read_plan([Line(1, "一、任务"), Line(2, text)])
    assert [(task.text, [one.name for one in task.parties]) for task in plan.tasks] == [
        ("投入。首先落实经费", ["市财政局"]),
        ("其次规范收费", ["市发改委", "市教育局"]),
        ("最后审计", ["市审计局"]),
    ]


@pytest.mark.parametrize("before", ["", "足额落实，"])
def test_offices_that_each_do_a_part_are_all_named_and_the_sentence_is_the_task(before: str) -> None:
    text = f"加强师资。{before}市教育局负责招聘教师，市人社局牵头开展评聘，市财政局负责经费保障。"
    plan = read_plan([Line(1, "一、任务"), Line(2, f"（一）{text}")])
    assert [(task.text, [(one.name, one.role) for one in task.parties]) for task in plan.tasks] == [
        (text, [("市教育局", "responsible"), ("市人社局", "lead"), ("市财政局", "responsible")])
    ]
    assert [one.line for one in plan.doubts if one.kind == "clauses"] == [2]


def test_a_label_written_twice_in_a_sentence_is_of_two_tasks() -> None:
    text = "（一）职教。产教融合，牵头单位：市教育局；校企合作，牵头单位：市工信局，配合单位：市科技局。"
    plan = read_plan([Line(1, "一、任务"), Line(2, text)])
    assert [(task.text, [one.name for one in task.parties]) for task in plan.tasks] == [
        ("职教。产教融合", ["市教育局"]),
        ("校企合作。", ["市工信局", "市科技局"]),
    ]
