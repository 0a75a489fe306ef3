"""Plans set as tables, in every form that has tables. Invented; no office said any of it."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest
import xlsxwriter

from dutykit.plans.document.register import lines_of_document
from dutykit.plans.grammar.column_use import ColumnUse
from dutykit.plans.grammar.reading import read_plan
from tests.conftest import REPOSITORY
from tests.unit.plans.document.made import (
    by_office,
    facts,
    page_as_pdf,
    plan_of,
    table_as_docx,
    table_as_html,
    table_as_xlsx,
)

PLANS = REPOSITORY / "tests" / "data" / "plans"
TITLE = "某市示例教育任务分解表"
ROWS = [
    ("序号", "重点任务", "具体措施", "牵头单位", "责任单位", "完成时限", "责任领导"),
    ("1", "办学条件", "建设示例学校。", "市教育局", "市财政局、住建局，各区、县（市）政府", "2026年底", "某某"),
    ("2", "办学条件", "添置示例设备。", "市教育局", "市财政局", "长期坚持", "某某"),
    ("3", "办学条件", "办好示例活动。", "市教育局", "团市委等有关部门", "2026年6月", "某某"),
    ("4", "队伍建设", "培训示例教师。", "市人社局", "", "持续推进", "某某"),
]
MERGED = {1: (1, 3), 3: (1, 3)}
WANT = [
    ("1", "建设示例学校。", "L:市教育局 R:市财政局 R:市住建局 R:各区、县（市）政府", False, "2026年底"),
    ("2", "添置示例设备。", "L:市教育局 R:市财政局", False, "长期坚持"),
    ("3", "办好示例活动。", "L:市教育局 R:团市委", True, "2026年6月"),
    ("4", "培训示例教师。", "L:市人社局", False, "持续推进"),
]
FORMS = {"docx": table_as_docx, "html": table_as_html, "xlsx": table_as_xlsx}


def said(data: bytes, suffix: str) -> list[tuple[str, str, str, bool, str | None]]:
    return [
        (
            task.number,
            task.text,
            " ".join(f"{party.role[0].upper()}:{party.name}" for party in task.parties),
            task.open_ended,
            task.deadline,
        )
        for task in plan_of(data, suffix).tasks
    ]


@pytest.mark.parametrize("form", FORMS)
def test_a_table_with_merged_cells(form: str) -> None:
    data = FORMS[form](TITLE, ROWS, MERGED)
    assert said(data, f".{form}") == WANT
    plan = plan_of(data, f".{form}")
    assert plan.head.title == TITLE
    assert {doubt.kind for doubt in plan.doubts} == {"person", "restored", "open"}


def test_all_forms_say_the_same() -> None:
    first, *others = (facts(plan_of(make(TITLE, ROWS, MERGED), f".{form}")) for form, make in FORMS.items())
    assert others == [first, first]


def test_a_standard_states_the_task_that_the_column_before_it_names() -> None:
    rows = [
        ("序号", "测评项目", "测评内容", "测评标准", "责任单位"),
        ("1", "有利于示例事业发展的环境", "学习宣传", "每季度至少学习1次", "市教育局"),
        ("2", "有利于示例事业发展的环境", "政务服务", "网上可办率95%以上", "市财政局"),
    ]
    assert [task[1] for task in said(table_as_xlsx(TITLE, rows, {}), ".xlsx")] == [
        "学习宣传。每季度至少学习1次",
        "政务服务。网上可办率95%以上",
    ]


def test_rows_that_span_the_table_are_headings() -> None:
    rows = [
        ("序号", "工作任务", "责任单位"),
        ("一、办学条件", "一、办学条件", "一、办学条件"),
        ("1", "建设示例学校。", "市教育局"),
        ("二、队伍建设", "二、队伍建设", "二、队伍建设"),
        ("2", "培训示例教师。", "市人社局"),
        ("注：责任单位第一位的为牵头单位。",) * 3,
    ]
    for form, make in FORMS.items():
        tasks = plan_of(make(TITLE, rows, {}), f".{form}").tasks
        headings = [task.chapter.title for task in tasks if task.chapter is not None]
        assert headings == ["办学条件", "队伍建设"], form
        assert [party.role for task in tasks for party in task.parties] == ["lead", "lead"], form


def rows_of(*rows: str) -> bytes:
    """A page with a table of these rows, cells set apart by |."""
    return table_as_html(TITLE, [tuple(row.split("|")) for row in rows], {})


def told(data: bytes, columns: dict[str, ColumnUse] | None = None) -> list[tuple[str, str, str]]:
    """Each task's section, text and note."""
    plan = read_plan(lines_of_document(data, ".html"), columns)
    return [
        (heading.title if (heading := task.section or task.chapter) else "", task.text, task.note)
        for task in plan.tasks
    ]


