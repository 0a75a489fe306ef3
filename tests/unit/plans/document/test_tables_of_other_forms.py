"""Tables that name tasks and units otherwise than by a title above each column. Every text here is invented."""

from __future__ import annotations

import pytest

from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.grammar.record import Line
from tests.unit.plans.document.made import plan_of

Told = list[tuple[str, str, str | None]]


def told(text: str) -> Told:
    plan = plan_of(text.replace("|", ",").encode(), ".csv")
    return [
        (task.text, " ".join(f"{one.role[0].upper()}:{one.name}" for one in task.parties), task.deadline)
        for task in plan.tasks
    ]


def test_labels_beside_what_they_announce_are_a_form_for_each_task() -> None:
    text = "任务名称|建校舍\n牵头单位|市教育局\n配合单位|市财政局\n完成时限|2024年3月\n任务名称|修道路\n牵头单位|市住建局\n"
    assert told(f"甲市责任清单|\n{text}") == [
        ("建校舍", "L:市教育局 S:市财政局", "2024年3月"),
        ("修道路", "L:市住建局", None),
    ]
    wide = "任务名称|建校舍||\n牵头单位|市教育局|配合单位|市财政局\n"
    assert told(wide) == [("建校舍", "L:市教育局 S:市财政局", None)]


def test_numbered_tasks_of_a_cell_with_their_units_under_the_same_numbers() -> None:
    text = '序号|任务|责任单位|时限\n1|"（1）建校舍。\n（2）修道路。"|"（1）市教育局、市财政局\n（2）市住建局"|年底\n'
    assert told(text) == [("建校舍。", "R:市教育局 R:市财政局", "年底"), ("修道路。", "R:市住建局", "年底")]
    assert told("任务|责任单位\n①建校舍；②修道路|①市教育局\n") == [("建校舍；②修道路", "R:市教育局", None)]


def test_a_table_without_titles_is_read_by_its_cells() -> None:
    text = "甲市任务表|||\n1|检查校车安全。|市教育局、市公安局|2023年8月\n2|整治城镇燃气。|市住建局|2023年9月\n"
    assert told(text) == [
        ("检查校车安全。", "R:市教育局 R:市公安局", "2023年8月"),
        ("整治城镇燃气。", "R:市住建局", "2023年9月"),
    ]
    assert told("1|王某|市教育局|主任\n2|李某|市财政局|科长\n") == []


MARKED = "任务|市教育局|市财政局\n建校舍。|{}|{}\n{}"


@pytest.mark.parametrize(
    ("lead", "other", "said", "units"),
    [
        ("●", "○", "", "L:市教育局 S:市财政局"),
        ("★", "●", "", "L:市教育局 S:市财政局"),
        ("○", "●", "注：○为牵头单位，●为配合单位。", "L:市教育局 S:市财政局"),
        ("▲", "△", "说明：牵头单位用▲表示，责任单位用△表示。", "L:市教育局 R:市财政局"),
        ("●", "●", "", "R:市教育局 R:市财政局"),
    ],
)
def test_marks_in_the_columns_of_offices(lead: str, other: str, said: str, units: str) -> None:
    assert told(MARKED.format(lead, other, said and f"{said}||\n")) == [("建校舍。", units, None)]


@pytest.mark.parametrize("form", ["", "|"])
def test_a_statement_above_the_rows_is_of_each_of_them(form: str) -> None:
    text = "\n".join(
        f"牵头单位：{lead}{form}\n任务|配合单位\n{tasks}"
        for lead, tasks in [("市教育局", "建校舍。|市财政局\n修操场。|市住建局\n"), ("市商务局", "办展会。|市公安局\n")]
    )
    assert told(f"甲市任务清单\n{text}") == [
        ("建校舍。", "S:市财政局 L:市教育局", None),
        ("修操场。", "S:市住建局 L:市教育局", None),
        ("办展会。", "S:市公安局 L:市商务局", None),
    ]
    inside = "任务|配合单位\n一、教育（牵头单位：市教育局）|\n建校舍。|市财政局\n"
    assert told(inside) == [("建校舍。", "S:市财政局 L:市教育局", None)]


def test_units_before_the_tasks_are_written_once_for_several() -> None:
    text = "责任单位|任务\n市教育局|建校舍。\n|修操场。\n市商务局|办展会。\n"
    assert told(text) == [
        ("建校舍。", "R:市教育局", None),
        ("修操场。", "R:市教育局", None),
        ("办展会。", "R:市商务局", None),
    ]


