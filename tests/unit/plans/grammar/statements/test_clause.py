"""What the words of a clause say of its offices. Every text here is invented; no office said any of it."""

from __future__ import annotations

import pytest

from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.grammar.record import Line, Task

LETTERS = {"lead": "L", "responsible": "R", "support": "S", "guide": "G"}
BEFORE = "一、学校建设\n1.改建校舍。（责任单位：县教育局、县财政局）\n2.配齐教师。每年招聘一次。"
BEHIND = "\n3.检查校车。（责任单位：县公安局）"


def task_of(statement: str) -> Task:
    """The task that the statement stands behind; it takes none of those around it."""
    lines = (BEFORE + statement + BEHIND).splitlines()
    first, task, last = read_plan([Line(number, line) for number, line in enumerate(lines, 1)]).tasks
    assert (said(first), said(last)) == ("R:县教育局 R:县财政局", "R:县公安局")
    return task


def said(task: Task) -> str:
    return " ".join(f"{LETTERS[party.role]}:{party.name}" for party in task.parties)


COUNTY = {
    "（县教育局会同县财政局负责）": "L:县教育局 S:县财政局",
    "（由县教育局会同县财政局、县人社局负责，6月底前完成）": "L:县教育局 S:县财政局 S:县人社局",
    "（牵头单位：县教育局会同县财政局）": "L:县教育局 S:县财政局",
    "（县教育局牵头会同县财政局负责）": "L:县教育局 S:县财政局",
    "由县教育局会同县财政局组织实施。": "L:县教育局 S:县财政局",
    "（县教育局商县财政局负责）": "L:县教育局 S:县财政局",
    # the county of that name
    "（怀化市会同县教育局负责）": "R:怀化市会同县教育局",
    "（会同县教育局牵头，会同县财政局配合）": "L:会同县教育局 S:会同县财政局",
    "（由会同县教育局会同会同县财政局负责）": "L:会同县教育局 S:会同县财政局",
    "（责任单位：会同县教育局、会同县财政局）": "R:会同县教育局 R:会同县财政局",
}


@pytest.mark.parametrize("statement", COUNTY)
def test_together_with_is_no_county_behind_an_office(statement: str) -> None:
    assert said(task_of(statement)) == COUNTY[statement]


CALLED_IN = {
    "由县教育局牵头，会同县财政局、县人社局于6月底前完成。": "L:县教育局 S:县财政局 S:县人社局",
    "（县教育局牵头，会同县财政局、县人社局落实）": "L:县教育局 S:县财政局 S:县人社局",
    "（县教育局牵头，并会同县财政局、县人社局做好相关工作）": "L:县教育局 S:县财政局 S:县人社局",
    "（县教育局牵头，联合县财政局推进）": "L:县教育局 S:县财政局",
    "（县教育局，会同县财政局负责）": "L:县教育局 S:县财政局",
    "（责任单位：县教育局，会同县财政局）": "R:县教育局 S:县财政局",
    "由县教育局负责，会同县财政局落实。": "R:县教育局 S:县财政局",
    "由县教育局牵头，会同县财政局制定年度方案。": "L:县教育局 S:县财政局",
}


@pytest.mark.parametrize("statement", CALLED_IN)
def test_who_is_called_in_takes_part(statement: str) -> None:
    assert said(task_of(statement)) == CALLED_IN[statement]


def test_some_who_are_called_in_without_a_name_leave_the_end_open() -> None:
    task = task_of("（县教育局牵头，会同有关部门落实）")
    assert (said(task), task.open_ended) == ("L:县教育局", True)