def test_no_column_vanishes() -> None:
    data = rows_of(
        "序号|存在问题|改革举措|主要内容|责任单位|推广范围|备注",
        "1|校舍不足|新建学校|新建示例学校3所。|市教育局|全市|分期",
        "2|教师不足|招聘教师|招聘示例教师。|市人社局||",
    )
    assert told(data) == [
        ("", "新建学校。新建示例学校3所。", "存在问题：校舍不足；推广范围：全市；备注：分期"),
        ("", "招聘教师。招聘示例教师。", "存在问题：教师不足"),
    ]


@pytest.mark.parametrize(
    ("task", "goal"),
    [
        ("反馈问题及整改任务", "整改目标"),
        ("存在问题", "整改目标"),
        ("整治事项", "整改标准"),
        ("情况", "目标"),  # by the length of its cells
    ],
)
def test_what_is_to_be_done_is_the_text_before_its_goal(task: str, goal: str) -> None:
    rows = [(task, goal), ("管网长期超负荷运行，完成扩建并验收。", "新增5万吨"), ("道路破损，完成修复。", "新增1条")]
    for step in (1, -1):
        data = rows_of(
            *("|".join((*cells[::step], unit)) for cells, unit in zip(rows, ("责任单位", "甲局", "乙局"), strict=True))
        )
        assert told(data) == [("", text, f"{goal}：{aim}") for text, aim in rows[1:]]


def test_a_goal_without_a_task_beside_it_is_the_text() -> None:
    data = rows_of(
        "序号|备注说明|工作目标|责任单位", "1|分期|食堂全部达标。|市教育局", "2|当年|水质全部合格。|市卫健委"
    )
    assert [one[1] for one in told(data)] == ["食堂全部达标。", "水质全部合格。"]


def test_what_a_column_is_for_can_be_said() -> None:
    data = rows_of("序号|存在问题|改革举措|责任单位|推广范围", "1|校舍不足|新建学校|市教育局|各县区")
    assert told(data, {"存在问题": "text", "推广范围": "support", "改革举措": "note"}) == [
        ("", "校舍不足", "改革举措：新建学校")
    ]
    plan = read_plan(lines_of_document(data, ".html"), {"推广范围": "none"})
    assert [(one.kind, one.text, one.whole) for one in plan.left] == [("column", "各县区", False)]
    assert ("推广范围", "none") in [(column.title, column.use) for column in plan.columns]


def test_a_name_written_for_several_rows_is_a_heading_one_for_each_is_part_of_the_text() -> None:
    several = rows_of(
        "序号|重点任务|责任单位|具体措施", "1|办学|市教育局|建校。", "2|办学|市教育局|添置。", "3|队伍|市人社局|培训。"
    )
    assert [one[:2] for one in told(several)] == [("办学", "建校。"), ("办学", "添置。"), ("队伍", "培训。")]
    each = rows_of("序号|重点任务|具体措施|责任单位", "1|办学|建校。|市教育局", "2|队伍|培训。|市人社局")
    assert [one[:2] for one in told(each)] == [("", "办学。建校。"), ("", "队伍。培训。")]


@pytest.mark.parametrize("nothing", ["无", "/", "—", "-", "暂无"])
def test_nothing_is_no_unit(nothing: str) -> None:
    plan = plan_of(rows_of("序号|工作任务|牵头单位|配合单位", f"1|建校。|市教育局|{nothing}"), ".html")
    assert [party.name for party in plan.tasks[0].parties] == ["市教育局"]
    assert not [one for one in plan.doubts if one.kind == "name"]


