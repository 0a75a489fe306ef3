"""Rectification plans, as labelled lines and as tables. Invented; no office said any of it."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

import docx
import pytest

from dutykit.plans.document.register import lines_of_document
from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.grammar.record import Line
from dutykit.plans.rectification.reading import read_rectification, rectifies
from dutykit.plans.rectification.record import FoundProblem, Rectification
from dutykit.plans.rectification.review import left_reason

LINES = """甲市教育督导反馈问题整改方案
一、教育投入不足
问题表现：生均公用经费未达标。
整改措施：足额落实经费。
整改目标：2026年达标。
责任单位：市财政局、市教育局
责任人：甲某 乙某
整改时限：2026年12月底前
二、教师编制不足
（一）问题：缺编200人。
整改措施：核定编制。
牵头单位：市委编办
责任领导：丙某
配合单位：市教育局
整改时限：立行立改，长期坚持
"""
TABLE = """甲市整改方案
序号,反馈问题,整改措施,整改目标,责任单位,责任人,整改时限
1,教育投入不足：生均公用经费未达标,足额落实经费,2026年达标,市财政局、市教育局,甲某 乙某,2026年12月底前
2,教师编制不足：缺编200人,核定编制,,市委编办,丙某,立行立改，长期坚持
"""


def read(text: str, suffix: str = ".txt") -> Rectification:
    return read_rectification(lines_of_document(text.encode(), suffix))


def problems(text: str, suffix: str = ".txt") -> list[FoundProblem]:
    return list(read(text, suffix).problems)


def told(found: Rectification) -> list[str]:
    """Each problem in a line: number, text, measure, goal, units, support, person, due."""
    return [
        "|".join(
            [
                one.number,
                one.text,
                one.measure,
                one.goal,
                "、".join(one.units),
                "、".join(one.support),
                one.person,
                one.due.isoformat() if one.due else "",
            ]
        )
        for one in found.problems
    ]


def test_labelled_lines() -> None:
    first, second = problems(LINES)
    assert (first.number, first.text, first.measure, first.goal) == (
        "1",
        "教育投入不足：生均公用经费未达标",
        "足额落实经费",
        "2026年达标",
    )
    assert (first.person, first.deadline, first.due) == ("责任人：甲某 乙某", "2026年12月底前", dt.date(2026, 12, 31))
    assert (first.units, first.support) == (("市财政局", "市教育局"), ())
    assert (second.text, second.measure, second.due) == ("教师编制不足：缺编200人", "核定编制", None)
    assert (second.units, second.support, second.person) == (("市委编办",), ("市教育局",), "责任领导：丙某")


def test_a_table_says_the_same() -> None:
    lines, table = problems(LINES), problems(TABLE, ".csv")
    assert [(one.text, one.measure, one.goal, one.due, one.units) for one in table] == [
        (one.text, one.measure, one.goal, one.due, one.units) for one in lines
    ]


@pytest.mark.parametrize("numbers", ["⒈⒉", "①②", ["1)", "2)"], ["（1）", "（2）"], ["1、", "2、"], ["1.1", "1.2"]])
def test_a_number_in_words_is_that_of_a_heading_above_problems_with_other_numbers(numbers: Sequence[str]) -> None:
    rows = [
        "序号,问题,整改措施,责任单位",
        "一,投入,,",
        "{0},经费不足,落实,市财政局",
        "二,编制,,",
        "{1},缺编,核定,市委编办",
    ]
    found = problems("甲市整改方案\n" + "\n".join(rows).format(*numbers), ".csv")
    assert [one.text for one in found] == ["投入：经费不足", "编制：缺编"]


def test_a_list_of_contacts_and_what_a_page_has_around_its_text_are_no_problems() -> None:
    text = f"{LINES}- 2 -\n附件\n整改工作联系人名单\n一、市财政局：甲某\n二、市教育局：乙某\n"
    found = read(text)
    assert [one.text for one in found.problems] == [one.text for one in problems(LINES)]
    assert [(one.line, one.kind) for one in found.left if one.line > 15] == [
        (16, "page"),
        *((at, "contacts") for at in range(17, 21)),
    ]
    assert all(left_reason(one.kind) for one in found.left)


def test_all_of_it_is_kept_in_one_text() -> None:
    assert problems(LINES)[1].whole == (
        "教师编制不足：缺编200人。整改措施：核定编制。整改时限：立行立改，长期坚持。责任领导：丙某。配合单位：市教育局。"
    )


def test_a_problem_without_a_label_is_the_heading() -> None:
    (one,) = problems("一、投入不足\n整改措施：落实。\n责任单位：市财政局")
    assert (one.text, one.measure) == ("投入不足", "落实")


NUMBERED = """甲市督导反馈问题整改方案
一、总体要求
坚持问题导向。
二、整改任务
（一）投入方面
问题1：支出下降。
整改目标：实现增长。
整改措施：1.优先保障。2.每季度会商。
牵头单位：市财政局
配合单位：市教育局
整改时限：2026.12.31
问题2：公用经费未拨付。
整改措施：
1.开展清查。
2.建立机制。
（1）每月报送。
责任单位：乙区政府
整改时限：立行立改
（二）队伍方面
问题3：缺编。
整改措施：统筹调剂。
责任单位：市委编办
三、保障措施
（一）加强领导。成立专班。
"""


def test_numbered_problems_with_lists_of_measures_under_headings() -> None:
    found = read(NUMBERED)
    assert told(found) == [
        "1|投入方面：支出下降|1.优先保障。2.每季度会商|实现增长|市财政局|市教育局||2026-12-31",
        "2|投入方面：公用经费未拨付|1.开展清查。2.建立机制。（1）每月报送||乙区政府|||",
        "3|队伍方面：缺编|统筹调剂||市委编办|||",
    ]
    assert [(one.line, one.kind) for one in found.left] == [
        (2, "unlabelled"),
        (3, "unlabelled"),
        (4, "heading"),
        (23, "unlabelled"),
        (24, "unlabelled"),
    ]
    assert found.counts == (18, 1, 5)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            (
                "甲市督导整改清单\n（一）问题：大班额未消除。\n整改目标及措施：新建学校。\n责任单位：市教育局；责任人：甲某\n完成时限：2026-8-31\n"
                "（二）问题：缺教师。\n整改目标及措施：配齐。\n责任单位：市教育局\n完成时限：2026/9/30前"
            ),
            ["1|大班额未消除|新建学校||市教育局||责任人：甲某|2026-08-31", "2|缺教师|配齐||市教育局|||2026-09-30"],
        ),
        (
            (
                "甲市督导整改方案\n问题一、场馆不达标\n1.问题描述：23所学校不达标。\n2.整改措施：扩容。\n3.责任单位：市教育局\n4.整改时限：2027年底前\n"
                "问题二、轮岗少\n1.问题描述：仅6%。\n2.整改措施：县管校聘。\n3.责任单位：市委编办\n4.整改时限：2026年第二季度"
            ),
            [
                "1|场馆不达标：23所学校不达标|扩容||市教育局|||2027-12-31",
                "2|轮岗少：仅6%|县管校聘||市委编办|||2026-06-30",
            ],
        ),
        (
            (
                "甲市整改方案\n一、学前教育方面\n（一）针对“公办园占比低”的问题。整改措施：新建6所。（责任单位：市教育局；完成时限：2026年12月底前）\n"
                "（二）针对“移交慢”问题，逐园建账。（市住房城乡建设局牵头，市教育局配合）"
            ),
            [
                "1|学前教育方面：公办园占比低|新建6所||市教育局|||2026-12-31",
                "2|学前教育方面：移交慢|逐园建账。（市住房城乡建设局牵头，市教育局配合）||市住房城乡建设局|市教育局||",
            ],
        ),
        (  # units and a time of several problems stand above them
            (
                "甲市督导整改方案\n一、经费管理问题\n责任单位：市财政局\n整改时限：2026年10月底前\n（一）资金滞留。\n整改措施：清理。\n"
                "（二）收费不规范。\n整改措施：规范。\n责任单位：市教育局"
            ),
            [
                "1|经费管理问题：资金滞留|清理||市财政局|||2026-10-31",
                "2|经费管理问题：收费不规范|规范||市教育局|||2026-10-31",
            ],
        ),
        (  # what belongs to one problem is numbered below it
            "甲市督导整改方案\n一、经费管理问题\n1.资金滞留。\n2.收费不规范。\n整改措施：清理规范。\n责任单位：市财政局",
            ["1|经费管理问题：1.资金滞留。2.收费不规范|清理规范||市财政局|||"],
        ),
        (  # each measure has its own units
            (
                "甲市督导整改方案\n一、思政课教师不足\n整改目标：配齐。\n整改措施及责任分工：\n（1）核定岗位。（责任单位：市委编办；完成时限：2026年6月底前）\n"
                "（2）公开招聘。（责任单位：市人社局；完成时限：2026年8月底前）\n二、缺心理教师\n整改措施：招聘。\n责任单位：市教育局"
            ),
            [
                "1|思政课教师不足|（1）核定岗位|配齐|市委编办|||2026-06-30",
                "1-2|思政课教师不足|（2）公开招聘|配齐|市人社局|||2026-08-31",
                "2|缺心理教师|招聘||市教育局|||",
            ],
        ),
        (
            (
                "甲市校园食品安全督查问题整改方案\n食堂管理不规范\n整改措施：明厨亮灶。\n责任单位：市市场监管局\n整改时限：长期坚持\n"
                "资金拨付慢\n整改措施：按季度拨付。\n责任单位：市财政局"
            ),
            ["1|食堂管理不规范|明厨亮灶||市市场监管局|||", "2|资金拨付慢|按季度拨付||市财政局|||"],
        ),
        (  # without units: kept, and asked about
            "甲市督导整改方案\n1.问题：食堂不规范。\n整改措施：检查。\n2.问题：车辆不规范。\n责任单位：市公安局",
            ["1|食堂不规范|检查|||||", "2|车辆不规范|||市公安局|||"],
        ),
        (
            "甲市督导问题清单\n一、投入方面\n1.支出下降。\n2.附加未征收。\n二、整改要求\n1.认真整改。",
            ["1|投入方面：支出下降||||||", "2|投入方面：附加未征收||||||"],
        ),
        (
            (
                "甲市督导问题整改清单\n【问题】无证办园\n【整改措施】联合执法\n【责任单位】区教育局、区公安分局\n【整改时限】2026年5月31日\n"
                "【问题】持证率低\n【整改措施】培训\n【责任单位】区教育局"
            ),
            ["1|无证办园|联合执法||区教育局、区公安分局|||2026-05-31", "2|持证率低|培训||区教育局|||"],
        ),
        (  # goals, each task with units of its own
            (
                "甲市督导问题整改清单\n问题1：在校生占比超标\n整改目标：降至5%\n整改任务1：扩容\n责任单位：市发展改革委\n完成时限：2026年8月\n"
                "整改任务2：规范招生\n责任单位：市教育局\n问题2：转制不到位\n整改任务1：转制\n责任单位：市委编办"
            ),
            [
                "1|在校生占比超标|扩容|降至5%|市发展改革委|||2026-08-31",
                "1-2|在校生占比超标|规范招生|降至5%|市教育局|||",
                "2|转制不到位|转制||市委编办|||",
            ],
        ),
        (
            (
                "甲市督导问题整改方案\n（一）关于“双减”机制不完善问题\n要求：一是联动；二是畅通。\n责任单位：市教育局（牵头）、市科技局\n"
                "（二）关于教师工资保障不到位的问题\n整改措施：补发。\n责任单位：市人社局"
            ),
            ["1|“双减”机制不完善|一是联动；二是畅通||市教育局、市科技局|||", "2|教师工资保障不到位|补发||市人社局|||"],
        ),
        (  # a label with nothing behind it
            "甲市督导问题整改方案\n（一）食堂不规范\n整改措施：检查。\n责任单位：市教育局\n备注：\n（二）车辆不规范\n整改措施：\n（1）规范。\n责任单位：市公安局",
            ["1|食堂不规范|检查||市教育局|||", "2|车辆不规范|（1）规范||市公安局|||"],
        ),
        (  # by units
            "甲市督导问题整改方案\n一、市财政局\n1.问题：征收不规范。\n整改措施：规范征收。\n二、市教育局\n2.问题：办学不规范。\n整改措施：整治。",
            ["1|征收不规范|规范征收||市财政局|||", "2|办学不规范|整治||市教育局|||"],
        ),
        (
            (
                "甲市督导整改方案\n存在问题：特色不明显\n整改举措：①推进；②结对。\n整改单位：县教育局\n整改责任人：甲某（副局长）\n计划完成时间：2026年12月31日\n\n"
                "存在问题：开课不足\n整改举措：补充。\n责任科室：教研室\n整改单位：县教育局\n配合单位：\n整改时限：2026年9月"
            ),
            [
                "1|特色不明显|①推进；②结对||县教育局||整改责任人：甲某（副局长）|2026-12-31",
                "2|开课不足|补充||县教育局||责任科室：教研室|2026-09-30",
            ],
        ),
    ],
)
def test_shapes_of_labelled_plans(text: str, wanted: list[str]) -> None:
    assert told(read(text)) == wanted


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        (
            (
                "序号,问题类别,存在问题,整改目标/整改措施,责任部门,责任领导,整改完成时间,整改状态\n"
                "1,经费,附加未用于教育,核算,市财政局,甲某,2026年二季度,整改中\n"
                "1,经费,附加未用于教育,安排项目,市教育局,乙某,2026年9月,未完成\n"
                "2,经费,拨付慢,压缩时限,市财政局,甲某,2026年6月,已完成"
            ),
            [
                "1|经费：附加未用于教育|核算||市财政局||责任领导：甲某|2026-06-30",
                "1-2|经费：附加未用于教育|安排项目||市教育局||责任领导：乙某|2026-09-30",
                "2|经费：拨付慢|压缩时限||市财政局||责任领导：甲某|2026-06-30",
            ],
        ),
        (  # one problem over several rows of measures
            "序号,问题,整改措施,责任单位\n1,缺编,核编,市委编办\n1,缺编,招聘,市委编办\n2,缺园,新建,\n3,缺师,招聘,同上",
            ["1|缺编|核编；招聘||市委编办|||", "2|缺园|新建|||||", "3|缺师|招聘|||||"],
        ),
        (
            (
                "编号,督导反馈问题,整改目标及措施,责任单位及责任人,完成时限,督导组意见\n"
                "ZG-01,水平不高,目标：达85%。措施：新建4所。,市教育局（甲某）、市财政局（乙某）,2026年秋季开学前,跟踪督办"
            ),
            ["ZG-01|水平不高|新建4所|达85%|市教育局、市财政局||责任人：市教育局甲某、市财政局乙某|"],
        ),
        (
            (
                "问题来源,问题,整改措施,责任部门/责任人,拟完成时间,实际完成时间\n省级督导,缺学位,新建,市教育局/甲某,2026年12月,\n"
                "学校自查,制度不全,修订,市教育局 乙某,2026年3月,2026年3月10日"
            ),
            ["1|缺学位|新建||市教育局||责任人：甲某|2026-12-31", "2|制度不全|修订||市教育局||责任人：乙某|2026-03-31"],
        ),
        (  # numbers in the cells, labels in a cell, a sum
            (
                "问题,措施,单位,时间\n1.设施不足,改造,牵头单位：市残联 配合单位：市教育局,2026年内\n"
                "2.比例失衡,优化,市教育局牵头，市人社局配合,2026—2027年\n合计,2项,,"
            ),
            ["1|设施不足|改造||市残联|市教育局||2026-12-31", "2|比例失衡|优化||市教育局|市人社局||2027-12-31"],
        ),
        (  # a heading whose number is one character in a cell of its own
            "序号,具体问题,整改任务,责任单位\n㈠,投入方面,,\n1,预算不足,增加预算,市财政局\n㈡,队伍方面,,\n1,流失,提高待遇,市教育局",
            ["1|投入方面：预算不足|增加预算||市财政局|||", "2|队伍方面：流失|提高待遇||市教育局|||"],
        ),
        (  # a row across the table is a heading; two rows of titles
            (
                "序号,具体问题,整改任务,责任分工,责任分工\n序号,具体问题,整改任务,牵头单位,配合单位\n一、投入方面,,,,\n"
                "1,预算不足,增加预算,市财政局,市教育局\n二、队伍方面,,,,\n1,流失,提高待遇,市教育局,无"
            ),
            ["1|投入方面：预算不足|增加预算||市财政局|市教育局||", "2|队伍方面：流失|提高待遇||市教育局|||"],
        ),
    ],
)
def test_shapes_of_tables(rows: str, wanted: list[str]) -> None:
    assert told(read(rows, ".csv")) == wanted


def test_a_column_that_is_not_known_is_kept_and_named() -> None:
    found = read("问题,整改措施,责任单位,包联情况\n缺编,核编,市委编办,每月一次", ".csv")
    assert [(one.title, one.use) for one in found.columns] == [
        ("问题", "problem"),
        ("整改措施", "measure"),
        ("责任单位", "units"),
        ("包联情况", "other"),
    ]
    assert found.problems[0].others == "包联情况：每月一次"


def test_columns_can_be_said() -> None:
    lines = lines_of_document("短板,动作,谁来做,谁帮忙\n缺编,核编,市委编办,市教育局".encode(), ".csv")
    found = read_rectification(lines, {"短板": "problem", "动作": "measure", "谁来做": "units", "谁帮忙": "support"})
    assert told(found) == ["1|缺编|核编||市委编办|市教育局||"]


def test_a_form_for_each_problem() -> None:
    document = docx.Document()
    document.add_heading("甲市督导整改任务书", 0)
    for cells in (("车辆不规范", "规范", "市公安局", "甲某"), ("培训质量低", "改进", "市教育局", "乙某")):
        table = document.add_table(rows=2, cols=4)
        for at, text in enumerate(
            ("存在问题", cells[0], "整改措施", cells[1], "责任单位", cells[2], "责任人", cells[3])
        ):
            table.cell(at // 4, at % 4).text = text
        document.add_paragraph()
    data = io.BytesIO()
    document.save(data)
    assert told(read_rectification(lines_of_document(data.getvalue()))) == [
        "1|车辆不规范|规范||市公安局||责任人：甲某|",
        "2|培训质量低|改进||市教育局||责任人：乙某|",
    ]


def test_progress_goes_on_over_lines_and_is_kept_with_its_problem() -> None:
    text = "甲市整改方案\n1.问题：甲。\n责任单位：市财政局\n整改进展：\n（1）已印发。\n（2）正在督查。\n2.问题：乙。\n责任单位：市教育局"
    assert [(one.text, one.others) for one in problems(text)] == [
        ("甲", "整改进展：（1）已印发。 （2）正在督查。"),
        ("乙", ""),
    ]


def test_a_second_plan_in_the_file_is_asked_about_and_its_problems_have_numbers_of_their_own() -> None:
    text = (
        "甲市督导整改方案\n1.问题：甲。\n责任单位：市财政局\n甲市自查问题整改清单\n1.问题：乙。\n责任单位：市教育局\n"
    )
    found = read(text)
    assert [(one.number, one.text, one.found_by) for one in found.problems] == [
        ("1", "甲", "inspection"),
        ("2", "乙", "self_check"),
    ]
    assert ("restart", 4) in {(one.kind, one.line) for one in found.questions}


@pytest.mark.parametrize(
    ("text", "found_by"),
    [
        ("甲市督导反馈问题整改方案\n1.问题：甲。", ["inspection"]),
        ("甲市自查自评问题整改台账\n1.问题：甲。", ["self_check"]),
        ("甲市质量监测结果反馈问题整改方案\n1.问题：甲。", ["monitoring"]),
        ("甲市问题整改方案\n1.问题：甲。", [None]),
        (
            "甲市问题整改台账\n一、省级督导反馈问题\n1.问题：甲。\n责任单位：市教育局\n二、自查发现问题\n1.问题：乙。",
            ["inspection", "self_check"],
        ),
        ("甲市督导反馈和自查问题整改方案\n1.问题：甲。\n问题来源：学校自查\n2.问题：乙。", ["self_check", None]),
    ],
)
def test_who_found_it_is_what_the_words_around_it_say(text: str, found_by: list[str | None]) -> None:
    assert [one.found_by for one in problems(text)] == found_by


def test_what_a_person_has_to_settle_is_asked_with_its_line() -> None:
    text = (
        "甲市问题整改方案\n1.问题：甲。\n整改措施：改。\n整改时限：6月底前\n整改进展：已完成\n2.问题：乙。\n责任单位：市教育局\n整改时限：长期坚持\n"
        "3.问题：丙。\n责任单位：市教育局\n整改时限：2026年6月底前完成，2026年9月底前巩固\n4.整改措施：改。\n责任单位：市教育局"
    )
    found = read(text)
    assert [(one.line, one.kind, one.number) for one in found.questions] == [
        (0, "found_by", ""),
        (2, "no_unit", "1"),
        (4, "no_year", "1"),
        (5, "state", "1"),
        (8, "no_day", "2"),
        (11, "days", "3"),
    ]


def test_a_month_without_a_year_is_the_next_one_from_the_day_of_issue() -> None:
    text = "甲市督导整改方案\n1.问题：甲。\n整改时限：6月底前\n2.问题：乙。\n整改时限：2月底前\n甲市人民政府\n2026年3月15日\n"
    assert [one.due for one in problems(text)] == [dt.date(2026, 6, 30), dt.date(2027, 2, 28)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("甲市任务分解方案\n一、投入\n（一）增加投入。（责任单位：市财政局）", False),
        ("甲市督导反馈问题整改方案\n一、投入\n（一）增加投入。（责任单位：市财政局）", True),
        ("甲市方案\n一、投入\n（一）增加投入。\n责任单位：市财政局\n整改时限：2026年底", False),
        ("甲市方案\n整改措施：增加投入。\n责任单位：市财政局", True),
    ],
)
def test_whether_it_is_a_rectification_plan(text: str, wanted: bool) -> None:
    assert read(text).is_rectification is wanted
    assert rectifies(read_plan(lines_of_document(text.encode(), ".txt"))) is wanted


def test_what_stands_beside_the_text_is_named_and_not_read() -> None:
    lines = [Line(1, "某市示例整改方案"), Line(2, "问题：校舍不足。"), Line(3, "责任单位：市教育局")]
    beside = [Line(2, "责任单位：市财政局", aside="comment"), Line(4, "内部文件", aside="page")]
    found = read_rectification([*lines, *beside])
    assert found.problems == read_rectification(lines).problems
    assert [(one.line, one.kind, one.text) for one in found.left] == [
        (2, "comment", "责任单位：市财政局"),
        (4, "page", "内部文件"),
    ]
    assert found.counts == (2, 1, 1)
    assert [left_reason(one.kind) for one in found.left] == ["批注", "页眉、页脚"]


SECTIONS = """甲市整改清单
序号,问题,整改措施,责任单位,整改时限
一,政府职责,{0}
1,人员不足,增编,市委编办,2027年3月
（二）,教师队伍,{1}
3,工资拖欠,补发,市财政局,2027年4月
"""


@pytest.mark.parametrize("merged", [False, True])
def test_a_row_with_a_number_in_words_is_a_heading(*, merged: bool) -> None:
    text = SECTIONS.format(*(",".join([one] * 3) if merged else ",," for one in ("政府职责", "教师队伍")))
    assert [(one.number, one.text, one.units) for one in problems(text, ".csv")] == [
        ("1", "政府职责：人员不足", ("市委编办",)),
        ("3", "教师队伍：工资拖欠", ("市财政局",)),
    ]


def test_a_table_may_number_its_problems_in_words() -> None:
    text = "甲市整改清单\n序号,问题,整改措施,责任单位\n一,人员不足,,\n二,工资拖欠,,\n"
    assert [one.text for one in problems(text, ".csv")] == ["人员不足", "工资拖欠"]


def test_labels_set_as_headings_before_their_texts() -> None:
    text = (
        "问题{0}：{1}。\n（一）整改目标。达标。\n（二）整改措施。{2}。\n（三）整改时限。2027年{0}月\n"
        "（四）责任单位。市教育局、市财政局。\n"
    )
    found = problems("甲市问题整改方案\n" + text.format(1, "经费不足", "预算") + text.format(2, "宿舍较差", "改造"))
    assert [(one.text, one.goal, one.measure, one.deadline, one.units) for one in found] == [
        ("经费不足", "达标", "预算", "2027年1月", ("市教育局", "市财政局")),
        ("宿舍较差", "达标", "改造", "2027年2月", ("市教育局", "市财政局")),
    ]


def test_of_which_kind_its_rectification_is_is_no_part_of_a_problem() -> None:
    text = "序号\t问题\t整改措施\t责任单位\t整改时限\t整改类型\n1\t经费不足\t增加预算\t市财政局\t2026年6月\t限期整改"
    (one,) = problems(text)
    assert one.text == "经费不足"