VERBS = {
    # how
    "（县教育局牵头，县财政局密切配合）": "L:县教育局 S:县财政局",
    "（县教育局牵头，县财政局、县人社局等部门密切配合）": "L:县教育局 S:县财政局 S:县人社局",
    "（县教育局牵头，相关部门密切配合）": "L:县教育局 S:相关部门",
    "（县教育局牵头，县财政局予以大力支持）": "L:县教育局 S:县财政局",
    "（县教育局牵头，县财政局做好配合工作）": "L:县教育局 S:县财政局",
    "（县教育局牵头，县财政局配合做好相关工作）": "L:县教育局 S:县财政局",
    "（县教育局牵头，县财政局按照职责分工做好相关工作）": "L:县教育局 R:县财政局",
    "（县教育局、县财政局负责落实到位）": "R:县教育局 R:县财政局",
    "由县教育局牵头，县财政局配合推进。": "L:县教育局 S:县财政局",
    "由县教育局、县财政局推进。": "R:县教育局 R:县财政局",
    "（县教育局、县财政局、县人社局，按职责分工负责）": "R:县教育局 R:县财政局 R:县人社局",
    # who is in charge, who does their part
    "（县教育局牵头抓总，县财政局、县人社局各负其责）": "L:县教育局 R:县财政局 R:县人社局",
    "（县教育局牵头，县财政局、县人社局各司其职、密切配合）": "L:县教育局 S:县财政局 S:县人社局",
    "（县教育局统筹协调，各乡镇具体落实）": "R:县教育局 R:各乡镇",
    "（县教育局负总责，各乡镇负主体责任）": "R:县教育局 R:各乡镇",
    "（县教育局主抓，县财政局配合）": "R:县教育局 S:县财政局",
    "（县教育局统筹，县财政局协同配合）": "R:县教育局 S:县财政局",
    "（县教育局抓总，县财政局支持）": "R:县教育局 S:县财政局",
    "（县教育局牵头，督促各乡镇落实）": "L:县教育局 R:各乡镇",
    "（由县教育局牵头抓，县财政局配合抓）": "L:县教育局 S:县财政局",
    "（县教育局主办，县财政局会办）": "L:县教育局 S:县财政局",
    "（县教育局总负责，县财政局联动配合）": "R:县教育局 S:县财政局",
    "（县教育局归口管理，县财政局兜底保障）": "R:县教育局 R:县财政局",
    "（以县教育局为主，县财政局配合）": "R:县教育局 S:县财政局",
    "（县教育局、县财政局分别负责，县卫健局给予技术指导）": "R:县教育局 R:县财政局 G:县卫健局",
    "（县教育局牵头，县财政局提供资金保障）": "L:县教育局 R:县财政局",
    # which part
    "（县综合执法局负责城市建成区，县交通局负责国省干线公路）": "R:县综合执法局 R:县交通局",
    "（县城市管理综合行政执法局负责城市建成区，县交通局负责乡村公路）": "R:县城市管理综合行政执法局 R:县交通局",
    # together
    "（县教育局牵头推进，县财政局协同推进）": "L:县教育局 S:县财政局",
    "（县教育局、县财政局协同推进）": "R:县教育局 R:县财政局",
    # what they are
    "（县教育局为牵头单位，县财政局为配合单位）": "L:县教育局 S:县财政局",
    "县教育局是牵头单位，县财政局、县人社局是责任单位。": "L:县教育局 R:县财政局 R:县人社局",
    "牵头单位为县教育局，责任单位为县财政局、县人社局。": "L:县教育局 R:县财政局 R:县人社局",
    "（县教育局牵头，县财政局、县人社局）": "L:县教育局 R:县财政局 R:县人社局",
    "（县教育局牵头，县财政局和县人社局为成员单位）": "L:县教育局 R:县财政局 R:县人社局",
    # which task
    "具体由县教育局负责，县财政局配合。": "R:县教育局 S:县财政局",
    "此项工作由县教育局牵头，县财政局配合。": "L:县教育局 S:县财政局",
    "该任务由县教育局会同县财政局组织实施，6月底前完成。": "L:县教育局 S:县财政局",
    "这项工作由县教育局负责。": "R:县教育局",
    "县教育局负责牵头，县财政局、各乡镇配合，全面排查隐患。": "L:县教育局 S:县财政局 S:各乡镇",
}


@pytest.mark.parametrize("statement", VERBS)
def test_words_around_a_verb_change_neither_the_name_nor_its_role(statement: str) -> None:
    assert said(task_of(statement)) == VERBS[statement]


def test_what_each_does_of_the_task_is_noted() -> None:
    task = task_of("（县教育局负责牵头，县财政局负责资金保障，县人社局做好人员招聘）")
    assert said(task) == "L:县教育局 R:县财政局 R:县人社局"
    assert task.note == "县财政局负责资金保障；县人社局做好人员招聘"


def test_a_clause_behind_who_does_it_is_told() -> None:
    lines = (BEFORE + "（县教育局牵头，县财政局配合，列入为民实事）" + BEHIND).splitlines()
    plan = read_plan([Line(number, line) for number, line in enumerate(lines, 1)])
    assert said(plan.tasks[1]) == "L:县教育局 S:县财政局"
    assert [(one.line, one.subject) for one in plan.doubts if one.kind == "loose"] == [(3, "列入为民实事")]


UNTIL = {
    "（县教育局6月底前完成）": "6月底前完成",
    "（县教育局牵头，县财政局配合于2027年6月底前完成）": "2027年6月底前完成",
    "（县教育局负责，2027年底前取得明显进展，并持续推进）": "2027年底前取得明显进展；持续推进",
}


@pytest.mark.parametrize("statement", UNTIL)
def test_by_when_may_follow_a_name_or_a_verb(statement: str) -> None:
    task = task_of(statement)
    assert task.deadline == UNTIL[statement]
    assert task.parties[0].name == "县教育局"