def test_as_above_is_what_is_above() -> None:
    data = rows_of(
        "序号|工作任务|责任单位|完成时限",
        "1|建校。|市教育局、市财政局|2026年底",
        "2|添置。|同上|同上",
        "3|培训。|〃|长期",
    )
    assert [(one[2], one[4]) for one in said(data, ".html")] == [
        ("R:市教育局 R:市财政局", "2026年底"),
        ("R:市教育局 R:市财政局", "2026年底"),
        ("R:市教育局 R:市财政局", "长期"),
    ]


def test_numbers_of_a_table_give_the_levels() -> None:
    data = rows_of(
        "序号|工作任务|责任单位",
        "一|学前教育|",
        "（一）|扩大资源|",
        "1|建园。|市教育局",
        "（二）|规范收费|",
        "2|核价。|市发改委",
        "二|义务教育|",
        "3|建校。|市教育局",
    )
    tasks = plan_of(data, ".html").tasks
    assert [
        (task.chapter and task.chapter.title, task.section and task.section.title, task.text) for task in tasks
    ] == [
        ("学前教育", "扩大资源", "建园。"),
        ("学前教育", "规范收费", "核价。"),
        ("义务教育", None, "建校。"),
    ]


def test_a_numbered_heading_in_a_merged_column_is_of_its_level() -> None:
    for form, make in FORMS.items():
        rows = [
            ("序号", "重点任务", "具体措施", "责任单位"),
            ("1", "一、学前教育", "建园。", "市教育局"),
            ("2", "一、学前教育", "核价。", "市发改委"),
            ("3", "二、义务教育", "建校。", "市教育局"),
        ]
        tasks = plan_of(make(TITLE, rows, {1: (1, 2)}), f".{form}").tasks
        assert [task.chapter and (task.chapter.number, task.chapter.title) for task in tasks] == [
            ("一", "学前教育"),
            ("一", "学前教育"),
            ("二", "义务教育"),
        ], form


def test_a_row_without_units_is_named() -> None:
    plan = plan_of(rows_of("序号|工作任务|责任单位", "1|建校。|市教育局", "2|添置。|"), ".html")
    assert [(one.kind, one.subject) for one in plan.doubts if one.kind == "unassigned"] == [("unassigned", "添置。")]
    assert [(one.kind, one.text) for one in plan.left] == [("row", "2 添置。")]


def test_the_task_is_beside_the_units_whatever_its_column_is_called() -> None:
    plan = plan_of(rows_of("序号|“一件事”名称|牵头单位|备注", "1|企业开办“一件事”|市教育局|甲"), ".html")
    assert [(task.text, task.note) for task in plan.tasks] == [("企业开办“一件事”", "备注：甲")]


def test_rows_on_a_new_page_without_their_heading_go_on() -> None:
    page = table_as_html(TITLE, [("序号", "工作任务", "责任单位"), ("1", "建校。", "市教育局")], {}).decode()
    page = page.replace("</html>", "<table><tr><td>2</td><td>添置。</td><td>市财政局</td></tr></table></html>")
    assert [(one[0], one[2]) for one in said(page.encode(), ".html")] == [("1", "R:市教育局"), ("2", "R:市财政局")]


MARKDOWN = """# 某市示例方案

## 一、主要任务

- 建立制度。**责任单位：** 市教育局、市财政局
- 落实经费。（**责任单位：**市财政局）

| 序号 | 工作任务 | 责任单位 | 完成时限 |
| --- | --- | --- | --- |
| 1 | 核定编制 | 市委编办 | 2026年6月 |
"""