@pytest.mark.parametrize("title", ["市级责任", "★责任单位", "单位", "责任市直单位"])
def test_titles_of_units_in_other_words(title: str) -> None:
    assert told(f"任务|{title}|建设年限\n建校舍。|市教育局|2024-2025\n") == [("建校舍。", "R:市教育局", "2024-2025")]


def test_a_number_of_two_parts_is_no_part_of_the_task() -> None:
    assert told("任务|子任务|责任单位\n校园|1-1 建校舍。|市教育局\n|1-2 修操场。|市财政局\n") == [
        ("建校舍。", "R:市教育局", None),
        ("修操场。", "R:市财政局", None),
    ]
    assert told("任务|举措|责任单位\n建设校园|③建校舍。|市教育局\n") == [("建设校园。建校舍。", "R:市教育局", None)]


def test_a_name_is_broken_behind_its_label() -> None:
    text = '任务|责任单位\n建校舍。|"责任单位：市财政局\n协助单位：市农业\n农村和水利局"\n'
    assert told(text) == [("建校舍。", "R:市财政局 S:市农业农村和水利局", None)]


def test_the_rows_of_a_second_table_without_titles_go_on() -> None:
    row = "<tr><td>{}</td><td>{}</td><td>{}</td></tr>"
    first = row.format(1, "扩建实验小学。", "市教育局") + row.format(2, "建设研学基地。", "市文旅局")
    page = f"<p>任务表</p><table>{first}</table><p>（二）卫生</p><table>{row.format(3, '迁建妇幼院。', '市卫健委')}</table>"
    assert [task.text for task in plan_of(page.encode(), ".html").tasks] == [
        "扩建实验小学。",
        "建设研学基地。",
        "迁建妇幼院。",
    ]


def test_statements_in_the_cells_of_tasks_beside_other_columns() -> None:
    assert told("任务|时限\n1.建校舍。（责任单位：市教育局）|6月\n2.修道路。（责任单位：市住建局）|9月\n") == [
        ("建校舍。", "R:市教育局", "6月"),
        ("修道路。", "R:市住建局", "9月"),
    ]
    lines = '任务及责任单位|时限\n"建校舍\n牵头单位：市教育局\n配合单位：市财政局"|6月\n'
    assert told(lines) == [("建校舍", "L:市教育局 S:市财政局", "6月")]


def test_a_bracket_behind_a_name_says_that_it_is_responsible() -> None:
    assert told("任务|单位\n建校舍。|市教育局（牵头）、市财政局（责任）\n") == [
        ("建校舍。", "L:市教育局 R:市财政局", None)
    ]


def test_a_description_is_of_the_task_that_is_named_before_it() -> None:
    for title in ("任务描述", "建设内容及规模"):
        assert told(f"任务|{title}|责任单位\n校园建设|新建校舍2栋|市教育局\n") == [
            ("校园建设。新建校舍2栋", "R:市教育局", None)
        ]


def test_a_column_for_each_task_with_labels_before_them() -> None:
    assert told("项目|建校舍|修道路\n牵头单位|市教育局|市住建局\n配合单位|市财政局|甲县政府\n时限|年底|6月\n") == [
        ("建校舍", "L:市教育局 S:市财政局", "年底"),
        ("修道路", "L:市住建局 S:甲县政府", "6月"),
    ]


def test_rows_below_the_titles_of_another_table_go_on() -> None:
    row = "<tr><td>{}</td><td>{}</td><td>{}</td></tr>"
    page = "<p>任务表</p>" + "<p>（一）教育</p>".join(
        f"<table>{row.format(*cells)}</table>"
        for cells in [
            ("任务", "牵头单位", "责任单位"),
            ("建校舍", "市教育局", "甲县政府"),
            ("办展会", "市商务局", "市文旅局"),
        ]
    )
    units = [[(one.name, one.role) for one in task.parties] for task in plan_of(page.encode(), ".html").tasks]
    assert units == [
        [("市教育局", "lead"), ("甲县政府", "responsible")],
        [("市商务局", "lead"), ("市文旅局", "responsible")],
    ]


def test_persons_beside_the_units_of_a_column_are_none_of_them() -> None:
    assert told("任务|牵头单位及责任人\n建校舍。|市教育局 侬某\n") == [("建校舍。", "L:市教育局", None)]