LABELS = {
    "（责任单位）县教育局、县财政局": "R:县教育局 R:县财政局",
    "\n（责任单位）县教育局、县财政局": "R:县教育局 R:县财政局",
    "\n（牵头单位）县教育局（配合单位）县财政局": "L:县教育局 S:县财政局",
    "推行签到【责任单位】县教育局、县财政局": "R:县教育局 R:县财政局",
    "推行签到[牵头单位]县教育局[配合单位]县财政局": "L:县教育局 S:县财政局",
    "\n责任单位 县教育局、县财政局": "R:县教育局 R:县财政局",
    "（责任单位县教育局、县财政局）": "R:县教育局 R:县财政局",
    "（牵头单位县教育局，配合单位县财政局）": "L:县教育局 S:县财政局",
    "（责任单位、县教育局、县财政局）": "R:县教育局 R:县财政局",
    "（责任单位——县教育局、县财政局）": "R:县教育局 R:县财政局",
    "责任单位→县教育局、县财政局": "R:县教育局 R:县财政局",
    "责任落实：县教育局、县财政局": "R:县教育局 R:县财政局",
    "（牵头部门县教育局、配合部门县财政局）": "L:县教育局 S:县财政局",
    "【牵头】县教育局【配合】县财政局": "L:县教育局 S:县财政局",
    "｛责任单位：县教育局、县财政局｝": "R:县教育局 R:县财政局",
    "〖责任单位：县教育局、县财政局〗": "R:县教育局 R:县财政局",
    "（责任单位：县教育局、县财政局】": "R:县教育局 R:县财政局",
    "（排名第一的为牵头单位：县教育局、县财政局）": "L:县教育局 R:县财政局",
    "责任单位县教育局、县财政局。": "R:县教育局 R:县财政局",
    "责任单位为县教育局、县财政局。": "R:县教育局 R:县财政局",
    "（责任单位∶县教育局、县财政局）": "R:县教育局 R:县财政局",
    "\n责任单位︰县教育局、县财政局": "R:县教育局 R:县财政局",
    "（县教育局牵头，县财政局配合": "L:县教育局 S:县财政局",
    "县教育局牵头，县财政局配合）": "L:县教育局 S:县财政局",
    "责任单位：县教育局、县财政局）": "R:县教育局 R:县财政局",
    "（责任单位：县教育局·县财政局•县人社局）": "R:县教育局 R:县财政局 R:县人社局",
    "（责任单位：县教育局+县财政局）": "R:县教育局 R:县财政局",
    "（第一责任单位：县教育局；其他责任单位：县财政局）": "L:县教育局 R:县财政局",
    "（牵头单位：县教育局；其它配合单位：县财政局）": "L:县教育局 S:县财政局",
}


@pytest.mark.parametrize("statement", LABELS)
def test_a_label_is_known_by_its_words_whatever_sign_is_missing_or_another(statement: str) -> None:
    assert said(task_of(statement)) == LABELS[statement]


ELIDED = {
    "（团县委、妇联、总工会负责）": "R:团县委 R:县妇联 R:县总工会",
    "（责任单位：县总工会、团委、残联）": "R:县总工会 R:县团委 R:县残联",
    "（责任单位：县教育局、各乡镇人民政府、街道办事处）": "R:县教育局 R:各乡镇人民政府 R:各街道办事处",
    "（有关乡镇人民政府、街道办事处负责）": "R:有关乡镇人民政府 R:有关街道办事处",
    "（责任单位：县教育局、编办、组织部）": "R:县教育局 R:县编办 R:县委组织部",
    "（责任单位：县委宣传部、网信办）": "R:县委宣传部 R:县委网信办",
    "（责任单位：县教育局、“三旧”改造办、监察局、行政服务中心）": "R:县教育局 R:县“三旧”改造办 R:县监察局 R:县行政服务中心",
    "（责任单位：自治区教育厅、党委编办、机关管理局）": "R:自治区教育厅 R:自治区党委编办 R:自治区机关管理局",
    "（责任单位：县财政局、国税局、行政服务中心管委会）": "R:县财政局 R:县国税局 R:县行政服务中心管委会",
    "（县财政局、市监察委负责）": "R:县财政局 R:市监察委",
    "（责任单位：区医保局、公安长宁分局、国土资源局）": "R:区医保局 R:公安长宁分局 R:区国土资源局",
    "（责任单位：县公安局、交警支队）": "R:县公安局 R:县交警支队",
    "（责任单位：县财政局、国土资源局、南水北调办）": "R:县财政局 R:县国土资源局 R:县南水北调办",
    "（责任单位：县教育局、政府督查室、太原海事局、国安局）": "R:县教育局 R:县政府督查室 R:太原海事局 R:县国安局",
    "（各县（市、区）人民政府、管委会负责）": "R:各县（市、区）人民政府 R:各管委会",
}


@pytest.mark.parametrize("statement", ELIDED)
def test_the_level_or_each_is_written_once_for_several(statement: str) -> None:
    assert said(task_of(statement)) == ELIDED[statement]


NO_STATEMENTS = [
    "各责任单位为抓好工作，要建立台账。",
    "（县教育局负责制定标准）",
    "县教育局推进市级示范校建设。",
    "各学校（责任单位）要建立台账。",
    "县社会保障局提供就业数据。",
    "落实各责任单位工作责任。",
]


@pytest.mark.parametrize("text", NO_STATEMENTS)
def test_a_sentence_of_the_task_is_no_statement(text: str) -> None:
    lines = (BEFORE + text + BEHIND).splitlines()
    tasks = read_plan([Line(number, line) for number, line in enumerate(lines, 1)]).tasks
    assert [said(task) for task in tasks] == ["R:县教育局 R:县财政局", "R:县公安局"]