@pytest.mark.parametrize("suffix", [".md", ".txt"])
def test_markdown_with_a_table(suffix: str) -> None:
    plan = plan_of(MARKDOWN.encode(), suffix)
    assert plan.head.title == "某市示例方案"
    assert [(task.text, [party.name for party in task.parties], task.deadline) for task in plan.tasks] == [
        ("建立制度。", ["市教育局", "市财政局"], None),
        ("落实经费。", ["市财政局"], None),
        ("核定编制", ["市委编办"], "2026年6月"),
    ]
    assert all(party.role == "responsible" for task in plan.tasks for party in task.parties)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_table_as_text(separator: str, encoding: str) -> None:
    rows = [("序号", "工作任务", "责任单位"), ("1", '建设"示例"学校\n两所。', "市教育局、市财政局")]
    quoted = "\r\n".join(separator.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    assert said(quoted.encode(encoding), ".csv") == [
        ("1", '建设"示例"学校两所。', "R:市教育局 R:市财政局", False, None)
    ]


def table_truth() -> dict[str, set[tuple[str, str, str]]]:
    with (PLANS / "truth-table.tsv").open(encoding="utf-8", newline="") as file:
        found: dict[str, set[tuple[str, str, str]]] = {}
        for row in csv.DictReader(file, delimiter="\t"):
            role = {"牵头单位": "lead", "配合单位": "support", "责任单位": "responsible"}[row["role"]]
            for unit in row["units"].split("|"):
                found.setdefault(row["row"], set()).add((unit, role, row["deadline"]))
        return found


@pytest.mark.parametrize("form", ["docx", "html", "md", "xlsx"])
def test_a_public_table_is_read_as_its_truth_says(form: str) -> None:
    plan = plan_of((PLANS / f"56-zhejiang-table.{form}").read_bytes(), f".{form}")
    got = {task.number: {(party.name, party.role, task.deadline) for party in task.parties} for task in plan.tasks}
    assert got == table_truth()
    assert sum(len(parties) for parties in got.values()) == 90
    assert plan.left == ()


def test_a_public_table_over_several_pages_of_a_pdf() -> None:
    page = (PLANS / "56-zhejiang-table.html").read_text(encoding="utf-8")
    page = page if "<html>" in page else f"<html>{page}</html>"
    plan = plan_of(page_as_pdf(page), ".pdf")
    got = {task.number: {(party.name, party.role, task.deadline) for party in task.parties} for task in plan.tasks}
    assert got == table_truth()
    assert plan.left == ()


def test_a_pdf_with_text_around_its_table() -> None:
    page = (
        "<html><p>某市示例方案</p><p>一、甲</p><p>1.乙。（责任单位：市教育局）</p>"
        + table_as_html("附表", [("序号", "工作任务", "责任单位"), ("1", "建设示例学校。", "市教育局")], {})
        .decode()
        .removeprefix("<html><meta charset='utf-8'>")
        .replace("</html>", "")
        + "<p>2.丙。（责任单位：市财政局）</p></html>"
    )
    tasks = plan_of(page_as_pdf(page), ".pdf").tasks
    assert [(task.text, task.parties[0].name) for task in tasks] == [
        ("乙。", "市教育局"),
        ("建设示例学校。", "市教育局"),
        ("丙。", "市财政局"),
    ]


def test_names_below_one_another_in_a_cell_of_a_pdf() -> None:
    rows = [("序号", "工作任务", "责任单位"), ("1", "建校。", "市教育局<br>市财政局")]
    page = table_as_html(TITLE, rows, {}).decode().replace("&lt;br&gt;", "<br>")
    (task,) = plan_of(page_as_pdf(page), ".pdf").tasks
    assert [party.name for party in task.parties] == ["市教育局", "市财政局"]


def test_the_end_of_a_name_on_a_line_of_its_own_is_no_name_in_a_pdf() -> None:
    rows = [("序号", "工作任务", "责任单位"), ("1", "建校。", "中国人民银行<br>石嘴山市分行")]
    page = table_as_html(TITLE, rows, {}).decode().replace("&lt;br&gt;", "<br>")
    (task,) = plan_of(page_as_pdf(page), ".pdf").tasks
    assert [party.name for party in task.parties] == ["中国人民银行石嘴山市分行"]


def test_letters_of_another_font_stay_in_their_places() -> None:
    page = (
        "<html><p>某市示例方案</p><p>一、甲</p>"
        "<p>1.乙。（责任单位：市<span style='font-family:serif;font-size:70%'>“</span>双减"
        "<span style='font-family:serif;font-size:70%'>”</span>办、市教育局）</p></html>"
    )
    (task,) = plan_of(page_as_pdf(page), ".pdf").tasks
    assert [party.name for party in task.parties] == ["市“双减”办", "市教育局"]


def test_rows_set_apart_by_tabs() -> None:
    text = "某市示例表\n序号\t工作任务\t牵头单位\t配合单位\n1\t建设示例学校。\t市教育局\t市财政局、市人社局\n"
    assert said(text.encode(), ".txt") == [("1", "建设示例学校。", "L:市教育局 S:市财政局 S:市人社局", False, None)]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("牵头责任单位", "lead"),
        ("牵头组织实施单位", "lead"),
        ("协同配合单位", "support"),
        ("指导单位", "guide"),
        ("责任部门（单位）", "responsible"),
        ("责 任 单 位", "responsible"),
        ("牵头（责任）单位", "responsible"),
    ],
)
def test_what_a_column_is_called(heading: str, role: str) -> None:
    rows = [("序号", "目标与任务", heading), ("1", "建设示例学校。", "市教育局")]
    (task,) = plan_of(table_as_html(TITLE, rows, {}), ".html").tasks
    assert [(party.name, party.role) for party in task.parties] == [("市教育局", role)]