@pytest.mark.parametrize(
    ("titles", "units"),
    [
        ("任务|县区|市直", "R:甲县 R:市教育局"),
        ("任务|责任县（市）|市直", "R:甲县"),
        ("任务内容及目标|责任县|措施", "R:甲县"),
    ],
)
def test_columns_of_places_and_of_offices_of_a_level(titles: str, units: str) -> None:
    ((_text, told_units, _until),) = told(f"{titles}\n建校舍|甲县|市教育局\n")
    assert told_units == units


@pytest.mark.parametrize("title", ["备注", "角色"])
def test_what_each_unit_does_in_the_column_behind_it(title: str) -> None:
    text = f"序号|任务|单位|{title}\n1|建校舍。|市教育局|牵头\n||市财政局|配合\n2|修道路。|市住建局|牵头\n||甲县政府|责任\n"
    assert told(text) == [("建校舍。", "L:市教育局 S:市财政局", None), ("修道路。", "L:市住建局 R:甲县政府", None)]


@pytest.mark.parametrize("above", ["责任单位：{}", "单位：{}", "一、{}（1项）"])
@pytest.mark.parametrize("form", [".txt", ".csv"])
def test_a_table_without_units_below_the_name_of_its_unit(above: str, form: str) -> None:
    text = "甲市任务\n" + "\n".join(
        f"{above.format(unit)}\n任务\t时限\n{task}\t年底"
        for unit, task in [("市教育局", "建校舍"), ("市水利局", "修河堤")]
    )
    data = (text if form == ".txt" else text.replace("\t", ",")).encode()
    told_of = [(task.text, [one.name for one in task.parties], task.deadline) for task in plan_of(data, form).tasks]
    assert told_of == [("建校舍", ["市教育局"], "年底"), ("修河堤", ["市水利局"], "年底")]


def test_tasks_side_by_side_behind_one_number() -> None:
    text = "序号|任务|责任单位|任务|责任单位\n1|建校舍|市教育局|修道路|市住建局\n"
    assert told(text) == [("建校舍", "R:市教育局", None), ("修道路", "R:市住建局", None)]


def test_who_helps_in_a_bracket_behind_the_unit() -> None:
    text = '任务|责任单位|会办\n建校舍|"市教育局\n（市财政局、甲县政府配合）"|市住建局\n'
    assert told(text) == [("建校舍", "R:市教育局 S:市财政局 S:甲县政府 S:市住建局", None)]


def test_numbers_of_parts_without_signs_between_them() -> None:
    assert told("任务|举措|责任单位\n校园|（1）建校舍。（2）修道路|（1）市教育局（2）市住建局\n") == [
        ("校园。建校舍。", "R:市教育局", None),
        ("校园。修道路", "R:市住建局", None),
    ]


def test_a_statement_of_the_rows_above_it_inside_the_table() -> None:
    text = "任务|责任单位\n建校舍。|市教育局\n修道路。|市住建局\n以上任务由市发改委负责统筹协调。|\n"
    assert [units for _text, units, _until in told(text)] == ["R:市教育局 R:市发改委", "R:市住建局 R:市发改委"]


def test_labels_that_are_numbered_and_one_above_the_titles() -> None:
    assert told("任务1|建校舍\n牵头单位|市教育局\n任务2|修道路\n牵头单位|市住建局\n") == [
        ("建校舍", "L:市教育局", None),
        ("修道路", "L:市住建局", None),
    ]
    assert told("责任单位|市教育局\n任务|时限\n建校舍|年底\n") == [("建校舍", "R:市教育局", "年底")]


def test_sections_of_the_office_beside_its_tasks() -> None:
    text = "甲市教育局2024年工作要点\n科室|任务\n基础教育科|建校舍\n人事科|招教师\n"
    assert told(text) == [("建校舍", "R:基础教育科", None), ("招教师", "R:人事科", None)]


def test_a_row_may_be_longer_than_its_titles() -> None:
    rows = [("工作任务", "责任单位"), ("建校。", "市教育局", "牵头"), ("添置。", "市财政局")]
    lines = [Line(at, "\t".join(cells), cells, 1) for at, cells in enumerate(rows, 1)]
    assert [task.text for task in read_plan(lines).tasks] == ["建校。", "添置。"]