@pytest.mark.parametrize("title", ["县区落实", "县市区实施", "乡镇落实"])
def test_a_column_of_places_is_one_of_units_where_its_cells_name_them(title: str) -> None:
    heading = ("序号", "工作任务", "牵头单位", title)
    named = [heading, ("1", "建学校。", "市教育局", "各县区政府"), ("2", "建食堂。", "市教育局", "乙县、丙区")]
    tasks = plan_of(table_as_html(TITLE, named, {}), ".html").tasks
    assert [[party.name for party in task.parties] for task in tasks] == [
        ["市教育局", "各县区政府"],
        ["市教育局", "乙县", "丙区"],
    ]
    done = [heading, ("1", "建学校。", "市教育局", "已落实"), ("2", "建食堂。", "市教育局", "乙县")]
    tasks = plan_of(table_as_html(TITLE, done, {}), ".html").tasks
    assert [(len(task.parties), task.note) for task in tasks] == [(1, f"{title}：已落实"), (1, f"{title}：乙县")]


def test_a_table_that_only_frames_a_page_is_its_text() -> None:
    page = "<table><tr><td><p>某市示例方案</p><p>一、甲</p><p>1.乙。（责任单位：市教育局）</p></td></tr></table>"
    assert said(page.encode(), ".html") == [("1", "乙。", "R:市教育局", False, None)]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("市教育局\n市财政局", ["市教育局", "市财政局"]),
        ("市教育局、\n市财政局", ["市教育局", "市财政局"]),
        ("市教育局、市人力资源和\n社会保障局", ["市教育局", "市人力资源和社会保障局"]),
        ("1.市教育局\n2.市财政局", ["市教育局", "市财政局"]),
    ],
)
def test_lines_of_a_cell(cell: str, names: list[str]) -> None:
    rows = [("序号", "工作任务", "责任单位"), ("1", "建设示例学校。", cell)]
    (task,) = plan_of(table_as_xlsx(TITLE, rows, {}), ".xlsx").tasks
    assert [party.name for party in task.parties] == names


def rows_as_csv(*rows: str) -> bytes:
    return "\n".join(row.replace("|", ",") for row in rows).encode()


def test_rows_of_one_cell_and_empty_rows_are_rows_of_the_table() -> None:
    data = rows_as_csv(
        "工作任务|牵头单位|配合单位",
        "新建学校。|市教育局|市财政局",
        "",
        "改建学校。||",
        "添置示例设备|市教育局|",
        "队伍建设||",
        "培训教师。|市人社局|",
        "||市财政局",
    )
    plan = plan_of(data, ".csv")
    assert [
        (task.section.title if task.section else "", task.text, [party.name for party in task.parties])
        for task in plan.tasks
    ] == [
        ("", "新建学校。", ["市教育局", "市财政局"]),
        ("", "添置示例设备", ["市教育局"]),
        ("", "培训教师。", ["市人社局", "市财政局"]),
    ]
    assert [task.chapter.title if task.chapter else "" for task in plan.tasks] == ["", "", "队伍建设"]
    assert [(one.line, one.kind, one.text) for one in plan.left] == [(4, "row", "改建学校。")]
    assert [(one.line, one.subject) for one in plan.doubts if one.kind == "titled"] == [(6, "队伍建设")]


def test_a_second_time_limit_of_a_task_is_kept() -> None:
    data = rows_as_csv("序号|工作任务|责任单位|完成时限", "1|建校。|市教育局|2026年底", "||市财政局|2027年底")
    (task,) = plan_of(data, ".csv").tasks
    assert [party.name for party in task.parties] == ["市教育局", "市财政局"]
    assert (task.deadline, task.note) == ("2026年底", "完成时限：2027年底")


@pytest.mark.parametrize("title", ["承办", "责任", "负责"])
def test_a_label_without_its_last_word_is_one_of_units(title: str) -> None:
    (task,) = plan_of(rows_as_csv(f"工作任务|{title}", "建校。|市教育局"), ".csv").tasks
    assert [(party.name, party.role) for party in task.parties] == [("市教育局", "responsible")]


def test_a_column_of_units_that_is_called_otherwise_is_asked_about() -> None:
    data = rows_as_csv("序号|工作任务|办理方|状态", "1|建校。|市教育局、市财政局|未启动", "2|培训。|市人社局|已启动")
    plan = plan_of(data, ".csv")
    assert not plan.tasks
    assert [(one.kind, one.subject, one.detail) for one in plan.doubts if one.kind == "untaken"] == [
        ("untaken", "序号、工作任务、办理方、状态", "办理方")
    ]
    frame = plan_of(rows_as_csv("市教育局|电话", "市财政局|1"), ".csv")
    assert not [one for one in frame.doubts if one.kind == "untaken"]


def test_cells_of_a_nested_table_stand_apart() -> None:
    inner = "<table><tr><td>市教育局</td><td>市财政局</td></tr></table>"
    page = f"<table><tr><td>任务</td><td>责任单位</td></tr><tr><td>建校。</td><td>{inner}</td></tr></table>"
    (task,) = plan_of(page.encode(), ".html").tasks
    assert [party.name for party in task.parties] == ["市教育局", "市财政局"]


@pytest.mark.parametrize("word", ["责任分工", "分工情况"])
def test_two_rows_that_name_the_columns(word: str) -> None:
    csv = rows_as_csv(f"序号|工作任务|{word}||完成时限", "||牵头单位|配合单位|", "1|建校。|市教育局|市财政局|2026年底")
    rows = [
        ("序号", "工作任务", word, word, "完成时限"),
        ("序号", "工作任务", "牵头单位", "配合单位", "完成时限"),
        ("1", "建校。", "市教育局", "市财政局", "2026年底"),
    ]
    want = [("1", "建校。", "L:市教育局 S:市财政局", False, "2026年底")]
    assert said(csv, ".csv") == want
    assert said(table_as_docx(TITLE, rows, {}), ".docx") == want
    assert plan_of(csv, ".csv").left == ()


@pytest.mark.parametrize(("suffix", "form"), [(".xlsx", ""), (".xls", "xls:MS Excel 97"), (".ods", "ods")])
def test_numbers_and_days_are_as_the_sheet_shows_them(suffix: str, form: str, tmp_path: Path) -> None:
    if form and shutil.which("soffice") is None:
        pytest.skip("no LibreOffice here")
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["工作任务", "责任单位", "完成时限", "目标值"])
    for row, (value, day, target, share) in enumerate(DAYS, 1):
        sheet.write_row(row, 0, [f"任务{row}。", "市教育局"])
        sheet.write_number(row, 2, value, book.add_format({"num_format": day}))
        sheet.write_number(row, 3, target, book.add_format({"num_format": share}))
    book.close()
    data = by_office(buffer.getvalue(), ".xlsx", form, tmp_path) if form else buffer.getvalue()
    tasks = plan_of(data, suffix).tasks
    days = ["2026-12-31", "2026年12月31日", "2026年12月", "2026年12月"]
    several = 3 if form else 4  # LibreOffice does not know the last format
    assert [task.deadline for task in tasks][:several] == days[:several]
    assert [task.note for task in tasks] == ["目标值：95%", "目标值：95.5%", "目标值：0.95", "目标值：3"]


DAYS = [
    (46387, "yyyy-mm-dd", 0.95, "0%"),
    (46387, 'yyyy"年"m"月"d"日"', 0.955, "0.0%"),
    (46387, 'yyyy"年"m"月"', 0.95, "0.00"),
    (46387, 57, 3, "0"),
]


def test_lines_of_a_cell_in_markdown() -> None:
    text = "# 某市示例方案\n\n| 工作任务 | 责任单位 |\n| --- | --- |\n| 建校。 | 市教育局<br>市财政局 |\n"
    (task,) = plan_of(text.encode(), ".md").tasks
    assert [party.name for party in task.parties] == ["市教育局", "市财政局"]


WITH_SUMS = """# 甲市任务分工方案

| 任务 | 责任科室 | 责任单位（排第一的为牵头单位） | 包保领导 |
| --- | --- | --- | --- |
| 建学校 | 基教科 | 市教育局、市财政局 | 某某 |
| 建园 | | 市住建局 | |
| 合计 | | 3 | |
| 小计：| | 3项 | |

备注：主责部门为牵头单位。
"""


def test_a_column_of_the_sections_of_the_office_that_issued_the_plan_is_one_of_units() -> None:
    table = "|任务|责任科室|责任单位|\n|---|---|---|\n|建学校|基教科|各中学|\n|建园|学前科|市教育局|\n"
    plan = plan_of(f"# 滨海市教育局关于印发示例方案的通知\n\n{table}".encode(), ".md")
    assert [([party.name for party in task.parties], task.note) for task in plan.tasks] == [
        (["基教科", "各中学"], ""),
        (["市教育局"], "责任科室：学前科"),
    ]


def test_sums_and_notes_are_no_tasks_and_what_stands_beside_the_units_is_no_unit() -> None:
    plan = plan_of(WITH_SUMS.encode(), ".md")
    assert [(task.text, [(one.name, one.role) for one in task.parties], task.note) for task in plan.tasks] == [
        ("建学校", [("市教育局", "lead"), ("市财政局", "responsible")], "责任科室：基教科；包保领导：某某"),
        ("建园", [("市住建局", "lead")], ""),
    ]
    assert [(one.kind, one.text) for one in plan.left] == [
        ("row", "合计 3"),
        ("row", "小计： 3项"),
        ("behind", "备注：主责部门为牵头单位。"),
    ]


def test_offices_inside_one_are_the_units_where_no_column_names_others() -> None:
    plan = plan_of("任务,责任股室\n建学校,基教股\n".encode(), ".csv")
    assert [[(one.name, one.role) for one in task.parties] for task in plan.tasks] == [[("基教股", "responsible")]]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("任务\n建学校，市教育局负责\n建园，市财政局负责\n", 0),
        ("任务，责任单位\n建学校，市教育局\n", 2),
    ],
)
def test_a_full_width_comma_parts_cells_only_where_it_parts_titles(text: str, cells: int) -> None:
    assert {len(line.cells) for line in lines_of_document(text.encode(), ".csv") if line.text} == {cells}


MATRIX = """序号,任务,市教育局,市财政局,各县区政府,完成时限
一,办学条件,,,,
1,建学校,牵头,配合,,2027年6月
2,建园,,√,√,
3,督导,/,参与,牵头负责,
"""


def test_a_column_for_each_office_says_what_it_does() -> None:
    plan = plan_of(MATRIX.encode(), ".csv")
    assert [
        (task.number, task.text, [(one.name, one.role) for one in task.parties], task.deadline) for task in plan.tasks
    ] == [
        ("1", "建学校", [("市教育局", "lead"), ("市财政局", "support")], "2027年6月"),
        ("2", "建园", [("市财政局", "responsible"), ("各县区政府", "responsible")], None),
        ("3", "督导", [("各县区政府", "lead"), ("市财政局", "support")], None),
    ]
    assert plan.tasks[0].chapter is not None
    assert plan.tasks[0].chapter.title == "办学条件"


def test_a_link_to_another_page_is_no_title() -> None:
    page = (
        '<body><ul><li><a href="/a">机构职能</a></li><li><a href="/b">责任清单</a></li></ul>'
        "<div>示例市任务分工方案</div><p>1.建学校。（责任单位：市教育局）</p></body>"
    )
    plan = plan_of(page.encode(), ".html")
    assert (plan.head.title, plan.head.plan_title) == ("示例市任务分工方案", "示例市任务分工方案")
    assert [(one.line, one.text) for one in plan.left] == [(1, "机构职能"), (2, "责任清单")]


UNITS_BY_PLACE = [
    ("序号", "重点工作", "牵头部门", "责任乡镇", "配合学校"),
    ("1", "建操场。", "县教育局", "城关镇、甲乡", "甲中学"),
    ("2", "配校车。", "县公安局", "全县各乡镇", "乙中学"),
]


def test_a_column_of_units_may_say_of_which_kind_they_are() -> None:
    assert [row[2] for row in said(table_as_html(TITLE, UNITS_BY_PLACE, {}), ".html")] == [
        "L:县教育局 R:城关镇 R:甲乡 S:甲中学",
        "L:县公安局 R:全县各乡镇 S:乙中学",
    ]


GROUPED = [
    ("序号", "行动", "主要任务", "责任单位", "备注"),
    ("1", "扩优行动", "建操场。", "市教育局", "甲"),
    ("2", "扩优行动", "配校车。", "市公安局", "甲"),
    ("3", "提质行动", "配教师。", "市人社局", "乙"),
]


def test_a_column_before_the_tasks_that_is_written_once_for_several_is_a_heading_whatever_its_title() -> None:
    tasks = plan_of(table_as_html(TITLE, GROUPED, {1: (1, 2), 4: (1, 2)}), ".html").tasks
    assert [task.chapter.title if task.chapter else "" for task in tasks] == ["扩优行动", "扩优行动", "提质行动"]
    assert tasks[0].note == "备注：甲"


@pytest.mark.parametrize("ditto", ["〃", "″", "”", "“", "〞", "同上"])
def test_a_mark_of_repetition_is_what_is_above(ditto: str) -> None:
    rows = [("序号", "工作任务", "责任单位"), ("1", "建操场。", "市教育局"), ("2", "配校车。", ditto)]
    assert [row[2] for row in said(table_as_html(TITLE, rows, {}), ".html")] == ["R:市教育局", "R:市教育局"]


LEFT = [("序号", "工作任务", "责任单位"), ("1", "建校。", "市教育局"), ("2", "修路。", "市交通局")]
RIGHT = [("序号", "工作任务", "责任单位"), ("3", "建馆。", "市体育局"), ("", "", "")]


@pytest.mark.parametrize("between", [("",), ("", ""), ()])
@pytest.mark.parametrize("form", ["xlsx", "docx", "html"])
def test_tables_side_by_side_are_read_one_after_the_other(form: str, between: tuple[str, ...]) -> None:
    rows = [(*left, *between, *right) for left, right in zip(LEFT, RIGHT, strict=True)]
    want = [("1", "建校。", "市教育局"), ("2", "修路。", "市交通局"), ("3", "建馆。", "市体育局")]
    plan = plan_of(FORMS[form](TITLE, rows, {}), f".{form}")
    assert [(task.number, task.text, task.parties[0].name) for task in plan.tasks] == want
    assert plan.left == ()


def test_what_stands_beside_a_table_without_units_is_of_its_rows() -> None:
    rows = [(*left, "", note) for left, note in zip(LEFT, ("备注", "甲", "乙"), strict=True)]
    plan = plan_of(table_as_xlsx(TITLE, rows, {}), ".xlsx")
    assert [(task.text, task.note) for task in plan.tasks] == [("建校。", "备注：甲"), ("修路。", "备注：乙")]


def test_what_a_workbook_could_not_work_out_is_nothing() -> None:
    rows = [
        ("序号", "工作任务", "责任单位"),
        ("1", "建校。", "市教育局"),
        ("2", "修路。", "#N/A"),
        ("3", "#REF!", "市体育局"),
    ]
    plan = plan_of(table_as_xlsx(TITLE, rows, {}), ".xlsx")
    assert {party.name for task in plan.tasks for party in task.parties} == {"市教育局", "市体育局"}
    assert "#REF!" not in {task.text for task in plan.tasks}
    assert "修路。" in " ".join(one.text for one in plan.left)


@pytest.mark.parametrize(
    "title", ["截止日期", "截止时间", "结束时间", "办结日期", "计划完成时间", "拟完成时间", "完成日期"]
)
def test_a_column_of_days_by_which_something_is_done(title: str) -> None:
    (task,) = plan_of(rows_as_csv(f"任务|责任单位|{title}", "建校。|市教育局|2026年底"), ".csv").tasks
    assert (task.deadline, task.note) == ("2026年底", "")
